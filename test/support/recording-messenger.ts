/** A messenger that keeps what it was given, and fails when told to: for tests of delivery and of stories. */
import type { Card } from '../../src/chat/card.js';
import type { Destination, MessageRef, Messenger, SendOutcome, Sighting } from '../../src/chat/messenger.js';

export interface RecordedSend {
  readonly how: 'post' | 'update';
  /** Where a post went; null for edits. */
  readonly to: Destination | null;
  readonly card: Card;
  readonly ref: MessageRef;
  readonly threadOf?: MessageRef;
  readonly mark?: string;
}

/** What becomes of a send. `arrives`: people see it. What it answers, or never does, is another matter. */
export interface Fate {
  readonly arrives: boolean;
  readonly answer: () => Promise<SendOutcome>;
}

const never = () => new Promise<SendOutcome>(() => undefined);

export const retry = (waitSeconds?: number): Fate => lost({ kind: 'retry', reason: 'rate_limited', waitSeconds });
export const refuse = (reason = 'channel_not_found'): Fate => lost({ kind: 'permanent', reason });
/** The message to edit, or the thread, was deleted. */
export const gone: Fate = lost({ kind: 'gone', reason: 'message_not_found' });
export const throws: Fate = { arrives: false, answer: () => Promise.reject(new TypeError('adapter bug')) };
/** No answer ever; nothing arrived. With a deadline beyond the test this is a bot killed before its send. */
export const hangs: Fate = { arrives: false, answer: never };
/** It arrived and the answer never came: with a deadline beyond the test, a bot killed between send and note. */
export const arrivesUnanswered: Fate = { arrives: true, answer: never };

function lost(outcome: SendOutcome): Fate {
  return { arrives: false, answer: async () => outcome };
}

export interface RecordingMessenger extends Messenger {
  /** What people see, oldest first: posts and edits. */
  readonly sent: readonly RecordedSend[];
  /** The titles of what was sent, oldest first. */
  titles(): readonly string[];
  /** What was deleted. */
  readonly removed: readonly MessageRef[];
  /** The next looks for a message find this; after these, what was posted. */
  see(...sightings: readonly Sighting[]): void;
  /** How often it was asked, refused or not. */
  attemptCount(): number;
  /** What the next sends meet, in this order; after these all arrive. */
  meet(...fates: readonly Fate[]): void;
  /** Every send to this destination meets this from now on; null: they arrive again. */
  meetAlways(to: Destination, fate: Fate | null): void;
  /** Resolves when it was asked this often in all. */
  asked(count: number): Promise<void>;
}

/** @param restMs what each destination is to rest after a message */
export function createRecordingMessenger(restMs = 0): RecordingMessenger {
  const sent: RecordedSend[] = [];
  const removed: MessageRef[] = [];
  const sightings: Sighting[] = [];
  const fates: Fate[] = [];
  const standing = new Map<string, Fate>();
  const askers: { readonly count: number; readonly resolve: () => void }[] = [];
  let attempts = 0;

  async function send(message: RecordedSend): Promise<SendOutcome> {
    attempts += 1;
    const fate = fates.shift() ?? standing.get(JSON.stringify(message.to));
    if (fate === undefined || fate.arrives) sent.push(message);
    for (const asker of askers) if (attempts >= asker.count) asker.resolve();
    return fate ? fate.answer() : { kind: 'sent', ref: message.ref, ...(restMs > 0 && { restMs }) };
  }

  return {
    sent,
    removed,
    see: (...more) => void sightings.push(...more),
    titles: () => sent.map(({ card }) => card.title),
    attemptCount: () => attempts,
    meet: (...more) => void fates.push(...more),
    meetAlways(to, fate) {
      if (fate) standing.set(JSON.stringify(to), fate);
      else standing.delete(JSON.stringify(to));
    },
    asked: (count) =>
      new Promise((resolve) => {
        if (attempts >= count) resolve();
        else askers.push({ count, resolve });
      }),
    post(to, card, options) {
      const ref = {
        channel: to.kind === 'place' ? to.placeId : to.kind === 'member' ? to.memberId : to.personId,
        message: `m${attempts + 1}`,
      };
      return send({ how: 'post', to, card, ref, ...options });
    },
    update: (ref, card) => send({ how: 'update', to: null, card, ref }),
    async find({ mark }) {
      const stands = sent.filter((each) => each.mark === mark && !removed.includes(each.ref));
      return sightings.shift() ?? { kind: 'looked', refs: stands.map(({ ref }) => ref) };
    },
    async remove(ref) {
      removed.push(ref);
      return true;
    },
  };
}
