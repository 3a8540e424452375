/** A company that plays through every command, and what it has then: for tests in which another tries to get at it. */
import { createLocalHost } from '../../src/adapters/web-api/host/local-host.js';
import { scoreFile } from '../../src/adapters/web-api/import/kinds.js';
import type { Database } from '../../src/storage/database.js';
import { bringFile } from '../adapters/web-api/import/import-support.js';
import { doorsIn } from './doors-in.js';
import { type FullStage, playRooms } from './every-room.js';

/** Stands in all that the first company writes. */
export const secret = 'Zanzibar';

const linesOf = (word: string): readonly string[] => [
  `feedback "${word} is slow" customer:"${word} Ltd" severity:high`,
  `feedback "${word} is confidential" secret:yes`,
  `feedback "${word} is loud" owner:@ben`,
  'feedback list',
  'feedback F-1',
  'feedback F-2',
  'feedback edit F-1 severity:low',
  'feedback same F-3 F-1',
  'feedback withdraw F-3',
  'owe',
  `customer "${word} Ltd" segment:Trade owner:@maya prefers:"phone, ${word}"`,
  `who ${word} Ltd`,
  `customer Bolt segment:Trade`,
  `customer merge Bolt into ${word} Ltd`,
  'route add words:refund to:@ani,@ben',
  'route',
  `idea Lamps for ${word}`,
  'ideas',
  `score 9 "${word} is lovely" customer:"${word} Ltd"`,
  'nps',
  `metric ${word} 4.5 unit:%`,
  'meeting every monday 10:00',
  'meeting now',
  'meeting',
  `learn They go to ${word} by boat customer:"${word} Ltd"`,
  'learn',
  'follow',
  'report',
  `segment add ${word} when:"segment = Trade"`,
  'segment list',
  `tip add "Offer ${word}" when:"segment = Trade"`,
  'tips',
  'promise add 4h when:"severity = high"',
  'promise list',
  `phrases grateful "Greetings from ${word}."`,
  'settings',
  'imports',
  'inbox',
  'connect',
  'customer fields',
  'customer pairs',
  'home',
  'risk',
  `alert add "feedback > 0" then:"Call ${word}"`,
  'alerts AL-1',
  'alert figures',
  'settings newsletter:#news',
  'newsletter draft',
  'newsletter',
  'newsletter edit',
  'newsletter subscribe',
  `wall add ${word}`,
  'wall',
];

/** Plays all of it and presses every button; answers everything that was shown. Parameters as of `playLines`. */
export async function playFirst(stage: FullStage, database: Database, word = secret): Promise<readonly unknown[]> {
  const shown = [...(await playLines(stage, database, word))];
  // What opens a form shows which forms there are.
  for (const { action, value } of doorsIn([shown, stage.messenger.sent]).buttons) {
    const reply = await stage.interact('grace', { kind: 'action', action, value }, '#support');
    if (reply.kind === 'form' || reply.kind === 'card') shown.push(reply);
  }
  return shown;
}

/**
 * Plays all of it but the buttons; answers everything that was shown.
 * @param stage on which the company is the first organisation
 * @param word in place of the secret, for another company
 */
export async function playLines(stage: FullStage, database: Database, word = secret): Promise<readonly unknown[]> {
  const { house } = stage;
  const shown: unknown[] = [];
  for (const line of linesOf(word))
    for (const place of ['#support', null]) shown.push(await stage.say('grace', line, place));
  const organisationId = (await house.people.actorOf(stage.id('grace')))?.organisationId ?? '';
  const host = createLocalHost({ ...house, database });
  const rows = ['2026-11-18', '2026-10-18'].map((date) => `${date},${date},${word} Ltd,3,${word} again\n`);
  const file = ['ID,Date,Company,Score,Comment\n', ...rows].join('');
  await bringFile({ host, organisationId }, file, { file: scoreFile() });
  // With a chart, because there are two months now.
  shown.push(await stage.say('grace', 'nps'));
  shown.push(await stage.say('grace', 'imports'));
  for (const line of [`survey start onething link touchpoints:"${word}; Billing"`, 'survey guess S-1 Billing'])
    shown.push(await stage.say('grace', line));
  // A customer of theirs answers by the link that stands on the card of the survey.
  const [, token = ''] = /\/s\/([\w-]+)/.exec(JSON.stringify(shown)) ?? [];
  await house.surveys.pages.answer(token, { choice: 'Billing', comment: `${word} is billed twice` });
  shown.push(await stage.interact('grace', { kind: 'action', action: 'surveys.look', value: 'S-1' }, '#support'));
  for (const line of ['survey words S-1', 'survey board S-1']) shown.push(await stage.say('grace', line));
  const values = { touches: `${word} may be late`, why: 'Works', to: 'everyone', where: ['page', 'text'] };
  shown.push(await stage.interact('grace', { kind: 'submit', form: 'notices.write', subject: '', values }));
  for (const line of [
    `trial "${word} early" until:2027-02-01 segment:Trade about:"${word} first"`,
    'trial T-1',
    'notices',
  ])
    shown.push(await stage.say('grace', line));
  if (!/N-1.*T-1/s.test(JSON.stringify(shown))) throw new Error('The company has a notice and an early test.');
  shown.push(...(await playRooms(stage, word, organisationId)));
  return shown;
}

