/** Finds a language's cues among words. Every word is compared with the few cues that can begin with it. Pure. */
import type { Word } from './words.js';

/** Cues of all kinds, made ready to be found. */
export interface Cues<Kind extends string> {
  /** By the whole first word, or by its first letters where any ending will do. */
  readonly byFirst: ReadonlyMap<string, readonly Cue<Kind>[]>;
}

interface Cue<Kind extends string> {
  readonly kind: Kind;
  readonly parts: readonly Part[];
}

/** Words that fit one place of a cue; `gap`: up to this many words of any kind. */
type Part = { readonly exact: ReadonlySet<string>; readonly beginnings: readonly string[] } | { readonly gap: number };

/** A cue that was found: words `from` up to, not with, `to`. */
export interface FoundCue<Kind extends string> {
  readonly kind: Kind;
  readonly from: number;
  readonly to: number;
}

const longestGap = 3;
/** Cues of any ending are found by their first letters: this many. */
const beginningLength = 3;

/** @param lists cues by their kind, as tone-list.ts describes them */
export function prepareCues<Kind extends string>(lists: Readonly<Record<Kind, readonly string[]>>): Cues<Kind> {
  const byFirst = new Map<string, Cue<Kind>[]>();
  for (const kind of Object.keys(lists) as Kind[]) {
    for (const written of lists[kind]) {
      const cue = { kind, parts: written.split(' ').map(readPart) };
      for (const key of keysOf(cue.parts[0])) byFirst.set(key, [...(byFirst.get(key) ?? []), cue]);
    }
  }
  return { byFirst };
}

function readPart(written: string): Part {
  if (written === '…') return { gap: longestGap };
  const words = written.split('/');
  return {
    exact: new Set(words.filter((word) => !word.endsWith('*'))),
    beginnings: words.flatMap((word) => (word.endsWith('*') ? [word.slice(0, -1)] : [])),
  };
}

function keysOf(part: Part | undefined): string[] {
  if (!part || 'gap' in part) return [];
  return [...part.exact, ...part.beginnings.map((word) => `${word.slice(0, beginningLength)}*`)];
}

/** In their order, none over another: of those that begin at one word the longest. */
export function findCues<Kind extends string>(words: readonly Word[], cues: Cues<Kind>): readonly FoundCue<Kind>[] {
  const found: FoundCue<Kind>[] = [];
  for (let from = 0; from < words.length; ) {
    const best = longestAt(words, from, cues);
    if (best) found.push(best);
    from = best?.to ?? from + 1;
  }
  return found;
}

function longestAt<Kind extends string>(
  words: readonly Word[],
  from: number,
  { byFirst }: Cues<Kind>,
): FoundCue<Kind> | null {
  const word = words[from]?.word ?? '';
  const candidates = [...(byFirst.get(word) ?? []), ...(byFirst.get(`${word.slice(0, beginningLength)}*`) ?? [])];
  let best: FoundCue<Kind> | null = null;
  for (const { kind, parts } of candidates) {
    const to = endOf(words, from, parts);
    if (to !== null && to > (best?.to ?? 0)) best = { kind, from, to };
  }
  return best;
}

/** Where the cue ends that begins at `from`; null: it does not stand there. A cue stands in one clause. */
function endOf(words: readonly Word[], from: number, parts: readonly Part[]): number | null {
  const clause = words[from]?.clause;
  const [part, ...rest] = parts;
  if (!part) return from;
  if ('gap' in part) {
    for (let skipped = 0; skipped <= part.gap; skipped += 1) {
      const to = endOf(words, from + skipped, rest);
      if (to !== null) return to;
    }
    return null;
  }
  const word = words[from]?.word;
  if (word === undefined || !(part.exact.has(word) || part.beginnings.some((each) => word.startsWith(each))))
    return null;
  const to = endOf(words, from + 1, rest);
  return to !== null && words[to - 1]?.clause === clause ? to : null;
}
