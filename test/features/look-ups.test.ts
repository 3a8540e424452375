/**
 * What people ask to see is looked up by index, and only as much as they are shown, however much there is. Each
 * statement that the rooms really ask is explained by the server on tables with many rows.
 */
import { setImmediate as oneTurn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHome } from '../../src/chat/home.js';
import { createLogger } from '../../src/kernel/logger.js';
import { inOrganisation } from '../../src/storage/database.js';
import { cutConnections, openCopy } from '../support/database.js';
import { harbourLights } from '../support/harbour-lights.js';
import { behindWall, type TestDatabase } from '../support/models.js';
import { recordStatements, type Statement } from '../support/record-statements.js';
import { bigTables, seedRows } from '../support/seed-rows.js';
import { cardOf, createStage, type Stage, text } from '../support/stage.js';

const serverUrl = process.env.TEST_DATABASE_URL;
const title = 'Look-ups on big tables';
if (serverUrl) describe(title, () => lookUps(serverUrl));
else describe.skip(`${title}: skipped, because TEST_DATABASE_URL is not set`, () => lookUps(''));

/** An organisation has 500 rows in each table: whoever reads more than this and names no limit reads them all. */
const mostRows = 250;

/** All that an organisation has in a table may be looked at, and a few times over: more is a search for each row of another. */
const mostExamined = 2_500;

/** A report counts by each owner's zone what was due in its period, which no table's growth makes longer. */
const ofPeriod = /due_on BETWEEN|m\.id = ANY/;

