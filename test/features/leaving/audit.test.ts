/** Whatever changes what an organisation answers for stands in the audit log: the lists of it are read from the code. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { callSchema } from '../../../src/adapters/web-api/host/calls.js';
import type { Host } from '../../../src/adapters/web-api/host/host.js';
import { createLocalHost } from '../../../src/adapters/web-api/host/local-host.js';
import { feedbackSettings } from '../../../src/features/feedback/index.js';
import { firstWeekSettings } from '../../../src/features/first-week/index.js';
import { honoursSettings } from '../../../src/features/honours/index.js';
import { ideasSettings } from '../../../src/features/ideas/index.js';
import { meetingsSettings } from '../../../src/features/meetings/index.js';
import { newsletterSettings } from '../../../src/features/newsletter/index.js';
import { noticesSettings } from '../../../src/features/notices/index.js';
import { npsSettings } from '../../../src/features/nps/index.js';
import { ownSettings } from '../../../src/features/people/index.js';
import { riskSettings } from '../../../src/features/risk/index.js';
import { surveysSettings } from '../../../src/features/surveys/index.js';
import { themesSettings } from '../../../src/features/themes/index.js';
import { readAudit } from '../../../src/storage/audit.js';
import { describeOnDatabase, describeOnEachDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { createRecordingMessenger } from '../../support/recording-messenger.js';
import { buttonOf, cardOf, createStage, type Stage, text } from '../../support/stage.js';

/** Another value than the default, for each setting that there is. */
const values: Readonly<Record<string, string>> = {
  ...{ days: 'sun-thu', hours: '8-16', zone: 'Asia/Dubai', holidays: '2026-12-25', dnd: 'yes' },
  ...{
    promise: '2d',
    promises: '"4h when severity = high"',
    ladder: '"50% owner; 100% owner and champion, every working day"',
    language: 'urdu',
    news: '#news',
    receipts: 'on',
  },
  ...{ ear: 'eyes', check: 'heavy_check_mark', answering: '"mon-fri 9:00-17:00"', phrases: '"grateful: Thank you."' },
  ...{ 'page-colour': '#123456', 'page-words': '"Thank you"', 'survey-mails': '50', 'ask-solved': 'mail' },
  ...{ 'idea-access': 'off', 'newcomers-place': '#news', 'themes-by-meaning': 'on' },
  ...Object.fromEntries(riskSettings.map(({ name }) => [name, '7'])),
  ...{ newsletter: '#news', 'newsletter-days': '28', 'newsletter-mails': '100' },
  ...{ honours: 'off', 'honours-month': '#news', 'honours-ranking': 'on' },
  ...{ 'notice-approval': 'on', 'notice-mails': '50' },
  ...{ scores: '#news', counting: 'every', posts: '"tue 9:15"', questions: 'off', sharers: '@maya' },
};
const settings = [
  ...ownSettings,
  ...feedbackSettings,
  ...npsSettings,
  ...meetingsSettings,
  ...surveysSettings,
  ...noticesSettings,
  ...newsletterSettings,
  ...honoursSettings,
  ...ideasSettings,
  ...firstWeekSettings,
  ...themesSettings,
  ...riskSettings,
];

