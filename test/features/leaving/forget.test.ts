/**
 * Forgetting is thorough: a company lives a while, somebody is forgotten, and then the whole database is searched for each of
 * their names, words, addresses and ids.
 */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createLocalHost } from '../../../src/adapters/web-api/host/local-host.js';
import { policies } from '../../../src/features/leaving/rules/policies.js';
import { describeOnDatabase, describeOnEachDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { recordStatements } from '../../support/record-statements.js';
import { cardOf, createStage, type Stage, text } from '../../support/stage.js';

describeOnEachDatabase('Forgetting', (database) => {
  let stage: Stage;
  let organisationId: string;

  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights });
    organisationId = (await stage.house.people.actorOf(stage.id('grace')))?.organisationId ?? '';
  });
  afterEach(() => stage.stop());

  const say = async (line: string, who = 'grace', place: string | null = '#support') => {
    const reply = await stage.say(who, line, place);
    return reply.kind === 'card' ? text(reply.card) : reply.kind;
  };

  /** Everything in every table, whosever it is. */
  async function dump(): Promise<string> {
    const tables = await database().queryText<{ name: string }[]>(
      `SELECT c.relname::text AS name FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace`,
    );
    const all: string[] = [];
    for (const { name } of tables) {
      const rows = await database().queryText<{ row: string }[]>(
        `SELECT '${name} ' || to_jsonb(t)::text AS row FROM "${name}" t`,
      );
      all.push(...rows.map(({ row }) => row));
    }
    return all.join('\n');
  }
  /** Where it stands: the table, and what is around it. */
  const linesWith = async (word: string) =>
    (await dump()).split('\n').flatMap((line) => {
      const at = line.toLowerCase().indexOf(word.toLowerCase());
      return at < 0 ? [] : [`${line.split(' ')[0]}: ${line.slice(Math.max(0, at - 60), at + 60)}`];
    });

  /** A customer in all corners: said, scored, learned, discussed, imported, asked, merged. */
  async function live() {
    await say(
      'customer "Zanzibar Ltd" alias:"Zanzi Trading" segment:Trade owner:@ben prefers:"phone, never quagmire" contact:"Ulrike Quill, buyer, ulrike@zanzi.example" attribute:plan=Vermilion',
    );
    await say('customer Bolt segment:Trade');
    await say('customer "Xylo Works" contact:"Yara Xylo, boss, yara@xylo.example"');
    const merge = cardOf(await stage.say('grace', 'customer merge "Xylo Works" into "Zanzibar Ltd"'));
    await stage.press('grace', 'Yes, all to Zanzibar Ltd', merge);
    await say('feedback "The gazebo collapsed on our llama twice" customer:"Zanzibar Ltd" topic:billing owner:@ben');
    await say('feedback "Our secret recipe was leaked by somebody" customer:"Zanzi Trading" confidential:yes');
    await say('feedback "Compare us with Zanzibar Ltd, they got a discount" customer:Bolt');
    const [card] = stage.inbox('ben').filter((each) => text(each).includes('gazebo'));
    if (!card) throw new Error('Ben got no card.');
    const form = await stage.press('ben', 'Hand over', card);
    if (form.kind === 'form')
      await stage.fill('ben', form.form, { to: stage.id('ani'), why: 'The zeppelin people know them' });
    const waiting = stage.inbox('ani').find((each) => text(each).includes('gazebo'));
    if (!waiting) throw new Error('Ani got no card.');
    const resolve = await stage.press('ani', 'Resolve', waiting);
    if (resolve.kind !== 'form') throw new Error('No form to resolve.');
    await stage.fill('ani', resolve.form, {
      ...{ outcome: 'fixed', customerTold: 'We sent marzipan to the whole yurt', rootCauseCategory: 'process' },
      ...{ rootCause: 'The gyroscope had rusted through', prevention: 'Oil the gyroscope every fortnight' },
    });
    await say('score 2 "The narwhal never arrived at the lagoon" customer:"Zanzibar Ltd"');
    await say('score 9 customer:"Zanzibar Ltd"');
    await say('score 10 customer:Bolt');
    await say('learn "Zanzibar Ltd go everywhere by hovercraft in winter" customer:"Zanzibar Ltd"');
    await say('route add words:zanzibar to:@ani name:"Zanzibar Ltd first"');
    await stage.say('maya', 'idea Umbrellas for Zanzibar Ltd and others', '#support');
    const idea = await stage.say('maya', 'idea Hovercraft parking', '#support');
    if (idea.kind === 'form')
      await stage.fill('maya', idea.form, {
        title: 'Hovercraft parking',
        touches: 'Zanzibar Ltd above all',
        delights: 'They could land',
      });
    await say('meeting every monday 10:00');
    await say('meeting now');
    const agenda = stage.place('#support').find((each) => /empty chair/iu.test(text(each)));
    if (agenda) await stage.press('grace', 'Close the meeting', agenda).catch(() => undefined);
    const fact = {
      type: 'group',
      groupId: 'acct-7791',
      userId: 'usr-3317',
      traits: { name: 'Zanzibar Ltd', tier: 'Chartreuse' },
    };
    await stage.house.customers.takeFacts([fact], { organisationId, source: 'crm' });
    const { clock, intakes, imports } = stage.house;
    const host = createLocalHost({ database: database(), clock, intakes, imports });
    const of = { organisationId, kind: 'feedback', source: 'crm', metric: null } as const;
    const file = { fileName: 'Zanzibar Ltd.csv', digest: 'd', shape: 's', family: 'f', undated: null, rows: null };
    const { number } = await host.importBegun({ ...of, ...file, settings: { customer: 'Zanzibar Ltd' } });
    await host.take({
      ...of,
      importNumber: number,
      olderAs: 'open',
      items: [{ text: 'Imported parrots are noisy at dawn', customer: 'Zanzibar Ltd', sourceId: 'crm-88421' }],
    });
    await host.importEnded({
      organisationId,
      number,
      refusedLines: [],
      counts: { rowCount: 1, addedCount: 1, updatedCount: 0, knownCount: 0, refusedCount: 0, leftOutCount: 0 },
    });
    await stage.clock.advance({ days: 4 });
  }

  const customersWords = [
    ...[
      'Zanzibar',
      'Zanzi',
      'Xylo',
      'Ulrike Quill',
      'ulrike@zanzi.example',
      'Yara',
      'yara@xylo.example',
      'Vermilion',
      'Chartreuse',
    ],
    ...['quagmire', 'gazebo', 'llama', 'recipe', 'zeppelin', 'marzipan', 'yurt', 'gyroscope', 'narwhal', 'lagoon'],
    ...['go everywhere by hovercraft', 'parrots', 'crm-88421', 'acct-7791', 'usr-3317'],
  ];

  test('a customer leaves counts and figures, and no word, name, address or id anywhere', async () => {
    await live();
    for (const word of customersWords) expect([word, (await linesWith(word)).length]).not.toEqual([word, 0]);
    // The day goes on meanwhile.
    const figures = async () => (await say('nps period:month')).replace(/^Period: .*$/mu, '');
    const nps = await figures();
    const feedbackCount = await database().models.feedback.count();
    const asked = cardOf(await stage.say('grace', 'forget customer Zanzibar Ltd'));
    expect(text(asked)).toMatch(
      /Forget Zanzibar Ltd\?[\s\S]*pieces of feedback[\s\S]*learning[\s\S]*There is no way back[\s\S]*Counts and figures stay/u,
    );
    expect(await linesWith('gazebo')).not.toEqual([]);
    const before = stage.place('#support').filter((each) => /gazebo|Zanzibar/u.test(text(each)));
    expect(before.length).toBeGreaterThan(0);
    // Work by the clock goes on beside it.
    const [done] = await Promise.all([
      stage.press('grace', 'Forget for good', asked),
      stage.clock.advance({ hours: 30 }),
    ]);
    expect(text(cardOf(done))).toContain('The customer is forgotten');
    await stage.house.delivery.drain();
    for (const word of customersWords) expect([word, (await linesWith(word)).slice(0, 3)]).toEqual([word, []]);
    expect(await figures()).toBe(nps);
    expect(await database().models.feedback.count()).toBe(feedbackCount);
    // Living cards that stand somewhere say so now.
    const shown = [...stage.place('#support'), ...stage.inbox('ani'), ...stage.inbox('ben')].map(text);
    expect(
      shown.filter((each) => /F-1/u.test(each) && /gazebo/u.test(each) && /Hand over|Resolved/u.test(each)),
    ).toEqual([]);
    expect(shown.some((each) => each.includes('(forgotten)'))).toBe(true);
    expect(await say('feedback F-3')).toContain('Compare us with (forgotten)');
    expect(await say('audit what:forgetting')).toContain('Grace forgot a customer');
    // Again, and it is there no more.
    await expect(stage.press('grace', 'Forget for good', asked)).resolves.toMatchObject({ kind: 'card' });
    expect(await say('forget customer Zanzibar Ltd')).toContain('There is no customer');
  }, 180_000);

  test('one of our own people leaves what they did, by nobody in particular', async () => {
    await live();
    const externalId = 'U-ben';
    await database().executeSql(
      `UPDATE members SET name = 'Bartholomew Quince', handle = 'quincey' WHERE name = 'Ben'`,
    );
    await say('learn "Bartholomew Quince says that lamps sell" customer:Bolt');
    await database().executeSql(
      `INSERT INTO newsletter_readers (organisation_id, member_id, id, email, email_key, asked_at, ask_count)
       VALUES ($1::uuid, $2::uuid, $2::uuid, 'B@lamps.example', 'b@lamps.example', now(), 1)`,
      [organisationId, stage.id('ben')],
    );
    await say('learn "Send bulbs to b@lamps.example" customer:Bolt');
    await say('learn "Bartholomew keeps a list, and Quince’s list is long; quince says so" customer:Bolt');
    await stage.say('maya', 'manager @quincey');
    const asked = cardOf(await stage.say('grace', 'forget person @quincey'));
    expect(text(asked)).toMatch(/Forget Bartholomew Quince\?[\s\S]*still in the workspace/u);
    expect(text(cardOf(await stage.press('grace', 'Forget for good', asked)))).toContain('The person is forgotten');
    await stage.house.delivery.drain();
    for (const word of ['Bartholomew', 'Quince', 'b@lamps.example', externalId])
      expect([word, (await linesWith(word)).slice(0, 3)]).toEqual([word, []]);
    expect(await say('who Bolt')).toContain('(forgotten) says that lamps sell');
    expect(await say('audit who:@grace what:forgetting')).toContain('forgot a person');
    expect(await say('forget person @quincey')).not.toContain('Forget Somebody');
  }, 180_000);

  test('a part of a name stays where it is a word of its own, or somebody else’s too', async () => {
    await database().executeSql(`UPDATE members SET name = 'Will Mandrake Quince', handle = 'wmq' WHERE name = 'Ben'`);
    await database().executeSql(`UPDATE members SET name = 'Ani Mandrake' WHERE name = 'Ani'`);
    await say('learn "Will you ask Quince? They will call, and Mandrake too" customer:Bolt');
    const asked = cardOf(await stage.say('grace', 'forget person @wmq'));
    await stage.press('grace', 'Forget for good', asked);
    expect(await say('who Bolt')).toMatch(/Will you ask \(forgotten\)\? They will call, and Mandrake too/u);
  });

  test('somebody at a customer goes alone', async () => {
    await live();
    const asked = cardOf(await stage.say('grace', 'forget person ulrike@zanzi.example'));
    expect(text(asked)).toContain('Forget Ulrike Quill of Zanzibar Ltd?');
    expect(text(cardOf(await stage.press('grace', 'Forget for good', asked)))).toContain('The person is forgotten');
    for (const word of ['Ulrike', 'Quill', 'ulrike@zanzi.example']) expect(await linesWith(word)).toEqual([]);
    expect(await say('who Zanzibar Ltd')).toContain('Zanzibar');
  }, 180_000);

  test('somebody who asked for mails on a page, and is nobody at a customer, goes by their address', async () => {
    const rows = ['Zoe@Else.example', 'zoe@else.example', 'other@else.example'];
    for (const [at, email] of rows.entries())
      await database().executeSql(
        `INSERT INTO notice_subscribers (organisation_id, id, page_id, email, email_key, requested_at)
         VALUES ($1::uuid, $2::uuid, $2::uuid, $3, lower($3), now())`,
        [organisationId, `0197f000-0000-7000-8000-00000000000${at + 1}`, email],
      );
    await say('learn "Write to zoe@else.example, says everybody" customer:Bolt');
    const asked = cardOf(await stage.say('grace', 'forget person ZOE@else.example'));
    expect(text(asked)).toContain('Forget Zoe@Else.example?');
    expect(text(cardOf(await stage.press('grace', 'Forget for good', asked)))).toContain('The person is forgotten');
    expect(await linesWith('zoe@else')).toEqual([]);
    expect(await linesWith('other@else.example')).toHaveLength(1);
    // A backup of before holds them.
    await database().executeSql(
      `INSERT INTO notice_subscribers (organisation_id, id, page_id, email, email_key, requested_at)
       SELECT $1::uuid, '0197f000-0000-7000-8000-000000000001', id, 'zoe@else.example', 'zoe@else.example', now() FROM organisations`,
      [organisationId],
    );
    expect(await stage.house.leaving.forgetAgain([])).toBe(1);
    expect(await linesWith('zoe@else')).toEqual([]);
    expect(await say('forget person zoe@else.example')).not.toContain('Forget Zoe');
  });

  test('holds after a backup of before is restored', async () => {
    await live();
    const ids = { customer: '', member: stage.id('ben') };
    ids.customer = (await database().models.customer.findFirstOrThrow({ where: { name: 'Zanzibar Ltd' } })).id;
    for (const [kind, id] of Object.entries(ids))
      await stage.interact('grace', { kind: 'action', action: 'leaving.forget', value: `${kind} ${id}` });
    const kept = await stage.house.leaving.forgottenList();
    expect(kept.map(({ kind }) => kind).toSorted()).toEqual(['customer', 'member']);
    expect(JSON.stringify(kept)).not.toContain(ids.customer);
    // As the backup has it: nobody was forgotten yet.
    await database().executeSql('DELETE FROM forgotten');
    await database().executeSql(`UPDATE customers SET name = 'Zanzibar Ltd' WHERE id = $1::uuid`, [ids.customer]);
    await database().executeSql(`UPDATE feedback SET text = 'The gazebo collapsed' WHERE number = 1`);
    await database().executeSql(`UPDATE members SET name = 'Bartholomew' WHERE id = $1::uuid`, [ids.member]);
    expect(await stage.house.leaving.forgetAgain(kept)).toBe(2);
    for (const word of ['Zanzibar', 'gazebo', 'Bartholomew']) expect(await linesWith(word)).toEqual([]);
    expect(await stage.house.leaving.forgetAgain(kept)).toBe(0);
  }, 180_000);

  test('reads a large table by parts, and finds what stands in each', async () => {
    await say('customer "Zanzibar Ltd"');
    const from = { organisationId, source: 'form', surface: 'import', actorId: null } as const;
    const items = Array.from({ length: 2_400 }, (_, at) => ({
      text: at % 800 === 799 ? `Zanzibar Ltd told us number ${at}` : `Nothing ${at} ${'of note '.repeat(40)}`,
      sourceId: `s${at}`,
    }));
    for (let at = 0; at < items.length; at += 800) await stage.house.feedback.intake(items.slice(at, at + 800), from);
    const [size] = await database().query<{ blocks: number }[]>`
      SELECT (pg_relation_size('feedback') / current_setting('block_size')::int)::int AS blocks`;
    expect(size?.blocks).toBeGreaterThan(100);
    // An embedded database answers nobody else while it reads.
    const statements = await recordStatements(async () => {
      const asked = cardOf(await stage.say('grace', 'forget customer "Zanzibar Ltd"', '#support'));
      expect(text(asked)).toMatch(/[3-9] other texts/);
      await stage.press('grace', 'Forget for good', asked);
    });
    const reading = statements.filter(({ text: sql }) => /FROM "feedback" t .*ILIKE/.test(sql));
    if (database().kind === 'server') expect(reading.length).toBeGreaterThan(6);
    expect(reading.filter(({ text: sql }) => !/t\.ctid < \$\d::tid/.test(sql))).toEqual([]);
    expect(await linesWith('Zanzibar')).toEqual([]);
  });

  test('goes on after a restart', async () => {
    await live();
    const { id } = await database().models.customer.findFirstOrThrow({ where: { name: 'Zanzibar Ltd' } });
    await database().executeSql(
      `INSERT INTO forgettings (organisation_id, subject, terms, texts, surface, due_at)
       VALUES ($1, $2, '["Zanzibar Ltd", "zanzibar"]', '[]', 'playground', $3)`,
      [organisationId, `customer:${id}`, stage.clock.now()],
    );
    await stage.clock.advance({ minutes: 1 });
    expect(await linesWith('Zanzibar')).toEqual([]);
    expect(await database().models.forgetting.count()).toBe(0);
  }, 180_000);

  test('is for the champion and admins, and never for another organisation', async () => {
    await say('customer "Zanzibar Ltd"');
    const asked = cardOf(await stage.say('grace', 'forget customer Zanzibar Ltd'));
    expect(text(cardOf(await stage.say('maya', 'forget customer Zanzibar Ltd')))).toContain('Grace');
    expect(text(cardOf(await stage.press('maya', 'Forget for good', asked)))).toContain('champion and admins');
    expect(await linesWith('Zanzibar')).not.toEqual([]);
    const id = '01a1f866-0d00-7003-b3bd-d0edeabbc293';
    const other = await stage.interact('grace', { kind: 'action', action: 'leaving.forget', value: `customer ${id}` });
    expect(text(cardOf(other))).toContain('They are not here');
  });
});

describeOnDatabase('What forgetting does', (database) => {
  test('is said of every column that can hold words', async () => {
    const rows = await database().queryText<{ table: string; column: string }[]>(
      `SELECT c.relname::text AS "table", a.attname::text AS "column" FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
       WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
         AND a.atttypid::regtype::text IN ('text', 'text[]', 'json', 'jsonb', 'tsvector', 'bytea', 'character varying')
         AND c.relname <> '_prisma_migrations' ORDER BY 1, 2`,
    );
    const known = Object.entries(policies).flatMap(([table, columns]) =>
      Object.keys(columns).map((column) => `${table}.${column}`),
    );
    expect(rows.map(({ table, column }) => `${table}.${column}`)).toEqual(known.toSorted((a, b) => (a < b ? -1 : 1)));
  });
});
