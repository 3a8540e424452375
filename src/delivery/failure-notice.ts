/**
 * Tells the champion when a message could not be delivered for good, or waits until somebody mends something, because
 * silence would look like delivery. Where no champion can be reached the admins are told.
 */

import { z } from 'zod';
import { actions } from '../chat/blocks.js';
import type { Card } from '../chat/card.js';
import type { Outgoing } from '../chat/feature.js';
import { type Destination, type KnownRefusal, mendable, refusals } from '../chat/messenger.js';
import type { Clock } from '../kernel/clock.js';
import { phrase, say } from '../kernel/language/say.js';
import type { Logger } from '../kernel/logger.js';
import type { FailedDelivery, Outbox } from './delivery.js';
import { destinationOf, laneOf } from './lane.js';
import { lettersButton } from './letters.js';
import { claimNotice, forgetNotice } from './notice-store.js';

const kind = 'delivery.failed';
/** A closed place is reported once a day, however many messages wait for it. */
const everyMs = 24 * 3_600_000;
/** Somebody who closed their chat is reported once, until it is open again. */
const onceFor: KnownRefusal = 'person_closed';
/** How many admins are told where an organisation has more. */
const adminCount = 10;

export interface FailureNoticeDeps {
  readonly clock: Clock;
  readonly log: Logger;
  readonly outbox: () => Outbox;
  /** Member ids. A champion who is away, or has left, is none. */
  readonly whoCares: (organisationId: string) => Promise<{ champion: string | null; admins: readonly string[] }>;
  /** In which workspace it is, `slack/T0…`, and whether that is connected; null: it is nowhere. */
  readonly workspaceOf: (to: Destination) => Promise<{ key: string; isConnected: boolean } | null>;
  /** `#marketing` or a person's name. */
  readonly nameOf: (organisationId: string, to: Destination) => Promise<string>;
}

/** Tells people about messages that do not get through. */
export interface FailureNotice {
  readonly outgoing: Readonly<Record<string, Outgoing>>;
  onFailed(delivery: FailedDelivery): Promise<void>;
  onHeldUp(delivery: FailedDelivery): Promise<void>;
  /** The member can be written to again: when that ends, it is news. */
  onPersonOpened(memberId: string): Promise<void>;
  /** The platform reports it before any message was refused. */
  onPlaceClosed(closed: ClosedPlace): Promise<void>;
}

export interface ClosedPlace {
  readonly organisationId: string;
  readonly placeId: string;
  readonly reason: KnownRefusal;
}

const notice = z.object({
  where: z.string(),
  /** The destination, as lane.ts writes it. */
  from: z.string().default(''),
  reason: z.string(),
  /** Messages to it wait until somebody mends the cause. */
  waits: z.boolean().default(false),
  /** Nothing was refused yet. */
  ahead: z.boolean().default(false),
  /** The champion, once telling them has failed. */
  missed: z.string().default(''),
});

