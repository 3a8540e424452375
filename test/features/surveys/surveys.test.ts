/** Surveys from the command to the number: who is asked, what customers see and send, and what the team reads of it. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { formIn, openPublicFace, type PublicFace } from '../../support/public-face.js';
import { cardOf, createStage, formOf, linkOn, type Stage, text } from '../../support/stage.js';

describeOnDatabase('A survey', (database) => {
  let stage: Stage;
  let face: PublicFace;
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T10:00:00Z' });
    face = await openPublicFace(stage);
    await stage.say('dana', 'customer Acme segment:Key owner:@ben contact:"Ann Archer, buyer, ann@acme.example"');
    await stage.say('dana', 'customer Acme contact:"Bob Bell, boss, bob@acme.example" contact:"No Address, guard"');
    await stage.say('dana', 'customer Globex segment:Key contact:"Gus Gray, cook, gus@globex.example"');
    await stage.say(
      'dana',
      'customer Quiet segment:Key prefers:"no surveys" contact:"Quinn, one, quinn@quiet.example"',
    );
    await stage.say('dana', 'customer Far segment:Small contact:"Fay Field, pilot, fay@far.example"');
  });
  afterEach(async () => {
    face.close();
    await stage.stop();
  });

  const said = async (line: string, who = 'grace') => cardOf(await stage.say(who, line));
  /** Everybody's own link, by their address, from the file. */
  const links = async (name = 'S-1') => {
    const file = await face.get(linkOn(await said(`survey links ${name}`), 'Download the links'));
    expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const lines = file.html.trim().split('\r\n').slice(1);
    return new Map(lines.map((line) => [line.split(',')[0] ?? '', line.split(',').at(-1) ?? '']));
  };

  test('asks the people of a segment, counts their answers, and says who was not asked', async () => {
    const started = text(await said('survey start segment:key until:2026-12-31'));
    expect(started).toContain('Started. S-1: would customers in segment Key recommend us?');
    expect(started).toContain('0 people of 3 people with a link');
    expect(started).toContain('1 person who wants no surveys');
    const all = await links();
    expect([...all.keys()].toSorted()).toEqual(['ann@acme.example', 'bob@acme.example', 'gus@globex.example']);

    const ann = all.get('ann@acme.example') ?? '';
    const asked = await face.get(ann);
    expect(asked.status).toBe(200);
    expect(asked.text).toContain('How likely are you to recommend Harbour Lights to a friend or colleague?');
    const sent = await face.post(ann, { form: formIn(asked), score: '9', comment: 'Quick & kind' });
    expect([sent.status, sent.headers.get('location')?.endsWith('?thanks')]).toEqual([303, true]);
    expect((await face.get(`${ann}?thanks`)).text).toContain('Thank you. Your answer is in: 9.');
    const shown = text(await said('survey S-1'));
    expect(shown).toContain('1 of 3 (33 %)');
    const number = text(await said('nps'));
    expect(number).toContain('1 answer');
    expect(number).toContain(
      'Survey S-1, customers in segment Key: 1 of 3 (33 %). Not asked: 1 person who wants no surveys.',
    );
    expect(text(await said('who Acme'))).toContain('Quick & kind');
  });

  test('takes the later answer of a person, and keeps both', async () => {
    await said('survey start customer:Acme');
    const ann = (await links()).get('ann@acme.example') ?? '';
    await face.post(ann, { score: '9', comment: 'Good' });
    const again = await face.get(ann);
    expect(again.text).toContain('You answered 9. Send again to change it; the last one counts.');
    expect(again.html).toContain('value="9" checked');
    await face.post(ann, { score: '3', comment: '' });
    const scores = await database().models.score.findMany();
    expect(scores.map(({ value, comment, source }) => [value, comment, source])).toEqual([[3, null, 'page']]);
    expect(
      (await database().models.surveyAnswer.findMany({ orderBy: { at: 'asc' } })).map(({ score }) => score),
    ).toEqual([9, 3]);
    expect(text(await said('survey S-1'))).toContain('1 of 2 (50 %)');
  });

  test('counts each of many answers that come at once, and the last of one form', async () => {
    const open = linkOn(await said('survey start link'), 'Link for everybody');
    const forms = (await Promise.all(Array.from({ length: 25 }, () => face.get(open)))).map(formIn);
    const send = (form: string | undefined, score: number) =>
      face.post(open, { form: form ?? '', score: String(score) });
    const sent = [...forms.map((form, index) => send(form, index % 11)), send(forms[0], 10)];
    const wrong = send(forms[1], 11);
    expect(new Set((await Promise.all(sent)).map(({ status }) => status))).toEqual(new Set([303]));
    expect((await wrong).status).toBe(422);
    expect(await database().models.surveyAnswer.count()).toBe(26);
    const scores = await database().models.score.findMany();
    expect(scores).toHaveLength(25);
    const [last] = await database().models.surveyAnswer.findMany({
      where: { formId: forms[0] },
      orderBy: [{ at: 'desc' }, { id: 'desc' }],
    });
    expect(scores.find(({ sourceItemId }) => sourceItemId === `open ${forms[0]}`)?.value).toBe(last?.score);
    expect(text(await said('nps'))).toContain('Answers: 25:');
  });

  test('gives a detractor’s words an owner at once, and what they write anew too', async () => {
    await said('survey start customer:Acme');
    const ann = (await links()).get('ann@acme.example') ?? '';
    await face.post(ann, { score: '2', comment: 'The invoice was wrong' });
    await stage.clock.advance({ seconds: 2 });
    expect(text(await said('feedback F-1'))).toContain('The invoice was wrong');
    await face.post(ann, { score: '2', comment: 'The invoice was wrong twice' });
    await stage.clock.advance({ seconds: 2 });
    expect(text(await said('feedback F-1'))).toContain('The invoice was wrong twice');
    expect(await database().models.feedback.count()).toBe(1);
  });

  test('asks nobody twice within the days of rest, by whichever survey', async () => {
    await said('survey start customer:Acme');
    await links();
    expect(text(await said('survey start segment:Key'))).toContain('2 people asked in the last 90 days');
    // One that is open finds them itself when they have rested.
    await said('survey stop S-1');
    await said('survey stop S-2');
    await stage.clock.advance({ days: 90 });
    expect(text(await said('survey start customer:Acme'))).toContain('of 2 people with a link');
    expect(text(await said('survey start customer:Acme again:0d'))).toContain('of 2 people with a link');
  });

  test('takes answers without a name by the link for everybody, one for each form', async () => {
    const card = await said('survey start link');
    expect(text(card)).toContain('S-1: would whoever has the link recommend us?');
    const open = linkOn(card, 'Link for everybody');
    expect((await face.raw(linkOn(card, 'QR code'), {})).headers.get('content-type')).toBe('image/png');
    const first = await face.get(open);
    const second = await face.get(open);
    expect(formIn(first)).not.toBe(formIn(second));
    await face.post(open, { form: formIn(first), score: '10' });
    await face.post(open, { form: formIn(first), score: '10' });
    await face.post(open, { form: formIn(second), score: '6', comment: 'Cold soup' });
    const scores = await database().models.score.findMany({ orderBy: { id: 'asc' } });
    expect(scores.map(({ value, customerId }) => [value, customerId])).toEqual([
      [10, null],
      [6, null],
    ]);
    expect(text(await said('survey S-1'))).toContain('2 by the link for everybody');
  });

  test('answers nothing when links are only opened, and shows a score that was chosen in a mail', async () => {
    await said('survey start customer:Acme');
    const ann = (await links()).get('ann@acme.example') ?? '';
    for (const method of ['GET', 'HEAD', 'OPTIONS']) await face.get(`${ann}?score=9`, method);
    expect(await database().models.score.count()).toBe(0);
    const chosen = await face.get(`${ann}?score=9`);
    expect(chosen.text).toContain('You chose 9. Send it, or choose another number.');
    expect(chosen.html).toContain('value="9" checked');
    expect((await face.get(`${ann}?score=11`)).text).not.toContain('You chose');
  });

  test('says what is wrong above the form, which keeps what was written', async () => {
    await said('survey start customer:Acme');
    const ann = (await links()).get('ann@acme.example') ?? '';
    const noScore = await face.post(ann, { comment: '<script>alert(1)</script> \u202eevil' });
    expect(noScore.status).toBe(422);
    expect(noScore.text).toContain('Please choose a number from 0 to 10.');
    expect(noScore.html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    const long = await face.post(ann, { score: '7', comment: 'x'.repeat(10_001) });
    expect([long.status, long.text]).toEqual([422, expect.stringContaining('10,001')]);
    expect(long.html).toContain('value="7" checked');
    const longest = '😀'.repeat(10_000);
    expect((await face.post(ann, { score: '7', comment: `${longest}😀` })).text).toContain('10,001');
    const huge = await face.post(ann, { score: '7', comment: 'x'.repeat(10_000_000) });
    expect([huge.status, huge.text]).toEqual([413, expect.stringContaining('can have 10,000 characters')]);
    expect((await face.post(ann, { score: '7', comment: 'a\u0000b' })).status).toBe(422);
    expect(await database().models.score.count()).toBe(0);
    // A browser counts emoji twice and cuts a long paste in silence, so the page sets no limit of its own.
    expect(long.html).not.toContain('maxlength');
    expect((await face.post(ann, { score: '7', comment: longest })).status).toBe(303);
    expect(await database().models.score.findMany({ select: { comment: true } })).toEqual([{ comment: longest }]);
  });

  test('opens for nobody with a guessed, foreign or other kind of token', async () => {
    await said('survey start customer:Acme');
    const ann = (await links()).get('ann@acme.example') ?? '';
    const token = ann.split('/').at(-1) ?? '';
    const wishes = /href="\/u\/([^"]+)"/.exec((await face.get(ann)).html)?.[1] ?? '';
    const other = (letter: string) => (letter === 'A' ? 'B' : 'A');
    const changed = [0, 30, 59];
    const wrong = [
      ...changed.map((at) => token.slice(0, at) + other(token[at] ?? '') + token.slice(at + 1)),
      wishes,
      '',
      'x',
      `${token}A`,
      '..%2f',
    ];
    for (const each of wrong) {
      const found = await face.get(`/s/${each}`);
      expect([each, found.status]).toEqual([each, 404]);
      expect(found.text).not.toMatch(/\bat \/|Error/);
      expect((await face.post(`/s/${each}`, { score: '1' })).status).toBe(404);
    }
    expect((await face.get(`/u/${token}`)).status).toBe(404);
    expect((await face.get(`/s/${token}.png`)).status).toBe(404);
    expect(await database().models.score.count()).toBe(0);
  });

  test('takes no answer after its last day, nor after it was stopped', async () => {
    await said('survey start customer:Acme until:2026-11-17');
    const ann = (await links()).get('ann@acme.example') ?? '';
    await stage.clock.advanceTo('2026-11-18T00:00:00Z');
    const late = await face.get(ann);
    expect([late.status, late.text]).toEqual([410, expect.stringContaining('This survey has ended')]);
    expect((await face.post(ann, { score: '9' })).status).toBe(410);
    const open = linkOn(await said('survey start link'), 'Link for everybody');
    expect((await face.get(open)).status).toBe(200);
    expect(text(await said('survey stop S-2'))).toContain('S-2 is stopped');
    expect((await face.post(open, { score: '9' })).status).toBe(410);
    expect(text(await said('survey stop S-2'))).toContain('S-2 had ended already');
    expect(await database().models.score.count()).toBe(0);
  });

  test('leaves out whoever asked for it on their own page, or by the button of their mail program', async () => {
    await said('survey start customer:Acme');
    const all = await links();
    const wishesOf = async (link: string) => `/u/${/href="\/u\/([^"]+)"/.exec((await face.get(link)).html)?.[1] ?? ''}`;
    const ann = await wishesOf(all.get('ann@acme.example') ?? '');
    expect((await face.get(ann)).text).toContain('What you hear from Harbour Lights');
    const saved = await face.post(ann, { unwanted: ['surveys', 'earlyTests'] });
    expect(saved.text).toContain('Saved. You get no more surveys.');
    expect((await face.get(ann)).html.match(/ checked>/g)).toHaveLength(2);
    // A choice that this release does not know: they choose again, and nothing is changed or logged as a fault.
    const older = await face.post(ann, { unwanted: ['surveys', 'faxes'] });
    expect([older.status, older.text]).toEqual([422, expect.stringContaining('What you hear from Harbour Lights')]);
    expect(older.html.match(/ checked>/g)).toHaveLength(2);
    const bob = await wishesOf(all.get('bob@acme.example') ?? '');
    for (const _ of [1, 2]) {
      const one = await face.post(bob, { 'List-Unsubscribe': 'One-Click' });
      expect(one.status).toBe(200);
    }
    expect(text(await said('survey start customer:Acme again:0d'))).toContain('2 people who want no surveys');
    expect((await face.post(ann, { unwanted: [] })).text).toContain('You may be asked now and then.');
    expect(text(await said('survey start customer:Acme again:0d'))).toContain('of 1 person with a link');
  });

  test('keeps its pages to themselves: no script, no cookie, nothing from elsewhere, under 30 KB', async () => {
    await said('settings page-colour:#ffcc00 page-words:"We read every word."');
    const open = linkOn(await said('survey start link'), 'Link for everybody');
    const { headers, html, text: words } = await face.get(open);
    expect(words).toContain('We read every word.');
    expect(html).toContain('--accent: #ffcc00; --ink: #000000');
    expect(html).not.toMatch(/<script|https?:\/\/|<img|<link|javascript:/);
    expect(Buffer.byteLength(html)).toBeLessThan(30_000);
    expect(headers.get('set-cookie')).toBeNull();
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'nonce-[\w-]{22}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    );
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('private, no-store');
  });

  test.each([
    ['survey start', 'ben', 'is for the customer champion and admins'],
    ['survey start segment:Kee', 'grace', 'The nearest is Key'],
    ['survey start customer:Acmee', 'grace', 'The nearest is Acme'],
    ['survey start everybody', 'grace', 'Type /customer survey start everyone, /customer survey start link, or'],
    ['survey start everyone segment:Key', 'grace', 'Leave the others out'],
    [
      'survey start everyone until:2026-11-15',
      'grace',
      'Name a later one, such as /customer survey start everyone until:2027-12-31',
    ],
    ['survey start everyone again:900d', 'grace', '0 to 730 days, such as again:90d'],
    ['survey stop', 'grace', '/customer survey stop S-1'],
    ['survey stop S-9', 'grace', 'Try /customer survey to see what there is'],
    ['survey links S-1', 'ben', 'is for the customer champion and admins'],
  ])('refuses %s of %s with the remedy', async (line, who, words) => {
    expect(text(await said(line, who))).toContain(words);
  });

  test('is started by a form too, and is one list', async () => {
    expect(text(await said('survey'))).toContain('No survey yet');
    const form = formOf(await stage.say('grace', 'survey start'));
    const started = cardOf(await stage.fill('grace', form, { to: 'segment:Key', again: '30', until: '2026-12-31' }));
    expect(text(started)).toContain('customers in segment Key');
    await stage.fill('grace', formOf(await stage.say('grace', 'survey start')), {
      to: 'everyone',
      customers: 'Acme; Globex',
      again: '0',
    });
    expect(text(await said('survey'))).toMatch(/S-2: would Acme, Globex[\s\S]*S-1: would customers in segment Key/);
    expect(text(await said('S-1'))).toContain('customers in segment Key');
  });
});
