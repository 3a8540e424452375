/** What a place hears when its schedule changes, and the champion when its calendar can’t be read. */

import type { CalendarTrouble } from '../../../calendar/ask-calendar.js';
import { note, text, titledCard } from '../../../chat/blocks.js';
import type { Card, Inline, Line } from '../../../chat/card.js';
import type { PlaceRef } from '../../../kernel/person.js';
import type { PlannedMeeting } from '../rules/plan.js';
import type { Series } from '../rules/series.js';
import { meetingTime, type SeriesPicture } from './series-card.js';
import { seriesCalendarWords } from './series-refusals.js';

/** What the place hears. @param by who did it; null: the calendar, or the organisation's holidays */
export function scheduleNewsCard(
  what: 'moved' | 'cancelled' | 'holiday' | 'skipped' | 'held',
  meeting: PlannedMeeting,
  { was, by }: { readonly was: Date | null; readonly by: string | null },
): Card {
  const titles = {
    moved: 'was moved',
    cancelled: 'is cancelled',
    holiday: 'is skipped',
    skipped: 'is skipped',
    held: 'takes place',
  };
  const title = `${meeting.name} ${titles[what]}`;
  const { timeZone } = meeting;
  const before: Inline = { kind: 'time', at: was ?? meeting.startsAt, timeZone, style: 'dateTime' };
  const lines: Readonly<Record<typeof what, Line>> = {
    moved: ['It was to begin ', before, ' and now begins ', meetingTime(meeting), '.'],
    cancelled: ['It was to begin ', before, ', and does not take place.'],
    holiday: [
      meetingTime(meeting),
      ' is a holiday here, so it is skipped. Press “Hold it anyway” on the card of `meeting` to meet anyway.',
    ],
    skipped: [meetingTime(meeting), ` is skipped${by ? ` by ${by}` : ''}. What was learned waits for the next one.`],
    held: [meetingTime(meeting), ` takes place after all${by ? `, says ${by}` : ''}.`],
  };
  return titledCard(title, [text(lines[what])]);
}

/** A meeting was scheduled, or its schedule changed. `by`: null for whoever asked. */
export function scheduledCard({ series, words, ahead }: SeriesPicture, by: string | null): Card {
  const title = `${series.name}: ${words}`;
  const next = ahead.find(({ state }) => state === 'planned');
  return titledCard(title, [
    text(next ? ['It opens with the customer, next ', meetingTime(next), '.'] : 'It opens with the customer.'),
    note(`Scheduled${by ? ` by ${by}` : ''}. \`meeting\` shows it.`),
  ]);
}

/** The series was stopped. */
export function stoppedCard({ name }: Pick<Series, 'name'>, by: string | null): Card {
  const title = `${name} is stopped`;
  return titledCard(title, [text(`Its meetings no longer open by themselves${by ? `: ${by} stopped them` : ''}.`)]);
}

/** For the champion, once: the last known dates hold. */
export function calendarTroubleCard(series: Series, place: PlaceRef | null, trouble: CalendarTrouble): Card {
  const title = troubleTitle(series.name, trouble);
  const where = place ? ` in #${place.name}` : '';
  return titledCard(
    title,
    [
      text(seriesCalendarWords(trouble)),
      note(`The meetings${where} go by its last known dates meanwhile, and I keep trying.`),
    ],
    'warning',
  );
}

function troubleTitle(name: string, { why }: CalendarTrouble): string {
  if (why === 'unreadable') return `${name} can’t be read in its calendar`;
  const isRead = why === 'missing' || why === 'cut' || why === 'noLine' || why === 'tooHard' || why === 'tooMany';
  return isRead ? `The calendar of ${name} can’t be trusted just now` : `The calendar of ${name} doesn’t answer`;
}
