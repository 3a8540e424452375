/**
 * Somebody with an account in Slack and one in Teams is one member with one inbox: the commands `join`, `part` and
 * `inbox`. The champion joins; in which of their chats messages reach them each member chooses.
 */
import type { InteractionContext } from '../../chat/interaction.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { Conflict, InvalidInput } from '../../kernel/errors.js';
import type { Transaction } from '../../storage/database.js';
import * as words from './cards/join.js';
import type { PeopleDeps } from './deps.js';
import { findMember } from './find-people.js';
import { organisationOf } from './organisation.js';
import { joinAccounts, lockAccounts, partAccounts, saveInbox } from './store/accounts.js';
import { appendAudit } from './store/audit.js';
import { insertChange } from './store/organisations.js';

export interface JoiningDeps extends PeopleDeps {
  /** Addresses that were found are asked for anew. */
  forgetAddresses(): void;
}

/** @param typed two people as people type a member: `@maya @maya.chen`; the first stays, and gets messages where they are */
export async function joinPeople(deps: JoiningDeps, typed: string, context: InteractionContext): Promise<Reply> {
  const names = typed
    .replaceAll(/\s+/gu, ' ')
    .split(/ (?=[@<])| and /u)
    .filter(Boolean);
  if (names.length !== 2) throw new InvalidInput('people.joinTwo', words.nameTwo());
  const [first, second] = await Promise.all(names.map((name) => find(deps, name, context)));
  if (!first || !second || first.id === second.id) throw new InvalidInput('people.joinTwo', words.sameAlready());
  const accounts = await change(
    deps,
    context,
    { what: 'people.join', memberId: first.id, to: second.id },
    async (tx) => {
      const own = await lockAccounts(tx, first.organisationId, first.id);
      const others = await lockAccounts(tx, second.organisationId, second.id);
      const shared = own.find(({ workspaceId }) => others.some((each) => each.workspaceId === workspaceId));
      if (shared) throw new Conflict('people.sameWorkspace', words.sameWorkspace(shared.workspaceName));
      await joinAccounts(tx, first.organisationId, { firstId: first.id, secondId: second.id }, deps.clock.now());
      return lockAccounts(tx, first.organisationId, first.id);
    },
  );
  return showCard(words.joinedCard(first, accounts));
}

/** The way back: each gets what was its own. What came since stays with the first account. */
export async function partPeople(deps: JoiningDeps, typed: string, context: InteractionContext): Promise<Reply> {
  const member = await find(deps, typed, context);
  await change(deps, context, { what: 'people.part', memberId: member.id, to: null }, async (tx) => {
    if ((await lockAccounts(tx, member.organisationId, member.id)).length < 2)
      throw new Conflict('people.oneAccount', words.oneAccount(member));
    await partAccounts(tx, member.organisationId, member.id);
  });
  return showCard(words.partedCard(member));
}

/** Where one's own messages go. @param typed `slack`, `teams`, … */
export async function chooseInbox(deps: JoiningDeps, typed: string, context: InteractionContext): Promise<Reply> {
  const { id } = context.actor;
  const wanted = typed.trim().toLowerCase();
  const chosen = await change(deps, context, { what: 'people.inbox', memberId: id, to: wanted }, async (tx) => {
    const accounts = await lockAccounts(tx, context.actor.organisationId, id);
    const found = accounts.find(({ platform }) => platform === wanted);
    if (!found) throw new InvalidInput('people.noSuchInbox', words.noSuchInbox(accounts));
    await saveInbox(tx, context.actor.organisationId, id, found.id);
    return found;
  });
  return showCard(words.inboxCard(chosen));
}

const find = ({ database }: PeopleDeps, typed: string, { actor: { organisationId } }: InteractionContext) =>
  findMember(database, { organisationId, typed, field: 'member' });

/** Done in one transaction with its entry: who is who is audited, where messages go is one's own. */
async function change<T>(
  { database, clock, forgetAddresses }: JoiningDeps,
  { actor, platform: surface }: InteractionContext,
  {
    what,
    memberId,
    to,
  }: {
    readonly what: 'people.join' | 'people.part' | 'people.inbox';
    readonly memberId: string;
    readonly to: string | null;
  },
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const { organisationId, id: actorId } = actor;
  const done = await database.transaction(async (tx) => {
    await organisationOf(tx, organisationId, 'change');
    const result = await work(tx);
    const entry = { organisationId, actorId, surface };
    if (what === 'people.inbox') await insertChange(tx, { ...entry, what, details: { memberId, to } }, clock.now());
    else await appendAudit(tx, [{ ...entry, what, subject: memberId, after: to }], clock.now());
    return result;
  });
  forgetAddresses();
  return done;
}
