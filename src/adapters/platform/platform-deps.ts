/** What the rest of the bot offers to a chat platform's adapter; bot.ts fulfils it. */

import type { Arrival } from '../../chat/arrival.js';
import type { Card } from '../../chat/card.js';
import type { Command } from '../../chat/feature.js';
import type { Gathering } from '../../chat/gathering.js';
import type { Interaction, InteractionContext } from '../../chat/interaction.js';
import type { Destination, KnownRefusal, MessageRef } from '../../chat/messenger.js';
import type { Reply } from '../../chat/reply.js';
import type { ConnectedWorkspace, ExternalRef, UserGroupSetup, WorkspaceSetup } from '../../chat/workspace-setup.js';
import type { Clock, MovableClock } from '../../kernel/clock.js';
import type { Logger } from '../../kernel/logger.js';
import type { Actor, Platform, Role } from '../../kernel/person.js';
import type { Database } from '../../storage/database.js';

export type { MemberSetup, WorkspaceSetup } from '../../chat/workspace-setup.js';

/** A member as a platform's page lists them. `id` is ours, `handle` what follows the @. */
export interface PlatformPerson {
  readonly id: string;
  readonly name: string;
  readonly handle: string;
  readonly role: Role;
  /** IANA zone. */
  readonly timeZone: string;
  /** BCP 47: what they chose, else their platform's. */
  readonly language: string;
}

/** The part of the room people that adapters ask and keep current. */
export interface PlatformPeople {
  /** Who an event comes from; null: not a member we know, or one who left. */
  actor(platform: Platform, workspaceExternalId: string, userExternalId: string): Promise<Actor | null>;
  actorOf(memberId: string): Promise<Actor | null>;
  member(organisationId: string, memberId: string): Promise<{ readonly handle: string } | null>;
  /** The settings, by which the language of places is known. */
  organisation(organisationId: string): Promise<{ readonly settings: Readonly<Record<string, unknown>> }>;
  /** Everyone who has not left. */
  allMembers(organisationId: string): Promise<readonly PlatformPerson[]>;
  /**
   * How the destination's platform names it; null: there is no such member or place.
   * @param within a workspace: of a member's accounts the one there, where there is one; absent: where messages go
   */
  address(to: Destination, within?: string): Promise<ExternalRef | null>;
  /** Makes organisation, workspace, members and places known, or brings them up to date. */
  connectWorkspace(setup: WorkspaceSetup): Promise<ConnectedWorkspace>;
  /** The organisation that a workspace belongs to, which may change; null: it is not known yet. */
  organisationAt(platform: Platform, workspaceExternalId: string): Promise<string | null>;
  /** Greets a place to which the bot was invited, once. */
  welcome(organisationId: string, placeId: string): Promise<void>;
  /** Our place for a channel; null: nobody ever heard of it here. */
  placeAt(channel: ExternalRef): Promise<{ readonly organisationId: string; readonly placeId: string } | null>;
  /** Notes whether people of other companies read in a place, as a platform tells by itself. */
  setShared(placeId: string, isShared: boolean): Promise<void>;
  /** People came or went: who reads in the place is asked anew. */
  readersChanged(placeId: string): Promise<void>;
  saveUserGroup(group: UserGroupSetup): Promise<void>;
  /** Until when the platform says that a member is not to be disturbed; null: not any more. */
  setQuiet(who: ExternalRef, until: Date | null): Promise<void>;
  /** The directory of this workspace tells managers (`Directory.managers`): it is asked from now on, once a day. */
  askManagers(platform: Platform, workspaceExternalId: string): Promise<void>;
}

/** A place in which the bot may not write any more. */
export interface ClosedPlace {
  readonly organisationId: string;
  readonly placeId: string;
  readonly reason: KnownRefusal;
}

/** What a person may type, for lists and hints. */
export type CommandHint = Pick<Command, 'name' | 'usage' | 'does' | 'isSecret'>;

/** What the app gives to every platform. */
export interface PlatformDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly people: PlatformPeople;
  /** The router. Never rejects. */
  handle(interaction: Interaction, context: InteractionContext): Promise<Reply>;
  /** Takes scores in, all or none, as a survey tool sends them; `items` as in `POST /api/v1/scores`. */
  takeScores(organisationId: string, items: readonly unknown[]): Promise<unknown>;
  /** A person's home page. */
  home(context: InteractionContext): Promise<Card>;
  commands(): readonly CommandHint[];
  /** What the bot's message there is about, `feedback:ID`; null: no living message. */
  livingKeyAt(ref: MessageRef): Promise<string | null>;
  /** Whether the message there is a second one of what was posted under this mark, and may be deleted. */
  isStray(mark: string, ref: MessageRef): Promise<boolean>;
  /** The living message there as it is now; null: none stands there, or it has nothing to say any more. */
  livingCardAt(platform: Platform, ref: MessageRef): Promise<Card | null>;
  /** By which reactions a message is captured, and an item resolved; without colons. */
  reactionEmojis(organisationId: string): Promise<{ readonly capture: string; readonly done: string }>;
  /** A workspace is connected (again): what waited for that is sent. */
  connected(): Promise<void>;
  /** The bot may write there (again). */
  placeOpened(placeId: string): Promise<void>;
  placeClosed(closed: ClosedPlace): Promise<void>;
  /** A member whose private chat was closed to the bot can be written to again. */
  personOpened(memberId: string): Promise<void>;
  /** People meet or part: the agenda that is planned there opens before its time, or closes. */
  gathered(told: Gathering): Promise<void>;
  /** Somebody, who is no bot, joined a place that is known. */
  arrived(arrival: Arrival): Promise<void>;
  /** Moves the clock; resolves when everything that fell due on the way has been done, in order, and sent. */
  advanceTo(instant: Date, clock: MovableClock): Promise<void>;
}
