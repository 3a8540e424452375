/** Makes what follows the @ when a member is typed. Pure; called when a workspace is connected. */

/** Somebody who wants a handle. */
export interface HandleWish {
  readonly externalId: string;
  readonly name: string;
  /** What the platform calls them; absent: made from the name. */
  readonly wished: string | undefined;
  /** What they have already: free for them. */
  readonly own: string | undefined;
}

/**
 * What somebody may be called, the best first: the wished one, else the first name, else first.last; else the best with
 * a number. Lower case, letters and digits of any script, and `. _ -`.
 */
export function handleCandidates({ name, wished }: Pick<HandleWish, 'name' | 'wished'>): readonly string[] {
  const words = name.split(/\s+/u).map(toHandle).filter(Boolean);
  const first = words[0] ?? 'member';
  return [toHandle(wished ?? ''), first, [first, words.at(-1)].join('.')].filter(Boolean);
}

/** Handles by external id, in order of the wishes; `crowded`: those of whom each candidate is taken. Adds to `taken`. */
export function giveHandles(wishes: readonly HandleWish[], taken: Set<string>) {
  const given = new Map<string, string>();
  const crowded: HandleWish[] = [];
  for (const wish of wishes) {
    const free = handleCandidates(wish).find((candidate) => candidate === wish.own || !taken.has(candidate));
    if (free === undefined) crowded.push(wish);
    else {
      given.set(wish.externalId, free);
      taken.add(free);
    }
  }
  return { given, crowded };
}

/** How many numbered handles each of these can need, by what the numbers follow. @param given may take some of them */
export function numberedNeeds(crowded: readonly HandleWish[], given: Iterable<string>): ReadonlyMap<string, number> {
  const needs = new Map<string, number>();
  const add = (base: string) => needs.set(base, (needs.get(base) ?? 0) + 1);
  for (const wish of crowded) add(baseOf(wish));
  for (const handle of given) {
    const [, base = ''] = /^(.*\D)\d+$/u.exec(handle) ?? [];
    if (needs.has(base)) add(base);
  }
  return needs;
}

/** Gives each of the crowded the first of the `numbered` handles, by base, that is not taken. */
export function giveNumbered(
  crowded: readonly HandleWish[],
  numbered: ReadonlyMap<string, readonly string[]>,
  taken: ReadonlySet<string>,
): Map<string, string> {
  const left = new Map([...numbered].map(([base, handles]) => [base, handles.values()]));
  const given = new Map<string, string>();
  for (const wish of crowded) {
    for (const handle of left.get(baseOf(wish)) ?? []) {
      if (taken.has(handle)) continue;
      given.set(wish.externalId, handle);
      break;
    }
  }
  return given;
}

const baseOf = (wish: HandleWish): string => handleCandidates(wish)[0] ?? '';

/** Cut where the handle would be longer than a person wants to type. */
const handleLimit = 60;

function toHandle(text: string): string {
  const folded = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}._-]+/gu, '');
  return [...folded.replaceAll(/^[._-]+|[._-]+$/gu, '')].slice(0, handleLimit).join('');
}
