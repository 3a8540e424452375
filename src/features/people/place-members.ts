/** Answers who is in a place: the platform's word for it, in our members. Called by the door, for rooms that ask everyone there. */
import { isId } from '../../kernel/id.js';
import type { PeopleDeps } from './deps.js';
import type { MemberProfile } from './rules/profiles.js';
import { findAddress } from './store/addresses.js';
import { listMembers, listMembersByExternalId } from './store/members.js';

export async function placeMembers(
  { database, directoryFor }: PeopleDeps,
  organisationId: string,
  placeId: string,
): Promise<MemberProfile[]> {
  const { prisma } = database;
  const address = isId(placeId) ? await findAddress(prisma, { kind: 'place', placeId }) : null;
  if (address?.organisationId !== organisationId) return [];
  const directory = await directoryFor?.(address.platform, address.workspaceExternalId);
  if (!directory) return listMembers(prisma, organisationId);
  const externalIds = await directory.placeMembers(address.externalId);
  return listMembersByExternalId(prisma, address, externalIds);
}
