/** Secrets in the database: sealed when the bot starts, sealed anew with a new key, and none that nobody thought of. */
import { randomBytes } from 'node:crypto';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createLogger } from '../../src/kernel/logger.js';
import { createSeal, keyIdOf, noSeal } from '../../src/kernel/seal.js';
import { openDatabase } from '../../src/storage/database.js';
import { boundTo, sealInUse, sealSecrets, secretColumns } from '../../src/storage/seal-secrets.js';
import { describeOnDatabase } from '../support/database.js';
import { dumpTables } from '../support/dump-tables.js';
import { insertOrganisation } from '../support/organisation.js';
import { migratedDataDir, removeTemporaryFolders } from '../support/temporary-folder.js';

const ids = { organisation: '00000000-0000-7000-8000-000000000001', row: '00000000-0000-7000-8000-000000000002' };
const address = 'https://calendar.example/private-Zanzibar/basic.ics';
const key = () => randomBytes(32).toString('base64');

describeOnDatabase('Secrets', (database) => {
  /** As a bot wrote them that had no key. */
  const writePlain = async () => {
    await insertOrganisation(database(), ids.organisation);
    await database().executeSql(`
      SET session_replication_role = replica;
      INSERT INTO api_keys (id, organisation_id, name, key_hash, signing_secret, created_at)
        VALUES ('${ids.row}', '${ids.organisation}', 'survey', 'hash', 'whsec_Zanzibar', now());
      INSERT INTO brief_calendars (id, organisation_id, member_id, url, fetch_due_at)
        VALUES ('${ids.row}', '${ids.organisation}', '${ids.row}', '${address}', now());
      INSERT INTO meeting_series (id, organisation_id, place_id, name, kind, rule, time_zone, lead_minutes,
          length_minutes, created_at)
        VALUES ('${ids.row}', '${ids.organisation}', '${ids.row}', 'Weekly', 'calendar',
          '{"url": "${address}", "event": "Weekly"}', 'UTC', 0, 60, now()),
        ('${ids.organisation}', '${ids.organisation}', '${ids.organisation}', 'Other', 'weekly',
          '{"weekdays": [1]}', 'UTC', 0, 60, now());
      INSERT INTO secrets (name, value, created_at) VALUES ('links', 'Zanzibar', now());
      SET session_replication_role = DEFAULT`);
  };
  const texts = async () => {
    const rows = await database().queryText<{ text: string }[]>(`
      SELECT signing_secret AS text FROM api_keys UNION ALL SELECT url FROM brief_calendars
      UNION ALL SELECT rule->>'url' FROM meeting_series WHERE kind = 'calendar' UNION ALL SELECT value FROM secrets WHERE name = 'links'`);
    return rows.map(({ text }) => text);
  };
  const plain = ['whsec_Zanzibar', address, address, 'Zanzibar'];
  const bound = [
    boundTo('api_keys', ids.row),
    boundTo('brief_calendars', ids.row),
    boundTo('meeting_series', ids.row),
    boundTo('secrets', 'links'),
  ];

  test('that were written plain are sealed, once, and open in their own row', async () => {
    await writePlain();
    const seal = createSeal(key());
    expect(await sealSecrets(database(), seal)).toBe(4);
    const sealed = await texts();
    expect(await sealInUse({ ...database(), seal })).toEqual({ keyId: seal.keyId, since: expect.any(Date) });
    expect(await sealInUse({ ...database(), seal: noSeal })).toBeNull();
    expect(sealed.map(keyIdOf)).toEqual(plain.map(() => seal.keyId));
    expect(sealed.map((text, index) => seal.open(text, bound[index] ?? ''))).toEqual(plain);
    expect(() => seal.open(sealed[1] ?? '', bound[2] ?? '')).toThrow();
    expect(JSON.stringify(await dumpTables(database()))).not.toContain('Zanzibar');
    expect(await sealSecrets(database(), seal)).toBe(0);
    expect(await texts()).toEqual(sealed);
  });

  test('are sealed anew with the first key, as long as the one that sealed them is behind it', async () => {
    await writePlain();
    const [older, newer] = [key(), key()];
    await sealSecrets(database(), createSeal(older));
    const both = createSeal(`${newer},${older}`);
    // With the note when the older one was used first.
    expect(await sealSecrets(database(), both)).toBe(5);
    const seal = createSeal(newer);
    expect((await texts()).map((text, index) => seal.open(text, bound[index] ?? ''))).toEqual(plain);
    expect(await sealSecrets(database(), seal)).toBe(0);
  });

  test.each([
    ['another key', createSeal(key()), /another key \(KEY\); put that key into SECRET_KEY, behind the new one/],
    ['no key', noSeal, /a key \(KEY\); put that key into SECRET_KEY\./],
  ])('end the start with %s, and say what to do', async (_, seal, words) => {
    await writePlain();
    const before = createSeal(key());
    await sealSecrets(database(), before);
    const refusal = new RegExp(words.source.replace('KEY', before.keyId));
    await expect(sealSecrets(database(), seal)).rejects.toThrow(refusal);
  });

  /** Whoever adds a column that sounds like this says here what protects it, or lists it in seal-secrets.ts. */
  const known: Readonly<Record<string, string>> = {
    'forgotten.hash': 'a hash of whom or what was forgotten',
    'api_keys.key_hash': 'a hash of 256 random bits',
    'slack_installations.bot_token': 'sealed by many-workspaces.ts',
    'slack_installations.refresh_token': 'sealed by many-workspaces.ts',
    'workspace_invitations.code_hash': 'a hash of random bits',
    'slack_install_states.hash': 'a hash of random bits',
    'teams_conversations.service_url': 'Microsoft’s public address',
    'teams_people.service_url': 'Microsoft’s public address',
    'customer_messages.hash': 'a hash of a message’s id',
    'idempotent_answers.request_hash': 'a hash of what was asked',
  };

  test('stand in no column that is not thought of', async () => {
    const columns = await database().query<{ name: string }[]>`
      SELECT table_name || '.' || column_name AS name FROM information_schema.columns
      WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'
        AND column_name ~ 'secret|token|password|credential|hash|url|address|cert|private|seal' ORDER BY 1`;
    const sealed = secretColumns.map(({ table, column }) => `${table}.${column}`);
    const unknown = columns.map(({ name }) => name).filter((name) => !known[name] && !sealed.includes(name as never));
    expect(unknown).toEqual([]);
    const there = new Set(columns.map(({ name }) => name));
    expect(Object.keys(known).filter((name) => !there.has(name))).toEqual([]);
  });
});

describe('The key of an embedded database', () => {
  afterEach(removeTemporaryFolders);

  test('stands in a file that its user alone may read, and opens what it sealed after a restart', async () => {
    const dataDir = await migratedDataDir();
    const log = createLogger('silent');
    const first = await openDatabase({ dataDir, log });
    const sealed = first.seal.seal(address, 'a');
    await first.close();
    const file = join(dataDir, 'secret.key');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(keyIdOf(sealed)).toBe(createSeal((await readFile(file, 'utf8')).trim()).keyId);
    const second = await openDatabase({ dataDir, log });
    expect(second.seal.open(sealed, 'a')).toBe(address);
    await second.close();
    // A setting takes the file's place, and what the file sealed is sealed anew.
    const keys = key();
    const third = await openDatabase({ dataDir, log, keys });
    expect([third.seal.keyId, third.seal.open(sealed, 'a')]).toEqual([createSeal(keys).keyId, address]);
    await third.close();
    await rm(file);
    await (await openDatabase({ dataDir, log, keys })).close();
    await writeFile(file, 'not a key');
    await expect(openDatabase({ dataDir, log })).rejects.toThrow('SECRET_KEY');
  });
});
