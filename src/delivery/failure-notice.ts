/** Tells the champion when a message could not be delivered for good, because silence would look like delivery. */
import { z } from 'zod';
import type { Card } from '../chat/card.js';
import type { Outgoing } from '../chat/feature.js';
import { type Destination, type KnownRefusal, refusals } from '../chat/messenger.js';
import type { Database } from '../storage/database.js';
import type { FailedDelivery, Outbox } from './delivery.js';

const kind = 'delivery.failed';

export interface FailureNoticeDeps {
  readonly database: Database;
  readonly outbox: () => Outbox;
  /** The champion's member id; null: there is nobody to tell, and the log has it. */
  readonly championOf: (organisationId: string) => Promise<string | null>;
  /** `#marketing` or a person's name. */
  readonly nameOf: (organisationId: string, to: Destination) => Promise<string>;
}

export interface FailureNotice {
  readonly outgoing: Readonly<Record<string, Outgoing>>;
  onFailed(delivery: FailedDelivery): Promise<void>;
}

const notice = z.object({ where: z.string(), reason: z.string() });

export function createFailureNotice(deps: FailureNoticeDeps): FailureNotice {
  return {
    outgoing: { [kind]: { compose: async (payload) => ({ kind: 'send', card: failureCard(notice.parse(payload)) }) } },
    async onFailed({ organisationId, kind: failedKind, to, reason }) {
      // A notice that could not be delivered itself would only be followed by another.
      if (failedKind === kind) return;
      const memberId = await deps.championOf(organisationId);
      if (memberId === null || (to.kind === 'member' && to.memberId === memberId)) return;
      const payload = { where: await deps.nameOf(organisationId, to), reason };
      const outbox = deps.outbox();
      await deps.database.transaction((tx) =>
        outbox.enqueue(tx, [{ organisationId, kind, payload, to: { kind: 'member', memberId } }]),
      );
      outbox.kick();
    },
  };
}

/** What happened and what mends it, in words that hold on every platform. */
const mends: Readonly<Record<KnownRefusal, string>> = {
  place_not_found:
    'I can’t find it: it was deleted, or it is private and I’m not in it. Invite me there, or choose another place in “settings”.',
  not_a_member: 'I’m not a member there. Invite me, and what comes next arrives.',
  archived: 'It is archived. Open it again, or choose another place in “settings”.',
  not_permitted:
    'I may not write there. Somebody who administers it can allow it, or choose another place in “settings”.',
  person_gone: 'They can’t be written to any more. Hand what they own to somebody else: “feedback list” shows it.',
  destination_not_connected:
    'Its workspace is not connected to me any more. Whoever installed me there can install me again.',
  too_long: 'It was too long to be shown there. That is my fault: please tell whoever runs me.',
};

function failureCard({ where, reason }: z.output<typeof notice>): Card {
  const title = `A message to ${where} could not be delivered`;
  return {
    title,
    summary: title,
    tone: 'warning',
    blocks: [
      { kind: 'text', line: isKnown(reason) ? mends[reason] : `The chat platform said: ${reason}.` },
      {
        kind: 'note',
        line: isKnown(reason)
          ? 'Nothing is lost: the feedback stands in “feedback list”.'
          : 'Is the bot still a member there, and is the channel open? Nothing is lost: the feedback stands in “feedback list”.',
      },
    ],
  };
}

function isKnown(reason: string): reason is KnownRefusal {
  return refusals.some((known) => known === reason);
}
