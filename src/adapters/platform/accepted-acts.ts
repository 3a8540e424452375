/**
 * What somebody pressed or sent in is kept from the moment it is accepted until its answer was given: a copy of the bot
 * that ends over it, or is killed, leaves it to another one, or to itself after the restart. What it changes is kept in
 * one transaction with the note that it was done, so that nothing is done twice. Receivers of clicks and forms ask.
 */
import type { Sweep } from '../../chat/feature.js';
import { type Reply, done as showNothing } from '../../chat/reply.js';
import {
  abandonedDue,
  acceptAct,
  endAccepted,
  notingDone,
  TakenOver,
  takeOverAbandoned,
} from './accepted-acts-store.js';
import type { OnceOnlyDeps } from './once-only.js';
import type { HandledAct } from './once-only-store.js';

/** What `within` threw, as a reply: who heard that it failed, while another copy does it, would do it again. */
export function otherAnswers(thrown: unknown): Reply {
  if (thrown instanceof TakenOver) return showNothing;
  throw thrown;
}

/** One that this copy of the bot does. */
export interface AcceptedAct {
  /**
   * Runs the part that changes something: what its first transaction keeps is never done again.
   * @throws TakenOver when another copy does it now, and answers; nothing is kept here
   */
  within<T>(work: () => Promise<T>): Promise<T>;
  /** Its answer was given, so it is forgotten. Never rejects. */
  answered(): Promise<void>;
}

/** What was accepted before and never answered. */
export interface Abandoned {
  /** As `accept` was given it, as JSON. */
  readonly told: unknown;
  readonly act: AcceptedAct;
  /** What it changes is kept already: only its answer is owed. */
  readonly isDone: boolean;
}

/** Keeps acts of people until they are answered, over the end of a copy of the bot. */
export interface AcceptedActs {
  /**
   * Keeps `told` until it is answered. `done` and `under way`: the platform tells it for the second time.
   * @param id of this press or form in its platform
   */
  accept(id: string, told: unknown): Promise<AcceptedAct | 'under way' | 'done'>;
  /** By the clock: hands what was abandoned to `finish`, which calls `answered`. What it throws is tried again later. */
  sweep(finish: (abandoned: Abandoned) => Promise<void>): Sweep;
}

/** Longer than people wait. A copy that is silent for so long counts as dead. */
const deadAfterMs = 45_000;

/** Builds it for one platform. */
export function createAcceptedActs({ platform, database, clock, log }: OnceOnlyDeps): AcceptedActs {
  /** What this copy is at, however long it takes. */
  const own = new Set<string>();

  function begun(act: HandledAct): AcceptedAct {
    own.add(act.key);
    return {
      within: (work) => notingDone(act, clock, work),
      async answered() {
        own.delete(act.key);
        await endAccepted(database, act, clock.now()).catch(notNoted);
      },
    };
  }
  const notNoted = (error: unknown) => log.warn({ platform, err: error }, 'answer not noted');

  return {
    async accept(id, told) {
      const act = { key: `${platform}/act:${id}`, at: clock.now() };
      const state = await acceptAct(database, act, told).catch(notNoted);
      // Without the database the work fails too, and says so in words. It may be kept though only the answer was lost.
      return state === 'ours' || !state ? begun(act) : state;
    },
    sweep: (finish) => ({
      name: `${platform}.finishAccepted`,
      due: abandonedDue(deadAfterMs),
      async run(now) {
        const deadBefore = new Date(now.getTime() - deadAfterMs);
        const abandoned = await takeOverAbandoned(database, platform, { now, deadBefore, except: [...own] });
        for (const { key, told, isDone } of abandoned) {
          log.info({ platform, isDone }, 'accepted act taken over');
          await finish({ told, isDone, act: begun({ key, at: now }) }).catch((error: unknown) => {
            own.delete(key);
            log.error({ platform, err: error }, 'accepted act not finished');
          });
        }
        return abandoned.length;
      },
    }),
  };
}
