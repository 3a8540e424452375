/**
 * Does once what Slack tells twice, to this copy of the bot or to another: again after a failure or a crash, and never
 * beside itself. Events, clicks and whatever has a trigger ask.
 */
import { createHash } from 'node:crypto';
import { describeDefect } from '../../chat/defect.js';
import type { Clock } from '../../kernel/clock.js';
import type { Logger } from '../../kernel/logger.js';
import type { Database } from '../../storage/database.js';
import type { Click } from '../slack/receive/payloads.js';
import { createKept } from './cache.js';
import { beginDeed, endDeed, forgetDeed, noteClick } from './once-only-store.js';

/** Another copy is at it, and nobody knows yet whether it gets done: Slack shall tell again. */
export class NotYet extends Error {}

export interface DoneOnce {
  /** Kept when the work is done, now or before. Throws what the work throws, and then it counts as not begun. */
  event(eventId: string, work: () => Promise<void>): Promise<void>;
  /** Whether this trigger was never seen before. */
  isNew(triggerId: string | null): Promise<boolean>;
  /** Whether it is no second half of a double click, which Slack sends as a click of its own. */
  isFirstClick(click: Click): Promise<boolean>;
}

export interface DoneOnceDeps {
  /** Absent: only this copy remembers. */
  readonly database?: Pick<Database, 'prisma'>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Who began an event and has said nothing for so long is dead; Slack tells again after one minute and after five. */
const patienceMs = 45_000;
/** Within which nobody presses the same button twice on purpose. */
const doubleClickMs = 1_500;
const keptCount = 5_000;

export function createDoneOnce({ database, clock, log }: DoneOnceDeps): DoneOnce {
  /** This copy's memory, so that a repeat need not ask the database. */
  const clicks = createKept<number>(keptCount);
  const isFirst = async (key: string, at: Date, spanMs: number) => {
    const before = clicks.get(key);
    clicks.set(key, Math.max(at.getTime(), before ?? 0));
    if (before !== undefined && at.getTime() - before < spanMs) return false;
    if (!database) return true;
    return noteClick(database.prisma, { key, at }, spanMs).catch((error: unknown) => {
      // Nothing else can be done without the database either; people hear that in words, and not by Slack's silence.
      notNoted(error);
      return true;
    });
  };

  async function event(key: string, work: () => Promise<void>): Promise<void> {
    if (!database) return work();
    const now = clock.now();
    const begun = await beginDeed(database.prisma, { key, at: now }, new Date(now.getTime() - patienceMs));
    if (begun === 'done') return;
    if (begun === 'under way') throw new NotYet();
    try {
      await work();
    } catch (thrown) {
      await forgetDeed(database.prisma, { key, at: now }).catch(notNoted);
      throw thrown;
    }
    await endDeed(database.prisma, key, clock.now()).catch(notNoted);
  }

  const notNoted = (error: unknown) => log.warn({ defect: describeDefect(error) }, 'slack deed not noted');
  return {
    event: (eventId, work) => (eventId === '' ? work() : event(`event:${eventId}`, work)),
    isNew: async (triggerId) => triggerId === null || isFirst(`trigger:${triggerId}`, clock.now(), Infinity),
    isFirstClick(click) {
      const at = Number(click.actions[0].action_ts) * 1_000;
      return isFirst(keyOf(click), Number.isFinite(at) ? new Date(at) : clock.now(), doubleClickMs);
    },
  };
}

function keyOf({ user, message, view, channel, actions: [{ action_id, value }] }: Click): string {
  const what = JSON.stringify([user.id, channel?.id, message?.ts ?? view?.id, action_id, value]);
  return createHash('sha256').update(what).digest('hex');
}