/** Each command for champions and admins alone: a line that changes something, and what is noted then. */
const deeds: Readonly<Record<string, readonly [line: string, what: string]>> = {
  'route add': ['route add words:refund to:@ani,@ben', 'feedback.addRule'],
  'route remove': ['route remove 1', 'feedback.removeRule'],
  'promise add': ['promise add 6h when:"severity = low"', 'people.changeSettings'],
  'promise remove': ['promise remove 1', 'people.changeSettings'],
  'customer merge': ['customer merge Bolt into Acme', 'customers.merge'],
  'segment add': ['segment add Key when:"segment = Trade"', 'customers.addSegment'],
  'segment remove': ['segment remove Key', 'customers.removeSegment'],
  'meeting every': ['meeting every monday 10:00', 'meetings.schedule'],
  'meeting cron': ['meeting cron "0 10 * * 1"', 'meetings.schedule'],
  'meeting stop': ['meeting stop', 'meetings.stop'],
  'alert add': ['alert add "feedback > 10 a week"', 'alerts.add'],
  'alert change': ['alert change AL-1 over:14d', 'alerts.change'],
  'alert remove': ['alert remove AL-1', 'alerts.remove'],
  export: ['export customer:Acme', 'leaving.exportCustomer'],
  retention: ['retention 24 months', 'leaving.setRetention'],
  join: ['join @maya @ben', 'people.join'],
  part: ['part @maya', 'people.part'],
  connect: ['connect', 'people.inviteWorkspace'],
  'survey start': ['survey start customer:Acme', 'surveys.start'],
  'survey links': ['survey links S-1', 'surveys.links'],
  'survey send': ['survey send S-1', 'surveys.send'],
  'survey stop': ['survey stop S-1', 'surveys.stop'],
  'notice approve': ['notice approve N-1', 'notices.approve'],
  'notice update': ['notice update N-1 We found the cause', 'notices.update'],
  'notice until': ['notice until N-1 tomorrow 10:00', 'notices.update'],
  'notice end': ['notice end N-1 It is over', 'notices.end'],
  'newsletter approve': ['newsletter approve', 'newsletter.approve'],
  'newsletter skip': ['newsletter skip', 'newsletter.skip'],
  'wall add': ['wall add Kitchen', 'home.addWall'],
  'wall remove': ['wall remove W-1', 'home.removeWall'],
  'webhook add': ['webhook add https://hooks.example.com/1', 'webhooks.add'],
  'webhook pause': ['webhook pause WH-1', 'webhooks.pause'],
  'webhook resume': ['webhook resume WH-1', 'webhooks.resume'],
  'webhook rotate': ['webhook rotate WH-1', 'webhooks.rotate'],
  'webhook replay': ['webhook replay WH-1 since:1d', 'webhooks.replay'],
  'webhook remove': ['webhook remove WH-1', 'webhooks.remove'],
};
/** Those that change nothing of it. */
const harmless: Readonly<Record<string, string>> = {
  imports: 'lists; its button is pressed below',
  audit: 'lists',
  wall: 'lists',
  webhooks: 'lists',
  webhook: 'shows one',
  'newsletter draft': 'nobody reads a draft but those who approve it',
  'newsletter edit': 'the same',
  'forget customer': 'asks; its button is pressed in forget.test.ts',
  'forget person': 'asks; its button is pressed in forget.test.ts',
  'meeting calendar': 'as meeting every, by the same use case; no calendar can be asked here',
  'life add': 'words for whoever is new; no rule, no right',
  'life remove': 'brought back by one press',
  'life restore': 'as it was',
  'newcomers add': 'five cards, which the list of newcomers names with who added them',
  'meeting skip': 'one date, which the history of its meeting holds',
};

/** What the command line can have done: those that change it note it, the others read or bring rows of an import. */
const calls: Readonly<Record<keyof Host, string | null>> = {
  ...{
    createKey: 'api.createKey',
    revokeKey: 'api.revokeKey',
    undoImport: 'imports.undo',
    importEnded: 'imports.take',
    exportBegun: 'leaving.export',
  },
  ...{ organisations: null, troubles: null, holdings: null, keys: null, imports: null, undoPreview: null },
  // Of all organisations: it makes nothing but the next try come sooner, and indexes.
  mend: null,
  // Of all organisations: a backup, which an operator makes.
  copyDatabase: null,
  // Rows of an import, which importEnded notes as a whole; what is deleted has no log any more, only a hash of its id.
  ...{ exportRows: null, letters: null, retryLetters: null, dropLetters: null },
  ...{ take: null, importGround: null, importBegun: null, deleteOrganisation: null },
};

/** Tables whose every change is audited; by table the columns that count, where not all do. */
const watched: Readonly<Record<string, string>> = {
  ...{ organisations: 'OF settings, champion_id, name', routing_rules: '', segment_rules: 'OF condition, name' },
  ...{
    api_keys: 'OF revoked_at, is_admin, scopes, member_id',
    imports: 'OF ended_at, undone_at',
    merged_customers: '',
  },
  ...{
    customer_fields: 'OF label, is_hidden, is_kept_out',
    workspace_invitations: '',
    workspaces: 'OF organisation_id',
  },
  walls: '',
  webhooks: 'OF url, events, secret, paused_at, ended_at',
  ...{ meeting_series: 'OF rule, name, stopped_at, lead_minutes', members: 'OF is_admin, manager_id, same_as_id' },
};
/** Rows of these come by themselves, before anybody changes them. */
const born = new Set(['customer_fields', 'imports', 'members']);

