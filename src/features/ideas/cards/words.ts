/** The words and lines that several cards of this room share. */
import { bold, type Inline, type Line } from '../../../chat/card.js';
import { shorten } from '../../../chat/shorten.js';
import { formatInstant } from '../../../kernel/time/format.js';
import { startOfDate } from '../../../kernel/time/local-day.js';
import type { Picture } from '../picture.js';
import type { Experiment } from '../rules/experiment.js';
import { changeBetween, type Verdict, verdictOn } from '../rules/figure.js';
import { type Idea, type IdeaState, ideaName } from '../rules/idea.js';

/** An instant in the reader's zone where the platform can, else in the organisation's. */
export function time({ organisation }: Pick<Picture, 'organisation'>, at: Date): Inline {
  return { kind: 'time', at, timeZone: organisation.settings.timeZone, style: 'dateTime' };
}

/** A date on the wall: the same for every reader. */
export function day(date: string, now: Date): string {
  return formatInstant(startOfDate('UTC', date), 'date', { timeZone: 'UTC', now });
}

/** In one line for lists, cut visibly. */

/** A metric as it labels a fact: typed in small letters or not, it begins like its neighbours. */
export function labelOf({ metric }: Pick<Experiment, 'metric'>): string {
  const [first = '', ...rest] = metric;
  return `${first.toUpperCase()}${rest.join('')}`;
}

/** `I-7 · Exports without us`. */
export const nameOf = ({ number, title }: Pick<Idea, 'number' | 'title'>): string => `${ideaName(number)} · ${title}`;

/** How an idea stands, in words within a sentence. */
export const stateWords: Readonly<Record<IdeaState, string>> = {
  new: 'new',
  discussed: 'discussed',
  trying: 'being tried',
  adopted: 'adopted',
  parked: 'parked',
};

/** How it stands, with who moved it and why. */
export function standing({ idea, movedBy }: Picture): Line {
  const words = { ...stateWords, new: 'new, not discussed yet' }[idea.state];
  const status = bold(words.charAt(0).toUpperCase() + words.slice(1));
  // What is tried, and by whom, stands with the experiment.
  if (idea.state === 'new' || idea.state === 'trying') return [status];
  const by = movedBy ? ` by ${movedBy.name}` : '';
  const why = idea.movedWhy ? `: ${shorten(idea.movedWhy, 300)}` : '';
  return [status, `${by}${why}`];
}

/** How many besides the author. */
export function delighted(count: number): string {
  if (count === 0) return 'nobody else yet';
  return count === 1 ? '1 person besides its author' : `${count} people besides its author`;
}

export const comments = (count: number): string => (count === 1 ? '1 comment' : `${count} comments`);

const verdictWords: Readonly<Record<Verdict, string>> = { better: 'better', worse: 'worse', same: 'unchanged' };

/** `40 % → 48 %, better`. */
export function beforeAfter({
  valueBefore,
  valueAfter,
  better,
}: Pick<Experiment, 'valueBefore' | 'valueAfter' | 'better'>): string {
  if (valueAfter === null) return `${valueBefore} before`;
  const verdict = verdictOn(valueBefore, valueAfter, better);
  return `${valueBefore} → ${valueAfter}${verdict ? `, ${verdictWords[verdict]}` : ''}`;
}

/** What became of the number, in a sentence. */
export function resultSentence({ metric, valueBefore, valueAfter, better }: Experiment): string {
  const after = valueAfter ?? valueBefore;
  const verdict = verdictOn(valueBefore, after, better);
  const went = `“${metric}” went from ${valueBefore} to ${after}`;
  if (verdict === 'better') return `${went}: it got better.`;
  if (verdict === 'worse') return `${went}: it got worse, and now we know.`;
  if (verdict === 'same' || changeBetween(valueBefore, after) === 0) return `“${metric}” stayed at ${after}.`;
  return `${went}.`;
}
