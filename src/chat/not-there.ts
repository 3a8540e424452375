/** Tells whoever does something in a place where the bot is not that nothing can be posted there; bot.ts asks. */
import { say } from '../kernel/language/say.js';
import { note, text, titledCard } from './blocks.js';
import type { Interaction } from './interaction.js';
import { type Reply, showCard } from './reply.js';

/** What makes something that would be posted: not turning pages, nor opening forms. */
const asks: ReadonlySet<Interaction['kind']> = new Set(['command', 'submit', 'capture']);

/** Whether an answer to it would say that the bot is not there. */
export const asksForPosts = ({ kind }: Interaction): boolean => asks.has(kind);

/** The line to type stands as Slack takes it: elsewhere the bot is wherever it can be spoken to. */
const invite = () => say('Type {command} there.', { command: '/invite @empty-chair' });

/** The remedy, for refusals. @param placeName without the # */
export const notThereWords = (placeName: string): string =>
  `${say('I’m not in {channel}.', { channel: `#${placeName}` })} ${invite()}`;

/** @param placeName without the # */
export function withNotThere(reply: Reply, placeName: string): Reply {
  const title = say('I’m not in {channel}, so nothing can be posted there', { channel: `#${placeName}` });
  if (reply.kind === 'card')
    return {
      ...reply,
      card: {
        ...reply.card,
        blocks: [...reply.card.blocks, note(`${say('{sentence}.', { sentence: title })} ${invite()}`)],
      },
    };
  return reply.kind === 'done'
    ? showCard(titledCard(title, [text(`${say('It was done all the same.')} ${invite()}`)], 'warning'))
    : reply;
}
