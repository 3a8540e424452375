/** What the Slack adapter needs from the rest of the house; app.ts fulfils it, start.ts and its neighbours use it. */
import type { Interaction, InteractionContext } from '../../chat/interaction.js';
import type { Destination } from '../../chat/messenger.js';
import type { Reply } from '../../chat/reply.js';
import type { Clock } from '../../kernel/clock.js';
import type { Logger } from '../../kernel/logger.js';
import type { Actor, Platform } from '../../kernel/person.js';

/** A member as Slack tells of them, or a channel, made known to the room people. */
export interface SlackWorkspaceSetup {
  readonly platform: 'slack';
  /** The team id, `T0…`. */
  readonly externalId: string;
  readonly name: string;
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
    readonly memberIds: ReadonlyMap<string, string>;
    readonly placeIds: ReadonlyMap<string, string>;
  }>;
}

export interface SlackDeps {
  readonly clock: Clock;
  readonly log: Logger;
  readonly people: SlackPeople;
  /** The router. */
  handle(interaction: Interaction, context: InteractionContext): Promise<Reply>;
}
