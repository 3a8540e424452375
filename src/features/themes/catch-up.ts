/** Sorts what came since themes were found into those that are known, before somebody looks at them. */
import { setImmediate as oneTurn } from 'node:timers/promises';
import type { ThemesDeps } from './deps.js';
import { placeOf, stemSorter, termsOf } from './rules/assign.js';
import { limits, type Theme } from './rules/theme.js';
import { wordsOf, wordsOfNames } from './rules/words.js';
import { namesIn, type Placed, type SaidItem, saidAfter, savePlaces } from './store/items.js';
import { beginRun, findRun, listThemes, lockRun, saveRun, type ThemeRun } from './store/themes.js';

/** Texts cut into words in one turn of the event loop. */
const textsInTurn = 25;

/**
 * Answers the themes as they are kept. Where none were ever looked for, that is begun: the sweep finds them within
 * moments. What `limits.atOnce` leaves over is sorted by the next who asks.
 */
export async function catchUp(
  deps: ThemesDeps,
  organisationId: string,
): Promise<{ readonly themes: readonly Theme[]; readonly run: ThemeRun | null }> {
  const { database, clock } = deps;
  const [themes, run] = await Promise.all([listThemes(database, organisationId), findRun(database, organisationId)]);
  if (!run) await beginRun(database, organisationId, clock.now());
  if (!run?.foundAt) return { themes, run };
  const items = await saidAfter(database, organisationId, run.readNumber, limits.atOnce);
  if (items.length > 0) await sort(deps, { organisationId, themes, items });
  return { themes, run };
}

interface Sorting {
  readonly organisationId: string;
  readonly themes: readonly Theme[];
  readonly items: readonly SaidItem[];
}

async function sort({ database }: ThemesDeps, { organisationId, themes, items }: Sorting): Promise<void> {
  const sorter = stemSorter(themes);
  const placed: Placed[] = [];
  for (const [index, { id: feedbackId, text, at, customer, author }] of items.entries()) {
    if (index % textsInTurn === 0) await oneTurn();
    const names = wordsOfNames(namesIn({ customer, author }));
    const { theme } = placeOf(sorter, termsOf(wordsOf(text, names)));
    placed.push({ feedbackId, at, themeId: themes[theme]?.id ?? null });
  }
  const readNumber = items.at(-1)?.number ?? 0;
  await database.transaction(async (tx) => {
    const run = await lockRun(tx, organisationId);
    // Somebody else sorted them meanwhile.
    if (!run || run.readNumber >= readNumber) return;
    await savePlaces(tx, organisationId, placed);
    await saveRun(tx, organisationId, { readNumber });
  });
}
