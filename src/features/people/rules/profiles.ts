/** Organisations, members and groups as other rooms see them. */
import type { PersonRef, PlaceRef, Role } from '../../../kernel/person.js';
import type { WorkingHours } from '../../../kernel/time/working-time.js';
import type { Settings } from './settings.js';

/** A person of an organisation, with all that rules ask about: zone, hours, absence, stand-in, manager. */
export interface MemberProfile {
  readonly id: string;
  readonly organisationId: string;
  readonly name: string;
  /** What follows the @ when they are typed: lower case, unique in the organisation. */
  readonly handle: string;
  /** `champion` also when the champion is an admin as well. */
  readonly role: Role;
  /** IANA zone: the one they set themselves, else their platform's. */
  readonly timeZone: string;
  /** BCP 47: the language that they chose, else their platform's. */
  readonly language: string;
  /** Their own, else the organisation's hours, in their zone. */
  readonly workingHours: WorkingHours;
  /** The start of the day on which they are back; may lie in the past: ask `isAway`. */
  readonly awayUntil: Date | null;
  /** Who stands in while they are away. */
  readonly delegateId: string | null;
  /** To whom they report; null: nobody was named. */
  readonly managerId: string | null;
  /** Left the workspace: never asked, chosen or chased again. */
  readonly hasLeft: boolean;
}

/** An organisation with its settings, defaults filled in. */
export interface OrganisationProfile {
  readonly id: string;
  readonly name: string;
  readonly settings: Settings;
  /** null: not named yet, or gone. */
  readonly champion: MemberProfile | null;
}

/** An organisation with the names behind ids, as a card shows them; also of members who left. */
export interface Household {
  readonly organisation: OrganisationProfile;
  readonly members: readonly PersonRef[];
  readonly places: readonly PlaceRef[];
}

/** People who take things by turns or by load. */
export interface GroupProfile {
  readonly id: string;
  readonly name: string;
  /** In the order of turns. */
  readonly memberIds: readonly string[];
  /** Whose turn it was last. */
  readonly lastMemberId: string | null;
}
