/** Shows and changes the organisation's settings: the command `settings`, its button and its form. */
import type { Block } from '../../../chat/card.js';
import type { FormValues } from '../../../chat/form.js';
import type { InteractionContext } from '../../../chat/interaction.js';
import { notThereWords } from '../../../chat/not-there.js';
import { openForm, type Reply, showCard } from '../../../chat/reply.js';
import { Conflict, InvalidInput } from '../../../kernel/errors.js';
import { phrase, say } from '../../../kernel/language/say.js';
import { canAdminister, type PlaceRef } from '../../../kernel/person.js';
import { dateInZone } from '../../../kernel/time/local-day.js';
import { notForMembers, settingsMovedOn, wordsFor } from '../cards/refusals.js';
import { changedCard, settingsCard, settingsForm, settingsHelp } from '../cards/settings.js';
import { sharedPlaceWords } from '../cards/shared-place.js';
import type { PeopleDeps } from '../deps.js';
import { findMember, findPlace } from '../find-people.js';
import { membersOf, organisationOf } from '../organisation.js';
import type { OrganisationProfile } from '../rules/profiles.js';
import { changedSettings, type Settings, type SettingsChange, type SettingsPatch } from '../rules/settings.js';
import { fingerprint } from '../rules/settings-fingerprint.js';
import { type AuditEntry, appendAudit } from '../store/audit.js';
import { findPlaces, listPlaces, saveSettings } from '../store/organisations.js';
import { choiceLimit } from './kinds.js';
import { ownSettings, zoneName } from './own.js';
import { reactionsReach } from './reactions.js';
import { refuse, type Setting, type SettingGroup, type Shown, settingGroups } from './setting.js';

/** Every room's, people's own first. */
export const allSettings = ({ settings = [] }: PeopleDeps): readonly Setting[] => [...ownSettings, ...settings];

/** The command and the button: all settings, as they are. */
export async function showSettings(deps: PeopleDeps, context: InteractionContext): Promise<Reply> {
  const organisation = await organisationOf(deps.database, context.actor.organisationId);
  return showCard(
    settingsCard({ ...(await viewOf(deps, organisation)), mayChange: canAdminister(context.actor.role) }),
  );
}

async function viewOf(deps: PeopleDeps, organisation: OrganisationProfile) {
  const shown = await shownBeside(deps, organisation, await namedPlaces(deps, organisation));
  return { organisation, entries: allSettings(deps).filter(isUsed(shown)), shown };
}

const isUsed =
  ({ reactions }: Pick<Shown, 'reactions'>) =>
  ({ group }: Setting): boolean =>
    group !== 'emoji' || reactions !== 'nowhere';

/** Those that settings name. */
function namedPlaces(deps: PeopleDeps, { id, settings }: OrganisationProfile): Promise<PlaceRef[]> {
  const ids = allSettings(deps).flatMap((entry) => entry.names?.(entry.of(settings)).placeIds ?? []);
  return findPlaces(deps.database, id, ids);
}

/** For the help: what each setting is typed as, what it means, and its value now. */
export async function explainSettings(deps: PeopleDeps, { actor }: InteractionContext): Promise<readonly Block[]> {
  return settingsHelp(await viewOf(deps, await organisationOf(deps.database, actor.organisationId)));
}

async function shownBeside(
  deps: PeopleDeps,
  { id, settings }: OrganisationProfile,
  places: readonly PlaceRef[],
): Promise<Shown> {
  const memberIds = allSettings(deps).flatMap((entry) => entry.names?.(entry.of(settings)).memberIds ?? []);
  const members = (await membersOf(deps.database, id, memberIds)).filter(({ hasLeft }) => !hasLeft);
  const reactions = await reactionsReach(deps.database, id);
  return { today: dateInZone(settings.timeZone, deps.clock.now()), places, members, reactions };
}

