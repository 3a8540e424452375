import { describe, expect, test } from '@jest/globals';
import { quietUntil } from '../../../../src/adapters/slack/people/quiet-until.js';

describe('Do not disturb', () => {
  const now = new Date('2026-11-20T10:00:00Z');
  const at = (text: string) => new Date(text).getTime() / 1_000;

  test.each([
    [
      { dnd_enabled: true, next_dnd_start_ts: at('2026-11-20T09:00:00Z'), next_dnd_end_ts: at('2026-11-20T11:00:00Z') },
      '2026-11-20T11:00:00.000Z',
    ],
    [
      { dnd_enabled: true, next_dnd_start_ts: at('2026-11-20T22:00:00Z'), next_dnd_end_ts: at('2026-11-21T08:00:00Z') },
      null,
    ],
    [
      { dnd_enabled: true, next_dnd_start_ts: at('2026-11-20T08:00:00Z'), next_dnd_end_ts: at('2026-11-20T10:00:00Z') },
      null,
    ],
    [
      {
        dnd_enabled: false,
        next_dnd_start_ts: at('2026-11-20T09:00:00Z'),
        next_dnd_end_ts: at('2026-11-20T11:00:00Z'),
      },
      null,
    ],
  ])('%j ends at %s', (dnd, until) => {
    expect(quietUntil.dnd(dnd, now)?.toISOString() ?? null).toBe(until);
  });

  test.each([
    [{ status_emoji: ':palm_tree:', status_expiration: at('2026-11-25T00:00:00Z') }, '2026-11-25T00:00:00.000Z'],
    [{ status_emoji: ':palm_tree:', status_expiration: 0 }, '2026-12-04T10:00:00.000Z'],
    [{ status_emoji: ':palm_tree:', status_expiration: at('2026-11-19T00:00:00Z') }, null],
    [{ status_emoji: ':coffee:', status_expiration: 0 }, null],
  ])('%j ends at %s', (status, until) => {
    expect(quietUntil.status(status, now)?.toISOString() ?? null).toBe(until);
  });
});
