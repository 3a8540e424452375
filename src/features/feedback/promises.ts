/** Which promise holds for feedback: the first whose condition fits it and its customer, else the usual one. */
import { mapInTurns } from '../../kernel/turns.js';
import type { Transaction } from '../../storage/database.js';
import { askedBy, holds, type Known, nameOf, type Value } from '../customers/index.js';
import type { Settings } from '../people/index.js';
import type { FeedbackDeps } from './deps.js';
import { type PromiseRule, promiseFacts, promisesOf, type ReadPromise } from './promise-rules.js';
import type { HeldPromise } from './rules/feedback.js';
import type { Routable } from './rules/routing.js';
import { promiseHours } from './settings.js';

/** What promises look at. */
export interface Promised extends Omit<Routable, 'placeId' | 'text'> {
  readonly customerId: string | null;
  /** null: nobody’s. */
  readonly customerName: string | null;
}

/** A promise as an item keeps it; `heldPromise` null: the usual one. */
export interface ChosenPromise {
  readonly promiseMs: number;
  readonly heldPromise: HeldPromise | null;
}

export const usualPromise = (settings: Settings): ChosenPromise => ({
  promiseMs: promiseHours.of(settings) * 3_600_000,
  heldPromise: null,
});

interface Choosing {
  readonly organisationId: string;
  readonly settings: Settings;
  readonly items: readonly Promised[];
}

/** In the order of the items; one statement where a condition asks for what is known of customers, else none. */
export async function choosePromises(
  deps: FeedbackDeps,
  tx: Transaction | undefined,
  choosing: Choosing,
): Promise<readonly ChosenPromise[]> {
  const { settings, items } = choosing;
  const promises = promisesOf(settings);
  if (promises.length === 0) return items.map(() => usualPromise(settings));
  const knownOf = await readKnown(deps, tx, { ...choosing, promises });
  return mapInTurns(items, (item) => {
    const known = knownOf(item);
    const found = promises.find(({ condition }) => holds(condition, known));
    return found ? chosen(found) : usualPromise(settings);
  });
}

const chosen = ({ hours, position, when, isAlways }: PromiseRule & { readonly position: number }): ChosenPromise => ({
  promiseMs: hours * 3_600_000,
  heldPromise: { position, when, isAlways },
});

/** What conditions see of each item: its own facts first, then its customer's. */
export async function readKnown(
  { customers, clock }: FeedbackDeps,
  tx: Transaction | undefined,
  { organisationId, items, promises }: Choosing & { readonly promises: readonly ReadPromise[] },
): Promise<(item: Promised) => Known> {
  const own: readonly string[] = promiseFacts;
  const asksMore = promises.some(({ condition }) => {
    const { facts, events } = askedBy(condition);
    return events.length > 0 || facts.some((name) => name === 'score' || !own.includes(nameOf(name)));
  });
  const ids = [...new Set(items.flatMap(({ customerId }) => customerId ?? []))];
  const known = asksMore ? await customers.knownOf(organisationId, ids, tx) : new Map<string, Known>();
  const now = clock.now();
  return (item) => {
    const customer = known.get(item.customerId ?? '');
    return {
      now,
      eventCount: (name) => customer?.eventCount(name) ?? 0,
      fact: (name) => ownFact(item, name) ?? customer?.fact(name) ?? [],
    };
  };
}

/** null: it is no fact of feedback, or not known of this. */
function ownFact(item: Promised, name: string): readonly Value[] | null {
  switch (name) {
    case 'segment':
      return item.segments;
    case 'customer':
      return item.customerName === null ? null : [item.customerName];
    case 'severity':
    case 'topic':
    case 'source':
    case 'bought':
    case 'score':
    case 'trial': {
      const value = item[name];
      return value === null || value === undefined ? null : [value];
    }
    default:
      return null;
  }
}
