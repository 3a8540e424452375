/** How far the answering hours were kept, in `report`, and in which hours of the week people are missing. */

import { facts, text } from '../../../chat/blocks.js';
import type { Block } from '../../../chat/card.js';
import { withCommas } from '../../../kernel/language/list.js';
import { phrase, say } from '../../../kernel/language/say.js';
import { formatDuration } from '../../../kernel/time/duration.js';
import type { AnsweringHours, AnsweringKept, HourOfWeek } from '../rules/answering.js';

const dayNames = [
  phrase('Mon // a weekday'),
  phrase('Tue // a weekday'),
  phrase('Wed // a weekday'),
  phrase('Thu // a weekday'),
  phrase('Fri // a weekday'),
  phrase('Sat // a weekday'),
  phrase('Sun // a weekday'),
] as const;

const dayName = (weekday: number): string => say(dayNames[weekday - 1] ?? dayNames[0]);

const slotName = ({ weekday, hour }: HourOfWeek): string => `${dayName(weekday)} ${hour}:00`;

/** Hours that are named, the worst first. */
const namedHours = 3;

/** @param words the hours as people say them */
export function answeringBlocks(kept: AnsweringKept, hours: AnsweringHours, words: string): readonly Block[] {
  const { count, keptCount, hours: slots } = kept;
  const heading: Block = { kind: 'heading', text: say('Answering hours') };
  if (count === 0)
    return [heading, text(say('{hours}. Nothing came in that was to be answered yet.', { hours: words }))];
  const worst = slots
    .filter(({ lateCount }) => lateCount > 0)
    .toSorted((a, b) => b.lateCount - a.lateCount || b.lateCount / b.count - a.lateCount / a.count)
    .slice(0, namedHours);
  const missing =
    worst.length === 0
      ? say('Nobody was missing.')
      : say('People are missing most: {hours}.', {
          hours: withCommas(
            worst.map((slot) =>
              say('{hour} ({lateCount} of {count} late)', {
                hour: slotName(slot),
                lateCount: slot.lateCount,
                count: slot.count,
              }),
            ),
          ),
        });
  const share = Math.round((keptCount / count) * 100);
  return [
    heading,
    text(
      say('{keptCount} of {count} had an answer within {length} in these hours, {share} %. {missing}', {
        keptCount,
        count,
        length: formatDuration(hours.withinMs),
        share,
        missing,
      }),
    ),
    facts([{ label: say('Promised'), value: words }]),
    ...(worst.length === 0 ? [] : [chartOf(slots, missing)]),
  ];
}

/** Late answers by the hour at which they came in, a series for each weekday; the weekend is one. */
function chartOf(slots: readonly HourOfWeek[], alt: string): Block {
  const all = [...new Set(slots.map(({ hour }) => hour))].toSorted((a, b) => a - b);
  const hours = all.slice(0, 20);
  const groups = new Map<string, readonly number[]>();
  for (const weekday of [...new Set(slots.map((slot) => slot.weekday))].toSorted((a, b) => a - b)) {
    const name = weekday > 5 ? say('Weekend') : dayName(weekday);
    groups.set(name, [...(groups.get(name) ?? []), weekday]);
  }
  const lateAt = (days: readonly number[], hour: number) =>
    slots
      .filter((slot) => slot.hour === hour && days.includes(slot.weekday))
      .reduce((sum, { lateCount }) => sum + lateCount, 0);
  const series = [...groups].map(([name, days]) => ({ name, values: hours.map((hour) => lateAt(days, hour)) }));
  return {
    kind: 'chart',
    chart: {
      title: say('Late answers by hour of the week'),
      alt,
      form: 'stackedBars',
      categories: hours.map((hour) => `${hour}:00`),
      series: series.filter(({ values }) => values.some((count) => count > 0)),
    },
  };
}
