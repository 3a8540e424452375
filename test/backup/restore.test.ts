/** What a restore brings beside rows, of an embedded database: the key that opens its secrets, and who was forgotten since. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createLogger } from '../../src/kernel/logger.js';
import { type Database, openDatabase } from '../../src/storage/database.js';
import { boundTo } from '../../src/storage/seal-secrets.js';
import { describeOnServer } from '../support/database.js';
import { dumpTables } from '../support/dump-tables.js';
import { harbourLights } from '../support/harbour-lights.js';
import { createOperator } from '../support/operator.js';
import { cardOf, createStage, text } from '../support/stage.js';
import { migratedDataDir, removeTemporaryFolders, temporaryFolder } from '../support/temporary-folder.js';

afterEach(removeTemporaryFolders);

const log = createLogger('silent');
const now = '2026-11-29T12:00:00Z';
const longMs = 120_000;
/** No key is set: the folder keeps one. */
const unset = { SECRET_KEY: '' };

const openIn = (dataDir: string) => openDatabase({ dataDir, log });
const keyIn = async (dataDir: string) => (await readFile(join(dataDir, 'secret.key'), 'utf8')).trim();

/** Answers what is sealed, opened. */
async function secretIn(database: Database): Promise<string> {
  const { rows } = await database.executeSql(`SELECT value FROM secrets WHERE name = 'links'`);
  await database.close();
  return database.seal.open((rows[0] as { value: string }).value, boundTo('secrets', 'links'));
}

/** A folder with a key of its own and something that it sealed, and its backup. */
async function backedUp() {
  const DATA_DIR = await migratedDataDir();
  const database = await openIn(DATA_DIR);
  const sealed = database.seal.seal('Zanzibar', boundTo('secrets', 'links'));
  await database.executeSql(`INSERT INTO secrets (name, value, created_at) VALUES ('links', $1, now())`, [sealed]);
  await database.close();
  const operator = await createOperator(now);
  const file = join(operator.folder, 'a.backup');
  expect(await operator.run('backup', [file], { DATA_DIR, ...unset })).toMatchObject({ code: 0 });
  return { DATA_DIR, operator, file, key: await keyIn(DATA_DIR) };
}

describe('The key of an embedded database in a backup', () => {
  test(
    'comes back with the data into an empty folder, for its user alone, and opens what it sealed',
    async () => {
      const { operator, file, key } = await backedUp();
      expect((await readFile(file)).includes(key)).toBe(false);
      const DATA_DIR = join(await temporaryFolder(), 'data');
      expect(await operator.run('restore', [file], { DATA_DIR, ...unset })).toMatchObject({ code: 0 });
      expect(await keyIn(DATA_DIR)).toBe(key);
      expect((await stat(join(DATA_DIR, 'secret.key'))).mode & 0o777).toBe(0o600);
      expect(await secretIn(await openIn(DATA_DIR))).toBe('Zanzibar');
    },
    longMs,
  );

  test(
    'gives way to the key of the folder that is replaced, which opens what it sealed',
    async () => {
      const { operator, file } = await backedUp();
      const other = await migratedDataDir();
      await (await openIn(other)).close();
      const key = await keyIn(other);
      expect(await operator.run('restore', [file, '--replace'], { DATA_DIR: other, ...unset })).toMatchObject({
        code: 0,
      });
      expect(await keyIn(other)).toBe(key);
      expect(await secretIn(await openIn(other))).toBe('Zanzibar');
    },
    longMs,
  );
});

describeOnServer('The key of an embedded database, restored to a server', (emptyDatabase) => {
  test(
    'is a setting there, in .env',
    async () => {
      const { operator, file, key } = await backedUp();
      const url = await emptyDatabase();
      expect(await operator.run('restore', [file], { DATABASE_URL: url, ...unset })).toMatchObject({ code: 0 });
      const settings = parseEnv(await readFile(join(operator.folder, '.env'), 'utf8'));
      expect(settings.SECRET_KEY).toBe(key);
      const database = await openDatabase({ url, dataDir: '', log, keys: key, rowSecurity: 'off' });
      expect(await secretIn(database)).toBe('Zanzibar');
    },
    longMs,
  );
});

describe('Whoever was forgotten after a backup', () => {
  test(
    'is forgotten again by --replace: a customer and a person, in every table',
    async () => {
      const DATA_DIR = await migratedDataDir();
      const operator = await createOperator(now);
      const file = join(operator.folder, 'a.backup');
      const live = async <T>(work: (stage: Awaited<ReturnType<typeof createStage>>) => Promise<T>) => {
        const database = await openIn(DATA_DIR);
        const stage = await createStage({ database, workspace: harbourLights, start: now });
        const done = await work(stage);
        await stage.stop();
        await database.close();
        return done;
      };
      await live(async (stage) => {
        await stage.say('dana', 'feedback "The gazebo fell on our llama" customer:Zanzibar owner:@ben', '#support');
        await stage.say('dana', 'feedback "Zanzibar got a discount" customer:Bolt owner:@ben', '#support');
      });
      expect(await operator.run('backup', [file], { DATA_DIR, ...unset })).toMatchObject({ code: 0 });
      await live(async (stage) => {
        const asked = cardOf(await stage.say('grace', 'forget customer Zanzibar', '#support'));
        expect(text(cardOf(await stage.press('grace', 'Forget for good', asked)))).toContain('is forgotten');
        const person = cardOf(await stage.say('grace', 'forget person @ben', '#support'));
        expect(text(cardOf(await stage.press('grace', 'Forget for good', person)))).toContain('is forgotten');
      });
      const restored = await operator.run('restore', [file, '--replace'], { DATA_DIR, ...unset });
      expect(restored).toMatchObject({ code: 0 });
      expect(restored.said).not.toMatch(/gazebo|Zanzibar/);
      const database = await openIn(DATA_DIR);
      const everything = JSON.stringify(await dumpTables(database, { whole: true }));
      await database.close();
      expect(everything).toContain('got a discount');
      for (const word of ['gazebo', 'llama', 'Zanzibar', 'Ben'])
        expect([word, everything.includes(word)]).toEqual([word, false]);
    },
    longMs,
  );
});