/** The organisation that was there first. */
export async function firstId(database: Database): Promise<string> {
  const [first] = await database.query<{ id: string }[]>`SELECT id::text FROM organisations ORDER BY id`;
  return first?.id ?? '';
}

/** Tables of organisations, and which of them have rows with an id. */
async function tablesIn(database: Database) {
  return database.query<{ name: string; hasId: boolean }[]>`
    SELECT c.table_name AS name, EXISTS (SELECT FROM information_schema.columns i WHERE i.table_schema = 'public'
      AND i.table_name = c.table_name AND i.column_name = 'id' AND i.udt_name = 'uuid') AS "hasId"
    FROM information_schema.columns c WHERE c.table_schema = 'public' AND c.column_name = 'organisation_id'
    ORDER BY 1`;
}

/** Everything that belongs to it, table by table. */
export async function holdingsOf(database: Database, organisationId: string): Promise<Record<string, string>> {
  const all: Record<string, string> = {};
  for (const { name } of await tablesIn(database)) {
    const rows = await database.queryText<{ row: string }[]>(
      `SELECT t::text AS row FROM "${name}" t WHERE organisation_id IN ($1::uuid) ORDER BY 1`,
      organisationId,
    );
    all[name] = rows.map(({ row }) => row).join('\n');
  }
  return all;
}

/** Two ids of each kind of thing that it has. */
export async function idsOf(database: Database, organisationId: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const { name, hasId } of await tablesIn(database)) {
    if (!hasId) continue;
    const rows = await database.queryText<{ id: string }[]>(
      `SELECT id::text FROM "${name}" WHERE organisation_id IN ($1::uuid) ORDER BY 1 LIMIT 2`,
      organisationId,
    );
    ids.push(...rows.map(({ id }) => id));
  }
  return ids;
}

/** All ids of what it has, by table. */
export async function allIdsOf(database: Database, organisationId: string): Promise<Map<string, readonly string[]>> {
  const all = new Map<string, readonly string[]>();
  for (const { name, hasId } of await tablesIn(database)) {
    if (!hasId) continue;
    const rows = await database.queryText<{ id: string }[]>(
      `SELECT id::text FROM "${name}" WHERE organisation_id IN ($1::uuid) ORDER BY 1`,
      organisationId,
    );
    all.set(
      name,
      rows.map(({ id }) => id),
    );
  }
  return all;
}

/** Where rows of one organisation refer to something of another: a person, a place, a customer or any other thing. */
export async function foreignIn(database: Database, holder: string, other: string): Promise<readonly string[]> {
  const ids = [...(await allIdsOf(database, other)).values()].flat();
  // Other texts are what people typed; in JSON, a reference is a text that holds nothing else.
  const columns = await database.query<{ table: string; column: string; isJson: boolean }[]>`
    SELECT c.table_name AS "table", c.column_name AS "column", c.udt_name = 'jsonb' AS "isJson"
    FROM information_schema.columns c
    WHERE c.table_schema = 'public' AND (c.udt_name IN ('uuid', '_uuid', 'jsonb') OR c.column_name = 'destination')
      AND EXISTS (SELECT FROM information_schema.columns o WHERE o.table_schema = 'public'
        AND o.table_name = c.table_name AND o.column_name = 'organisation_id') ORDER BY 1, 2`;
  const found: string[] = [];
  for (const { table, column, isJson } of columns) {
    // Whoever begins an idea chooses the id of its draft.
    if (table === 'idea_drafts' && column === 'id') continue;
    const [row] = await database.queryText<{ value: string }[]>(
      `SELECT substring("${column}"::text from $2) AS value FROM "${table}"
       WHERE organisation_id IN ($1::uuid) AND "${column}"::text ~ $2 LIMIT 1`,
      holder,
      isJson ? `"(?!name"|text")[^"]*": "(?:${ids.join('|')})"` : `(?:${ids.join('|')})`,
    );
    if (row) found.push(`${table}.${column}: ${row.value}`);
  }
  return found;
}
