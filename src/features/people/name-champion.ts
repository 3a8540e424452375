/** Shows and names the customer champion: the command, its button and its form. */
import type { Card } from '../../chat/card.js';
import type { Dispatch, Outgoing } from '../../chat/feature.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { openForm, type Reply, showCard } from '../../chat/reply.js';
import { isId } from '../../kernel/id.js';

import { canAdminister } from '../../kernel/person.js';
import type { Transaction } from '../../storage/database.js';
import {
  championCard,
  championLeftCard,
  formerChampionCard,
  handOverRoleCard,
  nameChampionForm,
  namedCard,
  newChampionCard,
} from './cards/champion.js';
import { notForMembers } from './cards/refusals.js';
import type { PeopleDeps } from './deps.js';
import { findMember } from './find-people.js';
import { organisationOf } from './organisation.js';
import type { MemberProfile, OrganisationProfile } from './rules/profiles.js';
import { appendAudit } from './store/audit.js';
import { findMembers } from './store/members.js';
import { findOrganisation, saveChampion } from './store/organisations.js';

/** While there is no champion anybody may name one: somebody has to begin. */
function mayName({ champion }: Pick<OrganisationProfile, 'champion'>, { actor }: InteractionContext): boolean {
  return champion === null || canAdminister(actor.role);
}

export async function showChampion({ database }: PeopleDeps, context: InteractionContext): Promise<Reply> {
  const organisation = await organisationOf(database, context.actor.organisationId);
  return showCard(championCard(organisation, mayName(organisation, context)));
}

export async function openNaming({ database }: PeopleDeps, context: InteractionContext): Promise<Reply> {
  const organisation = await organisationOf(database, context.actor.organisationId);
  if (!mayName(organisation, context)) throw notForMembers('champion', organisation.champion);
  return openForm(nameChampionForm(organisation.champion));
}

/**
 * The champion is asked before the role goes to somebody else, because only that person or an admin can give it back.
 * @param typed as people type a member, or our id. Throws InvalidInput (field `champion`), NotAllowed.
 * @param isSure they were asked
 */
export async function nameChampion(
  deps: PeopleDeps,
  typed: string,
  context: InteractionContext,
  isSure = false,
): Promise<Reply> {
  const { database, outbox } = deps;
  const { organisationId } = context.actor;
  const organisation = await organisationOf(database, organisationId);
  if (!mayName(organisation, context)) throw notForMembers('champion', organisation.champion);
  const member = await findMember(database, { organisationId, typed, field: 'champion' });
  const givesAway = organisation.champion?.id === context.actor.id && member.id !== context.actor.id;
  if (givesAway && !isSure) return showCard(handOverRoleCard(member));
  const isNew = await outbox.commit((tx) => settle(deps, tx, { member, context }));
  return showCard(namedCard(member, isNew));
}

interface Naming {
  readonly member: MemberProfile;
  readonly context: InteractionContext;
}

/** Asks again who may, now that nobody else can name one: two newcomers may both have seen that there was none. */
async function settle({ clock, outbox }: PeopleDeps, tx: Transaction, { member, context }: Naming): Promise<boolean> {
  const { actor, platform } = context;
  const { champion } = await organisationOf(tx, actor.organisationId, 'change');
  const before = champion?.id ?? null;
  if (before === member.id) return false;
  if (champion !== null && !canAdminister(actor.role)) throw notForMembers('champion', champion);
  await saveChampion(tx, actor.organisationId, member.id);
  const entry = { organisationId: actor.organisationId, what: 'people.nameChampion', actorId: actor.id } as const;
  await appendAudit(tx, [{ ...entry, surface: platform, before, after: member.id }], clock.now());
  const payload = { organisationId: actor.organisationId, championId: member.id, namedById: actor.id };
  const told = (kind: string, memberId: string) =>
    memberId === actor.id
      ? []
      : [{ organisationId: actor.organisationId, kind, payload, to: { kind: 'member', memberId } as const }];
  await outbox.enqueue(tx, [
    ...told('people.newChampion', member.id),
    ...(before ? told('people.formerChampion', before) : []),
  ]);
  return true;
}

type Told = (organisation: OrganisationProfile, namedBy: MemberProfile | null) => Card;

/** Tells the new champion, unless another was named meanwhile. */
export const newChampionNotice = (deps: PeopleDeps): Outgoing => championNotice(deps, newChampionCard);

/** Tells whoever was the champion before. */
export const formerChampionNotice = (deps: PeopleDeps): Outgoing => championNotice(deps, formerChampionCard);

function championNotice({ database }: PeopleDeps, cardOf: Told): Outgoing {
  return {
    async compose(payload): Promise<Dispatch> {
      const { organisationId, championId, namedById } = payload as Readonly<Record<string, string | undefined>>;
      const organisation = isId(organisationId ?? '') ? await findOrganisation(database, organisationId ?? '') : null;
      if (!organisation || organisation.champion?.id !== championId)
        return { kind: 'skip', reason: 'another champion' };
      const [namedBy] = await findMembers(database, organisation.id, [namedById ?? ''].filter(isId));
      return { kind: 'send', card: cardOf(organisation, namedBy ?? null) };
    },
  };
}

/** Tells an admin that the champion has left, unless another was named meanwhile. */
export function championLeftNotice({ database }: PeopleDeps): Outgoing {
  return {
    async compose(payload): Promise<Dispatch> {
      const { organisationId = '', name = '' } = payload as Readonly<Record<string, string | undefined>>;
      const organisation = isId(organisationId) ? await findOrganisation(database, organisationId) : null;
      if (!organisation || organisation.champion !== null) return { kind: 'skip', reason: 'there is a champion' };
      return { kind: 'send', card: championLeftCard(name) };
    },
  };
}
