/** Tells the champion when a message could not be delivered for good, because silence would look like delivery. */
import { z } from 'zod';
import type { Card } from '../chat/card.js';
import type { Outgoing } from '../chat/feature.js';
import type { Destination } from '../chat/messenger.js';
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

function failureCard({ where, reason }: z.output<typeof notice>): Card {
  const title = `A message to ${where} could not be delivered`;
  return {
    title,
    summary: title,
    tone: 'warning',
    blocks: [
      { kind: 'text', line: `The chat platform said: ${reason}.` },
      {
        kind: 'note',
        line: 'Is the bot still a member there, and is the channel open? Nothing is lost: the feedback stands in “feedback list”.',
      },
    ],
  };
}
