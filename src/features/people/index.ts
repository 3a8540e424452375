/**
 * The door of people: who is here, in which zone and hours, who is away and who stands in, who may change
 * what, and how the organisation has set the bot. Every other room asks here; app.ts builds it.
 */
import type { Feature } from '../../chat/feature.js';
import type { InteractionContext } from '../../chat/interaction.js';
import type { Destination } from '../../chat/messenger.js';
import type { ConnectedWorkspace, UserGroupSetup, WorkspaceSetup } from '../../chat/workspace-setup.js';
import { isId } from '../../kernel/id.js';
import type { Actor, PlaceRef, Platform } from '../../kernel/person.js';
import type { Transaction } from '../../storage/database.js';
import { welcome } from './at-home.js';
import { connectWorkspace } from './connect-workspace.js';
import type { Beginning, PeopleDeps } from './deps.js';
import { peopleFeature } from './feature.js';
import { findMember, findPlace } from './find-people.js';
import { saveGroup, takeTurn } from './groups.js';
import { householdOf, membersOf, organisationOf, organisationWithMembers } from './organisation.js';
import { createPlaceAudience, type PlaceAudience } from './place-audience.js';
import { createPlaceMembers, type PlaceMembers } from './place-members.js';
import { createPlacePresence, type PlacePresence } from './place-presence.js';
import type { Change } from './rules/change.js';
import type { GroupProfile, Household, MemberProfile, OrganisationProfile } from './rules/profiles.js';
import type { Settings } from './rules/settings.js';
import { changeSetting } from './settings/change.js';
import { type Address, createAddressBook, findPlaceAt } from './store/addresses.js';
import { type AuditEntry, appendAudit } from './store/audit.js';
import { findGroups } from './store/groups.js';
import { startAsking } from './store/managers.js';
import { type ExternalPerson, findActor, listAdminsFirst, listMembers, saveQuiet } from './store/members.js';
import {
  findPlaceById,
  findPlaces,
  insertChange,
  type Named,
  type OrganisationWithMembers,
} from './store/organisations.js';
import { findWorkspace } from './store/workspaces.js';
import { findUserGroup, groupsWant, saveUserGroup } from './user-groups.js';

export type { ConnectedWorkspace, WorkspaceSetup } from '../../chat/workspace-setup.js';
export { isAway, isPresent } from '../../kernel/person.js';
export { managersSweep } from './ask-managers.js';
export { sharedPlaceWords } from './cards/shared-place.js';
export type { Beginning, PeopleDeps } from './deps.js';
export { heardIn, type MeetingPlace } from './heard-in.js';
export type { Change } from './rules/change.js';
export type { GroupProfile, MemberProfile, OrganisationProfile } from './rules/profiles.js';
export { calendarOf, hoursOf, type Settings } from './rules/settings.js';
export { onOffSetting, placeSetting } from './settings/kinds.js';
export { organisationLanguage, ownSettings } from './settings/own.js';
export { type Recount, refuse, type Setting, setting } from './settings/setting.js';
export type { Address } from './store/addresses.js';

/**
 * Reads take `within` where they may be asked inside a transaction: on the embedded database any other query
 * waits until the transaction ends, so one asked without it from inside would wait for itself.
 * Ids that are no ids at all find nothing; they never reach the database.
 */
