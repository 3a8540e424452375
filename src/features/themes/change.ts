/** What people decide about themes: a name, a merge, hiding. It holds in later weeks, and each has a way back. */
import type { CommandLine } from '../../chat/command-line.js';
import type { FormValues } from '../../chat/form.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { openForm, type Reply } from '../../chat/reply.js';
import type { Transaction } from '../../storage/database.js';
import { mergeForm, nameForm } from './cards/forms.js';
import { refusals } from './cards/theme-words.js';
import type { ThemesDeps } from './deps.js';
import type { Happening } from './rules/events.js';
import { limits, rootOf, type Theme, themeNumbers } from './rules/theme.js';
import { find, show } from './show.js';
import { appendEvents } from './store/events.js';
import { listThemes, lockTheme, saveDecision } from './store/themes.js';

/** `theme name TH-3 as:"Slow login"`; the form where no name is typed. */
export async function nameByCommand(
  deps: ThemesDeps,
  { text, details }: CommandLine,
  context: InteractionContext,
): Promise<Reply> {
  if (text.trim() === '') throw refusals.nameToName();
  return details.as === undefined ? askName(deps, text, context) : rename(deps, text, { as: details.as }, context);
}

/** The form for another name. */
export async function askName(deps: ThemesDeps, typed: string, { actor }: InteractionContext): Promise<Reply> {
  return openForm(nameForm(await find(deps, actor.organisationId, themeNumbers.read(typed))));
}

/** Empty, or none: its words name it again. */
export async function rename(
  deps: ThemesDeps,
  typed: string,
  { as }: FormValues,
  context: InteractionContext,
): Promise<Reply> {
  const name = String(as ?? '')
    .replaceAll(/[\s\p{Cc}\p{Cs}]+/gu, ' ')
    .trim();
  if ([...name].length > limits.name) throw refusals.longName([...name].length);
  const givenName = name === '' || name.toLowerCase() === 'none' ? null : name;
  return decide(deps, typed, context, (theme) => ({
    theme: { ...theme, givenName },
    happened: { what: givenName === null ? 'unnamed' : 'named', details: {} },
  }));
}

/** Lists and agendas leave it out; what customers say of it is still sorted into it, so that it does not come back as new. */
export const hide = (deps: ThemesDeps, typed: string, context: InteractionContext): Promise<Reply> =>
  decide(deps, typed, context, (theme) => ({
    theme: { ...theme, hiddenAt: theme.hiddenAt ?? deps.clock.now() },
    happened: { what: 'hidden', details: {} },
  }));

/** The way back. */
export const unhide = (deps: ThemesDeps, typed: string, context: InteractionContext): Promise<Reply> =>
  decide(deps, typed, context, (theme) => ({
    theme: { ...theme, hiddenAt: null },
    happened: { what: 'shown', details: {} },
  }));

interface Decision {
  readonly theme: Theme;
  readonly happened: Happening;
}

async function decide(
  deps: ThemesDeps,
  typed: string,
  context: InteractionContext,
  change: (theme: Theme) => Decision,
): Promise<Reply> {
  if (typed.trim() === '') throw refusals.nameToHide();
  const { organisationId } = context.actor;
  const number = themeNumbers.read(typed);
  await deps.database.transaction(async (tx) => {
    const { theme, happened } = change(await lock(tx, organisationId, number));
    await saveDecision(tx, theme);
    await note(deps, tx, [{ theme, happened }], context);
  });
  return show(deps, number, context);
}

/** Locked until `tx` ends. Throws NotFound. */
export async function lock(tx: Transaction, organisationId: string, number: number): Promise<Theme> {
  const theme = await lockTheme(tx, organisationId, number);
  if (!theme) throw themeNumbers.notFound(number);
  return theme;
}

/** Writes what a person did into the histories of the themes that it was done to. */
export const note = (
  { clock }: ThemesDeps,
  tx: Transaction,
  done: readonly { readonly theme: Pick<Theme, 'id' | 'organisationId'>; readonly happened: Happening }[],
  { actor, platform }: InteractionContext,
): Promise<void> =>
  appendEvents(
    tx,
    done.map(({ theme: { id: themeId, organisationId }, happened }) => ({
      ...happened,
      ...{ themeId, organisationId, at: clock.now(), actorId: actor.id, surface: platform },
    })),
  );

/** `theme merge TH-3 into:TH-5`; the form where the other is not named. */
export async function mergeByCommand(
  deps: ThemesDeps,
  { text, details }: CommandLine,
  context: InteractionContext,
): Promise<Reply> {
  if (text.trim() === '') throw refusals.nameToMerge();
  return details.into === undefined
    ? askMerge(deps, text, context)
    : merge(deps, text, { into: details.into }, context);
}

/** The form that asks into which. */
export async function askMerge(deps: ThemesDeps, typed: string, { actor }: InteractionContext): Promise<Reply> {
  const all = await listThemes(deps.database, actor.organisationId);
  const number = themeNumbers.read(typed);
  const theme = all.find((each) => each.number === number);
  if (!theme) throw themeNumbers.notFound(number);
  const byId = new Map(all.map((each) => [each.id, each]));
  const others = all.filter((each) => each.mergedIntoId === null && rootOf(each, byId).id !== rootOf(theme, byId).id);
  return openForm(
    mergeForm(
      theme,
      others.toSorted((a, b) => Number(a.hiddenAt !== null) - Number(b.hiddenAt !== null)),
    ),
  );
}

/** It counts as a part of the other. */
export async function merge(
  deps: ThemesDeps,
  typed: string,
  { into }: FormValues,
  context: InteractionContext,
): Promise<Reply> {
  const { organisationId } = context.actor;
  const number = themeNumbers.read(typed);
  const other = String(into ?? '');
  const target = await deps.database.transaction(async (tx) => {
    const theme = await lock(tx, organisationId, number);
    if (other === '') throw refusals.noInto(theme);
    const taker = await lock(tx, organisationId, themeNumbers.read(other));
    const byId = new Map((await listThemes(tx, organisationId)).map((each) => [each.id, each]));
    const root = rootOf(taker, byId);
    if (root.id === theme.id) throw refusals.itself(theme);
    if (theme.mergedIntoId !== null) throw refusals.merged(theme, rootOf(theme, byId));
    await saveDecision(tx, { ...theme, mergedIntoId: root.id });
    const done = [
      { theme, happened: { what: 'merged', details: { number: root.number } } },
      { theme: root, happened: { what: 'took', details: { number: theme.number } } },
    ] as const;
    await note(deps, tx, done, context);
    return root;
  });
  return show(deps, target.number, context);
}

/** Takes a merge back: it stands by itself again, with all its weeks. */
export async function part(deps: ThemesDeps, typed: string, context: InteractionContext): Promise<Reply> {
  if (typed.trim() === '') throw refusals.nameToPart();
  const { organisationId } = context.actor;
  const number = themeNumbers.read(typed);
  await deps.database.transaction(async (tx) => {
    const theme = await lock(tx, organisationId, number);
    const into = (await listThemes(tx, organisationId)).find(({ id }) => id === theme.mergedIntoId);
    if (!into) throw refusals.notMerged(theme);
    await saveDecision(tx, { ...theme, mergedIntoId: null });
    const done = [
      { theme, happened: { what: 'parted', details: { number: into.number } } },
      { theme: into, happened: { what: 'gave', details: { number: theme.number } } },
    ] as const;
    await note(deps, tx, done, context);
  });
  return show(deps, number, context);
}
