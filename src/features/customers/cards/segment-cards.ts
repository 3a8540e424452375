/** Segments in words: the list, what was changed, and why a customer is in one or not. */

import { heading, note, text, titledCard } from '../../../chat/blocks.js';
import { type Block, bold, type Card, code, inlines, type Line } from '../../../chat/card.js';
import type { ListHeading } from '../../../chat/list.js';
import { sayLine } from '../../../chat/say-line.js';
import { withCommas } from '../../../kernel/language/list.js';
import { say } from '../../../kernel/language/say.js';
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
export const segmentsHeading = (): ListHeading => ({
  title: say('Segments by rule'),
  noneTitle: say('There are no segments by rule yet'),
  none: sayLine('The champion and admins add one: {command}.', {
    command: code('segment add Key when:"plan = enterprise or revenue >= 50000"'),
  }),
});

const people = (count: number): string => say('{count, plural, one {# customer} other {# customers}}', { count });

/** A segment in a line: its name, its condition and how many are in it. */
export const segmentLine = ({ rule, count }: CountedSegment): Line => [
  bold(rule.name),
  `: ${rule.condition} · ${people(count)}`,
];

/** Below the list. */
export function segmentsNote(progress: Progress): Line {
  const how = sayLine('{command} says why a customer is in one or not.', { command: code('segment test NAME') });
  return progress === null ? how : [`${progressWords(progress)} `, ...inlines(how)];
}

const progressWords = ({ doneCount, totalCount }: NonNullable<Progress>): string =>
  say('A rule changed: {done, number} of {total, plural, one {# customer} other {# customers}} are looked at so far.', {
    done: doneCount,
    total: totalCount,
  });

/** A segment was added or changed. */
export function segmentSavedCard(
  { rule, count }: CountedSegment,
  { wasThere, progress }: { readonly wasThere: boolean; readonly progress: Progress },
): Card {
  const title = wasThere
    ? say('{segment} is changed', { segment: rule.name })
    : say('{segment} is a segment now', { segment: rule.name });
  const state =
    progress === null
      ? say('{count, plural, one {# customer is} other {# customers are}} in it.', { count })
      : progressWords(progress);
  return titledCard(
    title,
    [
      text([rule.condition, `. ${state}`]),
      note(
        sayLine('Customers join and leave it as facts change. {command} lists their feedback.', {
          command: code(`feedback list segment:${quoted(rule.name)}`),
        }),
      ),
    ],
    'good',
  );
}

const quoted = (name: string): string => (/\s/u.test(name) ? `"${name}"` : name);

/** A segment was removed. */
export const segmentRemovedCard = (name: string): Card =>
  titledCard(say('{segment} is no longer a segment', { segment: name }), [
    note(say('Its customers stay, but rules and promises for this segment no longer fit them.')),
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
  const title =
    inNames.length === 0
      ? say('{customer} is in no segment', { customer: name })
      : say('{customer} is in {segments}', { customer: name, segments: withCommas(inNames) });
  return titledCard(title, [
    ...(segment === null ? [] : [note(say('{segment} was written by hand.', { segment }))]),
    ...all.flatMap(verdictBlocks),
    ...(all.length === 0 ? [text(segmentsHeading().none)] : []),
  ]);
}

function verdictBlocks({ rule, isIn, verdicts }: SegmentVerdict): readonly Block[] {
  return [
    heading(
      isIn ? say('{segment}: in it', { segment: rule.name }) : say('{segment}: not in it', { segment: rule.name }),
    ),
    { kind: 'list', items: verdicts.map(verdictLine) },
  ];
}

/** `✓ plan = enterprise (it is Enterprise)`. */
export function verdictLine({ text: words, holds, known }: Verdict): Line {
  return [
    `${holds ? '✓' : '✗'} ${words}`,
    ` ${known === null ? say('(not known)') : say('(it is {value})', { value: known })}`,
  ];
}
