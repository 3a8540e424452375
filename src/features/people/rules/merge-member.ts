/** What a workspace tells of a member, laid over what is known of them. Pure; called by connect-workspace.ts. */

import type { MemberSetup } from '../../../chat/workspace-setup.js';
import { isKnownZone } from '../../../kernel/time/zone.js';
import { plainLine } from './reference.js';

/** What connecting may change of a member. */
export interface ToldMember {
  readonly externalId: string;
  readonly name: string;
  readonly handle: string;
  readonly timeZone: string;
  readonly locale: string;
  readonly isAdmin: boolean;
  readonly leftAt: Date | null;
  readonly statusUntil: Date | null;
}

export interface MergeOptions {
  /** For members whose platform names no zone, or one that nobody knows. */
  readonly organisationZone: string;
  /** The one that is free for them; absent: they keep theirs. */
  readonly handle: string | undefined;
  readonly now: Date;
}

/** The name under which they are kept. */
export function nameOf(told: MemberSetup, known: ToldMember | undefined): string {
  return plainLine(told.name) || known?.name || told.externalId;
}

/** A known member's handle changes only to one that was wished for and is free: people have learnt it. */
export function mergeMember(told: MemberSetup, known: ToldMember | undefined, options: MergeOptions): ToldMember {
  const zone = told.timeZone && isKnownZone(told.timeZone) ? told.timeZone : undefined;
  return {
    externalId: told.externalId,
    name: nameOf(told, known),
    handle: options.handle ?? known?.handle ?? told.externalId,
    timeZone: zone ?? known?.timeZone ?? options.organisationZone,
    locale: told.locale ?? known?.locale ?? 'en',
    isAdmin: told.isAdmin ?? known?.isAdmin ?? false,
    leftAt: told.hasLeft ? (known?.leftAt ?? options.now) : null,
    statusUntil: told.statusUntil === undefined ? (known?.statusUntil ?? null) : told.statusUntil,
  };
}

/** Whether anything of the member is to be written. */
export function differs(member: ToldMember, known: ToldMember): boolean {
  return Object.entries(member).some(([key, value]) => !isSame(value, known[key as keyof ToldMember]));
}

function isSame(a: unknown, b: unknown): boolean {
  return a instanceof Date && b instanceof Date ? a.getTime() === b.getTime() : a === b;
}
