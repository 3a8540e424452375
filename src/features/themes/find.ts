/**
 * Finds an organisation’s themes, on Mondays before people begin and when somebody asks: reads what was said page by page,
 * has a thread find what it has in common, and keeps what came of it. Nothing of it is sent.
 */
import type { Sweep } from '../../chat/feature.js';
import { withDeadline } from '../../kernel/deadline.js';
import { newId } from '../../kernel/id.js';
import { weekdayOf } from '../../kernel/time/calendar-date.js';
import { dayAt, firstInstantAt } from '../../kernel/time/local-day.js';
import type { ThemesDeps } from './deps.js';
import type { Found } from './finding/find-themes.js';
import { findHere } from './finding/finder.js';
import { mergeByMeaning } from './mean.js';
import { limits, type Theme } from './rules/theme.js';
import { namesIn, type Placed, placedAtOnce, type SaidItem, saidBefore, savePlaces } from './store/items.js';
import {
  beginRun,
  claimRuns,
  type DueRun,
  dropSilent,
  findingDue,
  findingWork,
  insertTheme,
  listThemes,
  saveRun,
  saveWords,
} from './store/themes.js';

/** Whoever finds them has so long before another copy tries too. */
const leaseMs = 15 * 60_000;
/** A long finding must hold up no other work: it goes on beside the sweep. In real milliseconds. */
const usualPatienceMs = 1_000;
const weekMs = 7 * 86_400_000;
const pageSize = 500;
/** Above every number. */
const beyond = 2_147_483_647;

/** Finds those that are due, one organisation after the other. */
export const findingSweep = (deps: ThemesDeps): Sweep => ({
  name: findingWork,
  due: findingDue,
  async run(now) {
    const { count, results } = await deps.batches.inTransaction({
      work: findingWork,
      now,
      limit: 1,
      claim: (tx, limit) => claimRuns(tx, { now, until: new Date(now.getTime() + leaseMs), limit }),
      run: async (_, runs) => runs,
    });
    const work = deps.batches.oneByOne(findingWork, now, results.flat(), (run) => findFor(deps, run));
    const quiet = work.catch((err: unknown) => deps.log.error({ err }, 'themes not found'));
    await withDeadline(quiet, deps.patienceMs ?? usualPatienceMs);
    return count;
  },
});

/** Finds them now, and says when next. */
export async function findFor(deps: ThemesDeps, { organisationId }: Pick<DueRun, 'organisationId'>): Promise<void> {
  const { database, clock, log } = deps;
  const now = clock.now();
  await beginRun(database, organisationId, now);
  const known = await listThemes(database, organisationId);
  const finding = (deps.beginFinding ?? findHere)();
  try {
    const items = await giveAll(deps, finding, organisationId);
    const found = await finding.find(known);
    if (found === 'tooHard') log.error({ organisationId, itemCount: items.length }, 'themes too hard to find');
    else await mergeByMeaning(deps, organisationId, await keep(deps, { organisationId, known, items, found }));
  } finally {
    await finding.end();
  }
  const { settings } = await deps.people.organisation(organisationId);
  await saveRun(database, organisationId, { dueAt: nextMonday(settings.timeZone, now), foundAt: now });
}

/** The latest Monday morning is before the first meeting of the week. */
export function nextMonday(timeZone: string, now: Date): Date {
  for (let day = dayAt(timeZone, now.getTime()); ; day += 1) {
    const at = firstInstantAt(timeZone, day, 5 * 60);
    if (at > now.getTime() && weekdayOf(day) === 1) return new Date(at);
  }
}

/** A text as it is remembered here: the texts themselves are with whoever finds. */
type Given = Pick<SaidItem, 'id' | 'number' | 'at'>;

async function giveAll(
  { database, clock }: ThemesDeps,
  finding: ReturnType<typeof findHere>,
  organisationId: string,
): Promise<readonly Given[]> {
  const since = new Date(clock.now().getTime() - limits.weeks * weekMs);
  const given: Given[] = [];
  for (let below = beyond; given.length < limits.items; ) {
    const page = await saidBefore(database, { organisationId, since, below }, pageSize);
    await finding.take(page.map(textOf));
    for (const { id, number, at } of page) given.push({ id, number, at });
    const last = page.at(-1);
    if (!last || page.length < pageSize) break;
    below = last.number;
  }
  return given;
}

const textOf = (item: SaidItem) => ({ text: item.text, confidential: item.confidential, names: namesIn(item) });

interface Keeping {
  readonly organisationId: string;
  readonly known: readonly Theme[];
  readonly items: readonly Given[];
  readonly found: Found;
}

/** Answers the ids of those that are new. */
async function keep(
  { database, clock }: ThemesDeps,
  { organisationId, known, items, found }: Keeping,
): Promise<readonly string[]> {
  const now = clock.now();
  const ids = await database.transaction(async (tx) => {
    const kept: string[] = [];
    for (const theme of found.themes) {
      const { words, terms } = theme;
      const before = theme.known === null ? undefined : known[theme.known];
      const centralIds = theme.central.flatMap((place) => items[place]?.id ?? []);
      const id = before?.id ?? newId(now);
      if (!before) {
        const born = { givenName: null, isFixed: false, splitFromId: null, createdAt: now };
        await insertTheme(tx, { ...born, organisationId, id, words, terms, centralIds });
      } else if (centralIds.length > 0) await saveWords(tx, before, { words, terms, centralIds });
      kept.push(id);
    }
    return kept;
  });
  const placed = items.map(
    ({ id: feedbackId, at }, place): Placed => ({ feedbackId, themeId: ids[found.member[place] ?? -1] ?? null, at }),
  );
  for (let from = 0; from < placed.length; from += placedAtOnce)
    await database.transaction((tx) => savePlaces(tx, organisationId, placed.slice(from, from + placedAtOnce)));
  const readNumber = Math.max(0, ...items.slice(0, 1).map(({ number }) => number));
  await saveRun(database, organisationId, { readNumber });
  await database.transaction((tx) => dropSilent(tx, organisationId, limits.kept));
  return ids.filter((_, place) => found.themes[place]?.known === null);
}
