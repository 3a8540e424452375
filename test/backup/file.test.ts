/** The file of a backup: whole or refused, readable at its head alone, and closed to everybody without the passphrase. */
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { envFileOf } from '../../src/backup/env-file.js';
import { type BackupHead, headBytes, readHead } from '../../src/backup/file-head.js';
import { readPassphrase } from '../../src/backup/passphrase.js';
import { openBackup } from '../../src/backup/read-file.js';
import { writeBackup } from '../../src/backup/write-file.js';
import { removeTemporaryFolders, temporaryFolder } from '../support/temporary-folder.js';

afterAll(removeTemporaryFolders);

const passphrase = 'four random words and 1';
const settings = { env: { SLACK_BOT_TOKEN: 'xoxb-secret' }, files: {} };
const tables = { people: [['["1","Line\\u2028end","a\\nb",null]'], ['["2","ß",null,"{}"]']], empty: [] as string[][] };
const head: BackupHead = {
  format: 1,
  app: '0.1.0',
  schema: '2_newest',
  madeAt: '2026-11-29T09:00:00.000Z',
  kind: 'embedded',
  migrations: [{ migration_name: '2_newest', checksum: 'abc' }],
  tables: [
    { name: 'people', count: 2, sum: '12' },
    { name: 'empty', count: 0, sum: '0' },
  ],
  counters: [],
};
const source = {
  columns: async () => ['id', 'name', 'words', 'more'],
  rows: (table: string) => tables[table as keyof typeof tables].values() as unknown as AsyncIterable<readonly string[]>,
};

async function readAll(path: string, phrase = passphrase) {
  const begin = await readHead(path);
  const backup = await openBackup(path, begin, phrase);
  const found: Record<string, string[]> = {};
  for await (const { name, rows } of backup.tables) {
    found[name] = [];
    for await (const batch of rows) found[name].push(...batch);
  }
  return { settings: backup.settings, tables: found };
}

describe('A backup file', () => {
  let folder = '';
  let path = '';
  let bytes: Buffer;
  beforeAll(async () => {
    folder = await temporaryFolder();
    path = join(folder, 'a.backup');
    await writeBackup(path, { head, settings, source }, passphrase, () => undefined);
    bytes = await readFile(path);
  });

  const changed = async (name: string, contents: Buffer) => {
    await writeFile(join(folder, name), contents);
    return join(folder, name);
  };

  test('gives back what was put in, to the letter', async () => {
    expect(await readAll(path)).toEqual({
      settings,
      tables: { people: ['["1","Line\\u2028end","a\\nb",null]', '["2","ß",null,"{}"]'], empty: [] },
    });
  });

  test('says at its head what it is, and nothing that was sealed; only its owner may read it', async () => {
    expect((await readHead(path)).head).toEqual(head);
    expect(bytes.toString('latin1')).not.toMatch(/xoxb|Line|SLACK/);
    expect(((await stat(path)).mode & 0o777).toString(8)).toBe('600');
  });

  test('tells a wrong passphrase from a damaged file', async () => {
    await expect(readAll(path, 'another passphrase')).rejects.toMatchObject({ code: 'backup.passphrase' });
  });

  test('is refused when its end is missing, wherever it was cut', async () => {
    for (const share of [0.2, 0.6, 0.97, 0.999]) {
      const cut = await changed('cut.backup', bytes.subarray(0, Math.floor(bytes.length * share)));
      await expect(readAll(cut)).rejects.toMatchObject({ code: 'backup.damaged' });
    }
  });

  test('is refused when a byte of what is sealed was changed, or its head says something else', async () => {
    const other = Buffer.from(bytes);
    other[bytes.length - 40] = (other[bytes.length - 40] ?? 0) ^ 1;
    await expect(readAll(await changed('other.backup', other))).rejects.toMatchObject({ code: 'backup.damaged' });
    const sealed = bytes.subarray(headBytes(head).length);
    const lying = headBytes({ ...head, madeAt: '2026-11-30T09:00:00.000Z' });
    const swapped = await changed('swapped.backup', Buffer.concat([lying, sealed]));
    await expect(readAll(swapped)).rejects.toMatchObject({ code: 'backup.damaged' });
  });

  test('of a newer format, and what is no backup at all, are told as such', async () => {
    const newer = await changed(
      'newer.backup',
      Buffer.from(bytes.toString('latin1').replace('backup 1', 'backup 2'), 'latin1'),
    );
    await expect(readHead(newer)).rejects.toMatchObject({ code: 'backup.newerFormat' });
    await expect(readHead(await changed('x', Buffer.from('text\n')))).rejects.toMatchObject({
      code: 'backup.noBackup',
    });
    await expect(readHead(join(folder, 'none'))).rejects.toMatchObject({ code: 'backup.noFile' });
  });

  test('that fails half-way leaves no file', async () => {
    const failing = { ...source, columns: () => Promise.reject(new Error('connection lost')) };
    const half = join(folder, 'half.backup');
    await expect(writeBackup(half, { head, settings, source: failing }, passphrase, () => undefined)).rejects.toThrow(
      'lost',
    );
    expect((await readdir(folder)).filter((name) => name.startsWith('half'))).toEqual([]);
  });
});

describe('The passphrase', () => {
  test('comes from a file, else from the environment, else from whoever sits there', async () => {
    const file = join(await temporaryFolder(), 'phrase');
    await writeFile(file, 'from a file, quite long\n');
    expect(await readPassphrase({ file, environment: 'set' }, true)).toBe('from a file, quite long');
    expect(await readPassphrase({ file: undefined, environment: 'set in the environment' }, true)).toBe(
      'set in the environment',
    );
    const asked: string[] = [];
    const askSecret = async (question: string) => {
      asked.push(question);
      return 'typed by a person';
    };
    const typed = { file: undefined, environment: undefined, askSecret };
    expect(await readPassphrase(typed, true)).toBe('typed by a person');
    expect(asked).toEqual(['Passphrase: ', 'The same again: ']);
    await readPassphrase(typed, false);
    expect(asked).toHaveLength(3);
  });

  test('is refused when it is short, or typed in two ways, or nobody can be asked', async () => {
    const none = { file: undefined, environment: undefined };
    await expect(readPassphrase({ ...none, environment: 'short' }, true)).rejects.toThrow('has 5 characters');
    const answers = ['typed in one way', 'typed in another way'];
    const askSecret = async () => answers.shift() ?? '';
    await expect(readPassphrase({ ...none, askSecret }, true)).rejects.toMatchObject({ code: 'backup.twoPassphrases' });
    await expect(readPassphrase(none, false)).rejects.toThrow('Set BACKUP_PASSPHRASE');
  });
});

test('Settings come back as they were, but for where the data is', () => {
  const env = { A: 'plain', B: 'two words # no comment', C: `it's "both"`, D: '-----BEGIN\nKEY-----', E: 'a\\nb"c' };
  expect(parseEnv(envFileOf({ ...env, DATABASE_URL: 'postgresql://old', DATA_DIR: './data' }))).toEqual(env);
});
