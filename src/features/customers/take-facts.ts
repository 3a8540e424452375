/** Takes in what systems tell of customers, in the Segment spec, a batch at a time. The web API calls it by the door. */
import type { FieldErrors } from '../../kernel/errors.js';
import type { Transaction } from '../../storage/database.js';
import type { CustomersDeps } from './deps.js';
import { inOrder, layBatch } from './lay-batch.js';
import { type Message, readMessage } from './read-message.js';
import type { LeftOut } from './rules/facts/traits.js';
import { dayBeforeRecent } from './rules/known.js';
import { lockNames } from './store/customers.js';
import { foldOldDays, oldDaysDue } from './store/events.js';
import * as store from './store/facts.js';

/** Who tells. */
export interface FactSource {
  readonly organisationId: string;
  /** The API key's name. */
  readonly source: string;
  /** By the path of the call; absent: each message says its own. */
  readonly type?: string;
}

/** What came of a call. */
export interface TakenFacts {
  /** Messages that were taken in before, by their id. */
  readonly repeatedCount: number;
  /** Messages of nobody who is known by an id, such as `page` and those of an anonymous visitor. */
  readonly ignoredCount: number;
  /** By the message's place in the call. */
  readonly leftOut: readonly (LeftOut & { readonly index: number })[];
  /** What the sender should know, each once. */
  readonly notes: readonly string[];
}

/** The faults of one message; null: it can be taken in. */
export function checkMessage({ clock }: CustomersDeps, value: unknown, type?: string): FieldErrors | null {
  const read = readMessage(value, { now: clock.now(), ...(type !== undefined && { type }) });
  return read.ok ? null : read.faults;
}

/** All of them or none. @param values checked by checkMessage */
export async function takeFacts(
  deps: CustomersDeps,
  values: readonly unknown[],
  { organisationId, source, type }: FactSource,
): Promise<TakenFacts> {
  const now = deps.clock.now();
  const read = values.map((value) => readMessage(value, { now, ...(type !== undefined && { type }) }));
  const messages = read.map((each) => (each.ok ? each.message : null));
  const leftOut = messages.flatMap((message, index) => (message?.leftOut ?? []).map((each) => ({ ...each, index })));
  const all = messages.filter((message) => message !== null);
  return deps.database.transaction(async (tx) => {
    await lockNames(tx, organisationId);
    const fresh = await withoutRepeated(tx, organisationId, all, now);
    const batch = { tx, organisationId, source, now, clock: deps.clock };
    const notes = new Set<string>();
    for (const piece of piecesOf(inOrder(fresh), deps.database.kind === 'embedded' ? atOnce : fresh.length)) {
      for (const note of (await layBatch(batch, piece)).notes) notes.add(note);
    }
    const ignoredCount = values.length - all.length;
    return { repeatedCount: all.length - fresh.length, ignoredCount, leftOut, notes: [...notes] };
  });
}

/** The embedded database holds up everything else while it does one statement: that is short where it has few rows. */
const atOnce = 100;

function piecesOf<T>(all: readonly T[], length: number): readonly (readonly T[])[] {
  if (all.length === 0) return [];
  return [all.slice(0, length), ...piecesOf(all.slice(length), length)];
}

async function withoutRepeated(
  tx: Transaction,
  organisationId: string,
  messages: readonly Message[],
  now: Date,
): Promise<readonly Message[]> {
  const hashes = new Set(messages.flatMap(({ hash }) => hash ?? []));
  const fresh = new Set(await store.takeHashes(tx, organisationId, [...hashes], now));
  // One that stands twice in a call counts once too.
  return messages.filter(({ hash }) => hash === null || fresh.delete(hash));
}

/** So long a message is known again. */
const keptMs = 7 * 24 * 3_600_000;

/** Forgets the ids of messages after a week. */
export const forgetMessages = (deps: CustomersDeps) => ({
  name: 'customers.forgetMessages',
  due: store.hashesDue(keptMs),
  run: (now: Date) => store.forgetHashes(deps.database, new Date(now.getTime() - keptMs)),
});

/** Days of events that no 30-day count looks at any more are kept as one: how often, the first time and the last. */
export const foldEvents = (deps: CustomersDeps) => ({
  name: 'customers.foldEvents',
  due: oldDaysDue(30 * 24),
  run: (now: Date) => foldOldDays(deps.database, dayBeforeRecent(now)),
});
