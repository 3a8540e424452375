/** Who and where, as the rooms speak of them; adapters turn these into ids of their platform. */

/** The platforms that Empty Chair speaks on. */
export const platforms = ['slack', 'teams', 'playground'] as const;
/** Where people write to the bot; each workspace belongs to one of these. */
export type Platform = (typeof platforms)[number];

/**
 * How a change came in, as histories note it. `survey`: a customer's answer. `page`: a customer's choice on a page of ours. `clock`: the bot itself, because time passed.
 * `operator`: whoever runs it.
 */
export const surfaces = [...platforms, 'api', 'import', 'survey', 'page', 'clock', 'operator'] as const;
/** Through what a change came in; histories keep it. */
export type Surface = (typeof surfaces)[number];

export const roles = ['member', 'champion', 'admin'] as const;
/** What somebody is in their organisation. Champions and admins may change what concerns everybody. */
export type Role = (typeof roles)[number];

/** A member as cards mention them: `id` is ours (members.id), `name` what people call them, without the @. */
export interface PersonRef {
  readonly id: string;
  readonly name: string;
}

/** A channel or group chat: `id` is ours (places.id). */
export interface PlaceRef {
  readonly id: string;
  readonly name: string;
}

/** Whoever does something. Every store call is bound to `organisationId`: no organisation sees another's data. */
export interface Actor extends PersonRef {
  readonly organisationId: string;
  readonly role: Role;
  /** IANA zone, e.g. `Asia/Kathmandu`: dates that this person types are read in it. */
  readonly timeZone: string;
  /** BCP 47: the language that they chose, else their platform's; absent: not known, English. */
  readonly language?: string;
}

/** Champions and admins change rules and settings; members don't. */
export function canAdminister(role: Role): boolean {
  return role !== 'member';
}

/** Whether somebody may be given something, or chased. */
export interface Presence {
  /** When they are back; may lie in the past. */
  readonly awayUntil: Date | null;
  readonly hasLeft: boolean;
}

/** Whether nobody may chase them at `now`. */
export function isAway({ awayUntil }: Pick<Presence, 'awayUntil'>, now: Date): boolean {
  return awayUntil !== null && awayUntil > now;
}

/** There, and not away: somebody to whom something may be given now. */
export function isPresent<P extends Presence>(person: P | undefined | null, now: Date): person is P {
  return person !== undefined && person !== null && !person.hasLeft && !isAway(person, now);
}
