/** A user of analysts on the server: what it can read, and every way out of that which we know of. */
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { dropRole, findRole, listRoles, makeRole } from '../../../../src/adapters/web-api/bi/roles-store.js';
import { scramVerifier } from '../../../../src/adapters/web-api/bi/scram.js';
import { views } from '../../../../src/adapters/web-api/bi/views.js';
import { type Database, onServer } from '../../../../src/storage/database.js';
import { describeOnServer, openCopy, openOnServer } from '../../../support/database.js';
import { databaseUrl, onServer as onServersOwn } from '../../../support/migrated-databases.js';
import { rowsOfTwo } from './rows-of-two.js';

const { ours, theirs } = rowsOfTwo;
const at = new Date('2026-11-30T09:00:00Z');

/** Who the bot is at the server: one that sees through row-level security, and one that does not. */
for (const bot of ['a superuser', 'the owner of the tables'])
  describeOnServer(`A user of analysts, where the bot is ${bot},`, () => {
    const mark = `${process.pid}_${process.hrtime.bigint() % 1_000_000n}`;
    const name = `analyst_${mark}`;
    const owner = `owner_${mark}`;
    let url: string;
    let database: Database;
    let analyst: pg.Client;
    const run = <T>(work: Parameters<typeof onServer<T>>[1]) => onServer(url, work);
    const ask = async (text: string) => (await analyst.query<Record<string, unknown>>(text)).rows;

    beforeAll(async () => {
      const server = process.env.TEST_DATABASE_URL ?? '';
      if (bot === 'a superuser') {
        database = await openCopy(server);
        const { rows } = await database.executeSql('SELECT current_database() AS name');
        url = databaseUrl(server, (rows[0] as { name: string }).name);
      } else {
        await onServersOwn(server, `CREATE ROLE ${owner} LOGIN CREATEROLE PASSWORD 'owner'`);
        await onServersOwn(server, `CREATE DATABASE ${owner} OWNER ${owner}`);
        const ownUrl = new URL(databaseUrl(server, owner));
        ownUrl.username = owner;
        ownUrl.password = 'owner';
        url = ownUrl.href;
        database = await openOnServer(url);
      }
      await database.executeSql(rowsOfTwo.sql);
      await run((each) => makeRole(each, { organisationId: ours, name }, scramVerifier('open sesame'), at));
      const theirUrl = new URL(url);
      theirUrl.username = name;
      theirUrl.password = 'open%20sesame';
      analyst = new pg.Client({ connectionString: theirUrl.href });
      await analyst.connect();
    }, 60_000);
    afterEach(async () => {
      for (const each of ['RESET SESSION AUTHORIZATION', 'RESET ROLE', 'RESET ALL', 'DISCARD TEMP']) await ask(each);
    });
    afterAll(async () => {
      await analyst.end();
      await run((each) => dropRole(each, { organisationId: ours, name }, at));
      await database.close();
      if (bot === 'a superuser') return;
      await onServersOwn(process.env.TEST_DATABASE_URL ?? '', `DROP DATABASE ${owner}`);
      await onServersOwn(process.env.TEST_DATABASE_URL ?? '', `DROP ROLE ${owner}`);
    }, 60_000);

    test('reads each view, of its organisation alone', async () => {
      for (const { name: view } of views) {
        const rows = await ask(`SELECT DISTINCT organisation_id FROM bi_${view}`);
        expect({ view, rows }).toEqual({ view, rows: [{ organisation_id: ours }] });
      }
      expect(await ask('SELECT text FROM bi_feedback ORDER BY number')).toEqual([{ text: 'ours' }, { text: null }]);
    });

    test('reads and changes no table, and no view of the bot’s own', async () => {
      const { rows } = await database.executeSql(
        "SELECT oid::regclass::text AS name FROM pg_class WHERE relkind IN ('r', 'v', 'S') AND relnamespace = 'public'::regnamespace",
      );
      expect(rows.length).toBeGreaterThan(100);
      for (const { name: table } of rows as { name: string }[])
        await expect(ask(`SELECT * FROM public.${table}`)).rejects.toThrow(/permission denied/);
      await ask('SET default_transaction_read_only = off');
      await expect(ask("UPDATE bi_people SET name = 'x'")).rejects.toThrow(/cannot update view/);
      await expect(ask('DELETE FROM public.feedback')).rejects.toThrow(/permission denied/);
      await expect(ask(`INSERT INTO public.analyst_roles VALUES ('${theirs}', current_user, now())`)).rejects.toThrow(
        /denied/,
      );
    });

    /** What a session can say to be somebody else, or to see more. */
    test.each([
      `SET empty_chair.first_organisation = '${theirs}'; SET empty_chair.last_organisation = '${theirs}'`,
      "SET empty_chair.first_organisation = '00000000-0000-0000-0000-000000000000'; SET empty_chair.last_organisation = 'ffffffff-ffff-ffff-ffff-ffffffffffff'",
      'SET row_security = off',
      'SET ROLE empty_chair_analysts',
      'SET search_path = public, analysts',
      "SET session_replication_role = 'replica'",
      'SET ROLE empty_chair_rows',
      'SET ROLE postgres',
      'SET SESSION AUTHORIZATION postgres',
      `SET ROLE ${process.env.USER ?? 'root'}`,
      // A name of its own in front of the function that the views go by.
      "CREATE FUNCTION pg_temp.current_user() RETURNS name LANGUAGE sql AS $$ SELECT 'another'::name $$",
      `CREATE TEMP TABLE analyst_roles AS SELECT '${theirs}'::uuid AS organisation_id, current_user AS name`,
      `CREATE SCHEMA public2`,
      `CREATE OR REPLACE VIEW analysts.bi_feedback AS SELECT 1`,
      `ALTER ROLE ${name} SUPERUSER`,
      'GRANT empty_chair_rows TO current_user',
    ])('sees nothing of another organisation after: %s', async (statement) => {
      await analyst.query(statement).catch(() => undefined);
      for (const { name: view } of views) {
        const asked = ask(`SELECT * FROM analysts.bi_${view} WHERE organisation_id = '${theirs}'`);
        // Without row-level security PostgreSQL answers nothing at all.
        const rows = await asked.catch(({ message }: Error) => (/row-level security/.test(message) ? [] : [message]));
        expect({ view, rows }).toEqual({ view, rows: [] });
      }
      await expect(ask('SELECT * FROM public.feedback')).rejects.toThrow(/permission denied|row-level security/);
    });

    test('learns nothing by a function of its own that sees every row it is asked of', async () => {
      await ask('SET default_transaction_read_only = off');
      await ask(`CREATE FUNCTION pg_temp.heard(whose uuid) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS
      $$ BEGIN RAISE NOTICE '%', whose; RETURN true; END $$`);
      // A column that costs nothing to read: what costs more than the view's own condition is asked after it anyway.
      // Through an index nothing but the own rows would be touched, whether or not the view is a barrier.
      for (const kind of ['indexscan', 'bitmapscan', 'indexonlyscan']) await ask(`SET enable_${kind} = off`);
      const heard: string[] = [];
      analyst.on('notice', ({ message }) => heard.push(message ?? ''));
      const listen = async () => {
        heard.length = 0;
        await ask('SELECT count(*) FROM bi_feedback WHERE pg_temp.heard(organisation_id)');
        return [...new Set(heard)].toSorted();
      };
      expect(await listen()).toEqual([ours]);
      // The same question hears them where the view is no barrier: it is that which keeps them apart. Where the bot sees
      // through no row-level security, that does so as well.
      await database.executeSql('ALTER VIEW analysts.bi_feedback SET (security_barrier = false)');
      expect(await listen()).toEqual(bot === 'a superuser' ? [ours, theirs] : [ours]);
      await database.executeSql('ALTER VIEW analysts.bi_feedback SET (security_barrier = true)');
      expect(await listen()).toEqual([ours]);
      analyst.removeAllListeners('notice');
    });

    test('is told what each column means, where its tool asks', async () => {
      const rows = await ask(
        "SELECT col_description('analysts.bi_feedback'::regclass, 1 + 1) AS number, obj_description('analysts.bi_feedback'::regclass) AS about",
      );
      expect(rows).toEqual([
        { number: '12 of F-12; unique in the organisation', about: expect.stringContaining('each piece') },
      ]);
    });

    test('has the views again after the bot’s next start, whatever migrations changed', async () => {
      await database.executeSql('DROP VIEW analysts.bi_people');
      await (await openOnServer(url)).close();
      expect((await ask('SELECT name FROM analysts.bi_people')).length).toBe(1);
    });

    test('is listed, gets another password, and no user of the server is taken over', async () => {
      expect(await run((each) => listRoles(each, ours))).toEqual([name]);
      expect(await run((each) => findRole(each, name))).toEqual({ organisationId: ours });
      expect(await run((each) => findRole(each, 'postgres'))).toEqual({ organisationId: null });
      expect(await run((each) => findRole(each, 'nobody_at_all'))).toBeNull();
      await run((each) => makeRole(each, { organisationId: ours, name }, scramVerifier('another one'), at));
      const { rows } = await database.executeSql("SELECT what, subject FROM audit WHERE what LIKE 'bi.%' ORDER BY id");
      expect(rows).toEqual([
        { what: 'bi.makeRole', subject: name },
        { what: 'bi.makeRole', subject: name },
      ]);
    });
  });
