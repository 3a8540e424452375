/** What is taken in and what is refused, in words; and what becomes of the words that came with it. */
import { afterEach, expect, test } from '@jest/globals';
import { readScore } from '../../../src/features/nps/schema.js';
import { InvalidInput } from '../../../src/kernel/errors.js';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { cardOf, createStage, formOf, only, type Stage, text, titles } from '../../support/stage.js';

const now = new Date('2026-11-20T10:00:00Z');
const whole = 'This is not a score. Write a whole number from 0 to 10.';
const future = 'This answer would come from the future. Check its date.';

test.each<[unknown, Record<string, string>]>([
  [{ score: 7.5 }, { score: whole }],
  [{ score: 11 }, { score: whole }],
  [{ score: -1 }, { score: whole }],
  [{ score: 'ten' }, { score: whole }],
  [{ score: '' }, { score: 'The score is missing. Write a whole number from 0 to 10.' }],
  [{}, { score: 'The score is missing. Write a whole number from 0 to 10.' }],
  [{ score: Number.NaN }, { score: whole }],
  [{ score: 9, givenAt: '2026-11-20T10:05:01Z' }, { givenAt: future }],
  [{ score: 9, givenAt: '2026-11-22' }, { givenAt: future }],
  [{ score: '4,500', metric: 'CSAT' }, { score: 'CSAT takes numbers from 1 to 5.' }],
  [
    { score: '1250,500', metric: 'Sales' },
    {
      score:
        '1250,500 can be read in more than one way. Write it without separators, and with a point before decimals: 1250.5.',
    },
  ],
  [{ score: 9, givenAt: '2026-02-30' }, { givenAt: 'A time looks like 2026-11-20T09:30:00Z, a date like 2026-11-20.' }],
  [{ score: 9, givenAt: '1899-12-30' }, { givenAt: 'This answer would be from before the year 2000. Check its date.' }],
  [
    { score: 9, comment: `a\u0000b` },
    {
      comment: 'This contains characters that can’t be kept (NUL or half a symbol). Copy the text again without them.',
    },
  ],
  [{ score: 9, comment: 'x'.repeat(10_001) }, { comment: '10,001 characters is too long. The limit is 10,000.' }],
  [{ score: 9, link: 'ftp://x' }, { link: 'A link starts with https:// or http:// and has at most 2,000 characters.' }],
  [
    { score: 9, scoer: 1 },
    {
      scoer:
        'There is no field scoer. Known fields: score, comment, customer, segment, email, person, givenAt, sourceId, link, metric.',
    },
  ],
  [{ score: 6, metric: 'CSAT' }, { score: 'CSAT takes numbers from 1 to 5.' }],
  [[9], { '': 'An answer needs its score, such as { "score": 9 }.' }],
])('%j is refused with the reason', (item, problems) => {
  expect(readScore(item, now)).toEqual({ problems });
});

test.each([
  ['2026-11-20', 'Europe/London', true],
  ['2026-11-21', 'Europe/London', false],
  ['2026-11-21', 'Pacific/Kiritimati', true],
  ['2026-11-20', 'Pacific/Pago_Pago', false],
])('at 10:00 UTC the 20th, %s in %s is today or before: %p', (givenAt, zone, isTaken) => {
  const at = new Date(now);
  expect(readScore({ score: 9, givenAt }, at, zone)).toEqual(
    isTaken ? { draft: expect.objectContaining({ givenAt }) } : { problems: { givenAt: future } },
  );
});

test.each<[unknown, number]>([
  [{ score: 0 }, 0],
  [{ score: '10' }, 10],
  [{ score: ' 9.0 ', givenAt: '2026-11-20T10:04:59Z' }, 9],
  [{ score: 9, givenAt: '2026-11-20', comment: ' ', customer: '' }, 9],
  [{ score: '4,5', metric: 'csat' }, 4.5],
])('%j is taken', (item, score) => {
  expect(readScore(item, now)).toMatchObject({ draft: { score } });
});

