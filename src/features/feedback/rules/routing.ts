/** Which rule fits a piece of feedback, and who of its target takes it. Pure. */
import type { KeptValues } from './feedback.js';

/** All that are given must hold; within one, any of its values. */
export interface Conditions {
  /** Whole words or phrases, compared without case. */
  readonly words?: readonly string[];
  /** Both ends included, 0 to 10; feedback without a score doesn't fit. */
  readonly score?: { readonly from: number; readonly to: number };
  readonly placeIds?: readonly string[];
  /** Of `lists`: any of the values, compared without case. */
  readonly [key: string]: unknown;
}

/** A condition that is a list of values, by the key under which rules keep it, and what of an item it looks at. */
export interface ListCondition {
  readonly key: string;
  readonly name: string;
  /** As a rule says it: `topic billing`. */
  readonly says: string;
  /** Why a rule does not fit. */
  readonly unmet: string;
}

/** The values that a rule accepts for one of the list conditions; undefined: the rule does not ask about it. */
export function listOf(conditions: Conditions, key: string): readonly string[] | undefined {
  // Written by addRule alone, as a list.
  return conditions[key] as readonly string[] | undefined;
}

/** Who gets what fits a rule: a person, a group by turns or by load, or nobody, because it is noise. */
export type Target =
  | { readonly kind: 'leftOut' }
  | { readonly kind: 'member'; readonly memberId: string }
  | { readonly kind: 'group'; readonly groupId: string; readonly by: 'turns' | 'load' };

/** A rule that says who gets what. */
export interface RoutingRule {
  readonly id: string;
  /** From 1, in the order in which rules are tried. */
  readonly position: number;
  readonly name: string;
  readonly conditions: Conditions;
  readonly target: Target;
}

/** The people behind a target, in a group's order; none of a rule that leaves out. */
export function takersOf(
  target: Target,
  groups: ReadonlyMap<string, { readonly memberIds: readonly string[] }>,
): readonly string[] {
  if (target.kind === 'leftOut') return [];
  return target.kind === 'member' ? [target.memberId] : (groups.get(target.groupId)?.memberIds ?? []);
}

/** What rules look at. */
export interface Routable extends Partial<KeptValues> {
  readonly text: string;
  readonly score: number | null;
  readonly source: string;
  /** All that its customer is in. */
  readonly segments: readonly string[];
  readonly placeId: string | null;
}

/** The keys of the conditions that do not hold; empty when the rule fits. */
export function unmetConditions(conditions: Conditions, item: Routable, lists: readonly ListCondition[]): string[] {
  const unmet: string[] = [];
  const { words, score, placeIds } = conditions;
  if (words && !phrasesOf(words).some((phrase) => holds(textOf(item), phrase))) unmet.push('words');
  for (const { key, name } of lists) {
    const values = listOf(conditions, key);
    // Of what can be many, any is enough.
    const value: unknown = key === 'segments' ? item.segments : item[name as keyof Routable];
    const given = (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'string');
    if (values && !given.some((each) => foldedOf(values).has(fold(each)))) unmet.push(key);
  }
  if (score && !(item.score !== null && item.score >= score.from && item.score <= score.to)) unmet.push('score');
  if (placeIds && !(item.placeId !== null && placeIds.includes(item.placeId))) unmet.push('placeIds');
  return unmet;
}

/** The rules that fit, in order; the first with somebody there takes it. */
export function fittingRules(
  rules: readonly RoutingRule[],
  item: Routable,
  lists: readonly ListCondition[],
): readonly RoutingRule[] {
  return rules.filter((rule) => unmetConditions(rule.conditions, item, lists).length === 0);
}

/** By turns: the first present member after whoever had the last turn; null when nobody is present. */
export function nextByTurns(
  memberIds: readonly string[],
  lastMemberId: string | null,
  isPresent: (memberId: string) => boolean,
): string | null {
  const start = lastMemberId === null ? 0 : memberIds.indexOf(lastMemberId) + 1;
  const inTurn = [...memberIds.slice(start), ...memberIds.slice(0, start)];
  return inTurn.find(isPresent) ?? null;
}

/** By load: whoever present has the fewest open items; among equals the first in the group's order. */
export function nextByLoad(
  memberIds: readonly string[],
  openCounts: ReadonlyMap<string, number>,
  isPresent: (memberId: string) => boolean,
): string | null {
  const present = memberIds.filter(isPresent);
  const openCount = (id: string) => openCounts.get(id) ?? 0;
  return present.reduce<string | null>(
    (best, id) => (best === null || openCount(id) < openCount(best) ? id : best),
    null,
  );
}

/** Whole words in any script: "refund" is in "Refund!" and not in "refundable". */
export function containsPhrase(text: string, phrase: string): boolean {
  return holds(readText(text), readPhrase(phrase));
}

/** A text as it is read once for all phrases of all rules. */
interface ReadText {
  readonly folded: string;
  readonly words: ReadonlySet<string>;
}

interface Phrase {
  readonly folded: string;
  /** All of them are words of each text that holds the phrase. */
  readonly words: readonly string[];
}

function readText(text: string): ReadText {
  const folded = fold(text);
  return { folded, words: new Set(wordsIn(folded)) };
}

function readPhrase(phrase: string): Phrase {
  const folded = fold(phrase);
  return { folded, words: wordsIn(folded) };
}

/** Most phrases are not there, which their words tell without reading the text again. */
function holds({ folded, words }: ReadText, phrase: Phrase): boolean {
  if (phrase.folded === '' || !phrase.words.every((word) => words.has(word))) return false;
  for (let at = folded.indexOf(phrase.folded); at >= 0; at = folded.indexOf(phrase.folded, at + 1)) {
    const end = at + phrase.folded.length;
    // A letter may have two units.
    const isPart = /[\p{L}\p{N}\p{M}]$/u.test(folded.slice(Math.max(at - 2, 0), at));
    if (!isPart && !/^[\p{L}\p{N}\p{M}]/u.test(folded.slice(end, end + 2))) return true;
  }
  return false;
}

/** A thousand items meet hundreds of rules at once: each is read once, while it is there. */
function readOnce<Key extends object, Read>(read: (key: Key) => Read): (key: Key) => Read {
  const known = new WeakMap<Key, Read>();
  return (key) => {
    const found = known.get(key) ?? read(key);
    known.set(key, found);
    return found;
  };
}

const textOf = readOnce(({ text }: Routable) => readText(text));
const phrasesOf = readOnce((phrases: readonly string[]) => phrases.map(readPhrase));
const foldedOf = readOnce((values: readonly string[]) => new Set(values.map(fold)));

const wordsIn = (folded: string): readonly string[] => folded.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];

const fold = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
