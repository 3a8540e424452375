/** Shows and changes the organisation's settings: the command `settings`, its button and its form. */
import type { FormValues } from '../../chat/form.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { openForm, type Reply, showCard } from '../../chat/reply.js';
import { Conflict } from '../../kernel/errors.js';
import { canAdminister } from '../../kernel/person.js';
import { dateInZone } from '../../kernel/time/local-day.js';
import { notForMembers, settingsMovedOn } from './cards/refusals.js';
import { settingsCard, settingsForm } from './cards/settings.js';
import type { PeopleDeps } from './deps.js';
import { findMember, findPlace } from './find-people.js';
import { membersOf, organisationOf, unknownOrganisation } from './organisation.js';
import type { MemberProfile, OrganisationProfile } from './rules/profiles.js';
import { changedSettings, type Settings, type SettingsPatch } from './rules/settings.js';
import { fingerprint } from './rules/settings-fingerprint.js';
import { readSettingsDraft, type SettingsDraft } from './schema.js';
import { findPlaceById, insertChange, listPlaces, lockOrganisation, saveSettings } from './store/organisations.js';

/** @param changed what was just changed, none of it perhaps; absent: only looking */
export async function showSettings(
  { database, clock }: PeopleDeps,
  context: InteractionContext,
  changed?: readonly (keyof Settings)[],
): Promise<Reply> {
  const { organisationId, role } = context.actor;
  const organisation = await organisationOf(database.prisma, organisationId);
  const { newsPlaceId, scoresPlaceId, timeZone } = organisation.settings;
  const place = async (id: string | null) => (id === null ? null : findPlaceById(database.prisma, organisationId, id));
  const [newsPlace, scoresPlace, sharers] = await Promise.all([
    place(newsPlaceId),
    place(scoresPlaceId),
    sharersOf(database, organisation),
  ]);
  const today = dateInZone(timeZone, clock.now());
  return showCard(
    settingsCard({ organisation, newsPlace, scoresPlace, sharers, today, mayChange: canAdminister(role), changed }),
  );
}

/** Those of them who are still here. */
async function sharersOf(
  { prisma }: PeopleDeps['database'],
  { id, settings }: OrganisationProfile,
): Promise<readonly MemberProfile[]> {
  if (settings.sharerIds.length === 0) return [];
  return (await membersOf(prisma, id, settings.sharerIds)).filter(({ hasLeft }) => !hasLeft);
}

export async function openSettings({ database }: PeopleDeps, context: InteractionContext): Promise<Reply> {
  await refuseMembers(database.prisma, context);
  const organisation = await organisationOf(database.prisma, context.actor.organisationId);
  const { settings } = organisation;
  const places = await listPlaces(database.prisma, context.actor.organisationId);
  const sharers = await sharersOf(database, organisation);
  return openForm(settingsForm({ settings, places, sharers }, fingerprint(settings)));
}

/**
 * @param typed by the keys of `settings`, as typed; those absent stay
 * @param seen the fingerprint of the settings that the form showed; empty: not asked for
 * @throws InvalidInput with these keys as fields, NotAllowed, Conflict
 */
export async function changeSettings(
  deps: PeopleDeps,
  { typed, seen }: { readonly typed: unknown; readonly seen: string },
  context: InteractionContext,
): Promise<Reply> {
  const { organisationId } = context.actor;
  await refuseMembers(deps.database.prisma, context);
  const patch = await settlePatch(deps, organisationId, readSettingsDraft(typed));
  const changed = await deps.database.transaction(async (tx) => {
    const before = (await lockOrganisation(tx, organisationId))?.settings;
    if (!before) throw unknownOrganisation();
    if (seen !== '' && seen !== fingerprint(before)) throw new Conflict('people.settingsMovedOn', settingsMovedOn);
    const details = changedSettings(before, patch);
    if (Object.keys(details).length === 0) return [];
    const entry = { organisationId, what: 'people.changeSettings', actorId: context.actor.id };
    await saveSettings(tx, organisationId, newValues(details));
    await insertChange(tx, { ...entry, surface: context.platform, details }, deps.clock.now());
    return Object.keys(details) as (keyof Settings)[];
  });
  if (changed.length > 0) await deps.settingsChanged?.(organisationId);
  return showSettings(deps, context, changed);
}

/** Only what changed is kept: what nobody set follows its default. */
function newValues(details: ReturnType<typeof changedSettings>): SettingsPatch {
  return Object.fromEntries(Object.entries(details).map(([key, { to }]) => [key, to]));
}

/** What the form sends, as the command would have it typed: empty fields that may be empty mean none. */
export function typedInForm(values: FormValues): Readonly<Record<string, unknown>> {
  const { days, holidays = 'none', news = 'none', scores = 'none', sharers = 'none', ...rest } = values;
  return { ...rest, days: Array.isArray(days) ? days.join(',') : days, holidays, news, scores, sharers };
}

async function refuseMembers(db: Parameters<typeof organisationOf>[0], { actor }: InteractionContext): Promise<void> {
  if (canAdminister(actor.role)) return;
  throw notForMembers('change settings', (await organisationOf(db, actor.organisationId)).champion);
}

async function settlePatch(deps: PeopleDeps, organisationId: string, draft: SettingsDraft): Promise<SettingsPatch> {
  const place = async (field: 'news' | 'scores') => {
    const typed = draft[field];
    if (typed === undefined) return undefined;
    return /^\s*none\s*$/iu.test(typed) ? null : (await findPlace(deps.database, { organisationId, typed, field })).id;
  };
  const { promise, zone, days, holidays, hours, ladder, questions, counting, posts, dnd, ear, check } = draft;
  const patch: { -readonly [Key in keyof Settings]: Settings[Key] | undefined } = {
    promiseHours: promise,
    timeZone: zone,
    workingDays: days,
    holidays,
    workStartMinutes: hours?.startMinutes,
    workEndMinutes: hours?.endMinutes,
    newsPlaceId: await place('news'),
    scoresPlaceId: await place('scores'),
    ladder,
    asksQuestions: questions,
    sharerIds: await settleSharers(deps, organisationId, draft.sharers),
    counting,
    posts,
    dndCountsAsAway: dnd,
    captureEmoji: ear,
    doneEmoji: check,
  };
  return patch;
}

/** Each once, in the order typed. Throws InvalidInput on `sharers`. */
async function settleSharers(
  { database }: PeopleDeps,
  organisationId: string,
  names: SettingsDraft['sharers'],
): Promise<readonly string[] | undefined> {
  if (names === undefined) return undefined;
  const ids = new Set<string>();
  for (const typed of names) ids.add((await findMember(database, { organisationId, typed, field: 'sharers' })).id);
  return [...ids];
}
