/**
 * What somebody typed as `median time to acknowledge > 4h`, read: by the conditions of segments and promises, in which the
 * figure stands as a fact and its amount as a plain number. Pure.
 */
import { nearest } from '../../chat/nearest.js';
import { parseDuration } from '../../kernel/time/duration.js';
import { type Condition, nameOf, readCondition } from '../customers/index.js';

/** Signs by which a figure is watched. */
export const signs = ['<', '<=', '>', '>='] as const;
/** One of `signs`. */
export type Sign = (typeof signs)[number];

/** What is watched. */
export interface Watch {
  /** The figure's name, as its room gives it. */
  readonly figure: string;
  readonly sign: Sign;
  /** In the figure's unit; of a share in percent. */
  readonly bound: number;
  /** Said behind it: `a week`; null: nothing. */
  readonly days: number | null;
}

/** Why it can't be read; cards/alert-words.ts says it. */
export type WatchFault =
  | { readonly kind: 'empty' | 'several' | 'unreadable' }
  | { readonly kind: 'figure'; readonly typed: string; readonly near: string | null }
  | { readonly kind: 'sign' | 'amount'; readonly figure: string; readonly unit: string };

/** Thrown where a watch is read. */
export class NoWatch extends Error {
  constructor(readonly fault: WatchFault) {
    super(fault.kind);
  }
}

/** As much of a figure as is needed to read what is typed of it. */
export interface KnownFigure {
  readonly name: string;
  readonly names?: readonly string[];
  readonly unit: string;
}

const longest = 300;
const windowBehind = /\s(?:an?|per|each|every|in a)\s(day|week|month)$/iu;
const windowDays: Readonly<Record<string, number>> = { day: 1, week: 7, month: 30 };
const length = /(?:\d+(?:[.,]\d+)?\s?(?:min(?:utes?|s)?|m|h(?:ours?|rs?)?|d(?:ays?)?|w(?:eeks?)?)(?![a-z])\s?)+/giu;

/**
 * @param typed `theme login > 10 a week`
 * @throws NoWatch
 */
export function readWatch(typed: string, figures: readonly KnownFigure[]): Watch {
  const whole = typed.replaceAll(/[\s\p{Cc}\p{Cs}]+/gu, ' ').trim();
  if (whole === '' || whole.length > longest) throw new NoWatch({ kind: whole === '' ? 'empty' : 'unreadable' });
  const window = windowBehind.exec(whole)?.[1]?.toLowerCase();
  const text = window === undefined ? whole : whole.replace(windowBehind, '');
  const { figure, typedName } = namedIn(text, figures);
  const behind = amountsOf(text.slice(typedName.length), figure);
  const condition = read(`fact('x')${behind}`);
  return { figure: figure.name, ...compared(condition, figure), days: (window && windowDays[window]) || null };
}

/** The longest name that it begins with. */
function namedIn(text: string, figures: readonly KnownFigure[]) {
  const lower = text.toLowerCase();
  const begins = (name: string) => lower.startsWith(name) && !/^[\p{L}\p{N}]/u.test(lower.slice(name.length));
  const all = figures.flatMap((figure) =>
    [figure.name, ...(figure.names ?? [])].map((typedName) => ({ figure, typedName })),
  );
  const [found] = all
    .filter(({ typedName }) => begins(typedName))
    .toSorted((one, other) => other.typedName.length - one.typedName.length);
  if (found) return found;
  const named = nameOf(/^[^<>=≤≥!]*/u.exec(text)?.[0] ?? '');
  const names = all.map(({ typedName }) => typedName);
  throw new NoWatch({ kind: 'figure', typed: named, near: nearest(named, names) });
}

/** ` > 4h` as ` > 14400000`, ` < 90 %` as ` < 90`. */
function amountsOf(behind: string, { unit }: KnownFigure): string {
  const plain = unit === 'ms' ? behind.replaceAll(length, (each) => `${msOf(each)}`) : behind;
  return plain.replaceAll(/(\d)\s?%/gu, '$1').replace(/(\d),(\d{3})(?!\d)/gu, '$1$2');
}

const msOf = (typed: string): number => parseDuration(typed.trim(), 'when');

function read(text: string): Condition {
  try {
    return readCondition(text);
  } catch {
    throw new NoWatch({ kind: 'unreadable' });
  }
}

function compared(condition: Condition, { name: figure, unit }: KnownFigure): Pick<Watch, 'sign' | 'bound'> {
  if (condition.kind === 'and' || condition.kind === 'or') throw new NoWatch({ kind: 'several' });
  if (condition.kind !== 'compare') throw new NoWatch({ kind: 'sign', figure, unit });
  const sign = signs.find((each) => each === condition.sign);
  if (!sign) throw new NoWatch({ kind: 'sign', figure, unit });
  const [bound] = condition.right;
  if (bound?.kind !== 'value' || typeof bound.value !== 'number') throw new NoWatch({ kind: 'amount', figure, unit });
  // Four milliseconds are nobody's promise: the unit was forgotten.
  if (unit === 'ms' && bound.value < 60_000) throw new NoWatch({ kind: 'amount', figure, unit });
  return { sign, bound: bound.value };
}
