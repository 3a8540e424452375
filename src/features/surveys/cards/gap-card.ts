/** The card of the four boxes: designed and done as owners say, expected and got as customers say. */

import { actions, button, facts, heading, note, titledCard } from '../../../chat/blocks.js';
import { type Block, type Card, code, type Line } from '../../../chat/card.js';
import { sayLine } from '../../../chat/say-line.js';
import { excerpt } from '../../../chat/shorten.js';
import { say } from '../../../kernel/language/say.js';
import type { DesignTicks } from '../../feedback/index.js';
import { answersOf, leastAnswers, missingOf } from '../rules/gap.js';
import type { ExpectedAnswers } from '../store/gap.js';

/** What the card shows. */
export interface GapView {
  /** null: all of them. */
  readonly touchpoint: string | null;
  /** `the last 90 days` */
  readonly period: string;
  readonly ticks: DesignTicks;
  readonly answers: ExpectedAnswers;
  /** That were asked about. */
  readonly touchpoints: readonly string[];
}

/** `9 of 12, 75 %` */
const share = (part: number, whole: number): string =>
  say('{part} of {whole}, {percent} %', { part, whole, percent: Math.round((part / whole) * 100) });

const missingText = (count: number): string =>
  say('{count} of {least} answers: {missing, plural, one {# is} other {# are}} missing', {
    count,
    least: leastAnswers,
    missing: missingOf(count),
  });

/** What customers got against what they expected, as far as there are enough answers. */
export function expectedBlocks(answers: ExpectedAnswers): readonly Block[] {
  const { worse, as, better, worseWords, betterWords } = answers;
  const count = answersOf(answers);
  const box = (part: number) => (missingOf(count) > 0 ? missingText(count) : share(part, count));
  return [
    heading(say('What customers say (n = {count})', { count })),
    facts([
      {
        label: say('Expected'),
        value: missingOf(count) > 0 ? box(as) : say('as they expected: {share}', { share: share(as, count) }),
      },
      {
        label: say('Got'),
        value:
          missingOf(count) > 0
            ? box(worse)
            : say('worse: {worse}; better: {better}', { worse: share(worse, count), better: share(better, count) }),
      },
    ]),
    ...(missingOf(count) > 0
      ? []
      : [...quotes(worseWords, say('worse than expected')), ...quotes(betterWords, say('better than expected'))]),
  ];
}

const quotes = (all: readonly string[], by: string): readonly Block[] =>
  all.map((words) => ({ kind: 'quote', text: excerpt(words, 200), by }));

interface Box {
  readonly yes: string;
  readonly no: string;
  readonly yesCount: number;
  readonly noCount: number;
}

const boxText = ({ yes, no, yesCount, noCount }: Box): string => {
  const count = yesCount + noCount;
  return missingOf(count) > 0
    ? missingText(count)
    : `${yes}: ${share(yesCount, count)}; ${no}: ${share(noCount, count)}`;
};

function designBlocks({ counts, designedWrong, doneOtherwise }: DesignTicks): readonly Block[] {
  const designed = counts.designedRight + counts.designedWrong;
  const done = counts.doneAsDesigned + counts.doneOtherwise;
  const causes = (all: DesignTicks['designedWrong'], by: string): readonly Block[] =>
    all.map(({ name, rootCause }) => ({ kind: 'quote', text: excerpt(rootCause, 200), by: `${name}, ${by}` }));
  return [
    heading(say('What owners say when they resolve (n = {count})', { count: Math.max(designed, done) })),
    facts([
      {
        label: say('Designed'),
        value: boxText({
          yes: say('right'),
          no: say('not right'),
          yesCount: counts.designedRight,
          noCount: counts.designedWrong,
        }),
      },
      {
        label: say('Done // by owners'),
        value: boxText({
          yes: say('as designed'),
          no: say('otherwise'),
          yesCount: counts.doneAsDesigned,
          noCount: counts.doneOtherwise,
        }),
      },
    ]),
    ...(missingOf(designed) > 0 ? [] : causes(designedWrong, say('not designed right'))),
    ...(missingOf(done) > 0 ? [] : causes(doneOtherwise, say('not done as designed'))),
  ];
}

/** The four boxes. */
export function gapCard({ touchpoint, period, ticks, answers, touchpoints }: GapView): Card {
  const others = touchpoints.filter((each) => each.toLowerCase() !== touchpoint?.toLowerCase());
  const ask: Line = sayLine('{command} asks customers.', {
    command: code(`survey start expected touchpoint:"${touchpoint ?? 'Billing'}" everyone`),
  });
  return titledCard(
    touchpoint === null
      ? say('Expected and got, {period}', { period })
      : say('Expected and got: {touchpoint}, {period}', { touchpoint, period }),
    [
      ...designBlocks(ticks),
      ...expectedBlocks(answers),
      ...(missingOf(answersOf(answers)) > 0 ? [note(ask)] : []),
      note(say('Each box counts its own answers. No score is taken from another.')),
      ...(others.length === 0 ? [] : [actions(others.slice(0, 5).map((each) => button(each, 'surveys.gap', each)))]),
    ],
  );
}
