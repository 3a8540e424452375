/** What people give the bot in confidence is sealed in the database: a dump of all tables after a story holds none of it. */
import { expect, test } from '@jest/globals';
import express from 'express';
import { playgroundPlatform } from '../../src/adapters/playground/start.js';
import { composeBot } from '../../src/bot.js';
import type { FetchCalendar } from '../../src/chat/calendar-source.js';
import { createKey } from '../../src/features/keys/create-key.js';
import { createLogger } from '../../src/kernel/logger.js';
import type { Database } from '../../src/storage/database.js';
import { createTestClock } from '../support/clock.js';
import { describeOnDatabase } from '../support/database.js';
import { dumpTables } from '../support/dump-tables.js';
import { playOnEachStage } from '../support/each-stage.js';
import { harbourLights } from '../support/harbour-lights.js';
import { cardOf, formOf, text } from '../support/stage.js';

const start = '2026-11-20T10:00:00Z';
const address = (name: string) => `https://calendar.example/ical/private-Zanzibar-${name}/basic.ics`;

/** A calendar with two events a week. */
function calendarServer() {
  const asked: string[] = [];
  let isAway = false;
  const fetchCalendar: FetchCalendar = async ({ url }) => {
    asked.push(url);
    if (isAway) return { kind: 'failed', failure: { why: 'status', status: 500 } };
    const events = ['Weekly', 'Planning'].flatMap((name, index) => [
      ...['BEGIN:VEVENT', `UID:${name}`, `SUMMARY:${name}`, `DTSTART:20261123T1${index}0000Z`],
      ...['DURATION:PT30M', 'RRULE:FREQ=WEEKLY', 'END:VEVENT'],
    ]);
    const text = ['BEGIN:VCALENDAR', ...events, 'END:VCALENDAR'].join('\r\n');
    return { kind: 'fetched', text, etag: null, lastModified: null };
  };
  return {
    asked,
    fetchCalendar,
    goAway: () => {
      isAway = true;
    },
  };
}

/** Everything that stands in the database. */
const dump = async (database: Database) => JSON.stringify(await dumpTables(database, { whole: true }));

playOnEachStage('What is secret', (begin) => {
  test('stands sealed, whatever becomes of it', async () => {
    const server = calendarServer();
    const { house, say, press, fill, clock } = await begin(harbourLights, start, {
      ...server,
      baseUrl: () => 'https://chair.example',
    });
    const { database } = house;

    await fill('grace', formOf(await say('grace', 'meeting every', '#support')), { when: `${address('form')} ` });
    // Of two events one is chosen: the address waits on a button meanwhile.
    const choice = cardOf(await say('grace', `meeting calendar ${address('team')}`, '#support'));
    const planned = cardOf(await press('grace', 'This one', choice, 'Planning'));
    expect(text(planned)).toContain('in the calendar at calendar.example');
    await say('maya', `brief calendar ${address('own')}`);
    await fill('ben', formOf(await say('ben', 'brief calendar')), { calendar: address('bens') });
    await say('dana', `brief calendar ${address('public')}`, '#support');
    await say('dana', `breif calendar ${address('slip')}`, '#support');
    const organisationId = (await database.query<{ id: string }[]>`SELECT id FROM organisations`)[0]?.id ?? '';
    const key = await createKey({ database, clock }, { organisationId, name: 'survey', signed: true });

    // What a room gives out once, or opens a page with, is kept by nobody but who got it.
    const given = [
      await say('grace', `webhook add ${address('hook')}`, '#support'),
      await say('grace', 'webhook rotate WH-1'),
      await say('maya', 'key new laptop', '#support'),
      ...[await say('grace', 'wall add Kitchen', '#support'), await say('grace', 'home')],
      ...[await say('grace', 'survey start link'), await say('grace', 'connect')],
    ].map((reply) => JSON.stringify(reply));
    await say('grace', `webhok add ${address('slip-hook')}`, '#support');
    const forms = /whsec_[\w+/=]{20,}|ec_[\w-]{20,}|\/(?:s|wall)\/[\w-]{60}|signature=[\w-]{20,}|connect [\w-]{43}/g;
    const shown = given.map((card) => card.match(forms) ?? []);
    expect(shown.filter(({ length }) => length > 0).length).toBeGreaterThan(4);

    // Asked again by itself, with the address as it was given; then the server fails for days.
    server.asked.length = 0;
    await clock.advanceTo('2026-11-20T13:30:00Z');
    expect(new Set(server.asked)).toEqual(new Set([address('team'), address('own'), address('bens')]));
    server.goAway();
    await clock.advanceTo('2026-11-24T17:00:00Z');
    expect(text(cardOf(await say('maya', 'brief')))).toContain('calendar.example');

    const all = await dump(database);
    expect(all).toContain('calendar.example');
    expect(all.match(/.{0,200}Zanzibar.{0,80}/)?.[0] ?? null).toBeNull();
    for (const secret of [
      ...shown.flat().map((each) => each.slice(-24).replace(/=+$/, '')),
      key.key,
      key.signingSecret ?? '',
      key.signingSecret?.slice(6) ?? '',
    ])
      expect([secret, all.includes(secret)]).toEqual([expect.stringMatching(/.{20}/), false]);
    const link = new URL(house.links.sign('/minutes/x.md', clock.now())).searchParams.get('signature') ?? '';
    expect(link.length).toBeGreaterThan(20);
    const { value } = (await database.query<{ value: string }[]>`SELECT value FROM secrets`)[0] ?? { value: '' };
    expect(value.startsWith(`${database.seal.keyId}.`)).toBe(true);
  });
});

