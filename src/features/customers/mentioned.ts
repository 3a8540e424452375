/** Which known customers a text names, and which segment somebody meant: for rooms whose answers are free text. Called by the door. */

import { fold, nearest } from '../../chat/nearest.js';
import { InvalidInput } from '../../kernel/errors.js';
import { groupBy } from '../../kernel/group-by.js';
import { isId } from '../../kernel/id.js';
import type { Sql } from '../../storage/database.js';
import { noSegmentWords } from './cards/refusals.js';
import { type Candidate, chooseCustomer, isSeveral } from './rules/choose.js';
import type { CustomerRef } from './rules/customer.js';
import { nameKey } from './rules/name-key.js';
import { findByKeys, listSegments } from './store/customers.js';

/** In words, the longest first. Longer names are found when they are looked up by themselves, not within a sentence. */
const lengths = [4, 3, 2, 1];
/** A page of text. Further words are not looked at. */
const longestText = 500;

/** @see Customers.mentionedIn */
export async function mentionedIn(db: Sql, organisationId: string, text: string): Promise<CustomerRef[]> {
  return (await mentionedInEach(db, organisationId, [text])).get(text) ?? [];
}

/** Names that one statement looks for. */
const namesAtOnce = 2_000;

/** The same of several texts, in few statements. */
export async function mentionedInEach(
  db: Sql,
  organisationId: string,
  texts: readonly string[],
): Promise<ReadonlyMap<string, CustomerRef[]>> {
  if (!isId(organisationId)) return new Map();
  const all = texts.map((text) => ({ text, words: wordsOf(text) }));
  const keys = all.flatMap(({ words }) =>
    words.flatMap((_, at) => lengths.map((length) => nameKey(phraseAt(words, at, length)))),
  );
  const wanted = [...new Set(keys)].filter((key) => key !== '');
  const candidates: Candidate[] = [];
  for (let at = 0; at < wanted.length; at += namesAtOnce)
    candidates.push(...(await findByKeys(db, organisationId, wanted.slice(at, at + namesAtOnce))));
  const byKey = groupBy(candidates, ({ key }) => key);
  return new Map(all.map(({ text, words }) => [text, namedBy(words, byKey)]));
}

const wordsOf = (text: string): readonly string[] =>
  [...text.matchAll(/[\p{L}\p{M}\p{N}&.'’-]+/gu)].slice(0, longestText).map(([word]) => word);

const phraseAt = (words: readonly string[], at: number, length: number): string =>
  words.slice(at, at + length).join(' ');

function namedBy(words: readonly string[], byKey: ReadonlyMap<string, readonly Candidate[]>): CustomerRef[] {
  const found = new Map<string, CustomerRef>();
  for (let at = 0; at < words.length; ) {
    // The longest name wins: in "Acme Foods" nobody means Acme.
    const match = lengths
      .map((length) => ({ length, customer: meantBy(phraseAt(words, at, length), byKey) }))
      .find(({ length, customer }) => customer !== null && at + length <= words.length);
    if (match?.customer) found.set(match.customer.id, match.customer);
    at += match?.length ?? 1;
  }
  return [...found.values()];
}

/** One customer alone, and no everyday word that a customer happens to be called: "an orange button" is not Orange. */
function meantBy(phrase: string, byKey: ReadonlyMap<string, readonly Candidate[]>): CustomerRef | null {
  const candidates = byKey.get(nameKey(phrase)) ?? [];
  const choice = chooseCustomer(phrase, candidates);
  if (choice === null || isSeveral(choice)) return null;
  const isEveryday = !phrase.includes(' ') && /^\p{Ll}/u.test(phrase);
  const isWrittenSo = candidates.some(({ alias, name }) => phrase === (alias ?? name));
  return isEveryday && !isWrittenSo ? null : choice;
}

/** @see Customers.nearestSegment */
export const nearestSegment = async (db: Sql, organisationId: string, typed: string): Promise<string | null> =>
  isId(organisationId) ? nearest(typed, await listSegments(db, organisationId)) : null;

/** @see Customers.segmentNamed */
export async function segmentNamed(db: Sql, organisationId: string, typed: string): Promise<string | null> {
  if (!isId(organisationId)) return null;
  const segments = await listSegments(db, organisationId);
  return segments.find((segment) => fold(segment) === fold(typed)) ?? null;
}

/** @see Customers.knownSegment */
export async function knownSegment(db: Sql, organisationId: string, typed: string, field: string): Promise<string> {
  const known = await segmentNamed(db, organisationId, typed);
  if (known !== null) return known;
  const meant = await nearestSegment(db, organisationId, typed);
  const hint = meant === null ? undefined : { typed, meant };
  throw InvalidInput.field('customers.noSegment', field, noSegmentWords(typed, meant), hint);
}
