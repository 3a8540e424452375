/**
 * The door of people: who is here, in which zone and hours, who is away and who stands in, who may change
 * what, and how the organisation has set the bot. Every other room asks here; app.ts builds it.
 */
import type { Feature } from '../../chat/feature.js';
import type { Outbox } from '../../delivery/delivery.js';
import type { Clock } from '../../kernel/clock.js';
import type { Actor, PlaceRef, Platform, Surface } from '../../kernel/person.js';
import type { Database, Transaction } from '../../storage/database.js';
import type { GroupProfile, MemberProfile, OrganisationProfile } from './rules/profiles.js';
import type { ConnectedWorkspace, WorkspaceSetup } from './rules/workspace-setup.js';

export { defaultLadder, type LadderRecipient, type LadderStep } from './rules/ladder.js';
export { type GroupProfile, isAway, type MemberProfile, type OrganisationProfile } from './rules/profiles.js';
export { calendarOf, defaultSettings, type Settings } from './rules/settings.js';
export type { ConnectedWorkspace, MemberSetup, PlaceSetup, WorkspaceSetup } from './rules/workspace-setup.js';

export interface PeopleDeps {
  readonly database: Database;
  readonly clock: Clock;
  /** Every room, so that `owe` can gather what each says is owed. Asked late: rooms are built after people. */
  readonly chapters: () => readonly Feature[];
  /** Called after the commit of changed settings: feedback counts its clocks anew. */
  readonly settingsChanged?: (organisationId: string) => Promise<void>;
  /** Tells a new champion; without it they hear of it from whoever named them. */
  readonly outbox?: Outbox;
}

/** One entry of the append-only record of settings, champion, rules and absences. */
export interface Change {
  readonly organisationId: string;
  /** `room.verb`, e.g. `people.nameChampion`. */
  readonly what: string;
  /** null: the bot itself. */
  readonly actorId: string | null;
  readonly surface: Surface;
  /** Ids and values, JSON-ready; customers' words don't belong here. */
  readonly details: Readonly<Record<string, unknown>>;
}

/**
 * Reads take `within` where they may be asked inside a transaction: on the embedded database any other query
 * waits until the transaction ends, so one asked without it from inside would wait for itself.
 * Ids that are no ids at all find nothing; they never reach the database.
 */
export interface People extends Feature {
  /** Name, settings and champion, in one statement. Throws NotFound. */
  organisation(organisationId: string, within?: Transaction): Promise<OrganisationProfile>;
  /** null: unknown here, or another organisation's. */
  member(organisationId: string, memberId: string, within?: Transaction): Promise<MemberProfile | null>;
  /** Those that are found, in the order of `ids`; also those who left. */
  members(organisationId: string, ids: readonly string[], within?: Transaction): Promise<MemberProfile[]>;
  /** Everyone who has not left, by name. */
  allMembers(organisationId: string): Promise<MemberProfile[]>;
  /** `@maya`, `maya`, `Maya Chen` or `<@ID>`. InvalidInput on `field`, which names the nearest. Never someone who left. */
  findMember(organisationId: string, typed: string, field: string): Promise<MemberProfile>;
  place(organisationId: string, placeId: string): Promise<PlaceRef | null>;
  /** `#news`, `news`, `<#ID>` or the id itself. InvalidInput on `field`, which names the nearest. */
  findPlace(organisationId: string, typed: string, field: string): Promise<PlaceRef>;
  /** Who a platform's event comes from; null: not a member we know, or one who left. */
  actor(platform: Platform, workspaceExternalId: string, userExternalId: string): Promise<Actor | null>;
  actorOf(memberId: string): Promise<Actor | null>;
  /** Makes or brings up to date organisation, workspace, members and places. Doing it again changes nothing. */
  connectWorkspace(workspace: WorkspaceSetup): Promise<ConnectedWorkspace>;
  /** Makes the group or gives it these members in this order. Answers its id. InvalidInput on `members`. */
  saveGroup(tx: Transaction, organisationId: string, name: string, memberIds: readonly string[]): Promise<string>;
  group(organisationId: string, groupId: string, within?: Transaction): Promise<GroupProfile | null>;
  /** Locks the group, lets `pick` choose whose turn it is, and notes it. null: no such group, or nobody was picked. */
  takeTurn(
    tx: Transaction,
    groupId: string,
    pick: (memberIds: readonly string[], lastMemberId: string | null) => string | null,
  ): Promise<string | null>;
  recordChange(tx: Transaction, change: Change): Promise<void>;
}

export function createPeople(_deps: PeopleDeps): People {
  throw new Error('being written');
}