describeOnDatabase('What is secret in the playground', (database) => {
  test('stands sealed too, in what was said and in what was shown', async () => {
    const server = calendarServer();
    const clock = createTestClock(start);
    const platform = playgroundPlatform({ movable: clock, mayMoveClock: false, tellsStory: false });
    const log = createLogger('silent');
    const bot = await composeBot({ database: database(), log, clock, platforms: [platform], ...server });
    const [adapter] = bot.adapters;
    if (!adapter?.routes) throw new Error('The playground has no routes.');
    await adapter.connect();
    await adapter.start();
    const listening = express().use(adapter.routes).listen(0, '127.0.0.1');
    await new Promise((resolve) => listening.once('listening', resolve));
    try {
      const { port } = listening.address() as { port: number };
      const say = async (as: string, place: string | null, line: string) => {
        const response = await fetch(`http://127.0.0.1:${port}/playground/api/say`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ as, place, text: line }),
        });
        return [response.status, await response.text()] as const;
      };
      const [status, choice] = await say('grace', 'support', `/customer meeting calendar ${address('team')}`);
      expect([status, choice]).toEqual([200, expect.stringContaining('Planning')]);
      await say('maya', null, `brief calendar ${address('own')}`);
      await say('maya', 'support', `@Empty Chair brief calendar ${address('wrong')}`);
      const given = await Promise.all(
        ['key new laptop', `webhook add ${address('hook')}`, 'webhook rotate WH-1', 'connect'].map((line) =>
          say('grace', 'support', `/customer ${line}`),
        ),
      );
      const secrets = given.flatMap(
        ([, shown]) => shown.match(/whsec_[\w+/]{30,}|ec_[\w-]{30,}|connect [\w-]{43}/g) ?? [],
      );
      expect(secrets.length).toBeGreaterThan(2);
      const kept = await dump(database());
      expect(secrets.filter((secret) => kept.includes(secret.slice(-24)))).toEqual([]);
      // Whoever asked finds it again.
      const inbox = new URLSearchParams({ reply: 'grace' });
      const again = await fetch(`http://127.0.0.1:${port}/playground/api/messages?${inbox}`);
      const found = await again.text();
      expect(secrets.filter((secret) => !found.includes(secret.slice(-24)))).toEqual([]);
      expect(server.asked.length).toBeGreaterThan(1);
      expect((await dump(database())).match(/.{0,200}Zanzibar.{0,80}/)?.[0] ?? null).toBeNull();
    } finally {
      await bot.house.delivery.stop();
      await adapter.stop();
      listening.closeAllConnections();
      await new Promise((resolve) => listening.close(resolve));
    }
  });
});
