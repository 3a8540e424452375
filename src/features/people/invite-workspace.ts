/** Lets one more workspace join the organisation: the command `connect`. Only by an admin's deed, with a link or a code that works once. */
import { randomBytes } from 'node:crypto';
import type { InteractionContext } from '../../chat/interaction.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { invitationCard, invitationMinutes } from './cards/connect.js';
import type { PeopleDeps } from './deps.js';
import { organisationOf } from './organisation.js';
import { appendAudit } from './store/audit.js';
import { insertInvitation } from './store/invitations.js';

/** The router lets only the champion and admins come here. */
export async function inviteWorkspace(deps: PeopleDeps, { actor, platform }: InteractionContext): Promise<Reply> {
  const { database, clock, installLink } = deps;
  const { organisationId, id } = actor;
  const { name } = await organisationOf(database, organisationId);
  const code = randomBytes(32).toString('base64url');
  const now = clock.now();
  const expiresAt = new Date(now.getTime() + invitationMinutes * 60_000);
  await database.transaction(async (tx) => {
    await insertInvitation(tx, { code, organisationId, createdById: id, expiresAt }, now);
    const entry = { organisationId, what: 'people.inviteWorkspace', actorId: id, surface: platform } as const;
    await appendAudit(tx, [{ ...entry, after: { expiresAt: expiresAt.toISOString() } }], now);
  });
  return showCard(invitationCard(name, { code, url: installLink?.(code) ?? null }));
}
