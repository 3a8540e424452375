/** Who is thanked by name, where, in which words, and who never is. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../../support/database.js';
import { openPublicFace, type PublicFace } from '../../support/public-face.js';
import { cardOf, formOf, only, text, titles } from '../../support/stage.js';
import { type IdeaStage, startIdeas } from '../ideas/start-ideas.js';

const resolution = {
  outcome: 'fixed',
  customerTold: 'It is on its way.',
  rootCauseCategory: 'process',
  rootCause: 'Nobody posted it.',
  prevention: 'A check on Fridays.',
};

describeOnDatabase('Honours', (database) => {
  let stage: IdeaStage;
  let face: PublicFace;
  beforeEach(async () => {
    // A Monday.
    stage = await startIdeas(database());
    face = await openPublicFace(stage);
  });
  afterEach(async () => {
    face.close();
    await stage.stop();
  });

  const read = async (line: string, who = 'maya') => text(cardOf(await stage.say(who, line)));
  const thanksIn = (place: string) => stage.place(place).filter(({ title }) => title.startsWith('Thank you'));
  const capture = (words: string, more = '') =>
    stage.say('dana', `feedback "${words}" customer:Acme owner:@maya ${more}`, '#support');
  const resolve = async (name: string, who = 'maya') =>
    stage.fill(
      who,
      formOf(await stage.press(who, 'Resolve', cardOf(await stage.say(who, `feedback ${name}`)))),
      resolution,
    );
  /** The customer answers the question whether it is solved, by the link that its owner's card has. */
  let link = '';
  const customerSays = async (choice: 'yes' | 'no') => {
    link = /http\S+\/s\/[\w-]{60}/.exec(stage.inbox('maya').map(text).join('\n'))?.[0] ?? link;
    expect((await face.post(link, { choice, comment: '' })).status).toBe(303);
  };
  const learn = async (count: number, who = 'ani', place: string | null = '#support') => {
    for (let each = 1; each <= count; each += 1) await stage.say(who, `learn They count in boxes, part ${each}`, place);
  };
  const adopt = async () => {
    await stage.post('ani', { title: 'Greet guests by name' });
    await stage.act('ani', 'move', { to: 'adopted', why: 'It works.' });
  };

  test('are said where the work lives: an adopted idea, a trouble that is solved, a kept streak, ten learnings', async () => {
    await adopt();
    await stage.clock.advance({ minutes: 9 });
    expect(thanksIn('#support')).toEqual([]);
    await stage.clock.advance({ minutes: 1 });
    expect(text(only(thanksIn('#support')))).toBe(
      [
        'Good: Thank you, Ani: I-1 is adopted',
        '“Greet guests by name”',
        '[Show I-1]',
        '(Rather not be named? /customer honours off)',
      ].join('\n'),
    );

    await capture('The refund never came');
    await resolve('F-1');
    await customerSays('yes');
    for (let each = 2; each <= 10; each += 1) {
      await capture(`Trouble of another kind, number ${each}`);
      await resolve(`F-${each}`);
    }
    await learn(10);
    await stage.clock.advance({ minutes: 10 });
    expect(titles(thanksIn('#support'))).toEqual([
      'Thank you, Ani: I-1 is adopted',
      'Thank you, Maya: the customer says that F-1 is solved',
      'Thank you, Maya: 10 answers in a row within our promise',
      'Thank you, Ani: 10 learnings about our customers',
    ]);
    expect(cardOf(await stage.press('ben', 'Show F-1', thanksIn('#support')[1] as never)).title).toContain('F-1');
    expect(await read('honours', 'maya')).toBe(
      [
        'What you were thanked for (2)',
        'Mon 16 Nov 2026 · 10 answers in a row within our promise',
        'Mon 16 Nov 2026 · A customer called it solved: F-1 · Acme',
        '(You are thanked by name, where the work lives. /customer honours off ends that.)',
      ].join('\n'),
    );
    expect(await read('honours', 'ani')).toContain('Your idea was adopted: I-1 · Greet guests by name');
    expect(await read('honours', 'ben')).toContain('Nobody has thanked you here yet');

    // Neither time nor another ten minutes say it again.
    await stage.clock.advance({ days: 3 });
    expect(thanksIn('#support')).toHaveLength(4);
    expect(thanksIn('#news')).toEqual([]);
  });

  test('come at twenty learnings again, and not between', async () => {
    await learn(19);
    await stage.clock.advance({ hours: 1 });
    expect(titles(thanksIn('#support'))).toEqual(['Thank you, Ani: 10 learnings about our customers']);
    await learn(1);
    await stage.clock.advance({ hours: 1 });
    expect(titles(thanksIn('#support')).at(-1)).toBe('Thank you, Ani: 20 learnings about our customers');
  });

  test('wait for working hours', async () => {
    await stage.clock.advanceTo('2026-11-20T20:00:00Z');
    await adopt();
    await stage.clock.advanceTo('2026-11-23T08:59:00Z');
    expect(thanksIn('#support')).toEqual([]);
    await stage.clock.advanceTo('2026-11-23T09:00:00Z');
    expect(thanksIn('#support')).toHaveLength(1);
  });

  test('are not said of an idea that moved back meanwhile, and are when it is adopted for good', async () => {
    await adopt();
    await stage.act('ani', 'move', { to: 'parked', why: 'Too early.' });
    await stage.clock.advance({ hours: 1 });
    expect(thanksIn('#support')).toEqual([]);
    await stage.act('ani', 'move', { to: 'adopted', why: 'Now.' });
    await stage.clock.advance({ hours: 1 });
    expect(thanksIn('#support')).toHaveLength(1);
    // What was thanked for stays so, and is not thanked for again.
    await stage.act('ani', 'move', { to: 'parked', why: 'No.' });
    await stage.act('ani', 'move', { to: 'adopted', why: 'Yes.' });
    await stage.clock.advance({ hours: 1 });
    expect(thanksIn('#support')).toHaveLength(1);
  });

  test('are not said of what is open again, and once for the same trouble', async () => {
    await capture('The refund never came');
    await resolve('F-1');
    await customerSays('yes');
    await customerSays('no');
    await stage.clock.advance({ hours: 1 });
    expect(thanksIn('#support')).toEqual([]);
    await resolve('F-1');
    await customerSays('yes');
    await customerSays('no');
    await resolve('F-1');
    await stage.clock.advance({ hours: 1 });
    expect(thanksIn('#support')).toEqual([]);
    await customerSays('yes');
    await stage.clock.advance({ hours: 1 });
    await customerSays('no');
    await resolve('F-1');
    await customerSays('yes');
    await stage.clock.advance({ hours: 1 });
    expect(titles(thanksIn('#support'))).toEqual(['Thank you, Maya: the customer says that F-1 is solved']);
  });

  test('name whoever solved what was said in confidence, and nothing of it', async () => {
    await capture('Our merger is a secret', 'confidential:yes');
    await resolve('F-1');
    await customerSays('yes');
    await stage.clock.advance({ hours: 1 });
    expect(text(only(thanksIn('#support')))).toBe(
      'Good: Thank you, Maya: a customer says that it is solved\n(Rather not be named? /customer honours off)',
    );
  });

  test('take ten answers without one that was late, and begin anew behind it', async () => {
    await stage.say('grace', 'settings promise:4h');
    for (let each = 1; each <= 9; each += 1) {
      await capture(`Trouble of another kind, number ${each}`);
      await resolve(`F-${each}`);
    }
    await capture('Nobody calls back');
    await stage.clock.advance({ hours: 5 });
    await resolve('F-10');
    await stage.clock.advance({ minutes: 1 });
    for (let each = 11; each <= 19; each += 1) {
      await capture(`Trouble of another kind, number ${each}`);
      await resolve(`F-${each}`);
    }
    await stage.clock.advance({ hours: 1 });
    expect(thanksIn('#support')).toEqual([]);
    // One of them comes back, and is answered in time again: it counts once.
    const card = cardOf(await stage.say('maya', 'feedback F-19'));
    await stage.fill('maya', formOf(await stage.press('maya', 'Reopen', card)), { why: 'It came back.' });
    await resolve('F-19');
    await capture('The tenth');
    await resolve('F-20');
    await stage.clock.advance({ minutes: 10 });
    expect(titles(thanksIn('#support'))).toEqual(['Thank you, Maya: 10 answers in a row within our promise']);
  });

  test('of a kept streak are not said while something of theirs is late', async () => {
    await stage.say('grace', 'settings promise:4h');
    await capture('Nobody calls back');
    await stage.clock.advance({ hours: 5 });
    for (let each = 2; each <= 11; each += 1) {
      await capture(`Trouble of another kind, number ${each}`);
      await resolve(`F-${each}`);
    }
    await stage.clock.advance({ hours: 1 });
    expect(thanksIn('#support')).toEqual([]);
  });

  test('name nobody who does not want it, each for themselves', async () => {
    expect(await read('honours off', 'ani')).toContain('You are named in no thanks any more');
    await adopt();
    await learn(10);
    await learn(10, 'ben');
    await stage.clock.advance({ hours: 1 });
    expect(titles(thanksIn('#support'))).toEqual(['Thank you, Ben: 10 learnings about our customers']);
    expect(await read('honours', 'ani')).toContain('You are named in no thanks. /customer honours on changes that.');
    expect(await read('honours on', 'ani')).toContain('You are thanked by name again');
    await learn(10);
    // Whoever says no between earning it and its being said is not named either.
    const off = cardOf(await stage.say('ani', 'honours on'));
    await stage.press('ani', 'Rather not', off);
    await stage.clock.advance({ hours: 1 });
    await stage.press('ani', 'Thank me again', cardOf(await stage.say('ani', 'honours off')));
    await learn(10);
    await stage.clock.advance({ hours: 1 });
    expect(titles(thanksIn('#support'))).toEqual([
      'Thank you, Ben: 10 learnings about our customers',
      'Thank you, Ani: 30 learnings about our customers',
    ]);
  });

  test('name nobody who left, and nobody at all where the organisation does not want it', async () => {
    await adopt();
    await database().models.member.updateMany({
      where: { handle: 'ani' },
      data: { leftAt: stage.clock.now() },
    });
    await stage.clock.advance({ hours: 1 });
    await stage.say('grace', 'settings honours:off');
    await learn(10, 'ben');
    await stage.clock.advance({ hours: 1 });
    await stage.say('grace', 'settings honours:on');
    await stage.clock.advance({ hours: 1 });
    expect(thanksIn('#support')).toEqual([]);
    await learn(10, 'ben');
    await stage.clock.advance({ hours: 1 });
    expect(titles(thanksIn('#support'))).toEqual(['Thank you, Ben: 20 learnings about our customers']);
  });

  test('are said once by two copies of the bot', async () => {
    await adopt();
    const sweep = stage.house.sweeps.find(({ name }) => name === 'honours.thank');
    const now = new Date(stage.clock.now().getTime() + 3_600_000);
    await Promise.all([sweep?.run(now), sweep?.run(now)]);
    await stage.clock.advance({ hours: 1 });
    expect(thanksIn('#support')).toHaveLength(1);
    expect(await database().models.delivery.count({ where: { kind: 'honours.thanks' } })).toBe(1);
  });

  test('of what was learned or written privately go to the news, or to its author alone', async () => {
    await learn(10, 'ani', null);
    await stage.clock.advance({ minutes: 10 });
    expect(titles(stage.inbox('ani'))).toContain('Thank you, Ani: 10 learnings about our customers');
    await stage.say('grace', 'settings news:#news');
    await learn(10, 'ben', null);
    await stage.clock.advance({ hours: 5 });
    expect(titles(thanksIn('#news'))).toEqual(['Thank you, Ben: 10 learnings about our customers']);
  });

  test('of what was told before a meeting stand where it meets', async () => {
    await learn(9, 'maya', null);
    await stage.say('grace', 'meeting every wednesday 10:00', '#support');
    await stage.clock.advanceTo('2026-11-17T12:00:00Z');
    const asked = only(
      stage.inbox('maya').filter((card) => text(card).includes('Which customer did you last talk with')),
    );
    await stage.answer('maya', 'They plan their year in March.', asked);
    await stage.clock.advance({ minutes: 10 });
    expect(titles(thanksIn('#support'))).toEqual(['Thank you, Maya: 10 learnings about our customers']);
  });

  test('of ten learnings are not said when one was taken back meanwhile', async () => {
    await learn(10);
    const [latest] = await database().models.learning.findMany({ orderBy: { id: 'desc' }, take: 1 });
    await database().models.learning.updateMany({
      where: { id: latest?.id ?? '' },
      data: { withdrawnAt: stage.clock.now() },
    });
    await stage.clock.advance({ hours: 1 });
    expect(thanksIn('#support')).toEqual([]);
    await learn(1);
    await stage.clock.advance({ hours: 1 });
    expect(thanksIn('#support')).toHaveLength(1);
  });

  test('are none for what an import brings of years ago, nor when it is taken back', async () => {
    const organisationId = await stage.organisationId();
    const items = Array.from({ length: 9 }, (_, at) => ({
      text: `Said long ago, part ${at}`,
      customer: 'Acme',
      capturedAt: '2024-03-01T10:00:00Z',
      owner: '@maya',
    }));
    const source = { organisationId, source: 'import', surface: 'import', actorId: null, importNumber: 1 } as const;
    expect(await stage.house.feedback.intake(items, source)).toHaveLength(9);
    // What an import brings open is answered here, and stays when the import is taken back.
    const open = { ...source, importNumber: 2, olderAs: 'open' } as const;
    await stage.house.feedback.intake([{ ...items[0], text: 'Said long ago, and open' }], open);
    await resolve('F-10');
    await database().transaction((tx) => stage.house.feedback.undoImport(tx, { organisationId, importNumber: 2 }));
    await stage.clock.advance({ hours: 1 });
    expect(thanksIn('#support')).toEqual([]);
    expect(stage.inbox('maya').filter(({ title }) => title.startsWith('Thank you'))).toEqual([]);
  });

  test('of a person with two accounts are theirs, whichever earned them', async () => {
    const organisationId = await stage.organisationId();
    const second = { externalId: '29-Maya Chen', name: 'Maya Chen', timeZone: 'Europe/London' };
    const tenant = { platform: 'teams', externalId: 'tenant', name: 'Harbour', organisationId, places: [] } as const;
    await stage.house.people.connectWorkspace({ ...tenant, members: [second] });
    await learn(10, 'maya');
    await stage.say('grace', 'join @maya.chen @maya');
    await stage.clock.advance({ minutes: 10 });
    expect(titles(thanksIn('#support'))).toEqual(['Thank you, Maya Chen: 10 learnings about our customers']);
  });
});
