/** The story, lived through by the real rooms: what a visitor finds is what story/ says they find. */
import { describe, expect, test } from '@jest/globals';
import { northlight } from '../../../src/adapters/playground/people/company.js';
import { createStore, type StoredMessage } from '../../../src/adapters/playground/send/store.js';
import { createPlaygroundClock, playgroundPlatform } from '../../../src/adapters/playground/start.js';
import { composeBot } from '../../../src/bot.js';
import { cardToText } from '../../../src/chat/plain-text.js';
import { stoppedClock } from '../../../src/kernel/clock.js';
import type { Database } from '../../../src/storage/database.js';
import { openCopy, openInMemory } from '../../support/database.js';
import { recordingLog } from '../../support/recording-log.js';

const serverUrl = process.env.TEST_DATABASE_URL;
const warning = 40;

async function live(database: Database, now: string) {
  const { log, lines } = recordingLog();
  const real = stoppedClock(now);
  const clock = createPlaygroundClock(real);
  const playground = playgroundPlatform({ movable: clock, real, mayMoveClock: true });
  const { house, platforms } = await composeBot({ database, log, clock, platforms: [playground] });
  const { people, delivery } = house;
  await platforms.connect();
  await platforms.settleIn();
  await delivery.stop();
  await platforms.stop();
  const warnings = lines.filter(({ level }) => level >= warning);
  const { externalId, name, places } = northlight;
  const known = await people.connectWorkspace({ platform: 'playground', externalId, name, members: [], places });
  return { clock, warnings, store: createStore(database), people, ...known };
}

/** What was learned, decided and promised in the story's meetings. */
const storyMinutes = [
  'their night porter is the owner’s father',
  'The test that books one room twice runs before every release.',
  'Ask three hotels what their guests hear on the phone',
  'They count a good year in returning families',
  'Show Hotel Ararat’s porter the night view',
  'They print our calendar and hang it in the kitchen.',
];

const titlesOf = (messages: readonly StoredMessage[]) =>
  messages.filter(({ card, threadId }) => card && !threadId).map(({ card }) => card?.title);

describe('The made-up year', () => {
  test.each([
    { now: '2026-11-22T03:00:00Z', open: openInMemory },
    { now: '2026-11-24T11:00:00Z', open: serverUrl ? () => openCopy(serverUrl) : openInMemory },
  ])(
    'lived through until $now, leaves one overdue, one waiting, one opened again and one fresh',
    async ({ now, open }) => {
      const database = await open();
      const { clock, warnings, store, placeIds, people, organisationId } = await live(database, now);
      expect(warnings).toEqual([]);
      expect(clock.now().toISOString()).toBe(new Date(now).toISOString());
      const support = await store.list(`place:${placeIds.get('CSUPPORT')}`, {});
      const marketing = await store.list(`place:${placeIds.get('CMARKETING')}`, {});
      const ofYear = (title = '') => /^F-(?:\d|1[0-4]) /.test(title);
      const resolved = titlesOf(support).filter(ofYear);
      expect(resolved).toHaveLength(14);
      for (const title of resolved) expect(title).toMatch(/· resolved$/);
      expect(titlesOf(support).filter((title) => title?.startsWith('F-') && !ofYear(title))).toEqual([
        'F-15 · Harbour House · resolved',
        'F-16 · Alpenrose Lodge · resolved',
        'F-17 · Casa Miró · resolved',
        'F-18 · Palm Court Hotel · resolved',
        'F-20 · Hotel Ararat · resolved',
        'F-21 · Old Mill Inn · resolved',
        'F-23 · Alpenrose Lodge · waiting',
        'F-24 · Casa Miró · resolved',
        'F-25 · Harbour House · overdue',
        'F-26 · Hotel Ararat · new',
      ]);
      expect(titlesOf(marketing).filter((title) => title?.startsWith('F-') && !ofYear(title))).toEqual([
        'F-15 · Harbour House · fixed',
        'F-16 · Alpenrose Lodge · made good',
        'F-17 · Casa Miró · declined',
        'F-19 · confidential · made good',
        'F-18 · Palm Court Hotel · fixed',
        'F-21 · Old Mill Inn · explained',
        'F-20 · Hotel Ararat · fixed',
        'F-22 · Casa Miró · new',
        'F-22 · Casa Miró · reopened',
        'F-24 · Casa Miró · explained',
      ]);
      // A visitor finds a theme, and a customer who may leave.
      expect((await database.models.theme.findMany()).map(({ words }) => String(words))).toContainEqual(
        expect.stringMatching(/^login/i),
      );
      expect(await database.models.riskCase.count({ where: { endedAt: null } })).toBe(1);
      const told = [...support, ...marketing].map(({ card }) => (card ? cardToText(card) : '')).join('\n');
      expect(told).toContain('F-22 is open again');
      expect(told).toContain('(we promised 1 day)');
      expect(told).not.toContain('laughed at');
      const meetings = marketing.filter(
        ({ card, threadId }) => card?.title === 'Marketing weekly · closed' && !threadId,
      );
      expect(meetings.length).toBeGreaterThanOrEqual(3);
      const minutes = marketing
        .filter(({ threadId }) => meetings.some(({ id }) => id === threadId))
        .map(({ card }) => card && cardToText(card))
        .join('\n');
      for (const words of storyMinutes) expect(minutes).toContain(words);
      expect(titlesOf(marketing).filter((title) => title && /^I-\d+ [^:]*$/.test(title))).toEqual([
        'I-1 · Ring the hotel before a change, not after · adopted',
        'I-2 · A weather report on the booking page · parked',
        'I-3 · A good-night message from the calendar · being tried',
        'I-4 · Invoices as the bookkeeper reads them · new',
      ]);
      for (const { id, name } of await people.allMembers(organisationId)) {
        const inbox = await store.list(`inbox:${id}`, {});
        expect({ name, hasMail: inbox.length > 0 }).toEqual({ name, hasMail: true });
      }
      await database.close();
    },
    300_000,
  );
});
