/** How the people of a workspace are taken over, ten times as many against some: time and memory may grow as fast, no faster. */
import type { MemberSetup } from '../../src/chat/workspace-setup.js';
import { createPeople } from '../../src/features/people/index.js';
import { systemClock } from '../../src/kernel/clock.js';
import { recordingOutbox } from '../support/recording-outbox.js';
import { openBenchDatabase } from './bench-database.js';
import type { Figure } from './report.js';

const few = 2_000;
const many = 20_000;
/** As many as a platform's page has. */
const pageSize = 200;
const firstNames = ['Maya', 'Ben', 'Noor', 'Arjun', 'Luis', 'Tess', 'Kim', 'Ani', 'Dana', 'Grace'];

export async function* peopleBench(serverUrl: string): AsyncGenerator<Figure> {
  await measure(serverUrl, few);
  const small = await measure(serverUrl, few);
  const large = await measure(serverUrl, many);
  const what = `${many} people against ${few}`;
  yield* [
    { bench: 'people', what: `taken over, ${what}`, value: large.ms / small.ms, unit: 'times', atMost: 12 },
    { bench: 'people', what: `told again, ${what}`, value: large.againMs / small.againMs, unit: 'times', atMost: 12 },
    {
      bench: 'people',
      what: `heap at its highest, ${what}`,
      value: large.heap / small.heap,
      unit: 'times',
      atMost: 12,
    },
    { bench: 'people', what: `taking over ${many} people`, value: large.ms / 1_000, unit: 's' },
    { bench: 'people', what: `one of ${many} changed`, value: large.oneMs, unit: 'ms' },
  ];
}

async function measure(serverUrl: string, count: number) {
  const { database, close } = await openBenchDatabase(serverUrl);
  const people = createPeople({
    database,
    outbox: recordingOutbox(database),
    clock: systemClock,
    chapters: () => [],
  });
  const workspace = { platform: 'slack', externalId: 'T1', name: 'Harbour', places: [] } as const;
  const connect = (members: readonly MemberSetup[]) => people.connectWorkspace({ ...workspace, members });
  let heap = 0;
  const sync = async () => {
    for (let from = 0; from < count; from += pageSize) {
      await connect(Array.from({ length: Math.min(pageSize, count - from) }, (_, index) => person(from + index)));
      heap = Math.max(heap, process.memoryUsage().heapUsed);
    }
  };
  const timed = async (work: () => Promise<unknown>) => {
    const from = performance.now();
    await work();
    return performance.now() - from;
  };
  try {
    const ms = await timed(sync);
    const againMs = await timed(sync);
    const oneMs = await timed(() => connect([{ ...person(0), name: 'Somebody Else' }]));
    return { ms, againMs, oneMs, heap };
  } finally {
    await close();
  }
}

/** A hundred share each full name, so that most need a number. */
const person = (index: number): MemberSetup => ({
  externalId: `U${index}`,
  name: `${firstNames[index % 10]} Name${Math.floor(index / 100) % 20}`,
  timeZone: 'Europe/Berlin',
});
