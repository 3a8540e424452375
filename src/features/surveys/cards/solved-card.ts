/** What is said of asking customers whether something is solved: on its owner's card, in the report, on a profile. */
import { facts, heading, note, quote, text } from '../../../chat/blocks.js';
import type { Block } from '../../../chat/card.js';
import type { SolvedAsking, SolvedCounts } from '../store/solved.js';

/** What the owner's card shows beside the asking. */
export interface AskedView {
  /** null: its owner knows whom to ask. */
  readonly person: { readonly name: string; readonly mailFailsSince: Date | null } | null;
  readonly timeZone: string;
  /** The page. */
  readonly url: string;
}

/** How they were asked and what they said, or a text that its owner can send. */
export function askedBlocks(asking: SolvedAsking, { person, timeZone, url }: AskedView): readonly Block[] {
  const { isSolved, answeredAt, mailedAt, mailDueAt } = asking;
  const who = person?.name ?? 'The customer';
  const on = (words: string, at: Date): Block =>
    note([`${who} ${words}, `, { kind: 'time', at, timeZone, style: 'dateTime' }, '.']);
  if (answeredAt !== null) return [on(`says that it is ${isSolved ? '' : 'not '}solved`, answeredAt)];
  // A mail that came back asked nobody.
  if (mailedAt !== null && !person?.mailFailsSince) return [on('was asked by mail whether it is solved', mailedAt)];
  if (mailDueAt !== null) return [on('gets a mail that asks whether it is solved', mailDueAt)];
  return [
    heading('Ask whether it is solved'),
    text(`Send this to ${person?.name ?? 'the customer'}. A no opens it again with their words.`),
    quote(
      `Hello${person === null ? '' : ` ${person.name}`}, we have looked into what you told us. Is it solved for you? ${url}`,
    ),
  ];
}

const share = (part: number, whole: number): string =>
  whole === 0 ? 'nobody yet' : `${part} of ${whole}, ${Math.round((part / whole) * 100)} %`;

/** Nothing where nobody was asked. */
export function solvedReport(counts: readonly SolvedCounts[]): readonly Block[] {
  const sum = (of: (each: SolvedCounts) => number) => counts.reduce((all, each) => all + of(each), 0);
  const asked = sum(({ askedCount }) => askedCount);
  const mailed = sum(({ mailedCount }) => mailedCount);
  const answered = sum(({ answeredCount }) => answeredCount);
  if (asked === 0) return [];
  return [
    heading('Is it solved, say customers'),
    facts([
      { label: 'Asked', value: `${asked}: ${mailed} by mail, ${asked - mailed} left to the owners` },
      { label: 'Answered', value: share(answered, asked) },
      {
        label: 'Solved',
        value: share(
          sum(({ solvedCount }) => solvedCount),
          answered,
        ),
      },
    ]),
    ...(answered === 0
      ? []
      : [
          heading('Solved, by root cause'),
          facts(
            counts
              .filter(({ answeredCount }) => answeredCount > 0)
              .map(({ rootCauseCategory, answeredCount, solvedCount }) => ({
                label: rootCauseCategory.charAt(0).toUpperCase() + rootCauseCategory.slice(1),
                value: share(solvedCount, answeredCount),
              })),
          ),
        ]),
    note('Counted by when they were asked. Silence counts as no answer.'),
  ];
}

/** Nothing where nobody was asked. */
export const solvedFacts = ({
  askedCount,
  answeredCount,
  solvedCount,
}: Pick<SolvedCounts, 'askedCount' | 'answeredCount' | 'solvedCount'>): readonly { label: string; value: string }[] =>
  askedCount === 0
    ? []
    : [
        {
          label: 'Solved, as they say',
          value: answeredCount === 0 ? `no answer to ${askedCount}` : `${solvedCount} of ${answeredCount} answered`,
        },
      ];
