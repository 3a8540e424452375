/**
 * Brings a workspace or tenant in which the bot is already into another organisation: `connect CODE`, typed there by an
 * admin. Only while nothing was kept there yet: what customers said stays with the people who were told.
 */
import type { InteractionContext } from '../../chat/interaction.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { Conflict } from '../../kernel/errors.js';
import type { Transaction } from '../../storage/database.js';
import { acrossOrganisations } from '../../storage/scope.js';
import * as words from './cards/connect.js';
import type { PeopleDeps } from './deps.js';
import { organisationOf } from './organisation.js';
import { chooseHandles } from './settle-members.js';
import { appendAudit } from './store/audit.js';
import { takeInvitation } from './store/invitations.js';
import { keepsThings, listHandles, moveIn, saveHandles } from './store/joining.js';
import { lockConnecting } from './store/workspaces.js';

/** The router lets only the champion and admins come here. */
export async function joinOrganisation(
  { database, clock }: PeopleDeps,
  code: string,
  { actor, platform }: InteractionContext,
): Promise<Reply> {
  const now = clock.now();
  const from = actor.organisationId;
  const join = async (tx: Transaction) => {
    await lockConnecting(tx);
    const to = await takeInvitation(tx, code, now);
    if (to === null) throw new Conflict('people.invitationGone', words.codeGone());
    if (to === from) throw new Conflict('people.sameOrganisation', words.alreadyHere());
    for (const id of [from, to].toSorted()) await organisationOf(tx, id, 'change');
    if (await keepsThings(tx, from)) throw new Conflict('people.keepsThings', words.keepsThings());
    await takeNewHandles(tx, from, to);
    await moveIn(tx, from, to);
    const entry = {
      organisationId: to,
      what: 'people.joinOrganisation',
      actorId: actor.id,
      surface: platform,
    } as const;
    await appendAudit(tx, [{ ...entry, before: { organisationId: from } }], now);
    return organisationOf(tx, to);
  };
  const { name } = await acrossOrganisations('joining', () => database.transaction(join));
  return showCard(words.joinedCard(name));
}

/** Handles are unique in an organisation: who comes later gets another where theirs is taken. */
async function takeNewHandles(tx: Transaction, from: string, to: string): Promise<void> {
  const members = await listHandles(tx, from);
  const wishes = members.map(({ id, name, handle }) => ({ externalId: id, name, wished: handle, own: undefined }));
  const handles = await chooseHandles(tx, to, wishes);
  await saveHandles(
    tx,
    from,
    members.map(({ id, handle }) => ({ id, handle: handles.get(id) ?? handle })),
  );
}
