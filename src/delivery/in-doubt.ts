/**
 * What becomes of a message that an earlier attempt may have posted without our hearing so: it is looked for before it is
 * posted again, so that one of it stands. attempt.ts asks.
 */
import type { Card } from '../chat/card.js';
import type { MessageRef, Messenger, SendOutcome, Sighting } from '../chat/messenger.js';
import type { Claimed } from './claim-store.js';
import { destinationOf } from './lane.js';
import { stepAsideAttemptCount } from './verdict.js';

/** A message that stands there; `mayStandTwice`: the platform let nobody see whether an earlier one does too. */
export type PostedAgain = SendOutcome & { readonly mayStandTwice?: true };

/** Where messages to a destination stand, as the platform names it. */
export type ChannelOf = (delivery: Claimed) => Promise<string | null>;

/** By what a message is found again. The instant makes it unlike any other, also after ids were used twice by a restored backup. */
export const markOf = ({ id, createdAt }: Pick<Claimed, 'id' | 'createdAt'>): string => `${id}-${createdAt.getTime()}`;

interface Again {
  readonly card: Card;
  readonly messenger: Messenger;
  readonly channelOf: ChannelOf;
  /** Told when none is seen, also where nobody can look. */
  readonly neverArrived: (delivery: Claimed) => void;
  /** As for a first time. */
  post(): Promise<SendOutcome>;
}

/** Edits what stands there already; posts it where nothing does, or where nobody can see that. */
export async function postAgain(delivery: Claimed, again: Again): Promise<PostedAgain> {
  const { messenger, card, post } = again;
  const seen = await look(delivery, messenger, await again.channelOf(delivery));
  // A platform that is away now is asked again. One that goes on refusing to be looked at does not hold the message up.
  if (seen.kind === 'retry' && delivery.attemptCount < stepAsideAttemptCount) return seen;
  const [first, ...others] = seen.kind === 'looked' ? seen.refs : [];
  if (first) {
    const edited = await messenger.update(first, card);
    if (edited.kind === 'sent')
      return (await removeAll(messenger, others)) ? edited : { ...edited, mayStandTwice: true };
    if (edited.kind !== 'gone') return edited;
  }
  const posted = await post();
  if (!first && posted.kind === 'sent') again.neverArrived(delivery);
  if (posted.kind !== 'sent' || seen.kind === 'looked') return posted;
  // Now it is known where it stands, and so where to look.
  const later = await look(delivery, messenger, posted.ref.channel);
  const isAlone = later.kind === 'looked' && (await removeAll(messenger, othersThan(posted.ref, later.refs)));
  return isAlone ? posted : { ...posted, mayStandTwice: true };
}

/**
 * A later order for the same living message has posted it, while this one waited in doubt: that is the one that is edited,
 * and what this one may have posted goes.
 */
export async function onlyThat(
  delivery: Claimed,
  edited: Extract<SendOutcome, { readonly kind: 'sent' }>,
  { messenger, channelOf }: Pick<Again, 'messenger' | 'channelOf'>,
): Promise<PostedAgain> {
  const seen = await look(delivery, messenger, await channelOf(delivery));
  const isAlone = seen.kind === 'looked' && (await removeAll(messenger, othersThan(edited.ref, seen.refs)));
  return isAlone ? edited : { ...edited, mayStandTwice: true };
}

/** Takes away what an earlier attempt may have posted and what is no longer true. */
export async function withdraw(delivery: Claimed, messenger: Messenger, channelOf: ChannelOf): Promise<void> {
  const seen = await look(delivery, messenger, await channelOf(delivery));
  if (seen.kind === 'looked') await removeAll(messenger, seen.refs);
}

function look(delivery: Claimed, messenger: Messenger, channel: string | null): Promise<Sighting> {
  const { lane, createdAt: since, threadRef } = delivery;
  const inThread = threadRef ? { threadOf: threadRef } : {};
  return messenger.find({ mark: markOf(delivery), to: destinationOf(lane), since, channel, ...inThread });
}

const othersThan = (ref: MessageRef, refs: readonly MessageRef[]) =>
  refs.filter(({ message }) => message !== ref.message);

async function removeAll(messenger: Messenger, refs: readonly MessageRef[]): Promise<boolean> {
  let areGone = true;
  for (const ref of refs) areGone = (await messenger.remove(ref)) && areGone;
  return areGone;
}
