/** What a place hears when the bot was away for the whole length of its meetings: one message, however many. */
import { note } from '../../../chat/blocks.js';
import type { Block, Card, Line } from '../../../chat/card.js';
import { formatInstant } from '../../../kernel/time/format.js';
import type { Meeting } from '../rules/agenda.js';
import { listText } from './agenda-words.js';

type Missed = Pick<Meeting, 'name' | 'startsAt' | 'timeZone'>;

/** So many dates stand in a title; more are counted there, and listed below it. */
const namedDates = 7;

/** @param meetings by start */
export function missedCard(meetings: readonly [Missed, ...Missed[]]): Card {
  const [first, ...others] = meetings;
  const title = others.length === 0 ? `I missed ${first.name}` : `I missed ${severalText(meetings)}`;
  const text: Line =
    others.length === 0
      ? [
          'I was not there from its beginning, ',
          { kind: 'time', at: first.startsAt, timeZone: first.timeZone, style: 'dateTime' },
          `, to its end. ${nothingLost}`,
        ]
      : `I was away longer than those meetings lasted. ${nothingLost}`;
  const dates: Block[] = meetings.length > namedDates ? [{ kind: 'text', line: `It was ${datesText(meetings)}.` }] : [];
  return {
    title,
    summary: `${title}. What would have been on its agenda comes next time.`,
    tone: 'warning',
    blocks: [{ kind: 'text', line: text }, ...dates, note('If you want it now, type `meeting now`.')],
  };
}

const nothingLost = 'Nothing is lost: what would have been on the agenda comes next time.';

/** `Daily on Mon 16, Tue 17 and Wed 18 Nov`, `Daily 21 times`, `3 meetings on Mon 30 Nov and Tue 1 Dec`. */
function severalText(meetings: readonly Missed[]): string {
  const names = [...new Set(meetings.map(({ name }) => name))];
  const [name = ''] = names;
  if (meetings.length > namedDates) {
    return names.length === 1 ? `${name} ${meetings.length} times` : `${meetings.length} meetings`;
  }
  return `${names.length === 1 ? name : `${meetings.length} meetings`} on ${datesText(meetings)}`;
}

/** `Mon 16, Tue 17 and Wed 18 Nov`: the month is named once, after the last of its dates. */
function datesText(meetings: readonly Missed[]): string {
  const days = [...new Set(meetings.map(dayOf))].map((text) => text.split(' '));
  return listText(
    days.map(([weekday, day, month], index) =>
      days[index + 1]?.[2] === month ? `${weekday} ${day}` : `${weekday} ${day} ${month}`,
    ),
  );
}

function dayOf({ startsAt, timeZone }: Missed): string {
  return formatInstant(startsAt, 'date', { timeZone }).replace(',', '');
}
