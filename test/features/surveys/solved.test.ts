/** Customers are asked whether what was resolved is solved for them: by mail or by its owner, once, and a no opens it again. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { openPublicFace, type PublicFace } from '../../support/public-face.js';
import { cardOf, createStage, formOf, type Stage, text } from '../../support/stage.js';
import { type StandInMail, startMail } from '../../support/stand-in-mail.js';

const resolution = {
  outcome: 'fixed',
  customerTold: 'Internal: tell them it works.',
  rootCauseCategory: 'process',
  rootCause: 'Nobody posted it.',
  prevention: 'A check on Fridays.',
};

describeOnDatabase('Is it solved', (database) => {
  let stage: Stage;
  let server: StandInMail;
  let face: PublicFace;
  beforeEach(async () => {
    server = await startMail();
    stage = await createStage({
      database: database(),
      workspace: harbourLights,
      start: '2026-11-16T10:00:00Z',
      mail: server.sender,
    });
    face = await openPublicFace(stage);
    await stage.say(
      'dana',
      'customer Acme contact:"Ann Archer, buyer, ann@acme.example" contact:"Bob Bell, boss, bob@acme.example"',
    );
  });
  afterEach(async () => {
    face.close();
    await stage.stop();
    await server.close();
  });

  const said = async (line: string, who = 'grace') => text(cardOf(await stage.say(who, line)));
  const capture = async (author: string | null = null, words = 'The refund never came') => {
    await stage.say('dana', `feedback "${words}" customer:Acme owner:@maya`, '#support');
    await database().models.feedback.updateMany({ where: { text: words }, data: { author } });
  };
  const resolve = async (values: Record<string, string> = resolution, name = 'F-1') =>
    stage.fill(
      'maya',
      formOf(await stage.press('maya', 'Resolve', cardOf(await stage.say('maya', `feedback ${name}`)))),
      values,
    );
  const ownCard = () => text(stage.inbox('maya')[0]);
  const linkIn = (words: string) =>
    /https:\/\/chair\.example\/s\/[\w-]{60}|http\S+\/s\/[\w-]{60}/.exec(words)?.[0] ?? '';

  test('gives the owner words and a link; a yes stands on the news and in the report', async () => {
    await capture();
    await resolve();
    expect(ownCard()).toContain('Ask whether it is solved');
    expect(
      stage
        .place('#support')
        .map((card) => text(card))
        .join(),
    ).not.toContain('/s/');
    const link = linkIn(ownCard());
    const page = await face.get(link);
    expect(page.text).toContain('On Mon 16 Nov you told us something that we have looked into since.');
    expect(page.text).toContain('Is it solved for you?');
    expect(page.text).not.toMatch(/refund|Internal|Friday/);
    expect((await face.post(link, { choice: 'yes', comment: '' })).status).toBe(303);
    expect((await face.get(`${link}?thanks`)).text).toContain('Your answer is in: Yes, it is solved.');
    await stage.clock.advance({ seconds: 2 });
    expect(
      stage
        .place('#support')
        .map((card) => text(card))
        .join(),
    ).toContain('The customer says: it is solved.');
    const report = await said('report');
    expect(report).toContain('Asked: 1: 0 by mail, 1 left to the owners');
    expect(report).toContain('Solved: 1 of 1, 100 %');
    expect(report).toContain('Process: 1 of 1, 100 %');
    expect(await said('who Acme')).toContain('Solved, as they say: 1 of 1 answered');
    // Words that are forgotten leave what was said.
    await database().models.feedback.updateMany({ data: { furtherWords: [] } });
    const history = await stage.press('maya', 'History', cardOf(await stage.say('maya', 'feedback F-1')));
    expect(text(cardOf(history))).toContain('The customer says that it is solved.');
  });

  test('opens it again by a no, with the customer’s words, and tells its owner', async () => {
    await capture('Ann Archer');
    await resolve();
    const link = linkIn(ownCard());
    expect((await face.get(link)).text).toContain('On Mon 16 Nov you told us: “The refund never came”');
    await stage.clock.advance({ hours: 30 });
    await face.post(link, { choice: 'no', comment: '<script>x</script> [pay](https://evil.example) \u202eevil' });
    await stage.clock.advance({ seconds: 2 });
    const feedback = await database().models.feedback.findFirstOrThrow();
    expect([feedback.state, feedback.round, feedback.saidSolved]).toEqual(['open', 2, false]);
    // 24 hours from Tuesday 16:00.
    expect(feedback.promiseEndsAt?.toISOString()).toBe('2026-11-18T16:00:00.000Z');
    expect(
      stage
        .inbox('maya')
        .map((card) => text(card))
        .join('\n'),
    ).toContain('Ann Archer says that it is not solved');
    const history = text(cardOf(await stage.press('maya', 'History', cardOf(await stage.say('maya', 'feedback F-1')))));
    expect(history).toContain('Ann Archer says that it is not solved: “<script>x</script>');
    expect(history).toContain('the promise starts again, with Maya');
    expect(
      stage
        .place('#support')
        .map((card) => text(card))
        .join(),
    ).toContain('The customer says that it is not solved, so it is open again');
    expect(await said('report')).toContain('Process: 0 of 1, 0 %');
    // Resolved once more, they are asked once more, and the link that they have is about that.
    await resolve();
    expect(linkIn(ownCard())).not.toBe('');
    expect((await face.get(link)).html).not.toContain(' checked');
    await face.post(link, { choice: 'yes' });
    await stage.clock.advance({ seconds: 2 });
    expect(
      stage
        .place('#support')
        .map((card) => text(card))
        .join(),
    ).toContain('The customer says: it is solved.');
    expect(
      await database().models.solvedAsking.findMany({
        orderBy: { round: 'asc' },
        select: { round: true, isSolved: true },
      }),
    ).toEqual([
      { round: 1, isSolved: false },
      { round: 2, isSolved: true },
    ]);
  });

  test('keeps both of two answers, counts the later, and does nothing twice', async () => {
    await capture();
    await resolve();
    const link = linkIn(ownCard());
    for (const choice of ['yes', 'no', 'no', 'yes']) await face.post(link, { choice, comment: 'Hm' });
    const answers = await database().models.surveyAnswer.findMany({ orderBy: { at: 'asc' } });
    expect(answers).toHaveLength(4);
    const feedback = await database().models.feedback.findFirstOrThrow();
    // A yes does not resolve what a no opened: whoever has it decides.
    expect([feedback.state, feedback.round, feedback.saidSolved]).toEqual(['open', 2, true]);
    expect(feedback.furtherWords).toHaveLength(3);
    expect(await said('report')).toContain('Solved: 1 of 1, 100 %');
  });

  test('goes by mail an hour later, once, in working hours, to whoever said it', async () => {
    await said('settings ask-solved:mail');
    await capture('ann archer');
    await stage.clock.advanceTo('2026-11-16T16:30:00Z');
    await resolve();
    expect(ownCard()).toContain('Ann Archer gets a mail that asks whether it is solved');
    await stage.clock.advanceTo('2026-11-17T08:59:00Z');
    expect(server.mails).toHaveLength(0);
    await stage.clock.advanceTo('2026-11-17T09:01:00Z');
    const [mail] = server.mails;
    expect([mail?.subject, server.mails.length]).toEqual(['Is it solved for you?', 1]);
    expect(mail?.text).toContain('On Mon 16 Nov you told us: “The refund never came”');
    const yes = /href="([^"]+\?choice=yes)"/.exec(String(mail?.html))?.[1] ?? '';
    const page = await face.get(yes);
    expect(page.text).toContain('You chose Yes, it is solved. Send it, or choose another answer.');
    expect((await database().models.feedback.findFirstOrThrow()).saidSolved).toBeNull();
    expect(ownCard()).toContain('Ann Archer was asked by mail whether it is solved');
    // Opened again by one of us and resolved anew, nobody is asked twice.
    await stage.fill(
      'maya',
      formOf(await stage.press('maya', 'Reopen', cardOf(await stage.say('maya', 'feedback F-1')))),
      { why: 'A slip' },
    );
    await resolve();
    await stage.clock.advance({ days: 2 });
    expect(server.mails).toHaveLength(1);
    expect(await said('report')).toContain('Asked: 1: 1 by mail, 0 left to the owners');
  });

  test('shares the mails of a day with surveys, and goes on the next one', async () => {
    await said('settings ask-solved:mail');
    await said('settings survey-mails:1');
    await capture('ann archer');
    await capture('bob bell', 'The lamp flickers');
    await resolve();
    await resolve(resolution, 'F-2');
    await stage.clock.advanceTo('2026-11-16T16:59:00Z');
    expect(server.mails).toHaveLength(1);
    await stage.clock.advanceTo('2026-11-17T09:01:00Z');
    expect(server.mails).toHaveLength(2);
    expect(new Set(server.mails.map(({ text: words }) => words)).size).toBe(2);
    await stage.clock.advance({ days: 1 });
    expect(server.mails).toHaveLength(2);
  });

  test('mails nobody who wants no surveys, whose mail comes back, or who may not have said it', async () => {
    await said('settings ask-solved:mail');
    await capture();
    await resolve();
    expect(ownCard()).toContain('Send this to the customer');
    await stage.say('dana', 'customer Globex contact:"Gus Gray, cook, gus@globex.example" prefers:"no surveys"');
    await stage.say('dana', 'feedback "No answer" customer:Globex owner:@maya', '#support');
    await resolve(resolution, 'F-2');
    await stage.say('dana', 'customer Far contact:"Fay Field, pilot, fay@far.example"');
    server.refusals.set('fay@far.example', { code: 550, words: 'No such user here' });
    await stage.say('dana', 'feedback "No light" customer:Far owner:@maya', '#support');
    await resolve(resolution, 'F-3');
    await stage.clock.advance({ days: 1 });
    expect(server.mails).toHaveLength(0);
    expect(await database().models.solvedAsking.count()).toBe(2);
    expect(text(stage.inbox('maya').find((card) => text(card).includes('No light')))).toContain(
      'Send this to Fay Field',
    );
  });

  test('asks nobody about what was declined, nor where it is off, nor after a slip', async () => {
    await capture();
    await resolve({ ...resolution, outcome: 'declined' });
    await said('settings ask-solved:off');
    await stage.say('dana', 'feedback "Another" customer:Acme owner:@maya', '#support');
    await resolve(resolution, 'F-2');
    expect(await database().models.solvedAsking.count()).toBe(0);
    await said('settings ask-solved:mail');
    await capture('Ann Archer', 'A third');
    await resolve(resolution, 'F-3');
    await stage.fill(
      'maya',
      formOf(await stage.press('maya', 'Reopen', cardOf(await stage.say('maya', 'feedback F-3')))),
      { why: 'A slip' },
    );
    await stage.clock.advance({ hours: 3 });
    expect(server.mails).toHaveLength(0);
  });

  test('a no stands on the next agenda, until it is resolved again', async () => {
    await stage.say('grace', 'meeting every monday 09:30', '#support');

    await capture();
    await resolve();
    await face.post(linkIn(ownCard()), { choice: 'no', comment: 'Still no refund' });
    await stage.say('grace', 'meeting now', '#support');
    await stage.clock.advance({ seconds: 2 });
    const all = stage
      .place('#support')
      .map((card) => text(card))
      .join('\n');
    expect(all).toContain('Not solved: F-1 · Acme: “The refund never came”');
    expect(all).toContain('The customer says “Still no refund”');
  });

  test('of a part, opens the whole', async () => {
    await capture();
    await stage.say('dana', 'feedback "Me too" customer:Globex owner:@maya', '#support');
    const correct = cardOf(await stage.press('maya', 'Correct', cardOf(await stage.say('maya', 'feedback F-2'))));
    await stage.fill('maya', formOf(await stage.press('maya', 'Same as …', correct)), { with: 'F-1' });
    await resolve();
    const links = [...ownCard().matchAll(/http\S+\/s\/[\w-]{60}/g)].map(([link]) => link);
    expect(links).toHaveLength(2);
    for (const link of links) await face.post(link, { choice: 'no', comment: link });
    const [whole] = await database().models.feedback.findMany({ where: { number: 1 } });
    expect([whole?.state, whole?.round]).toEqual(['open', 2]);
    expect(whole?.furtherWords).toHaveLength(2);
  });

  test('is over when it is withdrawn, when its link is old, and for whoever guesses', async () => {
    await capture();
    await resolve();
    const link = linkIn(ownCard());
    const token = link.split('/').at(-1) ?? '';
    const wrong = token.slice(0, 59) + (token.endsWith('A') ? 'B' : 'A');
    expect((await face.get(`/s/${wrong}`)).status).toBe(404);
    expect((await face.get(`/u/${token}`)).status).toBe(404);
    expect((await face.post(link, { choice: 'maybe' })).text).toContain('Please choose one of the answers.');
    await stage.clock.advance({ days: 61 });
    expect((await face.get(link)).status).toBe(410);
    expect((await face.post(link, { choice: 'no' })).status).toBe(410);
    expect((await database().models.feedback.findFirstOrThrow()).state).toBe('resolved');
    await stage.say('dana', 'feedback "Another" customer:Acme owner:@maya', '#support');
    await resolve(resolution, 'F-2');
    const other = linkIn(text(stage.inbox('maya').find((card) => text(card).includes('Another'))));
    expect((await face.get(other)).status).toBe(200);
    const card = cardOf(await stage.press('dana', 'Correct', cardOf(await stage.say('dana', 'feedback F-2'))));
    await stage.fill('dana', formOf(await stage.press('dana', 'Withdraw', card)), { because: 'mistake' });
    expect((await face.get(other)).status).toBe(410);
    expect((await face.post(other, { choice: 'no' })).status).toBe(410);
  });
});