export interface People extends Feature, PlaceMembers, PlaceAudience, PlacePresence {
  /** Name, settings and champion, in one statement. Throws NotFound. */
  organisation(organisationId: string, within?: Transaction): Promise<OrganisationProfile>;
  /** The same; nobody changes the settings before the transaction ends. For whoever keeps times that follow from them. */
  holdOrganisation(tx: Transaction, organisationId: string): Promise<OrganisationProfile>;
  /** The same with the champion and whoever is named, whole, also those who left, in no order. */
  holdWithMembers(tx: Transaction, organisationId: string, named: Named): Promise<OrganisationWithMembers>;
  /** The same with the names of these members and places, in no order; what is unknown or another organisation's is left out. */
  household(
    organisationId: string,
    ids: { readonly memberIds: readonly string[]; readonly placeIds: readonly string[] },
  ): Promise<Household>;
  /** null: unknown here, or another organisation's. */
  member(organisationId: string, memberId: string, within?: Transaction): Promise<MemberProfile | null>;
  /** Those that are found, in the order of `ids`; also those who left. */
  members(organisationId: string, ids: readonly string[], within?: Transaction): Promise<MemberProfile[]>;
  /** Who has not left, by name; at most 5,000. */
  allMembers(organisationId: string): Promise<MemberProfile[]>;
  /** Those who have not left, admins first and then by name; at most 20. */
  adminsFirst(organisationId: string, within?: Transaction): Promise<MemberProfile[]>;
  /** `@maya`, `maya`, `Maya Chen` or `<@ID>`. InvalidInput on `field`, which names the nearest. Never someone who left. */
  findMember(organisationId: string, typed: string, field: string): Promise<MemberProfile>;
  place(organisationId: string, placeId: string): Promise<PlaceRef | null>;
  /** Those that are found, by id. */
  places(organisationId: string, ids: readonly string[]): Promise<ReadonlyMap<string, PlaceRef>>;
  /** `#news`, `news`, `<#ID>` or the id itself. InvalidInput on `field`, which names the nearest. */
  findPlace(organisationId: string, typed: string, field: string): Promise<PlaceRef>;
  /** Who a platform's event comes from; null: not a member we know, or one who left. */
  actor(platform: Platform, workspaceExternalId: string, userExternalId: string): Promise<Actor | null>;
  actorOf(memberId: string): Promise<Actor | null>;
  /**
   * How the destination's platform names it; null: there is no such member or place.
   * @param within a workspace: of a member's accounts the one there, where there is one; absent: where messages go
   */
  address(to: Destination, within?: string): Promise<Address | null>;
  /** The way back, for channels; null: nobody ever heard of it here. */
  placeAt(channel: Omit<Address, 'organisationId'>): Promise<{ organisationId: string; placeId: string } | null>;
  /** The organisation that a workspace belongs to; null: it is not known. */
  organisationAt(platform: Platform, workspaceExternalId: string): Promise<string | null>;
  /** Makes or brings up to date organisation, workspace, members and places. Doing it again changes nothing. */
  connectWorkspace(workspace: WorkspaceSetup): Promise<ConnectedWorkspace>;
  /** Makes the group or gives it these members in this order. Answers its id. InvalidInput on `members`. */
  saveGroup(tx: Transaction, organisationId: string, name: string, memberIds: readonly string[]): Promise<string>;
  /** Those that are found, by id. */
  groups(
    organisationId: string,
    ids: readonly string[],
    within?: Transaction,
  ): Promise<ReadonlyMap<string, GroupProfile>>;
  /** Locks the group, lets `pick` choose whose turn it is, and notes it. null: no such group, or nobody was picked. */
  takeTurn(
    tx: Transaction,
    group: { readonly organisationId: string; readonly groupId: string },
    pick: (memberIds: readonly string[], lastMemberId: string | null) => string | null,
  ): Promise<string | null>;
  recordChange(tx: Transaction, change: Change): Promise<void>;
  /** Writes into the audit log what the organisation answers for: in the transaction that changes it. */
  audit(tx: Transaction, ...entries: readonly AuditEntry[]): Promise<void>;
  /** Changes one setting as if it had been typed: `typed` makes that of what is set now. Throws NotAllowed, InvalidInput, Conflict. */
  changeSetting(name: string, typed: (settings: Settings) => string, context: InteractionContext): Promise<void>;
  /** Greets a place to which the bot was invited, once. */
  welcome(organisationId: string, placeId: string): Promise<void>;
  /** Makes a platform's own group known, or brings it up to date. */
  saveUserGroup(group: UserGroupSetup): Promise<void>;
  /** `@marketing-team`; null: the platform has no such group. */
  findUserGroup(organisationId: string, typed: string): Promise<GroupProfile | null>;
  /** The permission without which the member's platform shows no groups, where it is missing; null: it shows them, or has none. */
  groupsWant(memberId: string): Promise<string | null>;
  /** Until when the platform says that a member is not to be disturbed; null: not any more. Unknown people are passed over. */
  setQuiet(who: ExternalPerson, until: Date | null): Promise<void>;
  /** The directory of this workspace tells managers: it is asked from now on, once a day. */
  askManagers(platform: Platform, workspaceExternalId: string): Promise<void>;
  /** Called by each room that does something for a new organisation, when it is built. */
  onBeginning(begin: Beginning): void;
}

