/** The log warns of a client secret that ends, day by day, before Teams falls silent. */
import { expect, test } from '@jest/globals';
import { secretExpirySweep } from '../../../src/adapters/teams/secret-expiry.js';
import { stoppedClock } from '../../../src/kernel/clock.js';
import { recordingLog } from '../../support/recording-log.js';

test('it warns once a day from 30 days before, and goes on when the day has passed', async () => {
  const clock = stoppedClock('2027-03-01T09:00:00Z');
  const { log, lines } = recordingLog();
  const sweep = secretExpirySweep('2027-05-01', { clock, log });
  const dueAt = () => new Date(sweep.due.values[0] as Date).toISOString();
  const warned = async (at: string) => {
    clock.moveTo(new Date(at));
    lines.length = 0;
    await sweep.run(clock.now());
    return lines.map(({ daysLeft }) => daysLeft);
  };
  expect(dueAt()).toBe('2027-04-01T00:00:00.000Z');
  expect(await warned('2027-03-31T23:59:59Z')).toEqual([]);
  expect(await warned('2027-04-02T09:00:00Z')).toEqual([28]);
  expect(await warned('2027-04-02T20:00:00Z')).toEqual([]);
  expect(dueAt()).toBe('2027-04-03T09:00:00.000Z');
  expect(await warned('2027-04-30T12:00:00Z')).toEqual([0]);
  expect(await warned('2027-05-02T12:00:00Z')).toEqual([-2]);
});
