/**
 * How a customer sounds, by the words they wrote: frustrated, urgent, with several questions, grateful, or nothing at all.
 * A hint for the owner; nothing is decided by it. Irony is not understood. Pure.
 */
import { type FoundCue, findCues, prepareCues } from './cues.js';
import { english } from './english.js';
import { german } from './german.js';
import { languageOf } from './language.js';
import { type CustomerTone, customerTones, type ToneLanguage, type ToneList, toneLanguages } from './tone-list.js';
import { ownWords, type Word, wordsOf } from './words.js';

/** One way in which the words sound. */
export interface ToneSign {
  readonly tone: CustomerTone;
  /** The words that caused it, as they were written, at most three; of questions their beginnings. */
  readonly causes: readonly string[];
}

/** What was read out of a customer's words. */
export interface ToneReading {
  readonly language: ToneLanguage;
  /** The most pressing first; never empty. */
  readonly signs: readonly ToneSign[];
}

type Kind = 'negators' | 'ignored' | 'strong' | 'weak' | 'good' | 'urgent' | 'grateful';

function prepare(list: ToneList) {
  const { negators, ignored, strong, weak, good, urgent, grateful } = list;
  return {
    common: new Set(list.common.split(' ')),
    turns: new Set(list.turns),
    alone: new Set(list.alone),
    feelings: prepareCues<Kind>({ negators, ignored, strong, weak, good, urgent: [], grateful: [] }),
    wishes: prepareCues<Kind>({ negators, ignored, strong: [], weak: [], good: [], urgent, grateful }),
  };
}

const lists = { en: prepare(english), de: prepare(german) };

/** null: the words sound like nothing in particular, or in no language that is tested. */
export function readTone(text: string): ToneReading | null {
  const own = ownWords(text);
  const readings = toneLanguages.map((language) => ({ language, ...readAs(own, language) }));
  const [first] = readings;
  const language = languageOf(
    first?.words ?? [],
    readings.map(({ language, cueWords }) => ({ language, common: lists[language].common, cueWords })),
  );
  const reading = readings.find((each) => each.language === language);
  if (!reading || !language) return null;
  const signs = signsOf(own, reading);
  return signs.length === 0 ? null : { language, signs };
}

interface ReadAs {
  readonly words: readonly Word[];
  /** Negators that are a weak cue by themselves. */
  readonly alone: ReadonlySet<string>;
  readonly feelings: readonly FoundCue<Kind>[];
  readonly wishes: readonly FoundCue<Kind>[];
  /** Indexes of the words that belong to a cue. */
  readonly cueWords: ReadonlySet<number>;
}

/** Feelings and wishes are looked for apart, because words may say both: “still waiting, please answer immediately”. */
function readAs(own: string, language: ToneLanguage): ReadAs {
  const { turns, alone, feelings, wishes } = lists[language];
  const words = wordsOf(own, turns);
  const found = { feelings: findCues(words, feelings), wishes: findCues(words, wishes) };
  const all = [...found.feelings, ...found.wishes];
  const cueWords = new Set(
    all.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, index) => from + index)),
  );
  return { words, alone, ...found, cueWords };
}

function signsOf(own: string, reading: ReadAs): ToneSign[] {
  const { words } = reading;
  const causes: Record<CustomerTone, readonly string[]> = {
    frustrated: causesOf(own, words, complaintsIn(reading)),
    urgent: causesOf(own, words, wishesIn(reading, 'urgent')),
    questions: questionsIn(own).slice(0, shownCauses),
    grateful: causesOf(own, words, wishesIn(reading, 'grateful')),
  };
  return customerTones.flatMap((tone): ToneSign[] => {
    // Whoever thanks and complains wants the complaint answered.
    if (causes[tone].length === 0 || (tone === 'grateful' && causes.frustrated.length > 0)) return [];
    return [{ tone, causes: causes[tone] }];
  });
}

const shownCauses = 3;
/** How many words ahead a negation reaches within its clause. */
const negationReach = 5;

