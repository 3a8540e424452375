/** What an operator watches, in Prometheus' format: work and its outcome, the queue, what was put aside, the event loop, the database. */
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { listenToWork } from '../../kernel/work.js';

/** What is asked when somebody reads the figures. */
export interface MetricsSources {
  /** Messages that wait to be sent, and since when the one waiting longest could have been, in seconds. */
  backlog(): Promise<{ readonly waitingCount: number; readonly oldestSeconds: number }>;
  putAsideCount(): Promise<number>;
  /** What `npm run doctor` would name, counted: webhooks, calendars, messages that were given up. */
  failing(): Promise<Readonly<Record<string, number>>>;
  /** Connections to the server; null: the database is embedded. */
  connections(): { readonly all: number; readonly idle: number; readonly waiting: number } | null;
}

/** The figures. */
export interface Metrics {
  readonly contentType: string;
  /** All figures as they are now. What can't be asked is left out. */
  text(): Promise<string>;
  /** Stops counting. */
  stop(): void;
}

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Labels are names of the code alone: nobody's words, names or ids. */
export function createMetrics(sources: MetricsSources): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 10 });
  const requestSeconds = new Histogram({
    name: 'empty_chair_http_request_seconds',
    help: 'Requests by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: seconds,
    registers,
  });
  const workSeconds = new Histogram({
    name: 'empty_chair_work_seconds',
    help: 'What people did, sweeps and messages: how long each took and how it ended.',
    labelNames: ['kind', 'name', 'platform', 'outcome'],
    buckets: seconds,
    registers,
  });
  const lateSeconds = new Histogram({
    name: 'empty_chair_due_lag_seconds',
    help: 'How long after it fell due a sweep began.',
    labelNames: ['name'],
    buckets: [0.5, 1, 2, 5, 10, 30, 60, 300],
    registers,
  });
  const underWay = new Gauge({
    name: 'empty_chair_work_under_way',
    help: 'Work that has begun and not ended.',
    labelNames: ['kind'],
    registers,
  });
  const stop = listenToWork({
    begun: ({ kind }) => underWay.inc({ kind }),
    ended({ kind, name, platform = '', outcome = 'done', lateMs }, ms) {
      underWay.dec({ kind });
      if (kind === 'request') {
        const [method = '', route = ''] = name.split(' ', 2);
        return requestSeconds.observe({ method, route, status: outcome }, ms / 1_000);
      }
      workSeconds.observe({ kind, name, platform, outcome }, ms / 1_000);
      if (lateMs !== undefined) lateSeconds.observe({ name }, Math.max(lateMs, 0) / 1_000);
    },
  });
  const waiting = gauge('empty_chair_queue_waiting', 'Messages that wait to be sent.');
  const oldest = gauge('empty_chair_queue_oldest_seconds', 'How long the one waiting longest could have been sent.');
  const putAside = gauge('empty_chair_put_aside', 'Items of batch work that failed and are tried again later.');
  const failing = gauge('empty_chair_failing', 'Webhooks and calendars that fail, messages given up in 7 days.', [
    'of',
  ]);
  const connections = gauge('empty_chair_database_connections', 'Connections to the server, and who waits for one.', [
    'state',
  ]);

  function gauge(name: string, help: string, labelNames: string[] = []) {
    return new Gauge({ name, help, labelNames, registers });
  }

  async function ask(): Promise<void> {
    for (const each of [waiting, oldest, putAside, failing, connections]) each.reset();
    const pool = sources.connections();
    for (const [state, count] of Object.entries(pool ?? {})) connections.set({ state }, count);
    const { waitingCount, oldestSeconds } = await sources.backlog();
    waiting.set(waitingCount);
    oldest.set(oldestSeconds);
    putAside.set(await sources.putAsideCount());
    for (const [of, count] of Object.entries(await sources.failing())) failing.set({ of }, count);
  }

  return {
    contentType: registry.contentType,
    async text() {
      // Without the database the other figures matter most.
      await ask().catch(() => [waiting, oldest, putAside].forEach((each) => void each.remove()));
      return registry.metrics();
    },
    stop,
  };
}
