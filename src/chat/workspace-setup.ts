/** What a platform's adapter says about a workspace when it connects it, or learns of new people, places and groups. */
import type { Platform } from '../kernel/person.js';

/** A person as the platform tells of them. */
export interface MemberSetup {
  /** The platform's own id of the person. */
  readonly externalId: string;
  readonly name: string;
  /** What follows the @; absent: made from the name. Made unique in the organisation either way. */
  readonly handle?: string;
  /** IANA zone; absent: the organisation's. */
  readonly timeZone?: string;
  /** BCP 47. */
  readonly locale?: string;
  /** Administers the workspace. Absent: as it was, at first no. */
  readonly isAdmin?: boolean;
  /** Minutes after local midnight, half-open. Taken only while the member has set none. */
  readonly workingHours?: { readonly startMinutes: number; readonly endMinutes: number };
  /** True once they left the workspace; told again without it, they are back. Those never known stay unknown. */
  readonly hasLeft?: boolean;
  /** Until when their status says that they are not at work; null: it does not. Absent: as it was. */
  readonly statusUntil?: Date | null;
}

export interface PlaceSetup {
  readonly externalId: string;
  /** Without the #. */
  readonly name: string;
}

/** A workspace as its platform tells it, when it connects or is read anew. */
export interface WorkspaceSetup {
  readonly platform: Platform;
  /** Slack's team id, Teams' tenant id. */
  readonly externalId: string;
  readonly name: string;
  /** Joins this organisation when the workspace is new; absent: a new organisation is made for it. */
  readonly organisationId?: string;
  /** The code of an invitation: a new workspace joins the organisation whose admin made it. Works once. */
  readonly invitation?: string;
  /** Name of a new organisation; absent: the workspace's. */
  readonly organisationName?: string;
  /** Zone of a new organisation; absent: that of its first admin, else of its first member, else UTC. */
  readonly timeZone?: string;
  /** Those named are added or brought up to date; those not named stay as they are. */
  readonly members: readonly MemberSetup[];
  readonly places: readonly PlaceSetup[];
  /** Becomes the champion when there is none yet. */
  readonly championExternalId?: string;
}

/** Our ids for a workspace that is connected, and for those named in its setup. */
export interface ConnectedWorkspace {
  readonly organisationId: string;
  readonly workspaceId: string;
  /** Our ids by the platform's, of those named in the setup. */
  readonly memberIds: ReadonlyMap<string, string>;
  readonly placeIds: ReadonlyMap<string, string>;
}

/** A person or a channel, in its platform's own ids. */
export interface ExternalRef {
  readonly platform: Platform;
  readonly workspaceExternalId: string;
  readonly externalId: string;
}

/** A platform's own group of people. */
export interface UserGroupSetup extends ExternalRef {
  /** What follows the @. */
  readonly handle: string;
  /** In the order of turns; those who are not known are left out. Empty: nobody takes anything there any more. */
  readonly memberExternalIds: readonly string[];
}
