import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createMoveClock } from '../../../src/adapters/playground/clock/move-clock.js';
import { nextMorning } from '../../../src/adapters/playground/clock/next-morning.js';
import type { PlaygroundStore } from '../../../src/adapters/playground/send/store.js';
import { stoppedClock } from '../../../src/kernel/clock.js';
import { describeOnDatabase } from '../../support/database.js';
import { type ApiClient, openApi } from './api-client.js';

describeOnDatabase('The playground’s clock', (database) => {
  let api: ApiClient;
  beforeEach(async () => {
    api = await openApi({ database: database() });
  });
  afterEach(() => api.stop());

  test.each([
    [{ advance: 'PT6H' }, '2026-11-20T16:00:00.000Z'],
    [{ advance: 'P1DT30M' }, '2026-11-21T10:30:00.000Z'],
    [{ advance: 'PT0S' }, '2026-11-20T10:00:00.000Z'],
    [{ to: '2026-12-01T09:00:00Z' }, '2026-12-01T09:00:00.000Z'],
    [{ to: '2026-11-20T14:00:00+04:00' }, '2026-11-20T10:00:00.000Z'],
    [{ nextMorning: 'maya' }, '2026-11-23T09:00:00.000Z'],
    [{ nextMorning: 'ani' }, '2026-11-23T05:00:00.000Z'],
  ])('moved by %j stands at %s', async (body, now) => {
    expect(await api.post('clock', body)).toMatchObject({ status: 200, body: { now } });
    expect(api.clock.now().toISOString()).toBe(now);
    expect(await api.get('state')).toMatchObject({ body: { now } });
  });

  test('two moves at once are made one after the other', async () => {
    await Promise.all([api.post('clock', { advance: 'PT1H' }), api.post('clock', { advance: 'PT1H' })]);
    expect(api.moves.map((instant) => instant.toISOString())).toEqual([
      '2026-11-20T11:00:00.000Z',
      '2026-11-20T12:00:00.000Z',
    ]);
  });

  test.each([
    ['nothing', {}, 'advance'],
    ['both', { advance: 'PT1H', to: '2026-12-01T09:00:00Z' }, 'to'],
    ['a time that was', { to: '2026-11-20T09:59:59Z' }, 'to'],
    ['a length back', { advance: '-PT1H' }, 'advance'],
    ['no length at all', { advance: 'soon' }, 'advance'],
    ['a number', { advance: 5 }, 'advance'],
    ['more than a year', { advance: 'P367D' }, 'advance'],
    ['a far century', { to: '9999-01-01T00:00:00Z' }, 'to'],
    ['a time without a zone', { to: '2026-12-01T09:00:00' }, 'to'],
    ['a day that isn’t', { to: '2026-02-30T09:00:00Z' }, 'to'],
  ])('is not moved by %s', async (_, body, field) => {
    const answer = await api.post('clock', body);
    expect(answer).toMatchObject({ status: 422, faults: { [field]: expect.any(String) } });
    expect(api.moves).toEqual([]);
  });

  test('is nobody’s to move in production', async () => {
    const fixed = await openApi({ database: database(), mayMoveClock: false });
    expect(await fixed.post('clock', { advance: 'PT1H' })).toMatchObject({
      status: 403,
      body: { code: 'playground.clockFixed' },
    });
    expect(fixed.moves).toEqual([]);
    expect(await fixed.get('state')).toMatchObject({ body: { mayMoveClock: false } });
    await fixed.stop();
  });
});

describe('Next morning', () => {
  test.each([
    ['2026-11-20T08:59:59Z', 'Europe/London', '2026-11-20T09:00:00.000Z', 'the same day before nine'],
    ['2026-11-20T09:00:00Z', 'Europe/London', '2026-11-23T09:00:00.000Z', 'over the weekend'],
    ['2026-11-22T22:00:00Z', 'Asia/Kathmandu', '2026-11-23T03:15:00.000Z', 'where it is Monday already'],
    ['2026-03-27T15:00:00Z', 'Europe/London', '2026-03-30T08:00:00.000Z', 'after the clocks went forward'],
  ])('from %s in %s is %s, %s', (now, zone, morning) => {
    expect(nextMorning(new Date(now), zone).toISOString()).toBe(morning);
  });

  test('lies at most three days ahead, at nine o’clock on a working day', () => {
    const zones = ['Europe/London', 'America/New_York', 'Asia/Yerevan', 'Pacific/Auckland', 'America/St_Johns'];
    const anyTime = fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(anyTime, fc.constantFrom(...zones), (now, timeZone) => {
        const morning = nextMorning(now, timeZone);
        const local = new Intl.DateTimeFormat('en-GB', {
          timeZone,
          weekday: 'short',
          hour: '2-digit',
          minute: '2-digit',
        });
        expect(local.format(morning)).toMatch(/^(?:Mon|Tue|Wed|Thu|Fri).*09:00$/);
        const hoursAhead = (morning.getTime() - now.getTime()) / 3_600_000;
        expect(hoursAhead).toBeGreaterThan(0);
        expect(hoursAhead).toBeLessThanOrEqual(73);
      }),
    );
  });
});

describe('A move of the clock that was cut off', () => {
  test('has been saved before anything was sent: the next start must not stand before what went out', async () => {
    const saved: unknown[] = [];
    const store = { saveClockState: async (state: unknown) => void saved.push(state) } as unknown as PlaygroundStore;
    const clock = stoppedClock('2026-11-20T10:00:00Z');
    const advanceTo = async () => {
      expect(saved).toEqual([{ aheadMs: 6 * 3_600_000 }]);
      throw new Error('killed');
    };
    const events = { publish() {}, connect() {}, stop() {} };
    const keepingLater = <T>(work: () => Promise<T>) => work();
    const move = createMoveClock({
      clock,
      advanceTo,
      keepingLater,
      store,
      events,
      real: stoppedClock('2026-11-20T10:00:00Z'),
    });
    await expect(move({ advance: 'PT6H' })).rejects.toThrow('killed');
    await expect(move({ advance: 'soon' })).rejects.toThrow('This is not a length of time');
    expect(saved).toHaveLength(1);
  });
});
