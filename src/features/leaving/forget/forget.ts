/**
 * Forgets a customer, one of our own people or somebody at a customer: what is theirs is erased, and their names and words are
 * taken out of everything else. In bounded batches, again until nothing is found; what a restart left is gone on with.
 */
import { isId } from '../../../kernel/id.js';
import type { Transaction } from '../../../storage/database.js';
import type { LeavingDeps } from '../deps.js';
import { scrubber } from '../rules/scrub.js';
import { eraseContact, gatherContact } from '../store/erase-contact.js';
import { eraseIdentity, gatherCustomer } from '../store/erase-customer.js';
import { eraseMember, gatherMember } from '../store/erase-member.js';
import { eraseSubscriber, gatherSubscriber } from '../store/erase-subscriber.js';
import { eraseWords } from '../store/erase-words.js';
import {
  beginForgetting,
  dueForgettings,
  endForgetting,
  type Forgetting,
  forgettingDue,
  forgetWork,
  livingOrders,
  type Subject,
  thingsOf,
} from '../store/forgettings.js';
import { allowForgetting, scrubBatch, searchedTables } from '../store/scrub-tables.js';
import { distinctive } from './distinctive.js';

/** Who wants it, for the audit log. */
export type By = Pick<Forgetting, 'actorId' | 'surface'>;

/** What was done. */
export interface Done {
  /** Texts and documents of others that named them or quoted their words. */
  readonly mentionCount: number;
  /** Messages that stand somewhere and are edited now. */
  readonly editCount: number;
}

/** Does all of it. Done again, it changes nothing more. */
export async function forget(deps: LeavingDeps, organisationId: string, subject: Subject, by: By): Promise<Done> {
  const forgetting = await deps.outbox.commit(async (tx) => {
    const found = await distinctive(tx, organisationId, subject, await gather(tx, organisationId, subject));
    return beginForgetting(tx, { organisationId, subject, ...found, ...by }, deps.clock.now());
  });
  return goOn(deps, forgetting);
}

function gather(tx: Transaction, organisationId: string, { kind, id }: Subject) {
  if (kind === 'customer') return gatherCustomer(tx, { organisationId, customerId: id });
  if (kind === 'subscriber') return gatherSubscriber(tx, { organisationId, subscriberId: id });
  return kind === 'member'
    ? gatherMember(tx, { organisationId, memberId: id })
    : gatherContact(tx, { organisationId, contactId: id });
}

/** What comes in meanwhile is found by the next round. */
const mostRounds = 4;

async function goOn(deps: LeavingDeps, forgetting: Forgetting): Promise<Done> {
  const { organisationId, subject, actorId, surface } = forgetting;
  let mentionCount = 0;
  let editCount = 0;
  for (let round = 0; round < mostRounds; round += 1) {
    const erasedCount = await eraseOwn(deps, forgetting);
    const found = await eraseMentions(deps, forgetting);
    mentionCount += found.changedCount;
    editCount += found.editCount;
    if (round > 0 && erasedCount + found.changedCount === 0) break;
  }
  await deps.outbox.commit(async (tx) => {
    const orders = await livingOrders(tx, organisationId, [
      subject.id,
      ...(await thingsOf(tx, organisationId, subject)),
    ]);
    editCount += orders.length;
    await deps.outbox.enqueue(tx, orders);
    await deps.feedback.forgetWords(tx, organisationId);
    await endForgetting(tx, forgetting, deps.clock.now());
    const what = subject.kind === 'customer' ? 'leaving.forgetCustomer' : 'leaving.forgetPerson';
    await deps.people.audit(tx, { organisationId, what, actorId, surface, after: { mentionCount, editCount } });
  });
  return { mentionCount, editCount };
}

/** What is theirs. Answers how many words were erased. */
async function eraseOwn(deps: LeavingDeps, { organisationId, subject }: Forgetting): Promise<number> {
  const { kind, id } = subject;
  let erasedCount = 0;
  if (kind === 'customer') {
    await deps.outbox.commit((tx) => eraseIdentity(tx, { organisationId, customerId: id }));
    for (let isMore = true; isMore; ) {
      const { ids } = await deps.outbox.commit(async (tx) => {
        const erased = await eraseWords(tx, organisationId, { customerId: id });
        await deps.outbox.enqueue(tx, await livingOrders(tx, organisationId, erased.ids));
        return erased;
      });
      erasedCount += ids.length;
      isMore = ids.length > 0;
    }
    await deps.outbox.commit((tx) => deps.customers.makeNameless(tx, organisationId, id));
  } else if (kind === 'member') {
    await deps.outbox.commit((tx) => eraseMember(tx, { organisationId, memberId: id }, deps.clock.now()));
  } else if (kind === 'subscriber') {
    await deps.outbox.commit((tx) => eraseSubscriber(tx, { organisationId, subscriberId: id }));
  } else await deps.outbox.commit((tx) => eraseContact(tx, { organisationId, contactId: id }));
  return erasedCount;
}

/** Names and quotations in what is of others. */
async function eraseMentions(deps: LeavingDeps, { organisationId, terms, texts }: Forgetting) {
  const forgotten = { terms, texts };
  const search = { organisationId, forgotten, scrub: scrubber(forgotten) };
  let changedCount = 0;
  let editCount = 0;
  if (terms.length + texts.length === 0) return { changedCount, editCount };
  for (const table of searchedTables) {
    for (let after: string | null = '(0,0)'; after !== null; ) {
      const from: string = after;
      after = await deps.outbox.commit(async (tx) => {
        // The audit log lets itself be changed by nothing else.
        await allowForgetting(tx);
        const done = await scrubBatch(tx, { table, after: from }, search);
        const ids = done.ids.filter(isId);
        if (table === 'ideas') await deps.ideas.reindex(tx, organisationId, ids);
        const orders = await livingOrders(tx, organisationId, ids);
        await deps.outbox.enqueue(tx, orders);
        changedCount += done.changedCount;
        editCount += orders.length;
        return done.after;
      });
    }
  }
  return { changedCount, editCount };
}

/** Goes on with what a restart left undone. */
export const forgettingSweep = (deps: LeavingDeps) => ({
  name: forgetWork,
  due: forgettingDue,
  async run(now: Date) {
    const items = (await dueForgettings(deps.database, now)).map((forgetting) => ({
      id: `${forgetting.subject.kind}:${forgetting.subject.id}`,
      organisationId: forgetting.organisationId,
      forgetting,
    }));
    return deps.batches.oneByOne(forgetWork, now, items, ({ forgetting }) => goOn(deps, forgetting));
  },
});
