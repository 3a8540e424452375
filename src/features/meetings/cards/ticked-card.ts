/** What whoever ticks an item twice reads, and the buttons of what is ticked. */
import { button, text } from '../../../chat/blocks.js';
import type { Action, Card } from '../../../chat/card.js';
import { say } from '../../../kernel/language/say.js';
import type { Tick } from '../rules/agenda.js';
import { oneLine } from './agenda-words.js';

/** @param typed this time; what says something else than what stands is shown, so that it is not lost */
export function tickedBeforeCard({ decision }: Pick<Tick, 'decision'>, typed: string | null): Card {
  const title = say('You marked this already');
  const stands = decision ? say('Your note was kept: “{note}”.', { note: oneLine(decision) }) : say('It stays marked.');
  const isOther = typed !== null && typed !== decision;
  const rest = isOther
    ? say('“{note}” was not kept. Add it as a follow-up.', { note: oneLine(typed) })
    : say('Nothing is left to do.');
  return {
    title,
    summary: title,
    ...(isOther ? {} : { tone: 'good' as const }),
    blocks: [text(`${stands} ${rest}`)],
  };
}

/** Says what was decided about an item. @param item its key, as its tick names it */
export const noteButton = (meetingId: string, item: string): Action =>
  button(say('Add a note'), 'meetings.addNote', `${meetingId} ${item}`);

/** For whoever ticked it by mistake. */
export const untickButton = (meetingId: string, item: string): Action =>
  button(say('Undo'), 'meetings.untick', `${meetingId} ${item}`);
