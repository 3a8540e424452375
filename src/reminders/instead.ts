/** Who can't be written to privately is reminded where the thing came up, with a mention, and everybody reads why. Pure. */

import { note, text } from '../chat/blocks.js';
import { mention } from '../chat/card.js';
import type { KnownRefusal } from '../chat/messenger.js';
import { sayLine } from '../chat/say-line.js';
import type { Person } from './crowd.js';
import type { Line, PlannedReminder, Reminder, Standing, View } from './kind.js';

/** How a message to them fails: they are there, and their chat takes none from the bot. */
export const closedToUs = 'person_closed' satisfies KnownRefusal;

/** For those that did not reach whoever owns the thing: one for the place of each that has one. */
export function remindersInstead(
  lost: readonly Reminder[],
  standings: ReadonlyMap<string, Standing>,
  dueAt: Date,
): readonly PlannedReminder[] {
  return lost.flatMap(({ id, recipientId: insteadOfId, ...reminder }) => {
    const placeId = standings.get(reminder.subjectId)?.placeId;
    if (!placeId || reminder.role !== 'owner') return [];
    return [{ ...reminder, role: 'place' as const, recipientId: placeId, insteadOfId, dueAt }];
  });
}

/** The room words it for the one who is meant. */
export function asMeant(line: Line): Line {
  return line.reminder.insteadOfId ? { ...line, reminder: { ...line.reminder, role: 'owner' } } : line;
}

/** The same, with whom it is for and why it stands here. */
export function askedInstead({ card, row }: View, { id, name }: Pick<Person, 'id' | 'name'>): View {
  const line = sayLine(
    '{who}, this is yours. I can’t write to you privately: you never added me, or you or an admin removed or blocked me, so I ask here. Write to me or add me, and I remind you there.',
    { who: mention({ id, name }) },
  );
  return {
    card: { ...card, blocks: [text(line), ...card.blocks] },
    row: [...row, note(line)],
  };
}