/** Opens the form of a group (absent or unknown: of all), for those who may change settings. Throws NotAllowed. */
export async function openSettings(deps: PeopleDeps, group: string, context: InteractionContext): Promise<Reply> {
  const { database } = deps;
  await refuseMembers(database, context);
  const organisation = await organisationOf(database, context.actor.organisationId);
  const first = await listPlaces(database, organisation.id, choiceLimit + 1);
  // Of more than a choice holds none is offered; those that are set are shown by their names all the same.
  const places = first.length > choiceLimit ? [...(await namedPlaces(deps, organisation)), ...first] : first;
  const shown = await shownBeside(deps, organisation, places);
  const entries = inGroup(deps, group, shown);
  const title = say(settingGroups[group as SettingGroup] ?? phrase('Settings'));
  const subject = `${group} ${fingerprint(valuesOf(entries, organisation.settings))}`;
  return openForm(settingsForm({ organisation, entries, shown }, title, subject));
}

/** Those of the group; all that are used where there is no such group. */
function inGroup(deps: PeopleDeps, group: string, shown: Pick<Shown, 'reactions'>): readonly Setting[] {
  const own = allSettings(deps).filter((entry) => entry.group === group);
  return own.length > 0 ? own : allSettings(deps).filter(isUsed(shown));
}

/** The submitted form. @param subject the group, and the fingerprint of what it showed */
export async function settingsFilledIn(
  deps: PeopleDeps,
  { subject, values }: { readonly subject: string; readonly values: FormValues },
  context: InteractionContext,
): Promise<Reply> {
  const [group = '', print = ''] = subject.split(' ');
  const reactions = await reactionsReach(deps.database, context.actor.organisationId);
  const entries = inGroup(deps, group, { reactions });
  // As the command would have it typed: fields that were left empty mean none.
  const typed = entries.map(({ name }) => [name, values[name] ?? 'none'] as const);
  const joined = typed.map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]);
  const seen = print === '' ? undefined : { entries, print };
  return changeSettings(deps, { typed: Object.fromEntries(joined), seen }, context);
}

/** Changes one setting as if it had been typed, of what is set now. @throws as changeSettings */
export async function changeSetting(
  deps: PeopleDeps,
  { name, typed }: { readonly name: string; readonly typed: (settings: Settings) => string },
  context: InteractionContext,
): Promise<void> {
  await refuseMembers(deps.database, context);
  const { settings } = await organisationOf(deps.database, context.actor.organisationId);
  const entries = allSettings(deps).filter((entry) => entry.name === name);
  const seen = { entries, print: fingerprint(valuesOf(entries, settings)) };
  await changeSettings(deps, { typed: { [name]: typed(settings) }, seen }, context);
}

/**
 * @param typed by the entries' names, as typed; those absent stay
 * @param seen the fingerprint of the settings that a form showed; absent: typed
 * @throws InvalidInput with these names as fields, NotAllowed, Conflict
 */
export async function changeSettings(
  deps: PeopleDeps,
  { typed, seen }: { readonly typed: Readonly<Record<string, unknown>>; readonly seen?: Seen },
  context: InteractionContext,
): Promise<Reply> {
  const { organisationId } = context.actor;
  await refuseMembers(deps.database, context);
  const entries = allSettings(deps);
  const patch = await readTyped(deps, entries, { typed, organisationId });
  const now = deps.clock.now();
  const changes = await deps.outbox.commit(async (tx): Promise<SettingsChange> => {
    const { settings } = await organisationOf(tx, organisationId, 'change');
    const before = valuesOf(entries, settings);
    if (seen && seen.print !== fingerprint(valuesOf(seen.entries, settings))) {
      throw new Conflict('people.settingsMovedOn', settingsMovedOn());
    }
    const details = changedSettings(before, patch);
    if (typed[zoneName] !== undefined) await saveSettings(tx, organisationId, { zoneIsChosen: true });
    if (Object.keys(details).length === 0) return details;
    refuseTogether(entries, { typed, after: { ...settings, ...patch }, now });
    await saveSettings(tx, organisationId, newValues(details));
    await appendAudit(tx, auditOf(details, context), now);
    const organisation = await organisationOf(tx, organisationId);
    for (const { on, run } of deps.recounts?.() ?? []) {
      if (on.some((key) => key in details)) await run(tx, organisation);
    }
    return details;
  });
  const organisation = await organisationOf(deps.database, organisationId);
  return showCard(changedCard(await changedView(deps, organisation, changes), changes));
}