/** Builds the room, the first of a house: all others are given it. */
export function createPeople(deps: PeopleDeps): People {
  const { database, clock } = deps;
  const beginnings: Beginning[] = [];
  const addresses = createAddressBook(database, clock);
  const audience = createPlaceAudience(deps);
  const presence = createPlacePresence(deps);
  return {
    ...peopleFeature({ ...deps, isShared: audience.isShared, isIn: presence.isIn, forgetAddresses: addresses.forget }),
    ...audience,
    ...presence,
    ...createPlaceMembers(deps),
    organisation: (id, within) => organisationOf(within ?? database, id),
    holdOrganisation: (tx, id) => organisationOf(tx, id, 'hold'),
    holdWithMembers: (tx, id, named) => organisationWithMembers(tx, id, named),
    household: (organisationId, ids) => householdOf(database, organisationId, ids),
    member: async (organisationId, id, within) =>
      (await membersOf(within ?? database, organisationId, [id]))[0] ?? null,
    members: (organisationId, ids, within) => membersOf(within ?? database, organisationId, ids),
    allMembers: async (organisationId) => (isId(organisationId) ? listMembers(database, organisationId) : []),
    adminsFirst: async (organisationId, within) =>
      isId(organisationId) ? listAdminsFirst(within ?? database, organisationId, 20) : [],
    findMember: (organisationId, typed, field) => findMember(database, { organisationId, typed, field }),
    place: async (organisationId, id) => (isId(id) ? findPlaceById(database, organisationId, id) : null),
    places: (organisationId, ids) => byId(ids, (known) => findPlaces(database, organisationId, known)),
    findPlace: (organisationId, typed, field) => findPlace(database, { organisationId, typed, field }),
    actor: (platform, workspaceExternalId, externalId) =>
      findActor(database, { platform, workspaceExternalId, externalId }),
    address: addresses.find,
    placeAt: (channel) => findPlaceAt(database, channel),
    actorOf: async (memberId) => (isId(memberId) ? findActor(database, { memberId }) : null),
    organisationAt: async (platform, externalId) =>
      (await findWorkspace(database, platform, externalId))?.organisationId ?? null,
    connectWorkspace: (workspace) => connectWorkspace({ ...deps, beginnings }, workspace),
    onBeginning: (begin) => void beginnings.push(begin),
    saveGroup: (tx, organisationId, name, memberIds) => saveGroup(clock, tx, { organisationId, name, memberIds }),
    groups: (organisationId, ids, within) =>
      byId(ids, (known) => findGroups(within ?? database, organisationId, known)),
    takeTurn,
    changeSetting: (name, typed, context) => changeSetting(deps, { name, typed }, context),
    recordChange: (tx, change) => insertChange(tx, change, clock.now()),
    audit: (tx, ...entries) => appendAudit(tx, entries, clock.now()),
    welcome: (organisationId, placeId) => welcome(deps, organisationId, placeId),
    saveUserGroup: (group) => saveUserGroup(deps, group),
    groupsWant: async (memberId) => groupsWant(deps, await addresses.find({ kind: 'member', memberId })),
    findUserGroup: (organisationId, typed) => findUserGroup(deps, organisationId, typed),
    setQuiet: (who, until) => saveQuiet(database, who, until),
    askManagers: (platform, externalId) => startAsking(database, { platform, externalId }, clock.now()),
  };
}

/** What is found of these ids; those that are no ids at all never reach the database. */
async function byId<T extends { readonly id: string }>(
  ids: readonly string[],
  find: (known: readonly string[]) => Promise<readonly T[]>,
): Promise<ReadonlyMap<string, T>> {
  const known = [...new Set(ids.filter(isId))];
  return new Map((known.length > 0 ? await find(known) : []).map((one) => [one.id, one]));
}
