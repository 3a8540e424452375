/** What is said of asking customers whether something is solved: on its owner's card, in the report, on a profile. */

import { facts, heading, note, quote, text } from '../../../chat/blocks.js';
import type { Block, Inline } from '../../../chat/card.js';
import { sayLine } from '../../../chat/say-line.js';
import { inLanguage } from '../../../kernel/language/reader.js';
import { say } from '../../../kernel/language/say.js';
import type { SolvedAsking, SolvedCounts } from '../store/solved.js';

/** What the owner's card shows beside the asking. */
export interface AskedView {
  /** null: its owner knows whom to ask. */
  readonly person: { readonly name: string; readonly mailFailsSince: Date | null } | null;
  readonly timeZone: string;
  /** In which customers read the text. */
  readonly language: string;
  /** The page. */
  readonly url: string;
}

/** How they were asked and what they said, or a text that its owner can send. */
export function askedBlocks(asking: SolvedAsking, { person, timeZone, language, url }: AskedView): readonly Block[] {
  const { isSolved, answeredAt, mailedAt, mailDueAt } = asking;
  const who = person?.name ?? say('The customer');
  const time = (at: Date): Inline => ({ kind: 'time', at, timeZone, style: 'dateTime' });
  if (answeredAt !== null) {
    const values = { who, when: time(answeredAt) };
    return [
      note(
        isSolved
          ? sayLine('{who} says that it is solved, {when}.', values)
          : sayLine('{who} says that it is not solved, {when}.', values),
      ),
    ];
  }
  // A mail that came back asked nobody.
  if (mailedAt !== null && !person?.mailFailsSince)
    return [note(sayLine('{who} was asked by mail whether it is solved, {when}.', { who, when: time(mailedAt) }))];
  if (mailDueAt !== null)
    return [note(sayLine('{who} gets a mail that asks whether it is solved, {when}.', { who, when: time(mailDueAt) }))];
  return [
    heading(say('Ask whether it is solved')),
    text(
      person === null
        ? say('Send this to the customer. A no opens it again with their words.')
        : say('Send this to {who}. A no opens it again with their words.', { who: person.name }),
    ),
    quote(
      inLanguage(language, () =>
        person === null
          ? say('Hello, we have looked into what you told us. Is it solved for you? {url}', { url })
          : say('Hello {who}, we have looked into what you told us. Is it solved for you? {url}', {
              who: person.name,
              url,
            }),
      ),
    ),
  ];
}

const share = (part: number, whole: number): string =>
  whole === 0
    ? say('nobody yet')
    : say('{part} of {whole}, {percent} %', { part, whole, percent: Math.round((part / whole) * 100) });

/** Nothing where nobody was asked. */
export function solvedReport(counts: readonly SolvedCounts[]): readonly Block[] {
  const sum = (of: (each: SolvedCounts) => number) => counts.reduce((all, each) => all + of(each), 0);
  const asked = sum(({ askedCount }) => askedCount);
  const mailed = sum(({ mailedCount }) => mailedCount);
  const answered = sum(({ answeredCount }) => answeredCount);
  if (asked === 0) return [];
  return [
    heading(say('Is it solved, say customers')),
    facts([
      {
        label: say('Asked'),
        value: say('{asked}: {mailed} by mail, {left} left to the owners', { asked, mailed, left: asked - mailed }),
      },
      { label: say('Answered'), value: share(answered, asked) },
      {
        label: say('Solved'),
        value: share(
          sum(({ solvedCount }) => solvedCount),
          answered,
        ),
      },
    ]),
    ...(answered === 0
      ? []
      : [
          heading(say('Solved, by root cause')),
          facts(
            counts
              .filter(({ answeredCount }) => answeredCount > 0)
              .map(({ rootCauseCategory, answeredCount, solvedCount }) => ({
                label: rootCauseCategory.charAt(0).toUpperCase() + rootCauseCategory.slice(1),
                value: share(solvedCount, answeredCount),
              })),
          ),
        ]),
    note(say('Counted by when they were asked. Silence counts as no answer.')),
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
          label: say('Solved, as they say'),
          value:
            answeredCount === 0
              ? say('no answer to {count}', { count: askedCount })
              : say('{solved} of {answered} answered', { solved: solvedCount, answered: answeredCount }),
        },
      ];
