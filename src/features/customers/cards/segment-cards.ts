/** Segments in words: the list, what was changed, and why a customer is in one or not. */
import { heading, note, text, titledCard } from '../../../chat/blocks.js';
import { type Block, bold, type Card, code, type Line } from '../../../chat/card.js';
import type { ListHeading } from '../../../chat/list.js';
import type { Verdict } from '../rules/condition/judge.js';
import type { SegmentRule } from '../rules/segment.js';

/** How far looking at everybody anew is; null: it is done. */
export type Progress = { readonly doneCount: number; readonly totalCount: number } | null;

/** A segment with how many are in it. */
export interface CountedSegment {
  readonly rule: SegmentRule;
  readonly count: number;
}

/** How the list is headed. */
export const segmentsHeading: ListHeading = {
  title: 'Segments by rule',
  noneTitle: 'There are no segments by rule yet',
  none: [
    'The champion and admins add one: ',
    code('segment add Key when:"plan = enterprise or revenue >= 50000"'),
    '.',
  ],
};

const people = (count: number): string => `${count.toLocaleString('en-GB')} ${count === 1 ? 'customer' : 'customers'}`;

/** A segment in a line: its name, its condition and how many are in it. */
export const segmentLine = ({ rule, count }: CountedSegment): Line => [
  bold(rule.name),
  `: ${rule.condition} · ${people(count)}`,
];

/** Below the list. */
export function segmentsNote(progress: Progress): Line {
  const how: Line = [code('segment test NAME'), ' says why a customer is in one or not.'];
  return progress === null ? how : [`${progressWords(progress)} `, ...how];
}

const progressWords = ({ doneCount, totalCount }: NonNullable<Progress>): string =>
  `A rule changed: ${doneCount.toLocaleString('en-GB')} of ${people(totalCount)} are looked at so far.`;

/** A segment was added or changed. */
export function segmentSavedCard(
  { rule, count }: CountedSegment,
  { wasThere, progress }: { readonly wasThere: boolean; readonly progress: Progress },
): Card {
  const title = wasThere ? `${rule.name} is changed` : `${rule.name} is a segment now`;
  const state = progress === null ? `${people(count)} ${count === 1 ? 'is' : 'are'} in it.` : progressWords(progress);
  return titledCard(
    title,
    [
      text([rule.condition, `. ${state}`]),
      note([
        'Customers join and leave it as facts change. ',
        code(`feedback list segment:${quoted(rule.name)}`),
        ' lists their feedback.',
      ]),
    ],
    'good',
  );
}

const quoted = (name: string): string => (/\s/u.test(name) ? `"${name}"` : name);

/** A segment was removed. */
export const segmentRemovedCard = (name: string): Card =>
  titledCard(`${name} is no longer a segment`, [
    note('Its customers stay, but rules and promises for this segment no longer fit them.'),
  ]);

/** How one rule looks at a customer. */
export interface SegmentVerdict {
  readonly rule: SegmentRule;
  readonly isIn: boolean;
  readonly verdicts: readonly Verdict[];
}

/** Why a customer is in each segment or not. */
export function segmentTestCard(
  { name, segment }: { readonly name: string; readonly segment: string | null },
  all: readonly SegmentVerdict[],
): Card {
  const inNames = [...(segment === null ? [] : [segment]), ...all.flatMap(({ rule, isIn }) => (isIn ? rule.name : []))];
  const title = inNames.length === 0 ? `${name} is in no segment` : `${name} is in ${inNames.join(', ')}`;
  return titledCard(title, [
    ...(segment === null ? [] : [note(`${segment} was written by hand.`)]),
    ...all.flatMap(verdictBlocks),
    ...(all.length === 0 ? [text(segmentsHeading.none)] : []),
  ]);
}

function verdictBlocks({ rule, isIn, verdicts }: SegmentVerdict): readonly Block[] {
  return [heading(`${rule.name}: ${isIn ? 'in it' : 'not in it'}`), { kind: 'list', items: verdicts.map(verdictLine) }];
}

/** `✓ plan = enterprise (it is Enterprise)`. */
export function verdictLine({ text: words, holds, known }: Verdict): Line {
  return [`${holds ? '✓' : '✗'} ${words}`, known === null ? ' (not known)' : ` (it is ${known})`];
}
