/** A house with one room that has something to say, and all that delivery needs around it; tests of delivery build it. */
import type { Outgoing } from '../../src/chat/feature.js';
import type { MessageRef } from '../../src/chat/messenger.js';
import type { DeliveryOrder, FailedDelivery } from '../../src/delivery/delivery.js';
import { createDelivery, type Delivery, type DeliveryDependencies } from '../../src/delivery/index.js';
import { type MovableClock, stoppedClock } from '../../src/kernel/clock.js';
import type { Database } from '../../src/storage/database.js';
import { insertOrganisation } from '../support/organisation.js';
import { type LogLine, recordingLog } from '../support/recording-log.js';
import { createRecordingMessenger, type RecordingMessenger } from '../support/recording-messenger.js';

export type Settled = { readonly ref: MessageRef } | { readonly failed: string };

export interface SmallHouse {
  readonly delivery: Delivery;
  readonly clock: MovableClock;
  readonly messenger: RecordingMessenger;
  readonly lines: readonly LogLine[];
  /** What the room was told, by title. */
  readonly told: [string, Settled][];
  readonly failures: FailedDelivery[];
  /** Titles whose composing throws, or that are no longer true. */
  readonly broken: Set<string>;
  readonly outdated: Set<string>;
  /** In a transaction of its own. */
  order(...orders: readonly DeliveryOrder[]): Promise<void>;
}

const built: Delivery[] = [];

/** For after each test: a house that rests or retries would take the next test's messages. */
export async function stopHouses(): Promise<void> {
  await Promise.all(built.splice(0).map((delivery) => delivery.stop()));
}

/** The room `test` composes a card with the payload's title. Nothing is sent before drain() or start(). */
export async function buildHouse(
  database: Database,
  options: Partial<DeliveryDependencies> & { readonly messenger?: RecordingMessenger } = {},
): Promise<SmallHouse> {
  const clock = stoppedClock('2026-11-20T10:00:00Z');
  await insertOrganisation(database, organisationId);
  const { messenger = createRecordingMessenger(), ...rest } = options;
  const { log, lines } = recordingLog();
  const told: [string, Settled][] = [];
  const failures: FailedDelivery[] = [];
  const broken = new Set<string>();
  const outdated = new Set<string>();
  const compose: Outgoing['compose'] = async (payload) => {
    const title = titleOf(payload);
    if (broken.has(title)) throw new TypeError('room bug');
    if (outdated.has(title)) return { kind: 'skip', reason: 'resolved' };
    return { kind: 'send', card: { title, summary: title, blocks: [] } };
  };
  const settled: Outgoing['settled'] = async (payload, end) => void told.push([titleOf(payload), end]);
  const delivery = createDelivery({
    database,
    clock,
    log,
    outgoing: () => ({ 'test.card': { compose, settled }, 'test.quiet': { compose } }),
    messengerFor: async () => messenger,
    onFailed: async (failure) => void failures.push(failure),
    ...rest,
  });
  built.push(delivery);
  const order = (...orders: readonly DeliveryOrder[]) => delivery.commit((tx) => delivery.enqueue(tx, orders));
  return { delivery, clock, messenger, lines, told, failures, broken, outdated, order };
}

function titleOf(payload: unknown): string {
  return String((payload as { title: unknown }).title);
}

const organisationId = '0197f000-0000-7000-8000-000000000001';

/** @param where `place:ID` or `member:ID` in short: `#sales`, `@maya`. */
export function card(title: string, where: string, more: Partial<DeliveryOrder> = {}): DeliveryOrder {
  return { organisationId, kind: 'test.card', payload: { title }, to: to(where), ...more };
}

export function to(where: string): DeliveryOrder['to'] {
  const id = where.slice(1);
  return where.startsWith('#') ? { kind: 'place', placeId: id } : { kind: 'member', memberId: id };
}

/** The waits that platforms asked for are over: the database's clock can't be moved, so the instants are. */
export async function letWaitsPass(database: Database): Promise<void> {
  await database.executeSql(
    "UPDATE deliveries SET not_before = not_before - interval '1 day' WHERE not_before IS NOT NULL",
  );
}

/** Each delivery's title and state, in the order of enqueueing. */
export async function states(database: Database): Promise<readonly string[]> {
  const { rows } = await database.executeSql(
    "SELECT payload ->> 'title' || ' ' || state AS line FROM deliveries ORDER BY id",
  );
  return (rows as { line: string }[]).map(({ line }) => line);
}
