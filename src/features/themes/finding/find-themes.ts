/**
 * Finds what many texts have in common. Known themes take what is theirs first, so that their numbers hold from week to
 * week. Of the rest the words that many say begin new themes, and each theme's words are weighed by c-TF-IDF: how many
 * of its texts say a word, times how rare the word is in all. No chance is in it: the same texts give the same themes.
 */
import { type Place, pairOf, placeOf, type Sorter, sorterOf } from '../rules/assign.js';
import { limits, type Terms } from '../rules/theme.js';
import type { Corpus } from './corpus.js';

/** A theme that is known already. */
export interface KnownTheme {
  readonly terms: Terms;
  readonly isFixed: boolean;
}

/** A theme as it is now. */
export interface FoundTheme {
  /** The place of a known one in the list of them; null: it is new. */
  readonly known: number | null;
  readonly terms: Terms;
  /** What it is called by its words, and then the words. */
  readonly words: readonly string[];
  /** The texts that say most of it, by their place. */
  readonly central: readonly number[];
}

/** What was found. */
export interface Found {
  readonly themes: readonly FoundTheme[];
  /** By text: the place of its theme in `themes`; −1: none. */
  readonly member: Int32Array;
}

/** A word of a new theme is said by so many, so that it is nobody’s own. */
const fewestTexts = 3;
/** Of a theme’s words only those are kept, and none that counts for less than this share of the first. */
const keptTerms = 12;
const leastShare = 0.1;
const rounds = 5;
/** Of those who say a word so many say the seed too: it belongs to that theme, and begins none. */
const absorbedFrom = 0.34;
const leastLift = 3;
const alwaysFrom = 0.8;
/** How fast a known theme follows the words that people use for it now. */
const drift = 0.3;
const centralCount = 5;

type Centroid = readonly (readonly [term: number, weight: number])[];

/** A theme while it is being found. */
interface Draft {
  readonly known: number | null;
  readonly centroid: Centroid;
  readonly isFixed: boolean;
}

/** @param known those of before, in the order in which they are answered */
export function findThemes(corpus: Corpus, known: readonly KnownTheme[]): Found {
  const counts = countTerms(corpus);
  const smallest = Math.min(100, Math.max(4, Math.round(counts.textCount * 0.002)));
  const before = known.map(
    ({ terms, isFixed }, index): Draft => ({ known: index, centroid: idsOf(corpus, terms), isFixed }),
  );
  const seeds = seedsOf(corpus, counts, { drafts: before, smallest });
  let drafts: readonly Draft[] = [...before, ...seeds];
  for (let round = 0; round < rounds; round += 1) {
    const weighed = weigh(counts, placeAll(counts, drafts), drafts.length);
    drafts = drafts.flatMap((draft, index) => {
      if (draft.known !== null) return draft;
      const { size, centroid } = weighed[index] ?? { size: 0, centroid: [] };
      return size >= smallest ? { ...draft, centroid } : [];
    });
  }
  const places = placeAll(counts, drafts);
  const weighed = weigh(counts, places, drafts.length);
  const central = centralOf(corpus, places, drafts.length);
  return {
    member: Int32Array.from(places, ({ theme }) => theme),
    themes: drafts.map((draft, index) => {
      const { size, centroid } = weighed[index] ?? { size: 0, centroid: [] };
      const follows = draft.known !== null && !draft.isFixed && size >= smallest;
      const now = follows ? blend(draft.centroid, centroid) : draft.centroid;
      const terms = namesOf(corpus, now, draft.known === null ? undefined : known[draft.known]?.terms);
      return { known: draft.known, terms, words: nameWords(corpus, now), central: central[index] ?? [] };
    }),
  };
}

interface Counts {
  /** Terms of each text, each once. */
  readonly texts: readonly Int32Array[];
  readonly isConfidential: readonly boolean[];
  /** Texts that are not confidential. */
  readonly textCount: number;
  /** By term: in how many of them it stands. */
  readonly textsOf: Int32Array;
  /** By term: whether it is two words. */
  readonly firstPair: number;
}

function countTerms(corpus: Corpus): Counts {
  const { rows, isConfidential } = corpus;
  const words = rows.map((row) => Int32Array.from(new Set(Array.from(row, wordIn))));
  const ofWords = tally(words, isConfidential, corpus.stems.length);
  const firstPair = corpus.stems.length;
  const pairs = pairsOf(corpus, ofWords);
  const texts = words.map((row, index) => {
    const more = pairsIn(rows[index] ?? new Int32Array(), pairs, firstPair);
    return more.length === 0 ? row : Int32Array.from([...row, ...more]);
  });
  const textsOf = tally(texts, isConfidential, corpus.stems.length);
  return { texts, isConfidential, textCount: isConfidential.filter((is) => !is).length, textsOf, firstPair };
}

const wordIn = (entry: number): number => (entry < 0 ? -1 - entry : entry);

