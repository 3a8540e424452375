/**
 * Copies that divide the organisations among them (SHARD): together they do everything once, and all of an organisation's
 * work is done by one of them. And every claim, and every question of what is due, has the condition by which they do.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import { composeBot } from '../../src/bot.js';
import { createLogger } from '../../src/kernel/logger.js';
import { callsAcross, type Database, inOrganisation } from '../../src/storage/database.js';
import { openServer } from '../../src/storage/server.js';
import { type Shard, wholeShard, writeShard } from '../../src/storage/shard.js';
import { createTestClock } from '../support/clock.js';
import { type Company, makeCompany } from '../support/company.js';
import { describeOnServer, openCopy, openInMemory } from '../support/database.js';
import { holdingsOf } from '../support/first-company.js';
import { messengerPlatforms } from '../support/messenger-platforms.js';
import { databaseUrl } from '../support/migrated-databases.js';
import { createRecordingMessenger, type RecordingMessenger } from '../support/recording-messenger.js';
import { statementsIn } from '../support/statements-in.js';
import { testKey } from '../support/test-key.js';

jest.setTimeout(240_000);

const source = join(import.meta.dirname, '../../src');
const halves: readonly Shard[] = [
  { number: 1, count: 2 },
  { number: 2, count: 2 },
];

/** Claims in the source that need no share, with the reason. */
const withoutShare: Readonly<Record<string, string>> = {
  'adapters/platform/accepted-acts-store.ts': 'acts by the platform’s ids; whichever copy finds one does it',
  'features/customers/store/segments.ts': 'a part of one organisation’s customers, within its claimed sweep',
};

/** Work whose due time needs none. */
const dueForAll: Readonly<Record<string, string>> = {
  'delivery.forgetSettled': 'each copy by its own clock',
  'platform.forgetActs': 'by the platform’s ids, of no organisation',
  'teams.forgetForms': 'the same',
};

