/** What people ask to see of themes: those of the week, one of them, and its history. */

import { historyCard, namesById } from '../../chat/history.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { pageOf } from '../../chat/pages.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { eventLine } from './cards/event-line.js';
import { noneHiddenCard, noThemesCard, type ThemeView, themeCard, themesCard } from './cards/theme-card.js';
import { refusals } from './cards/theme-words.js';
import type { ThemesDeps } from './deps.js';
import { figuresOf, type ThemeFigures } from './figures.js';
import { findFor } from './find.js';
import { changeOf } from './rules/change.js';
import type { ThemeEvent } from './rules/events.js';
import { bestSentence } from './rules/sentence.js';
import { rootOf, type Theme, themeName, themeNumbers, titleOf } from './rules/theme.js';
import { history } from './store/events.js';
import { countSegments, latestIds, namesIn, wordsOfItems } from './store/items.js';
import { listThemes } from './store/themes.js';

const rowsOnPage = 10;
const shownQuotes = 3;

/** `themes`, `themes hidden`, `themes TH-3`. */
export async function themesByCommand(deps: ThemesDeps, typed: string, context: InteractionContext): Promise<Reply> {
  const number = themeNumbers.parse(typed);
  if (number !== null) return show(deps, number, context);
  const word = typed.trim().toLowerCase();
  if (word !== '' && word !== 'hidden') throw refusals.unknown(typed);
  return showList(deps, `${word === 'hidden' ? 'hidden' : 'shown'} 1`, context);
}

/** @param value `shown 1`: which list, and its page */
export async function showList(deps: ThemesDeps, value: string, { actor }: InteractionContext): Promise<Reply> {
  const [list, page = '1'] = value.split(' ');
  const now = await figuresOf(deps, actor.organisationId);
  const hidden = now.themes.filter(({ theme }) => theme.hiddenAt !== null);
  const shown = now.themes.filter((each) => each.theme.hiddenAt === null && isAlive(each));
  if (list === 'hidden') {
    if (hidden.length === 0) return showCard(noneHiddenCard());
    return showCard(themesCard(hidden, pageOf(hidden, Number(page), rowsOnPage), { list, hiddenCount: 0 }));
  }
  if (shown.length === 0 && hidden.length === 0) return showCard(noThemesCard(now.isFound));
  const card = { list: 'shown', hiddenCount: hidden.length } as const;
  return showCard(themesCard(shown, pageOf(shown, Number(page), rowsOnPage), card));
}

/** What nobody named for weeks, and no person named, is not listed. */
const isAlive = ({ theme, weeks }: ThemeFigures): boolean =>
  theme.givenName !== null || weeks.some((count) => count > 0);

/** The button and `themes find`: looks for them now. */
export async function findNow(deps: ThemesDeps, context: InteractionContext): Promise<Reply> {
  await findFor(deps, context.actor);
  return showList(deps, 'shown 1', context);
}

/** Throws NotFound, also for another organisation's. */
export async function find({ database }: ThemesDeps, organisationId: string, number: number): Promise<Theme> {
  const theme = (await listThemes(database, organisationId)).find((each) => each.number === number);
  if (!theme) throw themeNumbers.notFound(number);
  return theme;
}

/** The ids of it and of what was merged into it. */
export async function partIdsOf({ database }: ThemesDeps, theme: Theme): Promise<readonly string[]> {
  const all = await listThemes(database, theme.organisationId);
  const byId = new Map(all.map((each) => [each.id, each]));
  return all.filter((each) => each.id === theme.id || rootOf(each, byId).id === theme.id).map(({ id }) => id);
}

export async function show(deps: ThemesDeps, number: number, { actor }: InteractionContext): Promise<Reply> {
  return showCard(themeCard(await viewOf(deps, actor.organisationId, number)));
}

/** Everything that its card shows, as everybody may see it. */
export async function viewOf(deps: ThemesDeps, organisationId: string, number: number): Promise<ThemeView> {
  const { database, clock, feedback } = deps;
  const until = clock.now();
  const [{ themes }, all] = await Promise.all([figuresOf(deps, organisationId), listThemes(database, organisationId)]);
  const theme = all.find((each) => each.number === number);
  if (!theme) throw themeNumbers.notFound(number);
  const figures = themes.find((each) => each.theme.id === theme.id) ?? { theme, ...alone(theme) };
  const { partIds } = figures;
  const parts = all.filter(({ id }) => id !== theme.id && partIds.includes(id));
  const byId = new Map(all.map((each) => [each.id, each]));
  const root = rootOf(theme, byId);
  const [segments, latest, central] = await Promise.all([
    countSegments(database, { organisationId, themeIds: partIds, until }),
    latestIds(database, { organisationId, themeIds: partIds, until }, shownQuotes + 1),
    centralOf(deps, theme),
  ]);
  const ids = latest.filter((id) => id !== central?.id).slice(0, shownQuotes);
  const quotes = await feedback.glimpse(organisationId, { ids }, null);
  return { ...figures, segments, quotes, parts, central, into: root.id === theme.id ? null : root };
}

/** Of one that was merged into another: the other counts. */
const alone = ({ id }: Theme) => ({ partIds: [id], weeks: [0], change: changeOf(0, []) });

async function centralOf({ database }: ThemesDeps, { organisationId, centralIds, terms }: Theme) {
  const items = await wordsOfItems(database, organisationId, centralIds);
  const best = bestSentence(
    terms,
    items.map((item) => ({ text: item.text, names: namesIn(item) })),
  );
  const from = best && items[best.from];
  return from ? { id: from.id, sentence: best.sentence, name: `F-${from.number}` } : null;
}

/** @param value `TH-1 2`: the page; without one the last, where the newest stands */
export async function showHistory(deps: ThemesDeps, value: string, { actor }: InteractionContext): Promise<Reply> {
  const { number, page } = themeNumbers.readPage(value);
  const { organisationId } = actor;
  const theme = await find(deps, organisationId, number);
  const { settings } = await deps.people.organisation(organisationId);
  const card = await historyCard<ThemeEvent>(
    {
      title: titleOf(theme),
      timeZone: settings.timeZone,
      action: 'themes.history',
      name: themeName(number),
      read: (cut) => history(deps.database, theme.id, cut),
      namesOf: (events) =>
        namesById(
          deps.people,
          organisationId,
          events.map(({ actorId }) => actorId),
        ),
      line: (event, names) => eventLine(event, names),
    },
    page,
  );
  return showCard(card);
}
