/** The whole bot is stopped and started over meeting times, on the database that it left, as it runs for real. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type App, createApp } from '../../src/app.js';
import { createFeedReader } from '../../src/calendar/reading-thread.js';
import { loadConfig } from '../../src/config.js';
import { stoppedClock } from '../../src/kernel/clock.js';
import { createLogger } from '../../src/kernel/logger.js';
import { describeOnServer } from '../support/database.js';
import { migratedDataDir, removeTemporaryFolders } from '../support/temporary-folder.js';
import { execArgv } from '../support/typed-thread.js';

let calendar: Server;
beforeAll(async () => {
  const events = ['BEGIN:VEVENT', 'UID:w', 'SUMMARY:Weekly', 'DTSTART:20261127T100000Z', 'END:VEVENT'];
  const ics = ['BEGIN:VCALENDAR', ...events, 'END:VCALENDAR'].join('\r\n');
  calendar = createServer((_, response) => void response.end(ics));
  await new Promise<void>((done) => calendar.listen(0, '127.0.0.1', done));
});
afterAll(() => new Promise((done) => calendar.close(done)));

type Settings = Readonly<Record<string, string>>;

function openTheatre(settings: Settings) {
  const clock = stoppedClock('2026-11-23T09:00:00Z');
  let app: App | null = null;
  let url = '';
  const call = async (path: string, body?: unknown): Promise<string> => {
    const json = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(`${url}/playground/api/${path}`, body === undefined ? {} : json);
    return response.text();
  };
  return {
    async start(more: Settings = {}) {
      app = await createApp({
        config: loadConfig({ PORT: '0', ...settings, ...more }),
        log: createLogger('silent'),
        clock,
        readFeed: createFeedReader({ execArgv }),
      });
      ({ url } = await app.start());
    },
    async stop() {
      await app?.stop();
      app = null;
    },
    moveTo: (instant: string) => clock.moveTo(new Date(instant)),
    /** Everything that is due has been done when it answers. */
    passMinute: () => call('clock', { advance: 'PT1M' }),
    say: (text: string) => call('say', { as: 'grace', place: 'support', text: `/customer ${text}` }),
    titles: async () => {
      const messages = JSON.parse(await call('messages?place=support')) as { card: { title: string } | null }[];
      return messages.flatMap(({ card }) => card?.title ?? []);
    },
    messages: () => call('messages?place=support'),
  };
}

async function play(settings: Settings): Promise<void> {
  const theatre = openTheatre(settings);
  const address = `http://127.0.0.1:${(calendar.address() as AddressInfo).port}/team.ics`;
  try {
    await theatre.start();
    expect(await theatre.say('meeting every weekday 10:00 zone:Europe/London length:45m name:Daily')).toContain(
      'It is scheduled.',
    );
    expect(await theatre.say(`meeting calendar ${address}`)).toContain('inside a private network');
    await theatre.stop();

    // Down over three meetings, and back while the fourth would be under way.
    theatre.moveTo('2026-11-26T10:20:00Z');
    await theatre.start({ CALENDAR_PRIVATE_ADDRESSES: 'on' });
    await theatre.passMinute();
    expect((await theatre.titles()).slice(1)).toEqual(['I missed Daily on Mon 23, Tue 24 and Wed 25 Nov', 'Daily']);
    expect(await theatre.messages()).toContain('opened late, at ');
    expect(await theatre.say(`meeting calendar ${address}`)).toContain('It is scheduled.');
  } finally {
    await theatre.stop();
  }
}

describe('A bot that is stopped and started over meeting times', () => {
  afterEach(removeTemporaryFolders);

  test('opens late, or says once what it missed (embedded)', async () => {
    await play({ DATA_DIR: await migratedDataDir() });
  });
});

describeOnServer('A bot on a server that is stopped and started over meeting times', (emptyDatabase) => {
  test('opens late, or says once what it missed', async () => {
    await play({ DATABASE_URL: await emptyDatabase() });
  });
});
