/** What somebody was thanked for, and whether they want to be, as they read it. */
import { actions, button, text, titledCard } from '../../../chat/blocks.js';
import { type Block, type Card, code, type Line } from '../../../chat/card.js';
import type { ListHeading } from '../../../chat/list.js';
import { sayLine } from '../../../chat/say-line.js';
import { say } from '../../../kernel/language/say.js';
import type { Honour } from '../rules/honour.js';

/** Above the list. */
export const thanksHeading = (): ListHeading => ({
  title: say('What you were thanked for'),
  noneTitle: say('Nobody has thanked you here yet'),
  none: say(
    'People are thanked for an adopted idea, a trouble that its customer calls solved, ten answers in a row within the promise, and ten learnings.',
  ),
});

/** @param named the idea or the feedback; null: it is about several, or gone */
export function thanksRow({ kind, count, earnedAt }: Honour, named: string | null, timeZone: string): Block {
  const name = named ?? say('it is gone since');
  const words: Readonly<Record<Honour['kind'], string>> = {
    adopted: say('Your idea was adopted: {name}', { name }),
    solved: say('A customer called it solved: {name}', { name }),
    streak: say('{count, number} answers in a row within our promise', { count: count ?? 0 }),
    learnings: say('{count, number} learnings about our customers', { count: count ?? 0 }),
  };
  return text([{ kind: 'time', at: earnedAt, timeZone, style: 'date' }, ` · ${words[kind]}`]);
}

/** Below the list. */
export const standingLine = (isOut: boolean): Line =>
  isOut
    ? sayLine('You are named in no thanks. {command} changes that.', { command: code('honours on') })
    : sayLine('You are thanked by name, where the work lives. {command} ends that.', { command: code('honours off') });

/** It is done. */
export const optedCard = (isIn: boolean): Card =>
  isIn
    ? titledCard(say('You are thanked by name again'), [actions([button(say('Rather not'), 'honours.off', '')])])
    : titledCard(say('You are named in no thanks any more'), [
        text(say('What others read stays as it is: your name on ideas, learnings and feedback.')),
        actions([button(say('Thank me again'), 'honours.on', '')]),
      ]);
