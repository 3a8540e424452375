/** A person of Teams' roster, as the room people takes them. Pure. */
import { z } from 'zod';
import type { FoundPerson } from '../../platform/who-and-where.js';

const teamsMember = z.looseObject({
  /** `29:…` */
  id: z.string(),
  name: z.string().nullish(),
  givenName: z.string().nullish(),
  surname: z.string().nullish(),
  aadObjectId: z.string().nullish(),
  /** The newer roster's name for the same. */
  objectId: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
  tenantId: z.string().nullish(),
  /** user, guest, anonymous */
  userRole: z.string().nullish(),
});

export interface ReadMember extends FoundPerson {
  /** `29:…` */
  readonly userId: string;
}

/** null: a bot, an anonymous visitor of a meeting, or nothing that we can read. */
export function readMember(told: unknown, tenantId: string): ReadMember | null {
  const read = teamsMember.safeParse(told).data;
  const externalId = (read?.aadObjectId ?? read?.objectId)?.toLowerCase();
  if (!read || !externalId || read.userRole === 'anonymous') return null;
  const full = [read.givenName, read.surname].filter(Boolean).join(' ');
  const home = read.tenantId?.toLowerCase() ?? tenantId;
  const isGuest = read.userRole === 'guest' || /#EXT#/i.test(read.userPrincipalName ?? '');
  return {
    userId: read.id,
    isOurs: home === tenantId && !isGuest,
    setup: { externalId, name: read.name || full || 'somebody' },
  };
}
