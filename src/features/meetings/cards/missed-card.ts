/** What a place hears when the bot was away for the whole length of its meetings: one message, however many. */
import { note } from '../../../chat/blocks.js';
import type { Block, Card, Line } from '../../../chat/card.js';
import { sayLine } from '../../../chat/say-line.js';
import { english } from '../../../kernel/language/languages.js';
import { currentLanguage } from '../../../kernel/language/reader.js';
import { say } from '../../../kernel/language/say.js';
import { formatInstant } from '../../../kernel/time/format.js';
import type { Meeting } from '../rules/agenda.js';
import { listText } from './agenda-words.js';

type Missed = Pick<Meeting, 'name' | 'startsAt' | 'timeZone'>;

/** So many dates stand in a title; more are counted there, and listed below it. */
const namedDates = 7;

/** @param meetings by start */
export function missedCard(meetings: readonly [Missed, ...Missed[]]): Card {
  const [first, ...others] = meetings;
  const title = others.length === 0 ? say('I missed {name}', { name: first.name }) : severalText(meetings);
  const text: Line =
    others.length === 0
      ? sayLine(
          'I was not there from its beginning, {at}, to its end. Nothing is lost: what would have been on the agenda comes next time.',
          {
            at: { kind: 'time', at: first.startsAt, timeZone: first.timeZone, style: 'dateTime' },
          },
        )
      : say(
          'I was away longer than those meetings lasted. Nothing is lost: what would have been on the agenda comes next time.',
        );
  const dates: Block[] =
    meetings.length > namedDates
      ? [{ kind: 'text', line: say('It was {dates}.', { dates: datesText(meetings) }) }]
      : [];
  return {
    title,
    summary: say('{title}. What would have been on its agenda comes next time.', { title }),
    tone: 'warning',
    blocks: [{ kind: 'text', line: text }, ...dates, note(say('If you want it now, type `meeting now`.'))],
  };
}

/** `I missed Daily on Mon 16, Tue 17 and Wed 18 Nov`, `Daily 21 times`, `3 meetings on Mon 30 Nov and Tue 1 Dec`. */
function severalText(meetings: readonly Missed[]): string {
  const names = [...new Set(meetings.map(({ name }) => name))];
  const [name = ''] = names;
  if (meetings.length > namedDates) {
    return names.length === 1
      ? say('I missed {name} {count} times', { name, count: meetings.length })
      : say('I missed {count} meetings', { count: meetings.length });
  }
  const dates = datesText(meetings);
  return names.length === 1
    ? say('I missed {name} on {dates}', { name, dates })
    : say('I missed {count} meetings on {dates}', { count: meetings.length, dates });
}

/** `Mon 16, Tue 17 and Wed 18 Nov`: where it stands last, the month is named once, after the last of its dates. */
function datesText(meetings: readonly Missed[]): string {
  const dates = [...new Set(meetings.map(dayOf))];
  if (currentLanguage() !== english) return listText(dates);
  const days = dates.map((text) => text.split(' '));
  return listText(
    days.map(([weekday, day, month], index) =>
      days[index + 1]?.[2] === month ? `${weekday} ${day}` : `${weekday} ${day} ${month}`,
    ),
  );
}

function dayOf({ startsAt, timeZone }: Missed): string {
  return formatInstant(startsAt, 'date', { timeZone }).replace(',', '');
}