/** The cues of a complaint, the strong ones first; empty where there are too few of them. */
function complaintsIn({ words, feelings, alone }: ReadAs): readonly FoundCue<Kind>[] {
  const strong: FoundCue<Kind>[] = [];
  const weak: FoundCue<Kind>[] = [];
  const negating = new Set<FoundCue<Kind>>();
  let praiseCount = 0;
  for (const [index, cue] of feelings.entries()) {
    const negation = negationOf(words, feelings.slice(Math.max(0, index - negationReach), index), cue.from);
    if (negation && cue.kind !== 'negators') negating.add(negation);
    if (cue.kind === 'strong' && !negation) strong.push(cue);
    if (cue.kind === 'weak' && !negation) weak.push(cue);
    if (cue.kind === 'good' && negation) strong.push({ ...cue, from: negation.from });
    if (cue.kind === 'good' && !negation) praiseCount += 1;
  }
  const idle = feelings.filter((cue) => cue.kind === 'negators' && !negating.has(cue));
  weak.push(...idle.filter(({ from }) => alone.has(words[from]?.word ?? '')));
  const said = [...strong, ...weak];
  const together = weak.filter((cue) => said.some((other) => isBeside(words, cue, other)));
  const weight = strong.length * strongWeight + Math.min(together.length, 2);
  return weight - praiseCount < 2 ? [] : [...strong, ...together];
}

const strongWeight = 3;
/** A weak cue further from any other speaks of something else. */
const besideReach = 15;

/** Whether these are two different cues that stand close together. */
function isBeside(words: readonly Word[], one: FoundCue<Kind>, other: FoundCue<Kind>): boolean {
  if (words[one.from]?.word === words[other.from]?.word) return false;
  return Math.abs(one.from - other.from) <= besideReach;
}

/** What turns the cue at `from` into its opposite; null: nothing does. */
function negationOf(words: readonly Word[], before: readonly FoundCue<Kind>[], from: number): FoundCue<Kind> | null {
  const negator = before.findLast(({ kind }) => kind === 'negators');
  if (!negator || from - negator.to >= negationReach) return null;
  return words[negator.from]?.clause === words[from]?.clause ? negator : null;
}

function wishesIn({ words, wishes }: ReadAs, wanted: Kind): readonly FoundCue<Kind>[] {
  return wishes.filter(
    ({ kind, from }, index) =>
      kind === wanted && !negationOf(words, wishes.slice(Math.max(0, index - negationReach), index), from),
  );
}

/** The first few of these cues as they were written, each once, in the order of the text. */
function causesOf(own: string, words: readonly Word[], cues: readonly FoundCue<Kind>[]): readonly string[] {
  const different = new Map(cues.map((cue) => [written(own, words, cue.from, cue.to), cue.from] as const).reverse());
  const shown = [...different].reverse().slice(0, shownCauses);
  return shown.sort((one, other) => one[1] - other[1]).map(([cause]) => cause);
}

/** Words as they were written, on one line; a long stretch by its first and last word. */
function written(own: string, words: readonly Word[], from: number, to: number): string {
  const [first, last] = [words[from], words[to - 1]];
  if (!first || !last) return '';
  const whole = own.slice(first.start, last.end).replace(/\s+/gu, ' ');
  if (whole.length <= longestCause) return whole;
  const ends = [own.slice(first.start, first.end), own.slice(last.start, last.end)].map((word) => cut(word));
  return first === last ? (ends[0] ?? '') : ends.join(' … ');
}

const longestCause = 40;
const cut = (word: string): string => (word.length <= longestCause ? word : `${word.slice(0, longestCause - 1)}…`);

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });
const fewestQuestions = 2;
/** “Really?” asks nothing. */
const fewestWords = 3;

/** The beginnings of the questions, where there are several. */
function questionsIn(own: string): readonly string[] {
  const questions = [...sentences.segment(own)].flatMap(({ segment }) => {
    const line = segment.replace(/\s+/gu, ' ').trim();
    if (!endsWithQuestion(line)) return [];
    const all = line.split(' ');
    if (all.length < fewestWords) return [];
    const shown = all.slice(0, shownWords).map(cut);
    return [all.length <= shownWords ? shown.join(' ') : `${shown.join(' ')} …`];
  });
  const different = [...new Set(questions)];
  return different.length < fewestQuestions ? [] : different;
}

const shownWords = 5;

/** Read from the end, a character at a time: “Is it true?!)” */
function endsWithQuestion(line: string): boolean {
  for (let at = line.length - 1; at >= 0; at -= 1) {
    if ('?？'.includes(line.charAt(at))) return true;
    if (!'!)"”“’\' '.includes(line.charAt(at))) return false;
  }
  return false;
}
