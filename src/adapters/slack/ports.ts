/** What the Slack adapter needs from the rest of the house; app.ts fulfils it, start.ts and its neighbours use it. */

import type { Card } from '../../chat/card.js';
import type { Interaction, InteractionContext } from '../../chat/interaction.js';
import type { Destination, KnownRefusal, MessageRef } from '../../chat/messenger.js';
import type { Reply } from '../../chat/reply.js';
import type { Clock } from '../../kernel/clock.js';
import type { Logger } from '../../kernel/logger.js';
import type { Actor, Platform } from '../../kernel/person.js';
import type { Database } from '../../storage/database.js';

/** A member as Slack tells of them, or a channel, made known to the room people. */
export interface SlackWorkspaceSetup {
  readonly platform: 'slack';
  /** The team id, `T0…`. */
  readonly externalId: string;
  readonly name: string;
  /** Only for a workspace that is new: joins this organisation. */
  readonly organisationId?: string;
  readonly invitation?: string;
  readonly members: readonly SlackMemberSetup[];
  readonly places: readonly { readonly externalId: string; readonly name: string }[];
}

export interface SlackMemberSetup {
  /** `U0…`. */
  readonly externalId: string;
  readonly name: string;
  readonly handle?: string;
  /** IANA zone. */
  readonly timeZone?: string;
  /** BCP 47. */
  readonly locale?: string;
  readonly isAdmin?: boolean;
  readonly hasLeft?: boolean;
  /** Until when their status says that they are not at work; null: it does not. Absent: as it was. */
  readonly statusUntil?: Date | null;
}

/** The part of the room people that the adapter asks. */
export interface SlackPeople {
  actor(platform: Platform, workspaceExternalId: string, userExternalId: string): Promise<Actor | null>;
  member(organisationId: string, memberId: string): Promise<{ readonly handle: string } | null>;
  address(to: Destination): Promise<{
    readonly platform: Platform;
    readonly workspaceExternalId: string;
    readonly externalId: string;
  } | null>;
  connectWorkspace(setup: SlackWorkspaceSetup): Promise<{
    readonly organisationId: string;
    readonly memberIds: ReadonlyMap<string, string>;
    readonly placeIds: ReadonlyMap<string, string>;
  }>;
}

/** What else of that room is kept current by events. */
export interface SlackOrganisation {
  organisation(organisationId: string): Promise<{
    readonly settings: { readonly captureEmoji: string; readonly doneEmoji: string };
  }>;
  welcome(organisationId: string, placeId: string): Promise<void>;
  /** Our place for a channel; null: nobody ever heard of it here. */
  placeAt(channel: {
    readonly platform: 'slack';
    readonly workspaceExternalId: string;
    readonly externalId: string;
  }): Promise<{ readonly organisationId: string; readonly placeId: string } | null>;
  saveUserGroup(group: {
    readonly platform: 'slack';
    readonly workspaceExternalId: string;
    readonly externalId: string;
    readonly handle: string;
    readonly memberExternalIds: readonly string[];
  }): Promise<void>;
  setQuiet(
    who: { readonly platform: 'slack'; readonly workspaceExternalId: string; readonly externalId: string },
    until: Date | null,
  ): Promise<void>;
}

/** What the adapter needs to be more than one that answers: people and groups kept current, reactions, the Home tab. */
export interface SlackHouse {
  readonly organisation: SlackOrganisation;
  readonly database: Database;
  /** What the bot's message there is about, `feedback:ID`; null: none that lives on. */
  livingKeyAt(ref: MessageRef): Promise<string | null>;
  home(context: InteractionContext): Promise<Card>;
  /** A workspace is connected (again): what waited for that is sent. */
  connected?(): Promise<void>;
  /** The bot may write there (again). */
  placeOpened?(placeId: string): Promise<void>;
  /** It may not any more. */
  placeClosed?(closed: ClosedPlace): Promise<void>;
}

export interface ClosedPlace {
  readonly organisationId: string;
  readonly placeId: string;
  readonly reason: KnownRefusal;
}

export interface SlackDeps {
  /** Absent: only what is typed, pressed and filled in is taken. */
  readonly house?: SlackHouse;
  readonly clock: Clock;
  readonly log: Logger;
  readonly people: SlackPeople;
  /** The router. */
  handle(interaction: Interaction, context: InteractionContext): Promise<Reply>;
}