describeOnDatabase('Scores', (database) => {
  let stage: Stage;
  afterEach(() => stage.stop());
  const begin = async () => {
    stage = await createStage({ database: database(), workspace: harbourLights });
    const organisationId = (await stage.house.people.actorOf(stage.id('grace')))?.organisationId ?? '';
    return {
      ...stage,
      nps: stage.house.nps,
      source: { organisationId, source: 'crm', surface: 'api', actorId: null } as const,
    };
  };

  test('come in all or not at all, once each, and go out again page by page', async () => {
    const { nps, source } = await begin();
    const items = [
      { score: 9, sourceId: 'a', customer: 'Acme' },
      { score: 11, sourceId: 'b' },
    ];
    await expect(nps.intake(items, source)).rejects.toMatchObject({ fields: { '1.score': whole } });
    await expect(nps.intake([{ score: 3, metric: 'Joy' }], source)).rejects.toMatchObject({
      fields: { '0.metric': expect.stringContaining('There is no metric called Joy.') },
    });
    expect(await nps.page(source.organisationId, { limit: 10 })).toEqual([]);
    const [first, again] = await nps.intake([items[0], { score: 2, sourceId: 'a' }], source);
    expect(first?.isNew).toBe(true);
    expect(again).toEqual({ id: first?.id, isNew: false });
    expect(await nps.intake([{ score: 4, metric: 'CSAT', sourceId: 'a', segment: 'Shops' }], source)).toMatchObject([
      { isNew: true },
    ]);
    const [page] = await nps.page(source.organisationId, { limit: 1 });
    expect(page).toMatchObject({ metric: 'NPS', score: 9, customer: 'Acme', source: 'crm', sourceId: 'a' });
    expect(await nps.page(source.organisationId, { limit: 5, after: page?.id })).toMatchObject([
      { metric: 'CSAT', score: 4, segment: 'Shops', customer: null },
    ]);
    await expect(nps.page(source.organisationId, { limit: 5, metric: 'Joy' })).rejects.toMatchObject({
      code: 'nps.metric',
    });
    await expect(nps.page(source.organisationId, { limit: 5, after: 'x' })).rejects.toMatchObject({
      code: 'nps.after',
    });
  });

  test('are kept as they were written, whatever the signs, and empty beside full', async () => {
    const { nps, source } = await begin();
    const hostile = ['"', '\\', '\\"', 'a"b\\c', '{NULL}', 'NULL', 'a,b', "it's; --", 'two\nlines\t', 'שלום 👋', '}'];
    const items = [
      { score: 9 },
      ...hostile.map((signs) => ({
        score: 9,
        comment: `${signs}!`,
        segment: `${signs}.`,
        sourceId: signs.trim(),
        customer: `C ${signs}`,
      })),
    ];
    const taken = await nps.intake(items, source);
    expect(taken.every(({ isNew }) => isNew)).toBe(true);
    const [bare, ...page] = await nps.page(source.organisationId, { limit: 50 });
    expect(bare).toMatchObject({ comment: null, segment: null, sourceId: null, customer: null });
    expect(page.map(({ comment }) => comment)).toEqual(hostile.map((signs) => `${signs}!`));
    expect(page.map(({ segment }) => segment)).toEqual(hostile.map((signs) => `${signs}.`));
    expect(page.map(({ sourceId }) => sourceId)).toEqual(hostile.map((signs) => signs.trim()));
    expect(page.map(({ id }) => id)).toEqual(taken.slice(1).map(({ id }) => id));
    const again = await nps.intake(items.slice(1), source);
    expect(again).toEqual(taken.slice(1).map(({ id }) => ({ id, isNew: false })));
  });

  test('a detractor’s words become feedback once, where they were said; confidential ones are not repeated', async () => {
    const { say, press, fill, clock, place, nps, source, id } = await begin();
    await say('grace', 'settings scores:#news');
    const form = formOf(await say('dana', 'score', '#support'));
    const card = cardOf(await fill('dana', form, { score: '2', comment: 'Never again.', customer: 'Acme' }));
    expect(card.title).toBe('Recorded: 2, a detractor');
    await say('dana', 'score 3 Too slow customer:Acme', '#support');
    await nps.intake(
      [
        { score: 6, comment: 'Meh', sourceId: '1' },
        { score: 6, sourceId: '2' },
        { score: 7, comment: 'Fine' },
      ],
      source,
    );
    await clock.advance({ seconds: 5 });
    expect(titles(place('#support'))).toEqual(['F-1 · Acme · new', 'F-2 · Acme · new']);
    expect(text(place('#support')[1])).toContain('Captured by Dana in #support');
    expect(text(cardOf(await say('dana', 'feedback list')))).toContain('Open feedback (3)');
    await database().executeSql(`UPDATE feedback SET confidential = true WHERE text = 'Too slow'`);
    // As after a crash between capturing and noting it.
    await database().executeSql(`UPDATE scores SET feedback_due_at = now() - interval '9 years'`);
    await database().executeSql(`UPDATE scores SET feedback_due_at = NULL WHERE comment IS NULL OR value > 6`);
    await clock.advance({ seconds: 5 });
    expect(text(cardOf(await say('dana', 'feedback list')))).toContain('Open feedback (3)');
    const profile = cardOf(await say('dana', 'who Acme'));
    expect(text(profile)).not.toContain('Too slow');
    const about = text(cardOf(await press('dana', 'Full history', profile)));
    expect(about).toContain('Score 2: “Never again.”');
    expect(about).not.toContain('Score 3: “Too slow”');
    await nps.importEnded(source.organisationId);
    await nps.intake([{ score: 9, sourceId: '9' }], { ...source, surface: 'import' });
    await nps.importEnded(source.organisationId);
    await clock.advance({ seconds: 1 });
    expect(text(only(place('#news')))).toContain('“Meh”');
    expect(await nps.latestScores(source.organisationId, new Date(0))).toMatchObject([{ value: 3 }]);
    expect(await nps.newsSince(source.organisationId, clock.now())).toEqual([]);
    expect(await nps.newsSince(id('dana'), null)).toEqual([]);
    const [news] = await nps.newsSince(source.organisationId, null);
    expect(news?.name).toBe('NPS');
  });

  test('an import that never said that it ended is told once after a while of quiet', async () => {
    const { say, clock, place, nps, source } = await begin();
    await say('grace', 'settings scores:#news posts:off');
    for (const sourceId of ['1', '2', '3']) {
      await nps.intake([{ score: 9, sourceId }], { ...source, surface: 'import' });
      await clock.advance({ seconds: 90 });
    }
    expect(place('#news')).toEqual([]);
    await clock.advance({ seconds: 60 });
    expect(text(only(place('#news')))).toContain('Posted because an import brought 3 new answers.');
  });

  test('of tomorrow are refused in the organisation’s zone: by command, all of a call, and never made now', async () => {
    const { say, nps, source } = await begin();
    expect(text(cardOf(await say('ani', 'score 2 date:2026-11-21')))).toContain(
      'This answer would come from the future\nCheck its date.',
    );
    const items = [{ score: 9, sourceId: 'a' }, { score: 2, givenAt: '2026-11-21' }, { score: 12 }];
    expect(nps.check(items[1])).toBeNull();
    await expect(nps.intake(items, source)).rejects.toMatchObject({
      fields: { '1.givenAt': future, '2.score': whole },
    });
    expect(await nps.page(source.organisationId, { limit: 10 })).toEqual([]);
    await say('ani', 'score 2 date:2026-11-20');
    expect(await nps.page(source.organisationId, { limit: 10 })).toMatchObject([
      { score: 2, givenAt: '2026-11-20T00:00:00.000Z' },
    ]);
  });

  test('of one form count once, however often it is sent off; a dash is no feedback', async () => {
    const { say, fill, clock, place, nps, source } = await begin();
    const values = { score: '2', comment: 'Slow.' };
    const form = formOf(await say('dana', 'score', '#support'));
    const replies = await Promise.all([fill('dana', form, values), fill('dana', form, values)]);
    expect(replies.map((reply) => cardOf(reply).title)).toEqual([
      'Recorded: 2, a detractor',
      'Recorded: 2, a detractor',
    ]);
    await fill('ben', form, values);
    await fill('dana', formOf(await say('dana', 'score')), values);
    expect(await nps.page(source.organisationId, { limit: 10 })).toHaveLength(3);
    const dash = text(cardOf(await say('dana', 'score 5 -', '#support')));
    expect(dash).not.toContain('The words become feedback');
    await say('dana', 'score 5 – … customer:Acme', '#support');
    await clock.advance({ seconds: 5 });
    expect(place('#support')).toHaveLength(2);
    expect(text(cardOf(await say('dana', 'feedback list')))).toContain('Open feedback (3)');
  });

  test('a number by hand is read by one rule, and needs a name', async () => {
    const { say } = await begin();
    const said = async (line: string) => text(cardOf(await say('ben', line)));
    expect(await said('metric Sales 1,250')).toContain('Kept: Sales 1,250 on Fri 20 Nov 2026');
    expect(await said('metric Sales 1250,500')).toContain('1250,500 can be read in more than one way\n');
    expect(await said('metric Sales 1 250')).toContain('Is that 250 of Sales 1, or 1250 of Sales?');
    expect(await said('metric "Sales 1" 250')).toContain('Kept: Sales 1 250 on');
    expect(await said('metric "On time" 81.5%')).toContain('Kept: On time 81.5 % on');
    expect(await said('metric On time 82 %')).toContain('It replaces 81.5 % of that date.');
    expect(await said('metric On time 82% unit:points')).toContain('The number has % and unit: says points\n');
    expect(await said('metric Sales 3%')).toContain('Sales is kept without a unit, and % is another one');
    expect(await said(`metric 'On time' 84`)).toContain('Kept: On time 84 %');
    for (const nameless of ['metric "" 3', 'metric \u0000 3', `metric '' 3`, 'metric "  "', 'metric “-” unit:%']) {
      expect(await said(nameless)).toContain('A number needs a name with letters or digits');
    }
    expect(await said('metric')).toContain('The numbers we keep (3)');
  });

  test('a number by hand that is typed again as it stands is no news', async () => {
    const { say } = await begin();
    const counts = [];
    for (const line of ['metric Sales 5', 'metric Sales 5', 'metric Sales 6']) {
      await say('ben', line);
      counts.push((await database().models.metric.findFirstOrThrow()).answerCount);
    }
    expect(counts).toEqual([1, 1, 2]);
  });

  test('words that can’t be captured at present are tried again with growing waits, and keep no others waiting', async () => {
    const { say, clock, house } = await begin();
    const { intake } = house.feedback;
    let refusedCount = 0;
    Object.assign(house.feedback, {
      intake: async (...of: Parameters<typeof intake>) => {
        if (!JSON.stringify(of[0]).includes('Slow')) return intake(...of);
        refusedCount += 1;
        throw new InvalidInput('customers.ambiguous', 'There are two.');
      },
    });
    await say('dana', 'score 3 Slow');
    await say('dana', 'score 4 Dear');
    await clock.advance({ minutes: 59 });
    expect(text(cardOf(await say('dana', 'feedback list')))).toContain('Open feedback (1)');
    // With the other and alone at once, then after 1, 3, 7, 15 and 31 minutes; next after 63.
    expect(refusedCount).toBe(7);
    Object.assign(house.feedback, { intake });
    await clock.advance({ minutes: 5 });
    expect(text(cardOf(await say('dana', 'feedback list')))).toContain('Open feedback (2)');
  });

  test('a survey that everybody knows is never locked by a number that somebody types', async () => {
    const { say, nps, source } = await begin();
    const said = async (line: string) => text(cardOf(await say('ben', line)));
    for (const line of ['metric CSAT', 'metric csat better:lower']) {
      expect(await said(line)).toContain('CSAT has no values yet');
    }
    expect(await said('metric')).toContain('There are no numbers yet');
    await nps.intake([{ score: 4, metric: 'CSAT' }], source);
    expect(await said('metric CSAT')).toContain('CSAT: 1 answer, too few to say');
    expect(await said('metric csat 81.5')).toContain('CSAT is counted from answers, which come by files and systems');
    expect(await said('metric "CSAT by hand" 81.5')).toContain('Kept: CSAT by hand 81.5');
    expect(await said('metric CES 4.2')).toContain('Kept: CES 4.2 on');
  });

  test('a survey’s value is kept by hand, as a share of good answers or on its scale', async () => {
    const { say } = await begin();
    const said = async (line: string) => text(cardOf(await say('ben', line)));
    expect(await said('metric CSAT 81.5')).toContain('Kept: CSAT 81.5 % on Fri 20 Nov 2026');
    expect(await said('metric csat 79,5 date:"1 Nov"')).toContain('Kept: CSAT 79.5 % on Sun 1 Nov 2026');
    expect(await said('metric CSAT')).toContain('CSAT: 81.5 %, up 2 %');
    expect(await said('metric ces 5,5')).toContain('Kept: CES 5.5 on Fri 20 Nov 2026');
  });

  test('percentages of good answers come by file, one a date', async () => {
    const { say, nps, source } = await begin();
    const items = [
      { score: '81.5 %', metric: 'CSAT', givenAt: '2026-10-31' },
      { score: 79, metric: 'csat', givenAt: '2026-09-30' },
    ];
    expect((await nps.intake(items, source)).map(({ isNew }) => isNew)).toEqual([true, true]);
    expect((await nps.intake(items, source)).map(({ isNew }) => isNew)).toEqual([false, false]);
    expect(text(cardOf(await say('ben', 'metric CSAT')))).toContain('CSAT: 81.5 %, up 2.5 %');
    // Among answers of 1 to 7 a percentage is a slip.
    const mixed = [
      { score: 4, metric: 'CES' },
      { score: 81.5, metric: 'CES' },
    ];
    await expect(nps.intake(mixed, source)).rejects.toMatchObject({
      fields: { '1.score': expect.stringContaining('1 to 7') },
    });
  });

  test.each(['score 9/10 great', 'score 9 out of 10: great', 'score 9 / 10 – great'])(
    '“%s” is a nine',
    async (line) => {
      const { say } = await begin();
      const card = text(cardOf(await say('ben', line)));
      expect(card).toContain('Recorded: 9, a promoter');
      expect(card).toContain('great');
    },
  );

  test('are asked for by what was meant, and by no junk', async () => {
    const { say, interact } = await begin();
    expect(text(cardOf(await say('ben', 'nps 90D')))).toContain('no answers in the last 90 days');
    expect(text(cardOf(await say('ben', 'nps 2026-Q2')))).toContain('no answers in April to June 2026');
    expect(text(cardOf(await say('ben', 'nps 2026-13')))).toContain('I don’t know the period “2026-13”');
    expect(text(cardOf(await say('ben', 'nps Big Ships')))).toContain('nps segment:"Big Ships"');
    expect(text(cardOf(await say('ben', `nps segment:${'x'.repeat(201)}`)))).toContain('at most 200 characters');
    const press = async (value: string) => cardOf(await interact('ben', { kind: 'action', action: 'nps.show', value }));
    const older = (await press('{')).title;
    expect(older).toBe('This button no longer works');
    for (const junk of ['7', 'null', '{"metric":5}', JSON.stringify({ segment: 'x'.repeat(300) })]) {
      expect((await press(junk)).title).toBe(older);
    }
    expect((await press('')).title).toContain('NPS');
  });

  test('a number by hand keeps one value a date, its unit and its direction', async () => {
    const { say, clock, place } = await begin();
    await say('grace', 'settings scores:#news');
    const said = async (line: string, who = 'ben') => text(cardOf(await say(who, line)));
    expect(await said('metric "On time" 81.5 unit:% date:2026-11-01')).toContain(
      'Kept: On time 81.5 % on Sun 1 Nov 2026',
    );
    expect(await said('metric on time 80 date:2026-11-01')).toContain('It replaces 81.5 % of that date.');
    expect(await said('metric On time 83 unit:points')).toContain('On time is kept in %, and points is another one\n');
    expect(await said('metric On time unit:points')).toContain('The champion or an admin can change it.');
    expect(await said('metric On time 83 better:lower')).toContain('For On time, higher is better');
    expect(await said('metric On time 83 date:2026-11-21')).toContain(
      'Sat 21 Nov 2026 has not come yet\nToday is Fri 20 Nov 2026',
    );
    expect(await said('metric On time 83')).toContain('Kept: On time 83 % on Fri 20 Nov 2026');
    expect(await said('metric On time')).toContain('Good: On time: 83 %, up 3 %');
    expect(await said('metric On time unit:points', 'grace')).toContain('On time: in points, higher is better.');
    expect(await said('metric NPS 45')).toContain('NPS is counted from answers, not typed in\n');
    expect(await said('metric Joy')).toContain('There is no metric called Joy\nThere are On time.');
    expect(await said('metric Ease scale:1-7 better:lower')).toContain(
      'Ease: without a unit, lower is better, answers from 1 to 7.',
    );
    expect(await said('metric Ease 3')).toContain('Ease is counted from answers');
    expect(await said('metric')).toContain('The numbers we keep (2)');
    await clock.advanceTo('2026-11-23T10:00:00Z');
    expect(titles(place('#news'))).toEqual(['On time: 83 points, up 3 points']);
  });
});