/** With the names of what was set before and is not any more. */
async function changedView(deps: PeopleDeps, organisation: OrganisationProfile, changes: SettingsChange) {
  const entries = allSettings(deps);
  const named = entries.flatMap((entry) => {
    const change = changes[entry.key];
    return change ? [entry.names?.(change.from) ?? {}, entry.names?.(change.to) ?? {}] : [];
  });
  const { database } = deps;
  const places = await findPlaces(
    database,
    organisation.id,
    named.flatMap(({ placeIds = [] }) => placeIds),
  );
  const members = await membersOf(
    database,
    organisation.id,
    named.flatMap(({ memberIds = [] }) => memberIds),
  );
  const today = dateInZone(organisation.settings.timeZone, deps.clock.now());
  const reactions = await reactionsReach(database, organisation.id);
  return { organisation, entries, shown: { today, places, members, reactions } };
}

interface Seen {
  readonly entries: readonly Setting[];
  readonly print: string;
}

const valuesOf = (entries: readonly Setting[], settings: Settings): SettingsPatch =>
  Object.fromEntries(entries.map((entry) => [entry.key, entry.of(settings)]));

/** An entry for each setting. */
const auditOf = (details: SettingsChange, { actor, platform: surface }: InteractionContext): readonly AuditEntry[] =>
  Object.entries(details).map(([subject, { from: before, to: after }]) => ({
    ...({ organisationId: actor.organisationId, what: 'people.changeSettings', actorId: actor.id, surface } as const),
    ...{ subject, before, after },
  }));

/** Only what changed is kept: what nobody set follows its default. */
function newValues(details: ReturnType<typeof changedSettings>): SettingsPatch {
  return Object.fromEntries(Object.entries(details).map(([key, { to }]) => [key, to]));
}

async function refuseMembers(db: Parameters<typeof organisationOf>[0], { actor }: InteractionContext): Promise<void> {
  if (canAdminister(actor.role)) return;
  throw notForMembers('settings', (await organisationOf(db, actor.organisationId)).champion);
}

interface Typed {
  readonly typed: Readonly<Record<string, unknown>>;
  readonly organisationId: string;
}

/** What was typed, read; by the entries' keys. Every problem at once. */
async function readTyped(
  { database, isShared, isIn }: PeopleDeps,
  entries: readonly Setting[],
  { typed, organisationId }: Typed,
): Promise<SettingsPatch> {
  const problems: Record<string, string> = {};
  let guess: InvalidInput['guess'];
  const patch: Record<string, unknown> = {};
  for (const entry of entries) {
    const { name } = entry;
    const value = typed[name];
    if (value === undefined) continue;
    const wanted = (words: string) => ({ organisationId, typed: words, field: name });
    try {
      if (typeof value !== 'string') throw new InvalidInput('people.invalid', wordsFor.missing());
      patch[entry.key] = await entry.read(value, {
        place: async (words) => {
          const place = await findPlace(database, wanted(words));
          if (await isShared?.(place.id)) refuse(sharedPlaceWords(place.name));
          return (await isIn?.(place.id)) === false ? refuse(notThereWords(place.name)) : place;
        },
        member: (words) => findMember(database, wanted(words)),
      });
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      problems[name] = error.fields?.[name] ?? error.message;
      guess ??= error.guess;
    }
  }
  throwProblems(problems, guess);
  return patch;
}

/** Those typed that can't be taken beside the others, as all are now. */
function refuseTogether(
  entries: readonly Setting[],
  { typed, after, now }: { readonly typed: Typed['typed']; readonly after: Settings; readonly now: Date },
): void {
  const problems = entries
    .filter(({ name }) => typed[name] !== undefined)
    .map((entry) => [entry.name, entry.refuse?.(after, now)] as const);
  throwProblems(Object.fromEntries(problems.flatMap(([name, words]) => (words ? [[name, words]] : []))));
}

function throwProblems(problems: Readonly<Record<string, string>>, guess?: InvalidInput['guess']): void {
  const words = [...new Set(Object.values(problems))];
  // One press mends one problem.
  const only = words.length === 1 ? guess : undefined;
  if (words.length > 0) throw new InvalidInput('people.invalid', words.join(' '), problems, only);
}
