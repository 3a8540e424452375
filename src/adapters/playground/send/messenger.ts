/** How cards reach the playground's channels: rows in its own table, told to open pages. Only delivery calls it. */
import type { Card } from '../../../chat/card.js';
import type { Messenger, SendOutcome } from '../../../chat/messenger.js';
import type { Clock } from '../../../kernel/clock.js';
import type { Logger } from '../../../kernel/logger.js';
import { renderCard } from '../render/render-card.js';
import { channelOf } from './channels.js';
import type { Events } from './events.js';
import type { PlaygroundStore, StoredMessage } from './store.js';

export interface MessengerDeps {
  readonly store: PlaygroundStore;
  readonly clock: Clock;
  readonly events: Events;
  readonly log: Logger;
}

/** The playground's messenger: it keeps messages in the database and tells open pages. */
export function createMessenger({ store, clock, events, log }: MessengerDeps): Messenger {
  const settle = async (write: () => Promise<StoredMessage | null>, isNew: boolean): Promise<SendOutcome> => {
    try {
      const stored = await write();
      if (!stored) return { kind: 'gone', reason: 'The playground has no such message any more.' };
      events.publish({ kind: 'posted', channel: stored.channel, id: stored.id, isNew });
      return { kind: 'sent', ref: { channel: stored.channel, message: stored.id } };
    } catch (error) {
      if (error instanceof RangeError) return { kind: 'permanent', reason: error.message };
      log.warn({ err: error }, 'playground message not written');
      return { kind: 'retry', reason: 'The database did not take the message.' };
    }
  };
  const noted =
    <T>(otherwise: T) =>
    (error: unknown): T => {
      log.warn({ err: error }, 'playground message not read or deleted');
      return otherwise;
    };
  return {
    post(to, card, options) {
      const threadId = options?.threadOf?.message ?? null;
      const message = { channel: channelOf(to), threadId, mark: options?.mark };
      return settle(async () => store.add({ ...message, card: shown(card) }, clock.now()), true);
    },
    update: (ref, card) => settle(async () => store.edit(ref.message, shown(card), clock.now()), false),
    async find({ mark, to }) {
      const channel = channelOf(to);
      const ids = await store.marked(channel, mark).catch(noted(null));
      if (ids === null) return { kind: 'retry', reason: 'The database did not answer.' };
      return { kind: 'looked', refs: ids.map((message) => ({ channel, message })) };
    },
    async remove({ channel, message: id }) {
      const isGone = await store.remove(id).catch(noted(false));
      if (isGone) events.publish({ kind: 'posted', channel, id, isNew: false });
      return isGone;
    },
  };
}

/** Refused here as the platforms would refuse it, so that a card that is kept can always be shown. */
function shown(card: Card): Card {
  renderCard(card);
  return card;
}
