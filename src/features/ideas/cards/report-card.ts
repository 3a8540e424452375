/** What the report says of ideas. */

import { facts, text } from '../../../chat/blocks.js';
import type { Block } from '../../../chat/card.js';
import { firstFew } from '../../../chat/counted.js';
import { withCommas } from '../../../kernel/language/list.js';
import { currentLocale } from '../../../kernel/language/reader.js';
import { say } from '../../../kernel/language/say.js';
import { formatter } from '../../../kernel/time/format.js';
import type { Figures } from '../store/report.js';

export interface ReportView {
  readonly figures: Figures;
  /** `YYYY-MM`, the earliest first. */
  readonly months: readonly { readonly month: string; readonly count: number }[];
  readonly people: readonly { readonly name: string; readonly count: number }[];
  /** Whether the question about accessibility is asked. */
  readonly asksAccess: boolean;
}

const listedCount = 6;

/** Ideas' part of the report. */
export function reportBlocks({ figures, months, people, asksAccess }: ReportView): Block[] {
  const { postedCount, withEvidenceCount, withAccessCount, soonCount, knownCount, triedCount, adoptedCount } = figures;
  const heading: Block = { kind: 'heading', text: say('Ideas') };
  if (postedCount + triedCount + adoptedCount === 0) {
    return [heading, text(say('No ideas in this time. What would delight a customer? Write it down with `idea`.'))];
  }
  const byMonth = months.map(({ month, count }) => `${monthName(month)} ${count}`);
  // By name: a report ranks nobody.
  const byPerson = people
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
    .map(({ name, count }) => `${name} ${count}`);
  return [
    heading,
    facts([
      { label: say('Ideas posted'), value: String(postedCount) },
      ...(byMonth.length > 1 ? [{ label: say('By month'), value: last(byMonth) }] : []),
      ...(byPerson.length > 0 ? [{ label: say('By person'), value: firstFew(byPerson, listedCount) }] : []),
      { label: say('With evidence from customers'), value: share(withEvidenceCount, postedCount) },
      ...(asksAccess || withAccessCount > 0
        ? [{ label: say('Usable by everybody: answered'), value: share(withAccessCount, postedCount) }]
        : []),
      { label: say('Discussed within two meetings'), value: share(soonCount, knownCount) },
      { label: say('Tried'), value: String(triedCount) },
      { label: say('Adopted'), value: String(adoptedCount) },
    ]),
  ];
}

/** An empty share is said to be empty, never 0 %. */
const share = (count: number, of: number): string =>
  of === 0
    ? say('too early to say')
    : say('{count} of {of} ({percent} %)', { count, of, percent: Math.round((100 * count) / of) });

/** A long period is read from its end. */
const last = (all: readonly string[]): string =>
  all.length <= 12 ? withCommas(all) : `… ${withCommas(all.slice(-12))}`;

function monthName(month: string): string {
  const at = new Date(`${month}-01T00:00:00Z`);
  return formatter(currentLocale(), { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(at);
}
