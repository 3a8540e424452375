/** What a place hears when its schedule changes, and the champion when its calendar can’t be read. */

import type { CalendarTrouble } from '../../../calendar/ask-calendar.js';
import { note, text, titledCard } from '../../../chat/blocks.js';
import type { Card, Inline, Line } from '../../../chat/card.js';
import { sayLine } from '../../../chat/say-line.js';
import { say } from '../../../kernel/language/say.js';
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
  const named = { name: meeting.name };
  const titles = {
    moved: say('{name} was moved', named),
    cancelled: say('{name} is cancelled', named),
    holiday: say('{name} is skipped', named),
    skipped: say('{name} is skipped', named),
    held: say('{name} takes place', named),
  };
  const { timeZone } = meeting;
  const before: Inline = { kind: 'time', at: was ?? meeting.startsAt, timeZone, style: 'dateTime' };
  const at = meetingTime(meeting);
  const lines: Readonly<Record<typeof what, Line>> = {
    moved: sayLine('It was to begin {before} and now begins {at}.', { before, at }),
    cancelled: sayLine('It was to begin {before}, and does not take place.', { before }),
    holiday: sayLine(
      '{at} is a holiday here, so it is skipped. Press “Hold it anyway” on the card of `meeting` to meet anyway.',
      { at },
    ),
    skipped: by
      ? sayLine('{at} is skipped by {name}. What was learned waits for the next one.', { at, name: by })
      : sayLine('{at} is skipped. What was learned waits for the next one.', { at }),
    held: by
      ? sayLine('{at} takes place after all, says {name}.', { at, name: by })
      : sayLine('{at} takes place after all.', { at }),
  };
  return titledCard(titles[what], [text(lines[what])]);
}

/** A meeting was scheduled, or its schedule changed. `by`: null for whoever asked. */
export function scheduledCard({ series, words, ahead }: SeriesPicture, by: string | null): Card {
  const title = `${series.name}: ${words}`;
  const next = ahead.find(({ state }) => state === 'planned');
  return titledCard(title, [
    text(
      next
        ? sayLine('It opens with the customer, next {at}.', { at: meetingTime(next) })
        : say('It opens with the customer.'),
    ),
    note(by ? say('Scheduled by {name}. `meeting` shows it.', { name: by }) : say('Scheduled. `meeting` shows it.')),
  ]);
}

/** The series was stopped. */
export function stoppedCard({ name }: Pick<Series, 'name'>, by: string | null): Card {
  const title = say('{name} is stopped', { name });
  return titledCard(title, [
    text(
      by
        ? say('Its meetings no longer open by themselves: {who} stopped them.', { who: by })
        : say('Its meetings no longer open by themselves.'),
    ),
  ]);
}

/** For the champion, once: the last known dates hold. */
export function calendarTroubleCard(series: Series, place: PlaceRef | null, trouble: CalendarTrouble): Card {
  const title = troubleTitle(series.name, trouble);
  return titledCard(
    title,
    [
      text(seriesCalendarWords(trouble)),
      note(
        place
          ? say('The meetings in {place} go by its last known dates meanwhile, and I keep trying.', {
              place: `#${place.name}`,
            })
          : say('The meetings go by its last known dates meanwhile, and I keep trying.'),
      ),
    ],
    'warning',
  );
}

function troubleTitle(name: string, { why }: CalendarTrouble): string {
  if (why === 'unreadable') return say('{name} can’t be read in its calendar', { name });
  const isRead = why === 'missing' || why === 'cut' || why === 'noLine' || why === 'tooHard' || why === 'tooMany';
  return isRead
    ? say('The calendar of {name} can’t be trusted just now', { name })
    : say('The calendar of {name} doesn’t answer', { name });
}
