/** The words and lines that several cards of this room share. */
import { becomes, besideEachOther } from '../../../chat/bidi.js';
import { bold, type Inline, type Line } from '../../../chat/card.js';
import { sayLine } from '../../../chat/say-line.js';
import { shorten } from '../../../chat/shorten.js';
import { phrase, say } from '../../../kernel/language/say.js';
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
export const stateWords = (state: IdeaState): string => say(stateLabels[state]);

const stateLabels: Readonly<Record<IdeaState, string>> = {
  new: phrase('new // an idea'),
  discussed: phrase('discussed // an idea'),
  trying: phrase('being tried // an idea'),
  adopted: phrase('adopted // an idea'),
  parked: phrase('parked // an idea'),
};

/** How it stands, with who moved it and why. */
export function standing({ idea, movedBy }: Picture): Line {
  const words = idea.state === 'new' ? say('new, not discussed yet') : stateWords(idea.state);
  const state = bold(words.charAt(0).toUpperCase() + words.slice(1));
  // What is tried, and by whom, stands with the experiment.
  if (idea.state === 'new' || idea.state === 'trying') return [state];
  const why = idea.movedWhy ? `: ${shorten(idea.movedWhy, 300)}` : '';
  return movedBy ? sayLine('{state} by {name}{why}', { state, name: movedBy.name, why }) : [state, why];
}

/** How many besides the author. */
export function delighted(count: number): string {
  return say(
    '{count, plural, =0 {nobody else yet} one {1 person besides its author} other {# people besides its author}}',
    { count },
  );
}

const verdictLabels: Readonly<Record<Verdict, string>> = {
  better: phrase('better // a value'),
  worse: phrase('worse // a value'),
  same: phrase('unchanged // a value'),
};

/** `40 % → 48 %, better`. */
export function beforeAfter({
  valueBefore,
  valueAfter,
  better,
}: Pick<Experiment, 'valueBefore' | 'valueAfter' | 'better'>): string {
  if (valueAfter === null) return say('{valueBefore} before', { valueBefore });
  const verdict = verdictOn(valueBefore, valueAfter, better);
  const moved = becomes(valueBefore, valueAfter);
  return verdict ? besideEachOther([moved, say(verdictLabels[verdict])]) : moved;
}

/** What became of the number, in a sentence. */
export function resultSentence({ metric, valueBefore, valueAfter, better }: Experiment): string {
  const after = valueAfter ?? valueBefore;
  const verdict = verdictOn(valueBefore, after, better);
  const went = { metric, before: valueBefore, after };
  if (verdict === 'better') return say('“{metric}” went from {before} to {after}: it got better.', went);
  if (verdict === 'worse') return say('“{metric}” went from {before} to {after}: it got worse, and now we know.', went);
  if (verdict === 'same' || changeBetween(valueBefore, after) === 0)
    return say('“{metric}” stayed at {after}.', { metric, after });
  return say('“{metric}” went from {before} to {after}.', went);
}