function lookUps(url: string): void {
  let database: TestDatabase;
  let stage: Stage;
  beforeAll(async () => {
    database = await openCopy(url);
    // What a server says of its disk today; with it the plans are those of tables that are larger still.
    await database.executeSql(`DO $$ BEGIN
      EXECUTE format('ALTER DATABASE %I SET random_page_cost = 1.1', current_database());
    END $$`);
    await cutConnections(url, database);
    // The pool hears of it later, and would hand out a connection that ends just then. Nothing else asks it anything yet.
    while (database.connections()?.all) await oneTurn();
    stage = await createStage({ database, workspace: harbourLights });
    const actor = await stage.house.people.actorOf(stage.id('maya'));
    await stage.say('maya', 'score 9 customer:Acme', '#support');
    const [metric] = await database.models.metric.findMany();
    const seed = { memberId: stage.id('maya'), placeId: stage.id('#support'), metricId: metric?.id ?? '' };
    await seedRows(database, { ...seed, organisationId: actor?.organisationId ?? '' });
  }, 60_000);
  afterAll(async () => {
    await stage.stop();
    await database.close();
  });

  const say = (line: string, place: string | null = '#support') => stage.say('maya', line, place);
  const press = (action: string, value: string) =>
    stage.interact('maya', { kind: 'action', action, value }, '#support');

  test.each<[string, () => Promise<unknown>]>([
    ...['open', 'mine', 'overdue', 'resolved', 'all', 'all topic:speed', 'all customer:"Customer 7"', 'open text'].map(
      (which): [string, () => Promise<unknown>] => [`feedback list ${which}`, () => say(`feedback list ${which}`)],
    ),
    ['a piece of feedback', () => press('feedback.show', 'F-1010')],
    ['its history', () => press('feedback.history', 'F-1010')],
    ...['open', 'all', 'parked', 'all word17'].map((which): [string, () => Promise<unknown>] => [
      `ideas ${which}`,
      () => say(`ideas ${which}`),
    ]),
    ['an idea', () => say('idea I-1010')],
    ['its history', () => press('ideas.history', 'I-1010')],
    ['who', () => say('who "Customer 7"')],
    ['who nobody is', () => say('who "Custmer 7"')],
    ['owe', () => say('owe')],
    ['report', () => say('report')],
    ['follow', () => say('follow')],
    ['follow, privately', () => say('follow', null)],
    ['a follow-up', () => say('follow A-1010')],
    ['meeting', () => say('meeting')],
    ['nps', () => say('nps')],
    ['nps of a segment', () => say('nps segment:Shops')],
    ['nps by a source, of a year', () => say('nps year source:survey')],
    ['metric', () => say('metric')],
    ['settings', () => say('settings')],
    ['route', () => say('route')],
    ['an owner by name', () => say('route test "boxes" owner:nobody')],
    ['the gap between expected and got', () => say('survey gap touchpoint:Billing period:year')],
    ['an agenda', () => say('meeting now')],
  ])('%s', async (_, work) => {
    await expectLookedUp(await recordStatements(work));
  });

  test.each([undefined, 'NPS'])('a page of scores (%s)', async (metric) => {
    const actor = await stage.house.people.actorOf(stage.id('maya'));
    const query = { limit: 50, after: '100', ...(metric && { metric }) };
    const work = () => stage.house.nps.page(actor?.organisationId ?? '', query);
    await expectLookedUp(await recordStatements(work));
  });

  test.each([undefined, 'open'])('a page of feedback is one statement (%s)', async (state) => {
    const actor = await stage.house.people.actorOf(stage.id('maya'));
    const query = { limit: 50, after: 1_100, ...(state && { state }) };
    const statements = await recordStatements(async () => {
      expect(await stage.house.intakes.feedback.page(actor?.organisationId ?? '', query)).toHaveLength(50);
    });
    expect(statements).toHaveLength(1);
    await expectLookedUp(statements);
  });

  test('a page of the audit log for systems is one statement, which counts nothing', async () => {
    const actor = await stage.house.people.actorOf(stage.id('maya'));
    await database.executeSql(
      `INSERT INTO audit (organisation_id, at, what, actor_id, surface, subject)
       SELECT $1::uuid, now(), 'people.join', $2::uuid, 'slack', n::text FROM generate_series(1, 100) AS n`,
      [actor?.organisationId ?? '', stage.id('maya')],
    );
    const statements = await recordStatements(async () => {
      const page = await stage.house.leaving.audit(actor?.organisationId ?? '', { after: '0', limit: 50 });
      expect(page.at(-1)).toMatchObject({ who: 'Maya', whoId: stage.id('maya') });
    });
    expect(statements.map(({ text: sql }) => / FROM (\w+)/.exec(sql)?.[1])).toEqual(['audit']);
  });

  test('home', async () => {
    const actor = await stage.house.people.actorOf(stage.id('maya'));
    if (!actor) throw new Error('Maya is missing.');
    const home = createHome({ features: stage.house.features, log: createLogger('silent') });
    const work = () => home({ interactionId: '', platform: 'playground', actor, place: null });
    await expectLookedUp(await recordStatements(work));
  });

  test('what falls due', async () => {
    const { house, clock } = stage;
    const work = async () => {
      await house.askDue(house.sweeps);
      for (const sweep of house.sweeps) await sweep.run(clock.now());
    };
    await expectLookedUp(await recordStatements(work));
  });

  test.each(['open', 'resolved'])('how much feedback is %s is counted in an index alone', async (which) => {
    await database.executeSql('VACUUM ANALYZE feedback');
    const statements = await recordStatements(() => say(`feedback list ${which}`));
    const [count] = statements.filter(({ text: sql }) => sql.startsWith('SELECT count(*)'));
    if (!count) throw new Error('Nothing was counted.');
    const { rows } = await database.executeSql(`EXPLAIN (FORMAT JSON) ${count.text}`, count.values);
    expect(JSON.stringify(rows)).toContain('"Node Type":"Index Only Scan"');
  });

  test('a report reads a page of feedback in its order, and of each piece its own history', async () => {
    await database.executeSql('VACUUM ANALYZE history');
    const statements = await recordStatements(() => say('report'));
    const [captured] = statements.filter(
      ({ text: sql }) => sql.includes('"acknowledgedAt"') && sql.includes('history'),
    );
    if (!captured) throw new Error('Nothing was reported.');
    const { rows } = await database.executeSql(`EXPLAIN (FORMAT JSON) ${captured.text}`, captured.values);
    const plan = JSON.stringify(rows);
    expect(plan).toMatch(/"Node Type":"Limit".*"Index Name":"feedback_organisation_id_captured_at_idx"/);
    expect(plan).toMatch(/"Index Name":"history_subject_id_idx"[^}]*"Index Cond":"\(subject = /);
  });

  test('lists say how much there is besides', async () => {
    expect(text(cardOf(await say('follow', null)))).toMatch(/What we promised \(375\)[\s\S]*Page 1 of 38/);
    expect(text(cardOf(await press('people.owe', '{"page":99}')))).toMatch(
      /and \d+ more follow-ups, which are due later/,
    );
  });

  async function expectLookedUp(statements: readonly Statement[]): Promise<void> {
    expect(statements.length).toBeGreaterThan(0);
    const faults: string[] = [];
    for (const { text: sql, values, rowCount } of statements.filter(isLookUp)) {
      const { rows } = await database.executeSql(`EXPLAIN (FORMAT JSON) ${sql}`, values);
      const plan = JSON.stringify(rows);
      const read = [...plan.matchAll(/"Node Type":"Seq Scan"[^{]*?"Relation Name":"(\w+)"/g)].map(([, table]) => table);
      const whole = read.filter((table) => bigTables.includes(table ?? ''));
      if (whole.length > 0) faults.push(`reads all of ${whole.join(', ')}: ${sql}`);
      if (rowCount > mostRows && !/\bLIMIT\b/.test(sql) && !ofPeriod.test(sql))
        faults.push(`reads ${rowCount} rows: ${sql}`);
      // What is asked for all organisations is the clock's work, in batches.
      const ofOne = /organisation_id = \$\d/.test(sql) ? await examined(sql, values) : [];
      for (const [table, count] of ofOne)
        if (count > mostExamined) faults.push(`looks at ${count} rows of ${table}: ${sql}`);
    }
    expect(faults).toEqual([]);
  }

  /** How many rows of each table are looked at, again and again or not, as the bot asks it behind its policies. */
  async function examined(sql: string, values: unknown[]): Promise<readonly (readonly [string, number])[]> {
    const actor = await stage.house.people.actorOf(stage.id('maya'));
    const explained = await inOrganisation(actor?.organisationId ?? '', async () => {
      let plan: unknown;
      const work = behindWall(database).transaction(async (tx) => {
        [plan] = await tx.queryText<unknown[]>(`EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`, ...values);
        throw new Error('Nothing of it is kept.');
      });
      await work.catch(() => undefined);
      return plan as { 'QUERY PLAN': readonly { Plan: PlanNode }[] } | undefined;
    });
    return explained ? nodesOf(explained['QUERY PLAN'][0]?.Plan).map(lookedAt) : [];
  }
}

interface PlanNode {
  readonly Plans?: readonly PlanNode[];
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
}

const nodesOf = (node: PlanNode | undefined): readonly PlanNode[] =>
  node ? [node, ...(node.Plans ?? []).flatMap(nodesOf)] : [];

const lookedAt = (node: PlanNode) =>
  [
    node['Relation Name'] ?? '',
    node['Relation Name'] ? (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'] : 0,
  ] as const;

const isLookUp = ({ text: sql }: Statement): boolean => /^(SELECT|WITH|UPDATE|DELETE)\b/i.test(sql);
