/** One attempt at one message: composes it from the state as it is now, and posts or edits. Writes nothing. */
import type { Card } from '../chat/card.js';
import type { Dispatch, Outgoing } from '../chat/feature.js';
import { type Destination, heldUp, type Messenger, type SendOutcome } from '../chat/messenger.js';
import { expired, withDeadline } from '../kernel/deadline.js';
import { inLanguage } from '../kernel/language/reader.js';
import type { Logger } from '../kernel/logger.js';
import { asWork } from '../kernel/work.js';
import type { Claimed } from './claim-store.js';
import { type ChannelOf, markOf, onlyThat, type PostedAgain, postAgain, withdraw } from './in-doubt.js';
import { destinationOf } from './lane.js';
import { type AttemptEnd, stepAsideAttemptCount } from './verdict.js';

export interface AttemptDependencies {
  readonly log: Logger;
  readonly outgoing: () => Readonly<Record<string, Outgoing>>;
  readonly messengerFor: (to: Destination) => Promise<Messenger | null>;
  /**
   * Whether people of other companies read there: only what is for outsiders goes there. null: the platform has never
   * said, and is asked again.
   * @param noted whether the database said so when the delivery was claimed
   */
  readonly isShared: (to: Destination, noted: boolean) => Promise<boolean | null>;
  /** Whether this error, just thrown, is the database's and not the message's. Never rejects. */
  readonly isDatabaseAway: (error: unknown) => Promise<boolean>;
  /** Where messages to its destination stand. */
  readonly channelOf: ChannelOf;
  /** Told of one that may have arrived, was looked for, and does not stand there as far as can be seen. */
  readonly neverArrived: (delivery: Claimed) => void;
  /** Resolves when the next piece of work may begin. */
  readonly turn: () => Promise<void>;
  /**
   * Nothing is sent: what would be is noted as perhaps sent before (src/backup). What stands already is edited by the
   * order that is made at the end of it. Default: it is sent.
   */
  readonly isSilent?: boolean | undefined;
  /** How long the room may compose, and how long the platform may take, each. */
  readonly deadlineMs: number;
}

/** Why a message is not sent again after a backup was restored. */
export const perhapsSent = 'perhaps_sent_before_restore';

/** Never throws: what our own code threw is a `defect`, unless the database was away. */
export async function attempt(delivery: Claimed, deps: AttemptDependencies): Promise<AttemptEnd> {
  await deps.turn();
  return asWork({ kind: 'delivery', name: delivery.kind }, async (work) => {
    const end = await inLanguage(delivery.language, () => composeAndSend(delivery, deps));
    work.outcome = end.kind;
    return end;
  });
}

async function composeAndSend(delivery: Claimed, deps: AttemptDependencies): Promise<AttemptEnd> {
  const ready = await prepare(delivery, deps).catch((error: unknown) => thrown(delivery, error, deps));
  return 'card' in ready ? send(delivery, ready, deps) : ready;
}

interface Ready {
  readonly card: Card;
  readonly messenger: Messenger;
}

async function prepare(delivery: Claimed, deps: AttemptDependencies): Promise<Ready | AttemptEnd> {
  const room = deps.outgoing()[delivery.kind];
  if (!room) throw new Error(`No room composes "${delivery.kind}".`);
  const to = destinationOf(delivery.lane);
  const hasOutsiders = room.forOutsiders || deps.isSilent ? false : await deps.isShared(to, delivery.toShared);
  if (hasOutsiders) return { kind: 'skip', reason: 'outsiders_read_there' };
  // Its platform has about a minute to say who reads there. Longer would keep a company's own words from it.
  if (hasOutsiders === null && delivery.attemptCount < stepAsideAttemptCount)
    return { kind: 'retry', reason: 'readers_unknown' };
  const dispatch: Dispatch | typeof expired = await withDeadline(
    room.compose(delivery.payload, delivery.organisationId),
    deps.deadlineMs,
  );
  if (dispatch === expired) {
    deps.log.error({ deliveryId: delivery.id, kind: delivery.kind }, 'room did not compose in time');
    return { kind: 'retry', reason: 'not_composed_in_time' };
  }
  if (deps.isSilent && dispatch.kind === 'send')
    return delivery.livingRef
      ? { kind: 'skip', reason: 'edited_after_restore' }
      : { kind: 'unknown', reason: perhapsSent };
  const messenger = await deps.messengerFor(to);
  if (dispatch.kind === 'skip') {
    if (messenger && delivery.mayHaveArrived) await withdraw(delivery, messenger, deps.channelOf);
    return { kind: 'skip', reason: dispatch.reason };
  }
  if (!messenger) return heldUp('destination_not_connected');
  return { card: dispatch.card, messenger };
}

async function send(delivery: Claimed, ready: Ready, deps: AttemptDependencies): Promise<AttemptEnd> {
  try {
    const outcome = await withDeadline(postOrEdit(delivery, ready, deps), deps.deadlineMs);
    if (outcome === expired) return { kind: 'retry', reason: 'no_answer_in_time', mayHaveArrived: true };
    return outcome.kind === 'gone' ? { kind: 'permanent', reason: outcome.reason } : outcome;
  } catch (error) {
    return { ...(await thrown(delivery, error, deps)), mayHaveArrived: true };
  }
}

/** Edits the message where it exists; posts it where it does not exist yet, or was deleted. */
async function postOrEdit(
  delivery: Claimed,
  { card, messenger }: Ready,
  { channelOf, neverArrived }: AttemptDependencies,
): Promise<PostedAgain> {
  const to = destinationOf(delivery.lane);
  if (delivery.livingRef) {
    const edited = await messenger.update(delivery.livingRef, card);
    if (edited.kind === 'sent' && delivery.mayHaveArrived) return onlyThat(delivery, edited, { messenger, channelOf });
    if (edited.kind !== 'gone') return edited;
  }
  const marked = { mark: markOf(delivery), ...(delivery.livingKey !== null && { isLiving: true }) };
  const inThread = delivery.threadRef ? { threadOf: delivery.threadRef } : {};
  const post = async (): Promise<SendOutcome> => {
    const posted = await messenger.post(to, card, { ...marked, ...inThread });
    return posted.kind === 'gone' && delivery.threadRef ? messenger.post(to, card, marked) : posted;
  };
  return delivery.mayHaveArrived ? postAgain(delivery, { card, messenger, channelOf, neverArrived, post }) : post();
}

type Thrown = Extract<AttemptEnd, { kind: 'defect' | 'retry' }>;

async function thrown(delivery: Claimed, error: unknown, deps: AttemptDependencies): Promise<Thrown> {
  const { log, isDatabaseAway } = deps;
  const name = error instanceof Error ? error.name : 'thrown';
  const entry = { err: error, deliveryId: delivery.id, kind: delivery.kind };
  if (await isDatabaseAway(error)) {
    log.warn(entry, 'delivery waits for the database');
    return { kind: 'retry', reason: 'database_away' };
  }
  log.error(entry, 'delivery threw');
  return { kind: 'defect', reason: `defect:${name}`, mayHaveArrived: false };
}
