/** What a workspace tells of a member, laid over what is known of them. Pure; called by connect-workspace.ts. */

import type { MemberSetup } from '../../../chat/workspace-setup.js';
import { isKnownZone } from '../../../kernel/time/zone.js';
import { chooseHandle } from './handle.js';
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
  readonly isTaken: (handle: string) => boolean;
  readonly now: Date;
}

/** A known member's handle changes only to one that was wished for and is free: people have learnt it. */
export function mergeMember(told: MemberSetup, known: ToldMember | undefined, options: MergeOptions): ToldMember {
  const isOthers = (handle: string) => handle !== known?.handle && options.isTaken(handle);
  const name = plainLine(told.name) || known?.name || told.externalId;
  const zone = told.timeZone && isKnownZone(told.timeZone) ? told.timeZone : undefined;
  return {
    externalId: told.externalId,
    name,
    handle: known && !told.handle ? known.handle : chooseHandle(name, told.handle, isOthers),
    timeZone: zone ?? known?.timeZone ?? options.organisationZone,
    locale: told.locale ?? known?.locale ?? 'en',
    isAdmin: told.isAdmin ?? known?.isAdmin ?? false,
    leftAt: told.hasLeft ? (known?.leftAt ?? options.now) : null,
    statusUntil: told.statusUntil === undefined ? (known?.statusUntil ?? null) : told.statusUntil,
  };
}
