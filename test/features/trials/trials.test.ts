/** Early tests from the command to what became of customers' words: who is proposed, what they see, and what carries the name. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../../support/database.js';
import { buttonLabels, cardOf, formOf, only, text, titles } from '../../support/stage.js';
import { startTrials, type TrialStage } from './start-trials.js';

describeOnDatabase('An early test', (database) => {
  let stage: TrialStage;
  beforeEach(async () => {
    stage = await startTrials(database());
  });
  afterEach(() => stage.stop());

  const begin = (more = '') => stage.read(`trial "New invoices" until:2027-02-01 for:I-1 ${more}`);
  const yes = (url: string) => stage.face.post(url, { answer: 'yes' });

  test('proposes who asked for it, with reasons, and never who wants none', async () => {
    const started = await begin();
    expect(started).toContain('Started. T-1 · New invoices');
    expect(started).toContain('Goes on until: Mon 1 Feb 2027');
    expect(started).toContain('Tries: I-1 · Invoices that explain themselves');
    expect(started).toMatch(/Acme\W+Said so in F-1/);
    expect(started).toMatch(/Globex\W+In segment Key/);
    expect(started).not.toMatch(/Quiet|Far/);
    await stage.say('maya', 'customer Far');
    await stage.interact('maya', { kind: 'action', action: 'ideas.support', value: 'I-1' });
    expect(await stage.read('trial T-1')).toMatch(/Far\W+Maya, who looks after them, likes the idea/);
    expect(await stage.read('trial T-1', 'ben')).not.toContain('Who asked for it');
    expect(await stage.read('trials')).toContain('T-1 · New invoices');
  });

  test('names no customer for what is confidential', async () => {
    await stage.say('dana', 'feedback edit F-1 confidential:yes');
    await stage.interact('dana', {
      kind: 'submit',
      form: 'feedback.edit',
      subject: 'F-1',
      values: { confidential: true, severity: 'normal', customer: 'Acme' },
    });
    expect(await begin()).not.toContain('Acme');
  });

  test('counts whom a card has no room for, pages through them, and invites all of them', async () => {
    for (let at = 10; at < 22; at += 1) await stage.say('dana', `customer "Shop ${at}" segment:Key`);
    const card = await stage.said('trial "New invoices" until:2027-02-01 for:I-1');
    expect(text(card)).toContain('and 9 more');
    const all = cardOf(await stage.press('grace', 'Show all', card));
    expect(text(all)).toContain('14 customers asked for it');
    expect(buttonLabels(all).filter((label) => label === 'Invite')).toHaveLength(10);
    const invited = cardOf(await stage.press('grace', 'Invite all 14', all));
    expect(text(invited)).toContain('Invited: 14 customers: 0 take part');
    expect(text(invited)).toContain('Nobody is left to propose');
  });

  test('hands a text with a link of their own to whoever looks after a customer', async () => {
    const card = await stage.said('trial "New invoices" until:2027-02-01 for:I-1 about:"One line for each service"');
    const invited = text(cardOf(await stage.press('grace', 'Invite', card, 'Acme')));
    expect(invited).toContain('Invited: Acme. Who looks after Acme got a text with a link to hand on.');
    const handed = only(stage.inbox('ben').filter(({ title }) => title.includes('Please invite')));
    expect(handed.title).toBe('Please invite Acme to T-1 · New invoices');
    expect(text(handed)).toContain('Hello Ann Archer,');
    expect(text(handed)).toContain('One line for each service');
    const links = stage.links('ben');
    expect([...links.keys()]).toEqual(['Ann Archer at Acme', 'Bob Bell at Acme']);
    expect(new Set(links.values()).size).toBe(2);
    // Nobody looks after Globex, and nobody there is known: whoever runs the test gets one link.
    await stage.say('grace', 'trial invite T-1 customer:Globex');
    expect([...stage.links('grace').keys()]).toEqual(['Globex']);
    expect(await stage.read('trial invite T-1 customer:Globex')).toContain('Globex is invited already');
    expect(await stage.read('trial invite T-1 customer:Quiet')).toContain('Quiet wants no early tests');
  });

  test('is accepted and declined by link; opening it changes nothing', async () => {
    await begin();
    await stage.say('grace', 'trial invite T-1 all');
    const ann = stage.links('ben').get('Ann Archer at Acme') ?? '';
    const page = await stage.face.get(ann);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Would you try “New invoices” before everybody else?');
    expect(page.text).toContain('until Mon 1 Feb 2027');
    for (const method of ['GET', 'HEAD']) await stage.face.get(ann, method);
    expect(await stage.read('trial T-1')).toContain('2 customers: 0 take part');
    const sent = await yes(ann);
    expect([sent.status, sent.headers.get('location')?.endsWith('?thanks')]).toEqual([303, true]);
    expect((await stage.face.get(`${ann}?thanks`)).text).toContain('You take part.');
    expect(await stage.read('trial T-1')).toContain('2 customers: 1 takes part');
    expect(titles(stage.inbox('ben'))).toContain('Acme takes part in T-1 · New invoices');
    // Sent again, nobody hears of it again; another answer counts instead.
    await yes(ann);
    expect(stage.inbox('ben').filter(({ title }) => title.startsWith('Acme takes part'))).toHaveLength(1);
    expect((await stage.face.get(ann)).text).toContain('You said yes. Press again to change it');
    await stage.face.post(ann, { answer: 'no' });
    expect(await stage.read('trial T-1')).toContain('2 customers: 0 take part, 1 said no');
    const history = cardOf(await stage.interact('grace', { kind: 'action', action: 'trials.history', value: 'T-1' }));
    for (const line of [
      'Grace started it, until Mon 1 Feb 2027.',
      'Grace invited Acme',
      'Acme takes part.',
      'Acme said no.',
    ])
      expect(text(history)).toContain(line);
    const guests = cardOf(await stage.press('grace', 'Who is invited', await stage.said('trial T-1')));
    expect(text(guests)).toMatch(/Acme: Ann Archer\W+Said no/);
  });

  test('keeps that somebody wants no more early tests, of a person and of a customer without one', async () => {
    await begin();
    await stage.say('grace', 'trial invite T-1 all');
    const ann = stage.links('ben').get('Ann Archer at Acme') ?? '';
    const bob = stage.links('ben').get('Bob Bell at Acme') ?? '';
    for (const url of [ann, bob]) await stage.face.post(url, { answer: 'no', more: 'none' });
    await stage.face.post(stage.links('grace').get('Globex') ?? '', { answer: 'no', more: 'none' });
    expect(await stage.read('who Globex')).toContain('no early tests');
    const next = await stage.read('trial "Another" until:2027-03-01 for:I-1');
    expect(next).toContain('Nobody is left to propose');
    expect(await stage.read('trial invite T-2 customer:"Acme; Globex"')).toContain('Acme, Globex want no early tests');
  });

  test('is read by nobody else: guessed, cut, of another kind, of another installation, incomplete, too long', async () => {
    await begin();
    await stage.say('grace', 'trial invite T-1 all');
    const ann = stage.links('ben').get('Ann Archer at Acme') ?? '';
    const token = ann.slice(ann.lastIndexOf('/') + 1);
    const flipped = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    for (const bad of [flipped, token.slice(0, 40), `${token}x`, 'x', "'; DROP TABLE trials; --"]) {
      expect((await stage.face.get(`/t/${encodeURIComponent(bad)}`)).status).toBe(404);
      expect((await yes(`/t/${encodeURIComponent(bad)}`)).status).toBe(404);
    }
    expect((await stage.face.get(`/s/${token}`)).status).toBe(404);
    expect((await stage.face.get(`/u/${token}`)).status).toBe(404);
    const refused = await stage.face.post(ann, { answer: 'perhaps' });
    expect([refused.status, refused.text.includes('Please press yes or no.')]).toEqual([422, true]);
    expect((await stage.face.post(ann, { answer: 'yes', junk: 'x'.repeat(130_000) })).status).toBe(413);
    expect(await stage.read('trial T-1')).toContain('0 take part');
    const { headers, html } = await stage.face.get(ann);
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'nonce-[\w-]+'; form-action 'self'/,
    );
    expect(headers.get('set-cookie')).toBeNull();
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(html).not.toMatch(/<script|https?:/);
  });

  test('puts the name on what participants say and score, until it ends', async () => {
    await begin();
    expect(await stage.read(`promise add 4h when:"trial = 'T-1'"`)).toContain('1. 4 h: trial');
    await stage.say('grace', 'trial invite T-1 all');
    await stage.say('dana', 'feedback "Before I said yes" customer:Acme', '#support');
    await stage.clock.advance({ minutes: 1 });
    await yes(stage.links('ben').get('Ann Archer at Acme') ?? '');
    await stage.clock.advance({ minutes: 1 });
    await stage.say('dana', 'feedback "Now I see what I pay" customer:Acme owner:@maya', '#support');
    await stage.say('dana', 'feedback "Nothing new here" customer:Globex', '#support');
    await stage.say('dana', 'score 9 "Good" customer:Acme');
    await stage.say('dana', 'score 2 "Bad" customer:Globex');
    expect(await stage.read('feedback F-3')).toContain('Early test: T-1');
    const promises = await database().query<{ hours: number }[]>`
      SELECT promise_ms::float8 / 3600000 AS hours FROM feedback ORDER BY number LIMIT 4`;
    expect(promises.map(({ hours }) => hours)).toEqual([24, 24, 4, 24]);
    expect(text(only(stage.inbox('maya').filter(({ title }) => title.includes('F-3'))))).toContain('Early test: T-1');
    const history = cardOf(await stage.interact('dana', { kind: 'action', action: 'feedback.history', value: 'F-3' }));
    expect(text(history)).toContain('Dana captured it, in the early test T-1.');
    const listed = await stage.read('feedback list trial:t-1');
    expect(listed).toContain('Now I see what I pay');
    expect(listed).not.toMatch(/Before I said|Nothing new/);
    expect(await stage.read('trial T-1')).toContain('1 piece of feedback, 1 score, 9.0 on average');
    await stage.say('grace', 'trial end T-1');
    await stage.say('dana', 'feedback "After it was over" customer:Acme', '#support');
    expect(await stage.read('feedback list trial:T-1')).not.toContain('After it was over');
    const known = await database().query<{ trial: string | null }[]>`SELECT trial FROM scores ORDER BY id`;
    expect(known.map(({ trial }) => trial)).toEqual(['T-1', null]);
  });

  test('follows a customer to whom feedback is moved, and one that is merged', async () => {
    await begin();
    await stage.say('grace', 'trial invite T-1 customer:Acme');
    await yes(stage.links('ben').get('Ann Archer at Acme') ?? '');
    await stage.clock.advance({ minutes: 1 });
    await stage.say('dana', 'feedback "Which way is up?" customer:Globex', '#support');
    const edit = { kind: 'submit', form: 'feedback.edit', subject: 'F-2' } as const;
    await stage.interact('dana', { ...edit, values: { customer: 'Acme', severity: 'normal' } });
    expect(await stage.read('feedback F-2')).toContain('Early test: T-1');
    await stage.interact('dana', { ...edit, values: { customer: 'Globex', severity: 'normal' } });
    expect(await stage.read('feedback F-2')).not.toContain('Early test');
    const merge = await stage.said('customer merge Acme into Globex', 'dana');
    await stage.press('dana', 'Yes, all to Globex', merge);
    await stage.say('dana', 'feedback "We are one now" customer:Acme', '#support');
    expect(await stage.read('feedback F-3')).toContain('Early test: T-1');
    expect(await stage.read('trial T-1')).toContain('1 customer: 1 takes part');
    expect((await stage.face.get(stage.links('ben').get('Ann Archer at Acme') ?? '')).status).toBe(200);
  });

  test('closes the links of a customer who is forgotten', async () => {
    await begin();
    await stage.say('grace', 'trial invite T-1 all');
    const ann = stage.links('ben').get('Ann Archer at Acme') ?? '';
    const globex = stage.links('grace').get('Globex') ?? '';
    await yes(ann);
    for (const name of ['Acme', 'Globex']) {
      const asked = await stage.said(`forget customer ${name}`, 'dana');
      await stage.press('dana', buttonLabels(asked)[0] ?? '', asked);
    }
    await stage.clock.advance({ minutes: 5 });
    for (const url of [ann, globex]) {
      expect((await stage.face.get(url)).status).toBe(404);
      expect((await yes(url)).status).toBe(404);
    }
    expect(await stage.read('trial T-1')).toContain('2 customers: 1 takes part');
  });

  test('takes no answer after its end, and goes on when its last day moves', async () => {
    await begin();
    await stage.say('grace', 'trial invite T-1 customer:Acme');
    const ann = stage.links('ben').get('Ann Archer at Acme') ?? '';
    await stage.clock.advanceTo('2027-02-02T00:00:00Z');
    const over = await yes(ann);
    expect([over.status, over.text.includes('This early test is over')]).toEqual([410, true]);
    expect((await stage.face.get(ann)).status).toBe(410);
    expect(await stage.read('trial invite T-1 customer:Globex')).toContain('T-1 is over');
    expect(await stage.read('trial end T-1')).toContain('T-1 was over already');
    expect(await stage.read('trial T-1 until:2027-02-10')).toContain('Goes on until: Wed 10 Feb');
    expect((await yes(ann)).status).toBe(303);
  });

  test('stands on the card of its idea and in its history, and lives in the place where it was started', async () => {
    await stage.say('grace', 'trial "New invoices" until:2027-02-01 for:I-1', '#support');
    const idea = () => stage.place('#support').find(({ title }) => title.startsWith('I-1'));
    expect(text(idea())).toMatch(/T-1 · New invoices\W+Until Mon 1 Feb 2027 · nobody yet/);
    const history = cardOf(await stage.interact('ani', { kind: 'action', action: 'ideas.history', value: 'I-1' }));
    expect(text(history)).toContain('Grace lets customers try it early: T-1.');
    const living = () => stage.place('#support').find(({ title }) => title === 'T-1 · New invoices');
    await stage.say('grace', 'trial invite T-1 customer:Acme');
    await yes(stage.links('ben').get('Ann Archer at Acme') ?? '');
    await stage.clock.advance({ seconds: 1 });
    expect(text(living())).toContain('1 customer: 1 takes part');
    expect(text(idea())).toContain('1 customer: 1 takes part');
    expect(text(living())).not.toContain('Acme');
    await stage.say('grace', 'trial end T-1');
    expect(text(idea())).toMatch(/T-1 · New invoices\W+Over · 1 customer/);
  });

  test('is started, invited to and ended by the champion, admins and whoever runs it', async () => {
    expect(await stage.read('trial "Mine" until:2027-02-01', 'ben')).toContain(
      'Only the champion and admins can start an early test',
    );
    await begin('owner:@ben');
    for (const line of ['trial invite T-1 all', 'trial summary T-1', 'trial end T-1', 'trial T-1 until:2027-03-01'])
      expect(await stage.read(line, 'ani')).toContain('Only Ben, who runs T-1, the champion and admins can do that');
    expect(await stage.read('trial invite T-1 all', 'ben')).toContain('Invited: Acme, Globex');
    expect(await stage.read('trial end T-1', 'ben')).toContain('Ended. T-1');
  });

  test('says what is missing or wrong, and keeps what was typed', async () => {
    const form = formOf(await stage.say('grace', 'trial "New invoices" for:I-1'));
    expect(form.fields.find(({ name }) => name === 'title')).toMatchObject({ value: 'New invoices' });
    const filled = await stage.fill('grace', form, {
      title: 'New invoices',
      until: '2027-02-01',
      for: 'I-1',
      owner: stage.id('maya'),
    });
    expect(text(cardOf(filled))).toContain('Run by: Maya');
    expect(await stage.read('trial "X" until:2026-11-01')).toContain('The last day can’t be in the past');
    expect(await stage.read('trial "X" until:2029-11-01')).toContain('too far away');
    expect(await stage.read('trial "X" until:2027-02-01 for:I-99')).toContain('There is no idea I-99 here');
    expect(await stage.read('trial "X" until:2027-02-01 segment:Kee')).toContain('The nearest is Key');
    expect(await stage.read(`trial "${'x'.repeat(200)}" until:2027-02-01`)).toContain('200 characters is too long');
    expect(await stage.read('trial T-9')).toContain('There is no T-9 here');
    expect(await stage.read('trial invite T-1')).toContain('Nobody is named');
    expect(await stage.read('trial invite')).toContain('No early test is named');
    expect(await stage.read('trial invite T-1 customer:Acne')).toMatch(/Acme/);
    expect(await stage.read('trial T-1 for:I-1')).toContain('only the last day can be changed');
  });
});
