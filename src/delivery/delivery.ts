/** What rooms ask of delivery: messages that must arrive, written down in the transaction that caused them. */
import type { Destination, MailKind, MessageRef } from '../chat/messenger.js';
import type { SqlPart, Transaction } from '../storage/database.js';

/** A message that is to be sent, as a room orders it. */
export interface DeliveryOrder {
  readonly organisationId: string;
  /** `room.what`: the key of the Outgoing at the room's door that composes the card when it is sent. */
  readonly kind: string;
  /** Handed to `compose`; ids, never words. */
  readonly payload: Readonly<Record<string, string | number | boolean | null>>;
  readonly to: Destination;
  /** This message is posted once under this key and destination, and then edited in place. */
  readonly living?: string;
  /** Only edits a living message that was posted already; where none was, nothing is sent. */
  readonly onlyEdit?: boolean;
  /** Goes into the thread of the living message with this key at the same destination. */
  readonly threadOf?: string;
  /** When the bot dies between sending and noting it: never send again (nudges). Default: send again. */
  readonly atMostOnce?: boolean;
}

/** An order for whoever gets it. */
export type OrderTo = Omit<DeliveryOrder, 'to'>;

/** The order to each of these members; nobody gets it for null. */
export const toMembers = (memberIds: readonly (string | null)[], order: OrderTo): DeliveryOrder[] =>
  memberIds.flatMap((memberId) => (memberId === null ? [] : [{ ...order, to: { kind: 'member', memberId } }]));

/** The order to a place; none where there is no place. */
export const toPlace = (placeId: string | null, order: OrderTo): DeliveryOrder[] =>
  placeId === null ? [] : [{ ...order, to: { kind: 'place', placeId } }];

/** A message that will never arrive, or waits until somebody mends the cause, as the champion is told of it. */
export interface FailedDelivery {
  readonly organisationId: string;
  readonly kind: string;
  /** As it was ordered. */
  readonly payload: unknown;
  readonly to: Destination;
  /** As the platform or we named it, e.g. `channel_not_found`. */
  readonly reason: string;
}

/**
 * The part that rooms use. Orders to one destination are sent in the order in which they were enqueued. One that
 * was refused for about a minute lets the later ones pass and is still tried.
 */
export interface Outbox {
  /**
   * Runs `work` in one transaction, as `Database.transaction` does (also again, when the database asks for it), and
   * wakes the worker for what it enqueued. Every transaction that enqueues runs through it.
   */
  commit<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Writes the orders in the caller's transaction, which `commit` began: a rollback takes them back. */
  enqueue(tx: Transaction, orders: readonly DeliveryOrder[]): Promise<void>;
  /** The same as CTEs for a statement of the caller's own in that transaction, which has to read `notified`. */
  enqueuing(tx: Transaction, orders: readonly DeliveryOrder[]): SqlPart;
  /** What the bot's message there is about, `feedback:ID`; null: no living message. */
  livingKeyAt(ref: MessageRef): Promise<string | null>;
  /** How many mails about these were ordered since then, by whatever room. */
  countMails(
    tx: Transaction,
    asked: { readonly organisationId: string; readonly since: Date; readonly about: readonly MailKind[] },
  ): Promise<number>;
}

/** Writes anew what shows things of other rooms, in the transaction that put one of them right. */
export type ShowPutRight = (tx: Transaction, organisationId: string) => Promise<void>;

/** Between the rooms that put things right and those that show them. */
export interface PutRight {
  /** Called by each room that shows things of others, when it is built. */
  listen(show: ShowPutRight): void;
  /** Something of this organisation was put right: whatever shows it is written anew. */
  tell: ShowPutRight;
}
