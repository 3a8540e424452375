/** What a room registers so that people are reminded of its things. */
import type { Block, ButtonAction, Card } from '../chat/card.js';
import type { Sweep } from '../chat/feature.js';
import type { MessageRef } from '../chat/messenger.js';
import type { Transaction } from '../storage/database.js';
import type { Recipient } from './recipients.js';
import type { RecipientRole } from './roles.js';

export interface Subject {
  readonly id: string;
  readonly organisationId: string;
}

/** One reminder for one recipient; the first eight fields tell it from every other. */
export interface PlannedReminder {
  readonly organisationId: string;
  readonly kind: string;
  readonly subjectId: string;
  /** Goes up by one each time the subject starts again, for example when it is reopened. */
  readonly round: number;
  /** The step of its ladder, and 0 or how often it has repeated. */
  readonly step: number;
  readonly repeat: number;
  readonly role: RecipientRole;
  readonly recipientId: string;
  /** Of a place: the member who is meant and can't be written to privately. */
  readonly insteadOfId?: string | null;
  readonly dueAt: Date;
}

export type Reminder = PlannedReminder & { readonly id: bigint };

/** One step that a subject has reached, as a reminder for each of the recipients. */
export function remindersOf(
  kind: string,
  {
    subject,
    ...step
  }: { readonly subject: Subject; readonly round: number; readonly step: number; readonly repeat: number },
  recipients: readonly Pick<Recipient, 'role' | 'id' | 'dueAt'>[],
): readonly PlannedReminder[] {
  const { id: subjectId, organisationId } = subject;
  return recipients.map(({ role, id: recipientId, dueAt }) => ({
    ...{ organisationId, kind, subjectId, ...step, role, recipientId, dueAt },
  }));
}

/** How a subject stands, read just before a message is sent. */
export interface Standing {
  readonly round: number;
  /** Somebody still has to do something about it. */
  readonly isOpen: boolean;
  readonly ownerId: string | null;
  /** Who may be reminded while its owner is not there, besides their delegate. */
  readonly fallbackIds?: readonly string[];
  /** Where its owner is asked when they can't be written to privately; null: nowhere. */
  readonly placeId?: string | null;
  /** Those with the earliest time stand first. */
  readonly urgentAt: Date | null;
  /** Whether this step is skipped in the present state. */
  readonly leavesOut?: (step: number) => boolean;
}

/** One line of a message, before the room has put it into words. */
export interface Line {
  readonly reminder: Reminder;
  /** 1: the first about this subject, in this round, to this recipient. */
  readonly nth: number;
  /** The one before. */
  readonly before: { readonly at: Date; readonly step: number } | null;
  /** The subject has moved on since the message was sent: the line says how it stands, and has no buttons. */
  readonly isOver: boolean;
}

/** One thing as a message shows it. */
export interface View {
  /** Used when the message has only this one. */
  readonly card: Card;
  /** Used when the message has several. */
  readonly row: readonly Block[];
}

export interface Ladder<S extends Subject> {
  /** When the earliest subject falls due, as `dueNext` makes it. */
  readonly due: Sweep['due'];
  /** Locks up to `limit` subjects that are due and not put aside. */
  claim(tx: Transaction, now: Date, limit: number): Promise<readonly S[]>;
  /**
   * Moves subjects on to where they stand at `now` and says who is to be reminded. May be called again with fewer of
   * them: it has no effect outside the transaction.
   */
  climb(tx: Transaction, subjects: readonly S[], now: Date): Promise<readonly PlannedReminder[]>;
}

/** One sort of thing that people are reminded of: when, whom, whether it is still true, and in which words. */
export interface Kind<S extends Subject = Subject> {
  /** `room.what` */
  readonly name: string;
  readonly ladder: Ladder<S>;
  /** How these stand at this moment, by id; what is gone is left out. */
  standing(organisationId: string, subjectIds: readonly string[]): Promise<ReadonlyMap<string, Standing>>;
  /** Puts lines into words for one reader (a place: everybody there), by the subject's id. */
  show(organisationId: string, lines: readonly Line[], readerId: string | null): Promise<ReadonlyMap<string, View>>;
  /** The button beside "and 3 more". */
  more(role: RecipientRole): ButtonAction;
  /** Called once when reminders were sent, in the transaction that notes it: writes the history. */
  sent?(
    tx: Transaction,
    reminders: readonly Reminder[],
    sent: { readonly at: Date; readonly ref: MessageRef },
  ): Promise<void>;
  /** Called for reminders that were no longer true when they were to be sent, or that failed for good. */
  unsent?(reminders: readonly Reminder[]): Promise<void>;
}
