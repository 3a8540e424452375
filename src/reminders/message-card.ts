/** The card of one recipient's reminders: a single thing in full, several as a line each. Pure. */

import type { Block, ButtonAction, Card, Tone } from '../chat/card.js';
import { say } from '../kernel/language/say.js';
import type { Line, View } from './kind.js';

/** How many lines a message shows; a button leads to the rest. */
export const longestMessage = 20;

export interface ShownLine {
  readonly line: Line;
  readonly view: View;
  /** Shows the list that the rest stands in; null: there is none. */
  readonly more: ButtonAction | null;
}

/** null: nothing to show. */
export function messageCard(
  shown: readonly ShownLine[],
  { restCount, isPlace }: { readonly restCount: number; readonly isPlace: boolean },
): Card | null {
  const [only] = shown;
  if (!only) return null;
  if (shown.length === 1 && restCount === 0) return only.view.card;
  const open = shown.filter(({ line }) => !line.isOver);
  const title = titleOf(open.length + restCount, shown.length + restCount, isPlace);
  return {
    title,
    summary: title,
    tone: open.length === 0 && restCount === 0 ? 'good' : gravest(open.map(({ view }) => view.card.tone)),
    discreet: shown.some(({ view }) => view.card.discreet),
    blocks: [...shown.flatMap(({ view }) => view.row), ...rest(shown, restCount)],
  };
}

function titleOf(openCount: number, count: number, isPlace: boolean): string {
  if (openCount === 0) return say('All {count, number} are taken care of', { count });
  if (openCount === count)
    return isPlace
      ? say('{count, plural, one {# thing needs help} other {# things need help}}', { count })
      : say('{count, plural, one {# thing needs you} other {# things need you}}', { count });
  return isPlace
    ? say(
        '{open, plural, one {# of {count, number} things still needs help} other {# of {count, number} things still need help}}',
        { open: openCount, count },
      )
    : say(
        '{open, plural, one {# of {count, number} things still needs you} other {# of {count, number} things still need you}}',
        { open: openCount, count },
      );
}

function rest(shown: readonly ShownLine[], restCount: number): Block[] {
  if (restCount === 0) return [];
  const line = say('and {count, number} more', { count: restCount });
  const own = shown.find(({ line: { reminder } }) => reminder.role === 'owner');
  const action = (own ?? shown[0])?.more;
  return [{ kind: 'row', line, ...(action && { action }) }];
}

function gravest(tones: readonly (Tone | undefined)[]): Tone {
  return tones.includes('bad') ? 'bad' : tones.includes('warning') ? 'warning' : 'neutral';
}
