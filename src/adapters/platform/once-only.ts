/**
 * Does once what a platform tells twice, to this copy of the bot or to another: again after a failure or a crash, and
 * never twice at the same time. Receivers of events, clicks and forms ask.
 */
import { createHash } from 'node:crypto';
import type { FormsOnce } from '../../chat/form-instances.js';
import type { Reply } from '../../chat/reply.js';
import type { Clock } from '../../kernel/clock.js';
import type { Logger } from '../../kernel/logger.js';
import type { Platform } from '../../kernel/person.js';
import type { Sql } from '../../storage/database.js';
import { notingDone } from './accepted-acts-store.js';
import { createCache } from './cache.js';
import { beginAct, endAct, forgetAct, noteFirst } from './once-only-store.js';

/** Another copy is doing it, and nobody knows yet whether it succeeds: the platform should tell it again. */
export class NotYet extends Error {}

/** A press of a button. Two clicks are the same when their `parts` are: who, on which message, which button. */
export interface Click {
  readonly parts: readonly unknown[];
  /** When it was made, by the platform's clock. */
  readonly at: Date;
}

/** Runs the part of an event's work that changes something: what its first transaction keeps is never done again. */
export type Within = <T>(work: () => Promise<T>) => Promise<T>;

/** Does work once, although a platform repeats an event or tells it to several copies of the bot. */
export interface OnceOnly {
  /**
   * Resolves when the work is done, now or before. Throws what the work throws, and then it counts as not begun.
   * Throws NotYet while another copy does it. An empty id is not compared.
   */
  event(eventId: string, work: (within: Within) => Promise<void>): Promise<void>;
  /** Whether this trigger was never seen before; null is not compared. */
  isNew(triggerId: string | null): Promise<boolean>;
  /** False for the second half of a double click. */
  isFirstClick(click: Click): Promise<boolean>;
}

export interface OnceOnlyDeps {
  readonly platform: Platform;
  readonly database: Sql;
  readonly clock: Clock;
  readonly log: Logger;
}

/** A copy that began an event and is silent for so long counts as dead; Slack tells again after one minute and five. */
const deadAfterMs = 45_000;
/** Within this time nobody presses the same button twice on purpose. */
const doubleClickMs = 1_500;
const cacheSize = 5_000;

/** Builds it for one platform; what was done is noted in the database. */
export function createOnceOnly({ platform, database, clock, log }: OnceOnlyDeps): OnceOnly {
  /** This copy's memory, so that a repeat need not ask the database. */
  const seen = createCache<number>(cacheSize);
  const isFirst = async (name: string, at: Date, spanMs: number) => {
    const key = `${platform}/${name}`;
    const before = seen.get(key);
    seen.set(key, Math.max(at.getTime(), before ?? 0));
    if (before !== undefined && at.getTime() - before < spanMs) return false;
    return noteFirst(database, { key, at }, spanMs).catch((error: unknown) => {
      // Without the database the work fails too, and says so in words; silence would say nothing.
      notNoted(error);
      return true;
    });
  };

  async function event(key: string, work: (within: Within) => Promise<void>): Promise<void> {
    const attempted = await attempt({ database, clock, notNoted }, key, work);
    if (attempted === 'under way') throw new NotYet();
  }

  const notNoted = (error: unknown) => log.warn({ platform, err: error }, 'handled act not noted');
  return {
    event: (eventId, work) => (eventId === '' ? work((part) => part()) : event(`${platform}/event:${eventId}`, work)),
    isNew: async (triggerId) => triggerId === null || isFirst(`trigger:${triggerId}`, clock.now(), Infinity),
    isFirstClick({ parts, at }) {
      const hash = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
      return isFirst(`click:${hash}`, at, doubleClickMs);
    },
  };
}

/** Takes a sent form once, whichever copy of the bot it is sent to. */
export function createFormsOnce({ database, clock, log }: Omit<OnceOnlyDeps, 'platform'>): FormsOnce {
  const notNoted = (error: unknown) => log.warn({ err: error }, 'sent form not noted');
  return async (form, work) => {
    const attempted = await attempt({ database, clock, notNoted }, `form/${form}`, work, isTaken);
    return typeof attempted === 'string' ? null : attempted.value;
  };
}

const isTaken = ({ kind }: Reply): boolean => kind !== 'fieldErrors';

interface AttemptDeps extends Pick<OnceOnlyDeps, 'database' | 'clock'> {
  readonly notNoted: (error: unknown) => void;
}

/** Does the work, unless it was done or is under way. What fails, or is not `isOver`, counts as not begun. */
async function attempt<Value>(
  { database, clock, notNoted }: AttemptDeps,
  key: string,
  work: (within: Within) => Promise<Value>,
  isOver: (value: Value) => boolean = () => true,
): Promise<{ readonly value: Value } | 'under way' | 'done'> {
  const at = clock.now();
  const begun = await beginAct(database, { key, at }, new Date(at.getTime() - deadAfterMs));
  if (begun !== 'ours') return begun;
  const forget = () => forgetAct(database, { key, at }).catch(notNoted);
  try {
    const value = await work((part) => notingDone({ key, at }, clock, part));
    await (isOver(value) ? endAct(database, key, clock.now()).catch(notNoted) : forget());
    return { value };
  } catch (thrown) {
    await forget();
    throw thrown;
  }
}