function tally(texts: readonly Int32Array[], isConfidential: readonly boolean[], termCount: number): Int32Array {
  const counts = new Int32Array(termCount);
  texts.forEach((terms, index) => {
    if (isConfidential[index]) return;
    for (const term of terms) counts[term] = (counts[term] ?? 0) + 1;
  });
  return counts;
}

/** Words that stand behind each other more often than chance, by both their numbers. */
function pairsOf(corpus: Corpus, textsOf: Int32Array): ReadonlyMap<number, number> {
  const size = corpus.stems.length;
  const counts = new Map<number, number>();
  corpus.rows.forEach((row, index) => {
    if (corpus.isConfidential[index]) return;
    for (const key of keysIn(row, size)) {
      const [first, second] = [Math.floor(key / size), key % size];
      if ((textsOf[first] ?? 0) < fewestTexts || (textsOf[second] ?? 0) < fewestTexts) continue;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  });
  const pairs = new Map<number, number>();
  for (const [key, count] of counts) {
    if (count < fewestTexts) continue;
    const [first, second] = [Math.floor(key / size), key % size];
    if (count < 0.1 * Math.min(textsOf[first] ?? 0, textsOf[second] ?? 0)) continue;
    pairs.set(key, corpus.addPair(pairOf(corpus.stems[first] ?? '', corpus.stems[second] ?? ''), first, second));
  }
  return pairs;
}

function keysIn(row: Int32Array, size: number): ReadonlySet<number> {
  const keys = new Set<number>();
  for (let at = 1; at < row.length; at += 1) {
    const [before = 0, entry = 0] = [row[at - 1], row[at]];
    if (entry < 0 && wordIn(before) !== wordIn(entry)) keys.add(wordIn(before) * size + wordIn(entry));
  }
  return keys;
}

const pairsIn = (row: Int32Array, pairs: ReadonlyMap<number, number>, size: number): readonly number[] =>
  pairs.size === 0 ? [] : [...keysIn(row, size)].flatMap((key) => pairs.get(key) ?? []);

function idsOf(corpus: Corpus, terms: Terms): Centroid {
  return terms.flatMap(([stem, weight]) => {
    const id = corpus.idOf(stem);
    return id === undefined ? [] : [[id, weight] as const];
  });
}

/** Common words have little to say, rare ones much. */
const rarity = ({ textCount, textsOf }: Counts, term: number): number =>
  Math.log(1 + textCount / Math.max(1, textsOf[term] ?? 0));

const placeAll = ({ texts }: Counts, drafts: readonly Draft[]): readonly Place[] => {
  const sorter: Sorter<number> = sorterOf(drafts.map(({ centroid }) => centroid));
  return texts.map((terms) => placeOf(sorter, terms));
};

/** The words that begin new themes: said by many of those who have none, and not along with another such word. */
function seedsOf(
  corpus: Corpus,
  counts: Counts,
  { drafts, smallest }: { readonly drafts: readonly Draft[]; readonly smallest: number },
): readonly Draft[] {
  const places = placeAll(counts, drafts);
  const left = counts.texts.map((terms, index) => (places[index]?.theme === -1 ? terms : new Int32Array()));
  const textsOf = tally(left, counts.isConfidential, corpus.stems.length);
  const most = Math.max(0.2 * counts.textCount, Math.min(0.7 * counts.textCount, 150));
  const taken = new Set(drafts.flatMap(({ centroid }) => centroid.slice(0, 2).map(([term]) => term)));
  const candidates = [...textsOf.subarray(0, counts.firstPair).keys()]
    .filter((term) => (textsOf[term] ?? 0) >= smallest && (counts.textsOf[term] ?? 0) <= most && !taken.has(term))
    .sort((a, b) => (textsOf[b] ?? 0) - (textsOf[a] ?? 0) || a - b)
    .slice(0, 10 * limits.found);
  return gather(counts, { candidates, left, textsOf }).map((words) => ({
    known: null,
    isFixed: false,
    centroid: words.map((term, index) => [term, (index === 0 ? 1 : 0.5) * rarity(counts, term)]),
  }));
}

interface Candidates {
  /** The most said first. */
  readonly candidates: readonly number[];
  readonly left: readonly Int32Array[];
  readonly textsOf: Int32Array;
}

/** Each seed with the words that go along with it. */
function gather(counts: Counts, { candidates, left, textsOf }: Candidates): readonly (readonly number[])[] {
  const together = countTogether(counts, left, candidates);
  const groups = new Map<number, number[]>();
  for (const word of candidates) {
    const own = textsOf[word] ?? 1;
    let best = { seed: -1, share: 0 };
    for (const seed of groups.keys()) {
      const both = together.get(keyOf(word, seed)) ?? 0;
      const lift = (both * counts.textCount) / (own * (textsOf[seed] ?? 1));
      // Of a seed that half of all say, no word has much lift: then nearly all who say the word have to.
      if ((lift >= leastLift || both / own >= alwaysFrom) && both / own > best.share)
        best = { seed, share: both / own };
    }
    if (best.share >= absorbedFrom) groups.get(best.seed)?.push(word);
    else if (groups.size < limits.found) groups.set(word, [word]);
  }
  return [...groups.values()];
}

const keyOf = (a: number, b: number): number => Math.max(a, b) * 4_194_304 + Math.min(a, b);

function countTogether(counts: Counts, left: readonly Int32Array[], candidates: readonly number[]) {
  const wanted = new Set(candidates);
  const together = new Map<number, number>();
  left.forEach((terms, index) => {
    if (counts.isConfidential[index]) return;
    const here = Array.from(terms).filter((term) => wanted.has(term));
    for (let a = 1; a < here.length; a += 1)
      for (let b = 0; b < a; b += 1) {
        const key = keyOf(here[a] ?? 0, here[b] ?? 0);
        together.set(key, (together.get(key) ?? 0) + 1);
      }
  });
  return together;
}

/** By theme: how many texts are in it, and its words by c-TF-IDF. Confidential texts have no part in it. */
function weigh(counts: Counts, places: readonly Place[], themeCount: number) {
  const themes = Array.from({ length: themeCount }, () => ({ size: 0, said: new Map<number, number>() }));
  places.forEach(({ theme }, index) => {
    const into = themes[theme];
    if (!into || counts.isConfidential[index]) return;
    into.size += 1;
    for (const term of counts.texts[index] ?? []) into.said.set(term, (into.said.get(term) ?? 0) + 1);
  });
  return themes.map(({ size, said }) => {
    const all = [...said]
      .filter(([, count]) => count >= fewestTexts)
      .map(([term, count]): readonly [number, number] => [term, (count / size) * rarity(counts, term)])
      .sort(byWeight)
      .slice(0, keptTerms);
    const least = leastShare * (all[0]?.[1] ?? 0);
    return { size, centroid: all.filter(([, weight]) => weight >= least) };
  });
}

const byWeight = (a: readonly [number, number], b: readonly [number, number]): number => b[1] - a[1] || a[0] - b[0];

function blend(before: Centroid, now: Centroid): Centroid {
  const weights = new Map(before.map(([term, weight]) => [term, (1 - drift) * weight]));
  for (const [term, weight] of now) weights.set(term, (weights.get(term) ?? 0) + drift * weight);
  return [...weights].sort(byWeight).slice(0, keptTerms);
}

/** What nobody says now stays with a known theme: it may come back. */
function namesOf(corpus: Corpus, centroid: Centroid, before: Terms = []): Terms {
  const now = centroid.map(([term, weight]) => [corpus.stems[term] ?? '', Number(weight.toPrecision(4))] as const);
  const silent = before.filter(([stem]) => corpus.idOf(stem) === undefined);
  return [...now, ...silent].sort((a, b) => b[1] - a[1]).slice(0, keptTerms);
}

/** A second word stands in a name from this share of the first one’s weight on. */
const namedFrom = 0.6;
const shownFrom = 0.25;
/** Words of fewer letters have a second one beside them, whatever it weighs. */
const shortFrom = 4;

/**
 * What it is called by its words, and then the words. A pair says more than its two words (`battery life`), where much of
 * the theme says it.
 */
function nameWords(corpus: Corpus, centroid: Centroid): readonly string[] {
  const top = centroid[0]?.[1] ?? 0;
  const words = centroid.map(([term, weight]) => ({
    stem: corpus.stems[term] ?? '',
    share: weight / top,
    form: corpus.formOf(term),
  }));
  const first = words[0]?.stem ?? '';
  const pair = words.find(
    ({ stem, share }) => stem.includes(' ') && share >= shownFrom && stem.split(' ').includes(first),
  );
  const inPair = new Set(pair?.stem.split(' '));
  const single = words.filter(({ stem, share }) => !stem.includes(' ') && share >= shownFrom);
  // Alone, a word as short as “log” or “app” tells too little.
  const isShort = pair === undefined && (single[0]?.form.length ?? 0) < shortFrom;
  const others = isShort
    ? words.filter(({ stem }) => !stem.includes(' '))
    : single.filter(({ stem, share }) => !inPair.has(stem) && share >= namedFrom);
  const name = [...(pair ? [pair] : []), ...others].slice(0, 2).map(({ form }) => form);
  return name.length === 0 ? [] : [name.join(', '), ...single.map(({ form }) => form).slice(0, 6)];
}

/** Those that say most of it in few words. */
function centralOf(corpus: Corpus, places: readonly Place[], themeCount: number): readonly (readonly number[])[] {
  const best = Array.from({ length: themeCount }, (): { text: number; worth: number }[] => []);
  places.forEach(({ theme, score }, text) => {
    const here = best[theme];
    const length = corpus.rows[text]?.length ?? 0;
    // One word alone says nothing that its name does not say.
    if (!here || corpus.isConfidential[text] || length < 2) return;
    const worth = score / Math.sqrt(4 + length);
    if (here.length === centralCount && worth <= (here.at(-1)?.worth ?? 0)) return;
    here.push({ text, worth });
    here.sort((a, b) => b.worth - a.worth || a.text - b.text);
    here.length = Math.min(here.length, centralCount);
  });
  return best.map((here) => here.map(({ text }) => text));
}