/** Builds it; what it sends is delivered like any other message. */
export function createFailureNotice(deps: FailureNoticeDeps): FailureNotice {
  const { clock, log } = deps;

  /** Who is not behind the door that is closed. */
  async function reachable(memberIds: readonly string[], closed: string | null): Promise<string[]> {
    const found: string[] = [];
    for (const memberId of memberIds) {
      const at = await deps.workspaceOf({ kind: 'member', memberId });
      if (at?.isConnected && at.key !== closed) found.push(memberId);
    }
    return found;
  }

  async function audienceOf({ organisationId, to, reason }: FailedDelivery, missed: string): Promise<string[]> {
    const { champion, admins } = await deps.whoCares(organisationId);
    const closed = reason === 'destination_not_connected' ? ((await deps.workspaceOf(to))?.key ?? null) : null;
    const isElse = (id: string) => !(to.kind === 'member' && to.memberId === id) && id !== missed;
    const first = await reachable([champion].filter((id) => id !== null).filter(isElse), closed);
    if (first.length > 0) return first;
    return (await reachable(admins.filter(isElse), closed)).slice(0, adminCount);
  }

  async function tell(
    failed: FailedDelivery,
    told: Pick<z.output<typeof notice>, 'waits' | 'ahead' | 'missed'>,
  ): Promise<void> {
    const { organisationId, to, reason } = failed;
    const audience = await audienceOf(failed, told.missed);
    if (audience.length === 0) return log.warn({ organisationId, reason }, 'nobody could be told of a silence');
    const where = await deps.nameOf(organisationId, to);
    const cause = [reason, told.waits && 'waits', told.missed].filter(Boolean).join(' ');
    const workspace = reason === 'destination_not_connected' ? await deps.workspaceOf(to) : null;
    // One server takes all mails: what it refuses is said once, not for each person.
    const destination = workspace ? `workspace:${workspace.key}` : to.kind === 'person' ? 'mail' : laneOf(to);
    const payload = { ...told, reason, where, from: laneOf(to) };
    const orders = audience.map((memberId) => ({
      organisationId,
      kind,
      payload,
      to: { kind: 'member', memberId } as const,
    }));
    const outbox = deps.outbox();
    await outbox.commit(async (tx) => {
      if (
        await claimNotice(
          tx,
          { organisationId, destination, cause },
          { now: clock.now(), everyMs: reason === onceFor ? null : everyMs },
        )
      )
        await outbox.enqueue(tx, orders);
    });
  }

  return {
    outgoing: { [kind]: { compose: async (payload) => ({ kind: 'send', card: failureCard(notice.parse(payload)) }) } },
    async onFailed(failed) {
      // An address that is not good any more is told where it is used.
      if (failed.to.kind === 'person' && failed.reason === 'person_gone') return;
      if (failed.kind !== kind) return tell(failed, { waits: false, ahead: false, missed: '' });
      // The champion was not reached: the admins are. A notice to them that fails would only be followed by another.
      const before = notice.parse(failed.payload);
      if (before.missed !== '' || before.from === '' || failed.to.kind !== 'member') return;
      const { from, reason, waits, ahead } = before;
      await tell({ ...failed, to: destinationOf(from), reason }, { waits, ahead, missed: failed.to.memberId });
    },
    async onHeldUp(failed) {
      if (failed.kind !== kind) await tell(failed, { waits: true, ahead: false, missed: '' });
    },
    async onPersonOpened(memberId) {
      const destination = laneOf({ kind: 'member', memberId });
      await deps.outbox().commit((tx) => forgetNotice(tx, { destination, cause: onceFor }));
    },
    async onPlaceClosed({ organisationId, placeId, reason }) {
      const failed = { organisationId, kind: '', payload: null, to: { kind: 'place', placeId }, reason } as const;
      await tell(failed, { waits: mendable.some((each) => each === reason), ahead: true, missed: '' });
    },
  };
}

/** What happened and what mends it, in words that hold on every platform. */
const mends: Readonly<Record<KnownRefusal, string>> = {
  place_not_found: phrase(
    'I can’t find it: it was deleted, or it is private and I’m not in it. Invite me there, or choose another place in `settings`.',
  ),
  not_a_member: phrase('I’m not a member there. Invite me, and what comes next arrives.'),
  archived: phrase('It is archived. Open it again, or choose another place in `settings`.'),
  not_permitted: phrase(
    'I may not write there. Somebody who administers it can allow it, or choose another place in `settings`.',
  ),
  person_gone: phrase(
    'They can’t be written to any more. Hand what they own to somebody else: `feedback list` shows it.',
  ),
  person_closed: phrase(
    'They removed or blocked me in their chat app, or an admin did. I write nothing to them there until they write to me or add me again; what is due is asked where it came up.',
  ),
  destination_not_connected: phrase(
    'Its workspace is not connected to me any more. Whoever installed me there can install me again.',
  ),
  mail_server: phrase('The mail server does not let me in. Whoever runs me can put SMTP_URL right.'),
  too_long: phrase('It was too long to be shown there. That is my fault: please tell whoever runs me.'),
};

function failureCard({ where, from, reason, waits, ahead }: z.output<typeof notice>): Card {
  const title =
    waits || ahead
      ? say('I can’t write to {place} any more', { place: where })
      : say('A message to {place} could not be delivered', { place: where });
  const isThere = say('Is the bot still a member there, and is the channel open?');
  const kept = waits
    ? say('Nothing is lost: what I have for it waits, and is sent as soon as that is mended, within a week.')
    : say('Nothing is lost: the feedback stands in the list: `feedback list`');
  return {
    title,
    summary: title,
    tone: 'warning',
    blocks: [
      {
        kind: 'text',
        line: isKnown(reason) ? say(mends[reason]) : say('The chat platform said: {reason}.', { reason }),
      },
      { kind: 'note', line: isKnown(reason) ? kept : `${isThere} ${kept}` },
      ...(from !== '' && !waits && !ahead ? [actions([lettersButton(from)])] : []),
    ],
  };
}

function isKnown(reason: string): reason is KnownRefusal {
  return refusals.some((known) => known === reason);
}
