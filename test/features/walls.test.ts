/**
 * Each organisation apart: one company plays through every command, and another then tries every button, form and command
 * with all the ids that the first one has. It learns nothing and changes nothing.
 */
import { afterEach, expect, test } from '@jest/globals';
import type { Interaction } from '../../src/chat/interaction.js';
import { createRouter } from '../../src/chat/router.js';
import { createLogger } from '../../src/kernel/logger.js';
import { makeCompany } from '../support/company.js';
import { describeOnDatabase } from '../support/database.js';
import { harbourLights } from '../support/harbour-lights.js';
import { createStage, type Stage } from '../support/stage.js';

/** Stands in all that the first company writes. */
const secret = 'Zanzibar';

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
];

interface Button {
  readonly action: string;
  readonly value: string;
}
interface Opened {
  readonly form: string;
  readonly subject: string;
  readonly fields: readonly { readonly name: string; readonly kind: string }[];
}

/** Every button and form in what was shown, once each. */
function doorsIn(shown: unknown): { readonly buttons: readonly Button[]; readonly forms: readonly Opened[] } {
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

describeOnDatabase('Two organisations in one database', (database) => {
  let stage: Stage;
  afterEach(() => stage.stop());

  const tables = async () => {
    const rows = await database().query<{ name: string; hasId: boolean }[]>`
      SELECT c.table_name AS name, EXISTS (SELECT FROM information_schema.columns i WHERE i.table_schema = 'public'
        AND i.table_name = c.table_name AND i.column_name = 'id' AND i.udt_name = 'uuid') AS "hasId"
      FROM information_schema.columns c WHERE c.table_schema = 'public' AND c.column_name = 'organisation_id'
      ORDER BY 1`;
    return rows;
  };
  /** Everything that belongs to it, table by table. */
  const holdings = async (organisationId: string) => {
    const all: Record<string, string> = {};
    for (const { name } of await tables()) {
      const rows = await database().queryText<{ row: string }[]>(
        `SELECT t::text AS row FROM "${name}" t WHERE organisation_id = $1::uuid ORDER BY 1`,
        organisationId,
      );
      all[name] = rows.map(({ row }) => row).join('\n');
    }
    return all;
  };

  test('see and change nothing of each other, whatever id is tried', async () => {
    stage = await createStage({ database: database(), workspace: harbourLights });
    const { house, messenger } = stage;
    const shown: unknown[] = [];
    for (const line of lines) for (const place of ['#support', null]) shown.push(await stage.say('grace', line, place));
    // What opens a form shows which forms there are.
    for (const { action, value } of doorsIn([shown, messenger.sent]).buttons) {
      const reply = await stage.interact('grace', { kind: 'action', action, value }, '#support');
      if (reply.kind === 'form') shown.push(reply);
    }
    const { buttons, forms } = doorsIn([shown, messenger.sent]);
    expect(buttons.length).toBeGreaterThan(50);
    expect(forms.length).toBeGreaterThan(10);
    expect(JSON.stringify(shown)).toContain(secret);

    const [organisation] = await database().query<{ id: string }[]>`SELECT id::text FROM organisations`;
    const ours = organisation?.id ?? '';
    const ids: string[] = [];
    for (const { name, hasId } of await tables()) {
      if (!hasId) continue;
      const rows = await database().queryText<{ id: string }[]>(
        `SELECT id::text FROM "${name}" WHERE organisation_id = $1::uuid ORDER BY 1 LIMIT 2`,
        ours,
      );
      ids.push(...rows.map(({ id }) => id));
    }
    expect(ids.length).toBeGreaterThan(20);
    const before = await holdings(ours);
    expect(Object.values(before).filter((rows) => rows !== '').length).toBeGreaterThan(15);
    const sentBefore = messenger.sent.length;

    const other = await makeCompany(house.people, { name: 'Other' });
    const router = createRouter({
      features: house.features,
      log: createLogger('silent'),
      championOf: async () => null,
    });
    const leaks: unknown[] = [];
    const act = async (interaction: Interaction, who: 'maya' | 'ben' | 'noor' = 'maya') => {
      const reply = await router.handle(interaction, await other.context(who));
      // What they say themselves may come back to them.
      const isTheirs = JSON.stringify(interaction).includes(secret);
      if (!isTheirs && JSON.stringify(reply).includes(secret)) leaks.push({ interaction, reply });
    };

    for (const { action, value } of buttons)
      for (const who of ['maya', 'ben', 'noor'] as const) await act({ kind: 'action', action, value }, who);
    for (const { form, subject, fields } of forms) {
      const values = Object.fromEntries(
        fields.map(({ name, kind }) => {
          const filled = { person: other.memberIds.noor, date: '2026-12-01', yesNo: true, choices: [] as string[] };
          return [name, kind in filled ? filled[kind as keyof typeof filled] : 'ours now'];
        }),
      );
      await act({ kind: 'submit', form, subject, values });
      for (const id of ids) await act({ kind: 'submit', form, subject: id, values });
    }
    const actions = house.features.flatMap((feature) => Object.keys(feature.actions ?? {}));
    for (const action of actions) for (const value of ids) await act({ kind: 'action', action, value });
    for (const { name } of router.commands)
      for (const id of ids.slice(0, 20)) await act({ kind: 'command', text: `${name} ${id}` });
    await house.delivery.drain();

    expect(leaks.slice(0, 3)).toEqual([]);
    const sent = messenger.sent.slice(sentBefore);
    expect(sent.filter((each) => JSON.stringify(each).includes(secret)).slice(0, 3)).toEqual([]);
    expect(await holdings(ours)).toEqual(before);
  }, 300_000);
});
