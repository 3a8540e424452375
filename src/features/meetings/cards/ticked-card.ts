/** What whoever ticks an item twice reads: it is their own tick that stands, and nobody was faster. */
import { text } from '../../../chat/blocks.js';
import type { Card } from '../../../chat/card.js';
import type { Tick } from '../rules/agenda.js';
import { oneLine } from './agenda-words.js';

/** @param typed this time; what says something else than what stands is shown, so that it is not lost */
export function tickedBeforeCard({ decision }: Pick<Tick, 'decision'>, typed: string | null): Card {
  const title = 'You have marked it already';
  const stands = decision ? `Your note stands: “${oneLine(decision)}”.` : 'It stays marked.';
  const isOther = typed !== null && typed !== decision;
  const rest = isOther ? `“${oneLine(typed)}” was not kept. Add it as a follow-up.` : 'Nothing is left to do.';
  return {
    title,
    summary: title,
    ...(isOther ? {} : { tone: 'good' as const }),
    blocks: [text(`${stands} ${rest}`)],
  };
}