describe('Each', () => {
  test('claim in the source has its share', () => {
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    const claims = files.flatMap((file) =>
      statementsIn(join(source, file))
        .filter((text) => /SKIP LOCKED/.test(text))
        .map((text) => ({ file, text })),
    );
    expect(claims.length).toBeGreaterThan(15);
    const without = claims.filter(({ text }) => !/of_shard\(|claimable\(/.test(text)).map(({ file }) => file);
    expect(without.toSorted()).toEqual(Object.keys(withoutShare));
  });

  test('statement of the queue that looks for work has its share', () => {
    const stores = ['claim-store.ts', 'recovery-store.ts'].map((file) =>
      readFileSync(join(source, 'delivery', file), 'utf8'),
    );
    // The next of a lane; what a dead copy left, what is not told, whether anything is due; due lanes; the oldest.
    expect(stores.map((text) => text.match(/of_shard\(/g)?.length)).toEqual([1, 5]);
  });

  test('question of what is due has its share', async () => {
    const database = await openInMemory();
    const { house } = await start(database);
    const without = house.sweeps.filter(({ due }) => !due.strings.join('').includes('of_shard('));
    expect(without.map(({ name }) => name).filter((name) => !(name in dueForAll))).toEqual([]);
    expect(house.sweeps.length).toBeGreaterThan(15);
    await database.close();
  });

  test('share is written into a statement, and all organisations are one share’s', () => {
    const statement = 'SELECT FROM t WHERE of_shard(t.organisation_id) AND due';
    expect(writeShard(wholeShard)(statement)).toBe('SELECT FROM t WHERE TRUE AND due');
    expect(writeShard({ number: 2, count: 4 })(statement)).toContain('% 4 = 1)');
    expect(writeShard(wholeShard)('SELECT 1')).toBe('SELECT 1');
  });
});

describeOnServer('Two copies with half of the organisations each', () => {
  test('do everything once, and all of an organisation’s work is one copy’s', async () => {
    const alone = await openCopies([wholeShard]);
    const expected = await (async () => {
      const copy = await start(alone.copies[0]);
      const company = await makeCompany(copy.people, { name: 'Alone' });
      await play(copy, company);
      await copy.live();
      return titlesTo(company, copy.messenger);
    })();
    await alone.close();
    expect(expected.length).toBeGreaterThan(8);

    const { whole, copies, close } = await openCopies(halves);
    const [first, second] = [await start(copies[0]), await start(copies[1])];
    const companies: Company[] = [];
    const sharesOf = async () => [await idsOf(copies[0]), await idsOf(copies[1])] as const;
    for (let count = 0; count < 4 || (await sharesOf()).some(({ length }) => length < 2); count += 1) {
      const company = await makeCompany(first.people, { name: `Company ${count}` });
      companies.push(company);
      // Whichever copy is asked answers: here the first, for all of them.
      await play(first, company);
    }
    const [ours, theirs] = await sharesOf();
    expect([...ours, ...theirs].toSorted()).toEqual(companies.map(({ organisationId }) => organisationId).toSorted());

    const before = await Promise.all(theirs.map((id) => holdingsOf(whole, id)));
    await first.live();
    expect(await Promise.all(theirs.map((id) => holdingsOf(whole, id)))).toEqual(before);
    await second.live();
    for (const company of companies) {
      const [own, other] = ours.includes(company.organisationId) ? [first, second] : [second, first];
      expect(titlesTo(company, own.messenger)).toEqual(expected);
      expect(titlesTo(company, other.messenger)).toEqual([]);
    }
    await close();
  });
});

type Copy = Awaited<ReturnType<typeof start>>;

/** One copy of the bot, whose clock begins with the test. */
async function start(database: Database | undefined) {
  if (!database) throw new Error('There is no such copy.');
  const clock = createTestClock();
  const messenger = createRecordingMessenger();
  const log = createLogger('silent');
  const { house, handle, scheduler } = await composeBot({
    ...{ database, log, clock },
    platforms: messengerPlatforms(messenger),
  });
  clock.drive(scheduler);
  return {
    house,
    handle,
    messenger,
    people: callsAcross('operator', house.people),
    /** Some days, with what is due and what is to be sent. */
    async live() {
      await house.delivery.drain();
      await clock.advance({ days: 3 });
      await house.delivery.drain();
    },
  };
}

/** What falls due later: a promise, an experiment’s end, a meeting with its questions, a number, a follow-up. */
async function play({ handle }: Copy, company: Company): Promise<void> {
  const lines = [
    'feedback "The lift is slow" severity:high owner:@noor',
    'feedback "The door sticks" owner:@luis',
    'meeting every monday,thursday 10:00',
    'metric CSAT 4.5 unit:%',
    'idea Lamps for everybody',
  ];
  for (const text of lines) {
    const context = await company.context('maya');
    await inOrganisation(company.organisationId, () => handle({ kind: 'command', text }, context));
  }
}

/** What reached this company, in no order. */
function titlesTo({ memberIds, places }: Company, { sent }: RecordingMessenger): readonly string[] {
  const theirs = new Set([...Object.values(memberIds), ...Object.values(places).map(({ id }) => id)]);
  const posts = sent.filter(
    ({ to }) => to && theirs.has(to.kind === 'place' ? to.placeId : 'memberId' in to ? to.memberId : ''),
  );
  return posts.map(({ card }) => card.title).toSorted();
}

/** The organisations that are this copy’s. */
async function idsOf(copy: Database | undefined): Promise<readonly string[]> {
  const { query } = callsAcross('operator', copy ?? ({} as Database));
  const rows = await query<{ id: string }[]>`SELECT id::text FROM organisations WHERE of_shard(id)`;
  return rows.map(({ id }) => id);
}

/** The same new database for each share, and as a test looks at it. */
async function openCopies(shards: readonly Shard[]) {
  const url = process.env.TEST_DATABASE_URL ?? '';
  const whole: Database = await openCopy(url);
  const [row] = await whole.query<{ name: string }[]>`SELECT current_database() AS name`;
  const own = databaseUrl(url, row?.name ?? '');
  const log = createLogger('silent');
  const copies = await Promise.all(shards.map((shard) => openServer({ url: own, keys: testKey, log, shard })));
  const close = async () => {
    for (const copy of copies) await copy.close();
    await whole.close();
  };
  return { whole, copies, close };
}
