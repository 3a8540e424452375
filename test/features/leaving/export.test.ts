/** An organisation can take along everything, and a customer hears all that is kept of them. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import express from 'express';
import { runCommand } from '../../../src/adapters/web-api/command-line/run-command.js';
import { terminalOn } from '../../../src/adapters/web-api/command-line/terminal.js';
import { exportRoutes } from '../../../src/adapters/web-api/export-routes.js';
import type { Host } from '../../../src/adapters/web-api/host/host.js';
import { createLocalHost } from '../../../src/adapters/web-api/host/local-host.js';
import { feedbackColumns } from '../../../src/features/feedback/index.js';
import { leftOutColumns, leftOutTables } from '../../../src/features/leaving/store/export-rows.js';
import { restore } from '../../../src/kernel/defuse.js';
import { createLogger } from '../../../src/kernel/logger.js';
import { describeOnEachDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { installationTables } from '../../support/installation-tables.js';
import { cardOf, createStage, type Stage, text } from '../../support/stage.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

describeOnEachDatabase('Everything of an organisation', (database) => {
  let stage: Stage;
  let host: Host;
  let organisationId: string;

  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights });
    const { clock, intakes, imports, leaving, keys } = stage.house;
    host = createLocalHost({ database: database(), clock, keys, intakes, imports, exporting: leaving.exporting });
    organisationId = (await stage.house.people.actorOf(stage.id('grace')))?.organisationId ?? '';
    await stage.say('grace', 'customer Acme contact:"Ann Archer, buyer, ann@acme.example"');
    await stage.say('maya', 'feedback "=HYPERLINK(1) said, \'quietly\'" customer:Acme', '#support');
    await stage.say('maya', 'feedback "The recipe was leaked" customer:Acme confidential:yes owner:@ben', '#support');
    await stage.say('maya', 'feedback "Bolt is late" customer:Bolt', '#support');
  });
  afterEach(() => stage.stop());

  async function run(...words: readonly string[]) {
    const said: string[] = [];
    const output = { isTTY: false, write: (part: string) => Boolean(said.push(part)) };
    const terminal = terminalOn({ stdout: output, stderr: output } as unknown as Parameters<typeof terminalOn>[0]);
    const openHost = async () => ({ host, close: async () => {} });
    const exit = await runCommand(['export', ...words], { feedbackColumns, terminal, openHost });
    return { exit, said: said.join('') };
  }

  test('is in the folder, each table that is the organisation’s, as JSON Lines and CSV with a schema', async () => {
    const folder = join(await temporaryFolder(), 'all');
    const { exit, said } = await run('--to', folder);
    expect([exit, said]).toEqual([0, expect.stringContaining(`Everything of Harbour Lights is in ${folder}`)]);
    const names = (await readdir(join(folder, 'json'))).map((name) => name.replace('.jsonl', ''));
    const tables = await database().queryText<{ name: string }[]>(
      `SELECT c.relname::text AS name FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace`,
    );
    const away = [
      ...Object.keys(leftOutTables),
      ...Object.keys(installationTables).filter((name) => name !== 'organisations'),
    ];
    expect([...new Set([...names, ...away])].toSorted()).toEqual(tables.map(({ name }) => name).toSorted());

    const schema = JSON.parse(await readFile(join(folder, 'schema.json'), 'utf8')) as {
      readonly $defs: Record<string, { description?: string; properties: Record<string, { description?: string }> }>;
    };
    expect(Object.keys(schema.$defs).toSorted()).toEqual(names.toSorted());
    expect(schema.$defs.feedback?.properties.text?.description).toBe('The words exactly as said.');
    expect(schema.$defs.routing_rules?.properties.position?.description).toContain('in the order');
    for (const name of names) {
      const [counted] = await database().queryText<{ count: number }[]>(`SELECT count(*)::int AS count FROM "${name}"`);
      const rows = (await readFile(join(folder, 'json', `${name}.jsonl`), 'utf8')).split('\n').filter(Boolean);
      const csv = parse(await readFile(join(folder, 'csv', `${name}.csv`), 'utf8'), { columns: true }) as object[];
      expect([name, rows.length, csv.length]).toEqual([name, counted?.count, counted?.count]);
      const columns = Object.keys(schema.$defs[name]?.properties ?? {}).toSorted();
      for (const row of rows.slice(0, 3)) expect(Object.keys(JSON.parse(row) as object).toSorted()).toEqual(columns);
    }
    const cells = parse(await readFile(join(folder, 'csv/feedback.csv'), 'utf8'), { columns: true }) as Record<
      string,
      string
    >[];
    const spoken = cells.find(({ number }) => number === '1')?.text ?? '';
    expect([spoken.charAt(0), restore(spoken)]).toEqual(["'", "=HYPERLINK(1) said, 'quietly'"]);
    expect(cells.find(({ number }) => number === '2')?.confidential).toBe('true');
    expect(await readFile(join(folder, 'README.md'), 'utf8')).toContain(
      '**Confidential** is what `feedback.confidential` marks',
    );
    expect(text(cardOf(await stage.say('grace', 'audit what:exports')))).toContain('An operator exported everything');
  }, 60_000);

  test('comes page by page to the last row, without secrets, and never over another export', async () => {
    await database().executeSql(
      `INSERT INTO history (organisation_id, subject, at, what, surface)
       SELECT $1::uuid, 'feedback:x', now(), 'noted', 'clock' FROM generate_series(1, 1203)`,
      [organisationId],
    );
    await host.createKey({ organisationId, name: 'crm', signed: true });
    const folder = await temporaryFolder();
    expect((await run('--to', folder)).exit).toBe(0);
    const [counted] = await database().queryText<{ count: number }[]>('SELECT count(*)::int AS count FROM history');
    const lines = (await readFile(join(folder, 'json/history.jsonl'), 'utf8')).split('\n').filter(Boolean);
    expect(new Set(lines).size).toBe(counted?.count);
    const keys = await readFile(join(folder, 'json/api_keys.jsonl'), 'utf8');
    expect(keys).toContain('"crm"');
    for (const [table, columns] of Object.entries(leftOutColumns))
      for (const column of columns)
        expect(await readFile(join(folder, 'json', `${table}.jsonl`), 'utf8')).not.toContain(`"${column}"`);
    await writeFile(join(folder, 'mine.txt'), 'mine');
    expect(await run('--to', folder)).toMatchObject({ exit: 2, said: expect.stringContaining('is not empty') });
  }, 60_000);

  test('of one customer is a file for the asker, whose address ends', async () => {
    const { clock } = stage;
    const { links, leaving } = stage.house;
    const web = express().use(
      exportRoutes({ clock, links, log: createLogger('silent'), customerFile: leaving.exporting.customerFile }),
    );
    const server = web.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const local = (url: string) =>
      url.replace('http://localhost:3000', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const linkFor = async (who: string) => {
      const said = await stage.say(who, 'export customer:Acme');
      return local(/"url":"([^"]+)"/u.exec(JSON.stringify(said))?.[1] ?? '');
    };
    const champions = await linkFor('grace');
    interface CustomerFile {
      readonly customer: string;
      readonly tables: Record<string, readonly Record<string, unknown>[]>;
    }
    const file = (await (await fetch(champions)).json()) as CustomerFile;
    expect(file.customer).toBe('Acme');
    expect(file.tables.feedback?.map((row) => row.text)).toEqual([
      "=HYPERLINK(1) said, 'quietly'",
      'The recipe was leaked',
    ]);
    expect(file.tables.customer_people?.[0]).toMatchObject({ name: 'Ann Archer' });
    expect(Object.keys(file.tables)).toEqual(expect.arrayContaining(['customers', 'customer_keys', 'history']));
    expect(JSON.stringify(file)).not.toContain('Bolt');

    const bens = stage.inbox('ben').find((each) => text(each).includes('recipe'));
    if (!bens) throw new Error('Ben got no card.');
    const hand = await stage.press('ben', 'Hand over', bens);
    if (hand.kind === 'form') await stage.fill('ben', hand.form, { to: stage.id('maya'), why: 'The zeppelin people' });
    expect(await (await fetch(await linkFor('grace'))).text()).toContain('zeppelin');
    const admins = (await (await fetch(await linkFor('dana'))).json()) as CustomerFile;
    for (const word of ['recipe', 'zeppelin']) expect(JSON.stringify(admins)).not.toContain(word);
    expect(admins.tables.feedback?.[1]).toMatchObject({ confidential: true, text: '(confidential)' });

    const forged = champions.replace(stage.id('grace'), stage.id('dana'));
    expect((await fetch(forged)).status).toBe(403);
    await clock.advance({ hours: 2 });
    expect((await fetch(champions)).status).toBe(403);
    expect(text(cardOf(await stage.say('maya', 'export customer:Acme')))).toContain('Grace');
    expect(text(cardOf(await stage.say('grace', 'audit what:exports')))).toContain('Dana exported the customer Acme');
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }, 60_000);
});