describeOnEachDatabase('The audit log', (database) => {
  let stage: Stage;
  let organisationId: string;
  let host: Host;

  beforeEach(async () => {
    await watch();
    const mail = () => ({ messengerFor: () => createRecordingMessenger() });
    stage = await createStage({ database: database(), workspace: harbourLights, mail });
    const { clock, intakes, imports, leaving, keys } = stage.house;
    host = createLocalHost({ database: database(), clock, keys, intakes, imports, exporting: leaving.exporting });
    organisationId = (await stage.house.people.actorOf(stage.id('grace')))?.organisationId ?? '';
  });
  afterEach(async () => {
    await stage.stop();
    await database().executeSql('DROP FUNCTION note_deed() CASCADE');
    await database().executeSql('DROP TABLE deeds');
  });

  /** Notes the transactions that write into a watched table, and those that write into the log. */
  async function watch() {
    await database().executeSql('CREATE TABLE deeds (transaction bigint, name text)');
    await database().executeSql(`CREATE FUNCTION note_deed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
      BEGIN INSERT INTO deeds VALUES (txid_current(), TG_TABLE_NAME); RETURN NULL; END $$`);
    for (const [table, columns] of [...Object.entries(watched), ['audit', ''] as const]) {
      const events = born.has(table) ? `UPDATE ${columns}` : `INSERT OR DELETE OR UPDATE ${columns}`;
      await database().executeSql(
        `CREATE TRIGGER note_deed AFTER ${events} ON ${table} FOR EACH ROW EXECUTE FUNCTION note_deed()`,
      );
    }
  }
  const log = async () => (await readAudit(database(), { organisationId }, { limit: 500, offset: 0 })).items;
  const newest = async () => (await log())[0];
  const say = async (line: string) => text(cardOf(await stage.say('grace', line, '#support')));

  test('holds every setting, rule, role, import and key, written in the transaction that changes it', async () => {
    expect(Object.keys(values).toSorted()).toEqual(settings.map(({ name }) => name).toSorted());
    for (const { name, key } of settings) {
      const said = await say(`settings ${name}:${values[name]}`);
      const { what, subject } = (await newest()) ?? {};
      expect([said, what, subject]).toEqual([expect.anything(), 'people.changeSettings', key]);
    }
    const opened = await stage.interact('grace', { kind: 'action', action: 'people.changeSettings', value: 'promise' });
    if (opened.kind !== 'form') throw new Error('The form did not open.');
    await stage.fill('grace', opened.form, {
      promise: '3d',
      promises: '4h when severity = high',
      ladder: '50% owner; 100% owner, every working day',
    });
    expect((await log()).slice(0, 3)).toContainEqual(expect.objectContaining({ before: 48, after: 72 }));

    await say('customer Acme segment:Trade contact:"Ann Archer, buyer, ann@acme.example"');
    await say('customer Bolt segment:Trade');
    const champions = stage.house.features.flatMap(({ commands = [] }) =>
      commands.flatMap(({ name, allowed }) => (allowed === 'champion' ? name : [])),
    );
    expect([...Object.keys(deeds), ...Object.keys(harmless)].toSorted()).toEqual(champions.toSorted());
    await database().executeSql(
      `INSERT INTO workspaces (id, organisation_id, platform, external_id, name)
       SELECT gen_random_uuid(), $1, 'teams', 'other', 'Other'`,
      [organisationId],
    );
    await database().executeSql(`UPDATE members SET workspace_id = (SELECT id FROM workspaces WHERE name = 'Other')
      WHERE name = 'Ben'`);
    const draft = { touches: 'Payments may fail', why: 'The bank renews its line', where: ['page'] };
    await stage.interact('dana', { kind: 'submit', form: 'notices.write', subject: '', values: draft });
    await say('newsletter draft');
    for (const [name, [line, what]] of Object.entries(deeds)) {
      const card = cardOf(await stage.say('grace', line, '#support'));
      const said = text(card);
      if (name === 'retention') await stage.press('grace', 'Keep words for 24 months', card);
      if (name === 'newsletter approve') await say('newsletter draft');
      if (name === 'customer merge') await stage.press('grace', 'Yes, all to Acme', card);
      expect([name, (await newest())?.what === what ? what : said]).toEqual([name, what]);
    }
    for (const [line, what] of [
      ['champion @maya', 'people.nameChampion'],
      ['manager @maya of:@ani', 'people.nameManager'],
    ] as const) {
      await stage.say('dana', line);
      expect((await newest())?.what).toBe(what);
    }
    // What systems send of a field is nobody's change; keeping it out is.
    const fact = { type: 'identify', userId: 'u1', traits: { plan: 'Gold', company: { name: 'Acme' } } };
    await stage.house.customers.takeFacts([fact], { organisationId, source: 'crm' });
    await stage.say('dana', 'customer fields plan as:"Price plan"');
    expect(await newest()).toMatchObject({ what: 'customers.changeField', subject: 'plan' });

    expect(callSchema.options.map(({ shape }) => shape.call.value).toSorted()).toEqual(Object.keys(calls).toSorted());
    await host.createKey({ organisationId, name: 'crm', signed: false });
    expect(await newest()).toMatchObject({ what: calls.createKey, subject: 'crm', actorId: null, surface: 'operator' });
    await host.exportBegun({ organisationId });
    expect(await newest()).toMatchObject({ what: calls.exportBegun, actorId: null, surface: 'operator' });
    await host.revokeKey({ organisationId, name: 'crm' });
    expect((await newest())?.what).toBe(calls.revokeKey);
    const file = { fileName: 'a.csv', digest: 'd', shape: 's', family: 'f', undated: null, settings: {}, rows: null };
    const of = { organisationId, kind: 'feedback', source: 'import', metric: null } as const;
    const counts = {
      ...{ rowCount: 1, addedCount: 1, updatedCount: 0 },
      knownCount: 0,
      refusedCount: 0,
      leftOutCount: 0,
    };
    for (const number of [1, 2]) {
      await host.importBegun({ ...of, ...file });
      await host.importEnded({ organisationId, number, counts, refusedLines: [] });
      expect(await newest()).toMatchObject({ what: calls.importEnded, subject: 'a.csv', surface: 'operator' });
    }
    await host.undoImport({ organisationId, number: 1 });
    expect(await newest()).toMatchObject({ what: calls.undoImport, actorId: null, surface: 'operator' });
    await stage.interact('dana', { kind: 'action', action: 'imports.undo', value: '2' });
    expect(await newest()).toMatchObject({ what: calls.undoImport, actorId: stage.id('dana') });

    const isAdmin = harbourLights.members.map((member) => ({ ...member, isAdmin: member.handle !== 'dana' }));
    await stage.house.people.connectWorkspace({ ...harbourLights, members: isAdmin });
    expect(await newest()).toMatchObject({ what: 'people.changeAdmins', actorId: null });

    const unnoted = await database().queryText<{ name: string }[]>(
      `SELECT DISTINCT name FROM deeds d WHERE name <> 'audit'
         AND NOT EXISTS (SELECT FROM deeds n WHERE n.name = 'audit' AND n.transaction = d.transaction)`,
    );
    // The test itself made one.
    expect(unnoted).toEqual([{ name: 'workspaces' }]);
    const changed = await database().queryText<{ name: string }[]>('SELECT DISTINCT name FROM deeds ORDER BY 1');
    expect(changed.map(({ name }) => name)).toEqual([...Object.keys(watched), 'audit'].toSorted());
  }, 120_000);

  test('is changed and deleted by nobody, and goes with its organisation', async () => {
    await say('settings promise:2d');
    for (const sql of ["UPDATE audit SET what = 'nothing'", 'DELETE FROM audit', 'UPDATE audit SET after = NULL'])
      await expect(database().executeSql(sql)).rejects.toThrow('append-only');
    expect((await log()).length).toBeGreaterThan(2);
    await database().executeSql('DELETE FROM organisations WHERE id = $1::uuid', [organisationId]);
    expect(await log()).toEqual([]);
  });
});

