/** A company that plays through every command, and what it has then: for tests in which another tries to get at it. */
import { createLocalHost } from '../../src/adapters/web-api/host/local-host.js';
import { scoreFile } from '../../src/adapters/web-api/import/kinds.js';
import type { Database } from '../../src/storage/database.js';
import { bringFile } from '../adapters/web-api/import/import-support.js';
import type { Stage } from './stage.js';

/** Stands in all that the first company writes. */
export const secret = 'Zanzibar';

const lines = [
  `feedback "${secret} is slow" customer:"${secret} Ltd" severity:high`,
  `feedback "${secret} is confidential" secret:yes`,
  `feedback "${secret} is loud" owner:@ben`,
  'feedback list',
  'feedback F-1',
  'feedback F-2',
  'feedback edit F-1 severity:low',
  'feedback same F-3 F-1',
  'feedback withdraw F-3',
  'owe',
  `customer "${secret} Ltd" segment:Trade owner:@maya prefers:"phone, ${secret}"`,
  `who ${secret} Ltd`,
  `customer Bolt segment:Trade`,
  `customer merge Bolt into ${secret} Ltd`,
  'route add words:refund to:@ani,@ben',
  'route',
  `idea Lamps for ${secret}`,
  'ideas',
  `score 9 "${secret} is lovely" customer:"${secret} Ltd"`,
  'nps',
  `metric ${secret} 4.5 unit:%`,
  'meeting every monday 10:00',
  'meeting now',
  'meeting',
  `learn They go to ${secret} by boat customer:"${secret} Ltd"`,
  'learn',
  'follow',
  'report',
  `segment add ${secret} when:"segment = Trade"`,
  'segment list',
  `tip add "Offer ${secret}" when:"segment = Trade"`,
  'tips',
  'promise add 4h when:"severity = high"',
  'promise list',
  `phrases grateful "Greetings from ${secret}."`,
  'settings',
  'imports',
  'inbox',
  'connect',
  'customer fields',
  'customer pairs',
  'home',
  'risk',
  `alert add "feedback > 0" then:"Call ${secret}"`,
  'alerts AL-1',
  'alert figures',
  'settings newsletter:#news',
  'newsletter draft',
  'newsletter',
  'newsletter edit',
  'newsletter subscribe',
  `wall add ${secret}`,
  'wall',
];

export interface Button {
  readonly action: string;
  readonly value: string;
}
export interface Opened {
  readonly form: string;
  readonly subject: string;
  readonly fields: readonly { readonly name: string; readonly kind: string }[];
}

/** Every button and form in what was shown, once each. */
export function doorsIn(shown: unknown): { readonly buttons: readonly Button[]; readonly forms: readonly Opened[] } {
  const buttons = new Map<string, Button>();
  const forms = new Map<string, Opened>();
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { action, value: carried, form, subject } = value as Partial<Button & Opened>;
    if (typeof action === 'string' && typeof carried === 'string')
      buttons.set(`${action} ${carried}`, { action, value: carried });
    if (typeof form === 'string' && typeof subject === 'string') forms.set(`${form} ${subject}`, value as Opened);
    for (const part of Object.values(value)) look(part);
  };
  look(shown);
  return { buttons: [...buttons.values()], forms: [...forms.values()] };
}

/** Plays all of it; answers everything that was shown. @param stage on which the company is the first organisation */
export async function playFirst(stage: Stage, database: Database): Promise<readonly unknown[]> {
  const { house, messenger } = stage;
  const shown: unknown[] = [];
  for (const line of lines) for (const place of ['#support', null]) shown.push(await stage.say('grace', line, place));
  const organisationId = await firstId(database);
  const host = createLocalHost({ ...house, database });
  const rows = ['2026-11-18', '2026-10-18'].map((date) => `${date},${date},${secret} Ltd,3,${secret} again\n`);
  const file = ['ID,Date,Company,Score,Comment\n', ...rows].join('');
  await bringFile({ host, organisationId }, file, { file: scoreFile() });
  // With a chart, because there are two months now.
  shown.push(await stage.say('grace', 'nps'));
  shown.push(await stage.say('grace', 'imports'));
  for (const line of [`survey start onething link touchpoints:"${secret}; Billing"`, 'survey guess S-1 Billing'])
    shown.push(await stage.say('grace', line));
  // A customer of theirs answers by the link that stands on the card of the survey.
  const [, token = ''] = /\/s\/([\w-]+)/.exec(JSON.stringify(shown)) ?? [];
  await house.surveys.pages.answer(token, { choice: 'Billing', comment: `${secret} is billed twice` });
  shown.push(await stage.interact('grace', { kind: 'action', action: 'surveys.look', value: 'S-1' }, '#support'));
  for (const line of ['survey words S-1', 'survey board S-1']) shown.push(await stage.say('grace', line));
  const values = { touches: `${secret} may be late`, why: 'Works', to: 'everyone', where: ['page', 'text'] };
  shown.push(await stage.interact('grace', { kind: 'submit', form: 'notices.write', subject: '', values }));
  for (const line of [
    `trial "${secret} early" until:2027-02-01 segment:Trade about:"${secret} first"`,
    'trial T-1',
    'notices',
  ])
    shown.push(await stage.say('grace', line));
  if (!/N-1.*T-1/s.test(JSON.stringify(shown))) throw new Error('The company has a notice and an early test.');
  // What opens a form shows which forms there are.
  for (const { action, value } of doorsIn([shown, messenger.sent]).buttons) {
    const reply = await stage.interact('grace', { kind: 'action', action, value }, '#support');
    if (reply.kind === 'form') shown.push(reply);
  }
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
