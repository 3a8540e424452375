/** What whoever ticks an item twice reads, and the buttons of what is ticked. */
import { button, text } from '../../../chat/blocks.js';
import type { Action, Card } from '../../../chat/card.js';
import type { Tick } from '../rules/agenda.js';
import { oneLine } from './agenda-words.js';

/** @param typed this time; what says something else than what stands is shown, so that it is not lost */
export function tickedBeforeCard({ decision }: Pick<Tick, 'decision'>, typed: string | null): Card {
  const title = 'You marked this already';
  const stands = decision ? `Your note was kept: “${oneLine(decision)}”.` : 'It stays marked.';
  const isOther = typed !== null && typed !== decision;
  const rest = isOther ? `“${oneLine(typed)}” was not kept. Add it as a follow-up.` : 'Nothing is left to do.';
  return {
    title,
    summary: title,
    ...(isOther ? {} : { tone: 'good' as const }),
    blocks: [text(`${stands} ${rest}`)],
  };
}

/** Says what was decided about an item. @param item its key, as its tick names it */
export const noteButton = (meetingId: string, item: string): Action =>
  button('Add a note', 'meetings.addNote', `${meetingId} ${item}`);

/** For whoever ticked it by mistake. */
export const untickButton = (meetingId: string, item: string): Action =>
  button('Undo', 'meetings.untick', `${meetingId} ${item}`);
