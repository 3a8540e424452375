/**
 * The door of reminders: one engine that reminds people of anything, for all rooms. A room registers what can be chased
 * (kind.ts) and says when a thing has moved on; the engine plans, waits for working hours, gathers what one person is to
 * hear into one message, sends it at most once and brings it up to date. house.ts builds it.
 */
import type { Feature, Sweep } from '../chat/feature.js';
import type { DeliveryOrder, Outbox } from '../delivery/delivery.js';
import type { Clock } from '../kernel/clock.js';
import { inBatches } from '../kernel/due-work.js';
import { newId } from '../kernel/id.js';
import type { Logger } from '../kernel/logger.js';
import type { Batches, Database, Transaction } from '../storage/database.js';
import type { PeoplePort } from './crowd.js';
import type { Kind } from './kind.js';
import { editOrder, messageKind, messageOrder, messageOutgoing } from './message.js';
import { type RecipientRole, recipientRoles } from './roles.js';
import { claimAddressees, insertReminders, markQueued, messagesDue, messagesWork, moveOn } from './store.js';

export { type Crowd, type PeoplePort, type Person, readCrowd } from './crowd.js';
export { type Kind, type Line, remindersOf, type View } from './kind.js';
export { partiesOf, recipientsOf } from './recipients.js';
export { type RecipientRole, recipientRoles, rolesAt } from './roles.js';
export { lateness, nthReminder } from './words.js';

/** What rooms use. */
export interface Reminders {
  /** Once for each kind, while the house is built. */
  register(kind: Kind): void;
  /**
   * Things of one kind have moved on: taken, handed over, put off, or (`isEnd`) settled or begun anew. What was planned
   * for these roles (absent: for anybody) is dropped. Answers the orders that bring the messages about them up to date;
   * enqueue them.
   */
  movedOn(
    tx: Transaction,
    kind: string,
    subjectIds: readonly string[],
    how: { readonly isEnd: boolean; readonly dropped?: readonly RecipientRole[] },
  ): Promise<readonly DeliveryOrder[]>;
}

export interface RemindersDeps {
  readonly database: Database;
  readonly batches: Batches;
  readonly clock: Clock;
  readonly log: Logger;
  readonly outbox: Outbox;
  readonly people: PeoplePort;
}

/** Subjects in one transaction: enough to be quick, few enough to keep it short. */
const subjectsAtOnce = 200;
/** Reminders queued in one transaction. */
const remindersAtOnce = 200;

/** Builds the engine. Each kind that a room registers becomes one of `sweeps`. */
export function createReminders(deps: RemindersDeps): Reminders & Feature & { readonly sweeps: readonly Sweep[] } {
  const { batches, outbox } = deps;
  const kinds = new Map<string, Kind>();
  // The last: what the others plan for this moment goes into the same message.
  const sweeps: Sweep[] = [{ name: messagesWork, due: messagesDue, run: (now) => inBatches(() => queue(now)) }];

  /** Orders one message for each recipient of what is due. */
  async function queue(now: Date): Promise<number> {
    const { count } = await batches.inTransaction({
      work: messagesWork,
      now,
      limit: remindersAtOnce,
      claim: (tx, limit) => claimAddressees(tx, now, limit),
      async run(tx, due) {
        await markQueued(tx, due);
        const orders = due.map(({ organisationId, recipientId, isPlace }) =>
          messageOrder({ organisationId, recipientId, isPlace, batchId: newId(now) }),
        );
        await outbox.enqueue(tx, orders);
      },
    });
    return count;
  }

  return {
    register(kind) {
      kinds.set(kind.name, kind);
      sweeps.splice(-1, 0, planning(batches, kind));
    },
    async movedOn(tx, kind, subjectIds, { isEnd, dropped = recipientRoles }) {
      return subjectIds.length === 0 ? [] : (await moveOn(tx, { kind, subjectIds }, { dropped, isEnd })).map(editOrder);
    },
    outgoing: { [messageKind]: messageOutgoing({ ...deps, kinds }) },
    sweeps,
  };
}

/** Plans what a kind's subjects that are due ask for. */
function planning(batches: Batches, kind: Kind): Sweep {
  const batch = async (now: Date) => {
    const { count } = await batches.inTransaction({
      work: kind.name,
      now,
      limit: subjectsAtOnce,
      claim: (tx, limit) => kind.ladder.claim(tx, now, limit),
      run: async (tx, subjects) => insertReminders(tx, await kind.ladder.climb(tx, subjects, now)),
    });
    return count;
  };
  return { name: kind.name, due: kind.ladder.due, run: (now) => inBatches(() => batch(now)) };
}