describeOnDatabase('/customer audit', (database) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights });
  });
  afterEach(() => stage.stop());
  const read = async (line: string, who = 'grace') => text(cardOf(await stage.say(who, line)));

  test('says in words who changed what, from what to what, and is narrowed and paged', async () => {
    await stage.say('grace', 'settings promise:2d news:#news');
    await stage.say('dana', 'route add words:refund to:@ani,@ben');
    await stage.clock.advance({ days: 3 });
    await stage.say('dana', 'settings promise:3d');
    const all = await read('audit');
    for (const words of [
      'Dana changed the setting Promise',
      '48 hours on working days → 72 hours on working days',
      'Where it was captured → #news',
      'Dana added the routing rule refund',
      'to: Ani, Ben; words: refund',
      'Empty Chair named the champion',
      'nobody → Grace',
    ])
      expect(all).toContain(words);
    expect(all.indexOf('72 hours')).toBeLessThan(all.indexOf('refund'));
    const narrowed = await read('audit who:@grace what:settings');
    expect(narrowed).toContain('Audit log: 2 changes');
    expect(narrowed).not.toContain('Dana');
    expect(await read('audit what:settings since:yesterday')).toContain('Audit log: 1 change');
    expect(await read('audit who:bot what:roles')).toContain('named the champion');
    expect(await read('audit refund')).toContain('Audit log: 1 change');
    expect(await read('audit what:roles since:tomorrow')).toContain('Nothing');
    for (const days of [1, 2, 3, 4, 5, 6]) await stage.say('dana', `settings promise:${days}d`);
    const first = cardOf(await stage.say('dana', 'audit'));
    expect(text(first)).toContain('Page 1 of 2');
    expect(text(cardOf(await stage.press('dana', 'Next', first)))).toContain('Page 2 of 2');
    expect(buttonOf(first, 'Next').action).toBe('leaving.audit');
  });

  test('is for the champion and admins alone, its buttons too', async () => {
    expect(await read('audit', 'maya')).toContain('Grace');
    const forwarded = await stage.interact('maya', { kind: 'action', action: 'leaving.audit', value: 'all' });
    expect(text(cardOf(forwarded))).toContain('for the champion and admins');
  });
});
