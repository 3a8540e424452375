/** Directories of many workspaces are read a few at a time, each once, whatever becomes of the others. */
import { setImmediate as oneTurn } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { createDirectoryReading } from '../../../../src/adapters/slack/people/read-directories.js';
import { recordingLog } from '../../../support/recording-log.js';

const teams = Array.from({ length: 50 }, (_, at) => `T${at}`);

function reading(readOne: (teamId: string) => Promise<void> = async () => {}) {
  const busy = new Set<Promise<void>>();
  const stop = new AbortController();
  const { log, lines } = recordingLog();
  const read: string[] = [];
  let underWay = 0;
  let most = 0;
  const { read: begin } = createDirectoryReading({
    async readOne(teamId) {
      read.push(teamId);
      underWay += 1;
      most = Math.max(most, underWay);
      await oneTurn();
      underWay -= 1;
      await readOne(teamId);
    },
    ...{ busy, stopped: stop.signal, log },
  });
  const settled = async () => {
    while (busy.size > 0) await Promise.all([...busy]);
  };
  return { begin, settled, stop, read, lines, most: () => most };
}

test('Fifty workspaces are read, never more than three at the same time', async () => {
  const { begin, settled, read, most } = reading();
  begin(teams);
  begin(teams.slice(10, 20));
  await settled();
  expect(read.toSorted()).toEqual(teams.toSorted());
  expect(most()).toBe(3);
});

test('One that fails is logged, and the others are read', async () => {
  const { begin, settled, read, lines } = reading(async (teamId) => {
    if (teamId === 'T1') throw new Error('Slack is away.');
  });
  begin(teams);
  await settled();
  expect(read).toHaveLength(50);
  expect(lines.map(({ msg, teamId }) => [msg, teamId])).toEqual([['slack directory not read', 'T1']]);
});

test('One that is asked for again after it was read is read again', async () => {
  const { begin, settled, read } = reading();
  begin(['T1']);
  await settled();
  begin(['T1']);
  await settled();
  expect(read).toEqual(['T1', 'T1']);
});

test('Nothing more is begun after the stop', async () => {
  const { begin, settled, stop, read } = reading();
  begin(teams);
  stop.abort();
  await settled();
  expect(read.length).toBeLessThanOrEqual(3);
});
