/** Notices from the form to the page, the feed and the mail: who is told what, and what the team reads of it. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DOMParser } from '@xmldom/xmldom';
import type { FormValues } from '../../../src/chat/form.js';
import { pasteLengths } from '../../../src/features/notices/rules/paste.js';
import { createLogger } from '../../../src/kernel/logger.js';
import { parseMoment } from '../../../src/kernel/time/read-moment.js';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { openPublicFace, type PublicFace } from '../../support/public-face.js';
import { cardOf, createStage, formOf, type Stage, text } from '../../support/stage.js';
import { type StandInMail, startMail } from '../../support/stand-in-mail.js';

const words = {
  touches: 'Payments by card may fail',
  why: 'Our bank renews its line',
  where: ['mail', 'page', 'text'],
};

describeOnDatabase('A notice', (database) => {
  let stage: Stage;
  let server: StandInMail;
  let face: PublicFace;
  let logged: string[];
  /** Monday, 10:00 in London. */
  const begin = async (start = '2026-11-16T10:00:00Z') => {
    stage = await createStage({
      database: database(),
      workspace: harbourLights,
      start,
      mail: server.sender,
    });
    logged = [];
    const log = createLogger('trace', { write: (line: string) => void logged.push(line) });
    face = await openPublicFace(stage, log);
    await stage.say('dana', 'customer Acme segment:Key contact:"Ann Archer, buyer, ann@acme.example"');
    await stage.say('dana', 'customer Globex contact:"Gus Gray, cook, gus@globex.example"');
    await stage.say('dana', 'customer Quiet prefers:"no notices" contact:"Quinn, one, quinn@quiet.example"');
  };
  beforeEach(async () => {
    server = await startMail();
  });
  afterEach(async () => {
    face.close();
    await stage.stop();
    await server.close();
  });

  const said = async (line: string, who = 'grace') => text(cardOf(await stage.say(who, line)));
  const write = async (values: FormValues = {}, who = 'grace', subject = '') =>
    stage.interact(who, { kind: 'submit', form: 'notices.write', subject, values: { ...words, ...values } });
  const told = async (values: FormValues = {}) => text(cardOf(await write(values)));
  const addressees = () => server.addressees();
  const mailTo = (address: string, nth = 0) =>
    server.mails.filter(({ to }) => [to].flat()[0]?.value[0]?.address === address)[nth];
  const minute = () => stage.clock.advance({ minutes: 1 });
  /** The address of the organisation’s page, as the list gives it. */
  const page = async () => /https?:\/\/\S+\/n\/[\w-]{60}/.exec(await said('notices'))?.[0] ?? '';
  /** The address of a notice’s own page, as its card gives it. */
  const pageOf = async (name: string) => {
    const links = cardOf(await stage.say('grace', `notice ${name}`)).blocks.flatMap((block) =>
      block.kind === 'actions' ? block.actions : [],
    );
    const link = links.find(({ label }) => label === 'Page');
    return link?.kind === 'openLink' ? link.url : '';
  };
  const subscribe = async (email: string, at?: string) => face.post(at ?? (await page()), { email });
  const linkIn = (mail: (typeof server.mails)[number] | undefined) =>
    /https?:\/\/\S+\/n\/by-mail\/[\w-]{60}/.exec(mail?.text ?? '')?.[0] ?? '';

  test('asks how it touches the customer, how long, why, and then who and where', async () => {
    await begin();
    const form = formOf(await stage.say('grace', 'notice Payments by card may fail'));
    expect(form.fields.map(({ name }) => name)).toEqual([
      'touches',
      'begins',
      'ends',
      'why',
      'to',
      'customers',
      'where',
    ]);
    expect(form.fields[0]).toMatchObject({ value: 'Payments by card may fail' });
    expect(text(cardOf(await stage.say('ben', 'notice Payments may fail')))).toContain('Only the champion and admins');
  });

  test('is mailed to whoever it touches, in one thread, each once, with a way out of notices alone', async () => {
    await begin();
    expect(await told({ ends: '2h' })).toContain('Told. N-1: Payments by card may fail');
    await minute();
    expect(addressees()).toEqual(['ann@acme.example', 'gus@globex.example']);
    const first = mailTo('ann@acme.example');
    expect(first?.subject).toBe('Payments by card may fail');
    for (const part of ['Our bank renews its line', 'Mon 16 Nov 2026, 12:00 GMT']) expect(first?.text).toContain(part);
    await said('notice update N-1 The new line stands');
    await said('notice end N-1 The bank has renewed it');
    await minute();
    expect(
      server.mails
        .filter(({ to }) => [to].flat()[0]?.value[0]?.address === 'ann@acme.example')
        .map(({ subject }) => subject),
    ).toEqual(['Payments by card may fail', 'Ended: Payments by card may fail']);
    const last = mailTo('ann@acme.example', 1);
    expect(last?.text).toContain('The bank has renewed it');
    expect(last?.references).toEqual(first?.references);
    const header = (name: string) => last?.headerLines.find(({ key }) => key === name)?.line.replace(/\s+/g, ' ') ?? '';
    const out = /<([^>]+)>/.exec(header('list-unsubscribe'))?.[1] ?? '';
    for (const _ of [1, 2])
      expect((await face.post(out, { 'List-Unsubscribe': 'One-Click' })).text).toContain('You are not told by mail');
    const ann = await database().models.customerPerson.findFirst({ where: { name: 'Ann Archer' } });
    expect(ann?.unwanted).toEqual(['notices']);
    expect(await said('notice N-1')).toContain('2 of 2 people');
    const before = server.mails.length;
    await told();
    await minute();
    expect(server.mails.slice(before).map(({ to }) => [to].flat()[0]?.value[0]?.address)).toEqual([
      'gus@globex.example',
    ]);
  });

  test('does not wait for working hours when it touches them already, and does when it begins later', async () => {
    await begin('2026-11-14T22:00:00Z');
    await told({ ends: '3h' });
    await minute();
    expect(server.mails).toHaveLength(2);
    await told({ begins: '2026-11-20 22:00', ends: '2026-11-21 02:00', touches: 'The shop rests' });
    await minute();
    expect(server.mails).toHaveLength(2);
    await stage.clock.advanceTo('2026-11-16T09:01:00Z');
    expect(server.mails).toHaveLength(4);
  });

  test('sends no more mails a day than is set, and the rest the day after', async () => {
    await begin();
    await said('settings notice-mails:1');
    await told();
    await stage.clock.advance({ hours: 6 });
    expect(server.mails).toHaveLength(1);
    await stage.clock.advance({ hours: 18 });
    expect(addressees()).toEqual(['ann@acme.example', 'gus@globex.example']);
  });

  test('is shown to a second person first when the setting says so, who is not its drafter', async () => {
    await begin();
    await said('settings notice-approval:on');
    expect(await told()).toContain('Waits for approval.');
    await minute();
    expect([server.mails.length, (await face.get(await page())).text]).toEqual([
      0,
      expect.not.stringContaining('Payments'),
    ]);
    expect(await said('notice approve N-1')).toContain('N-1 is your own draft');
    expect(await said('notice update N-1 more')).toContain('N-1 is a draft');
    expect(await said('notice approve N-1', 'ben')).toContain('is for the customer champion and admins');
    const shown = stage.inbox('dana').find((card) => card.title.startsWith('N-1'));
    if (!shown) throw new Error('The other one sees the draft.');
    expect(text(cardOf(await stage.press('dana', 'Approve', shown)))).toContain('Told. N-1');
    await minute();
    expect(server.mails).toHaveLength(2);
    expect(await said('notice N-1')).toContain('approved by Dana');
    expect(await said('notice approve N-1', 'dana')).toContain('no draft any more');
  });

  test('reminds its owner before the promised end and at it, until it is moved or ended', async () => {
    await begin();
    await told({ ends: '4h' });
    const titles = () =>
      stage
        .inbox('grace')
        .map(({ title }) => title)
        .filter((title) => title.startsWith('N-1'));
    await stage.clock.advance({ hours: 2, minutes: 58 });
    expect(titles()).toEqual([]);
    await stage.clock.advance({ minutes: 4 });
    expect(titles()).toEqual(['N-1: it is expected to end soon']);
    await stage.clock.advance({ hours: 1 });
    expect(titles().at(-1)).toContain('N-1: its end has passed');
    expect(await said('notice until N-1 9:00')).toContain('The end can’t be in the past');
    expect(await said('notice until N-1 tomorrow 10:00')).toContain('Moved. N-1');
    const count = titles().length;
    await stage.clock.advance({ hours: 12 });
    expect(titles()).toHaveLength(count);
    await said('notice end N-1 Renewed');
    await stage.clock.advance({ days: 3 });
    expect(titles()).toHaveLength(count);
  });

  test('stands on a page of the organisation and one of its own, with its thread and a feed', async () => {
    await begin();
    await told({ ends: '2h' });
    await told({ touches: 'Only for Key', to: 'segment:Key' });
    await said('notice update N-1 The line <b>stands</b>');
    const at = await page();
    const whole = await face.get(at);
    expect(whole.status).toBe(200);
    for (const part of [
      'One thing may touch you now',
      'Payments by card may fail',
      'Our bank renews its line',
      'The line &lt;b&gt;stands',
    ])
      expect(whole.html.replaceAll('<bdi>', '').replaceAll('</bdi>', '')).toContain(part);
    expect(whole.text).not.toContain('Only for Key');
    expect(whole.html).not.toContain('<script');
    expect(whole.headers.get('set-cookie')).toBeNull();
    expect(whole.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'nonce-/);
    expect(Buffer.byteLength(whole.html)).toBeLessThan(30_000);
    const feed = await face.raw(`${at}.atom`, {});
    expect(feed.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    const xml = new DOMParser().parseFromString(await feed.text(), 'text/xml').documentElement;
    const all = (name: string) => [...(xml?.getElementsByTagName(name) ?? [])];
    expect(all('entry')).toHaveLength(2);
    for (const link of all('link'))
      expect(link.getAttribute('href')).toMatch(/^https:\/\/chair\.example\/n\/[\w-]{60}(\.atom)?$/);
    const ids = all('id').map((id) => id.textContent);
    expect(new Set(ids).size).toBe(3);
    await said('notice end N-1 Renewed');
    const again = new DOMParser().parseFromString(
      await (await face.raw(`${at}.atom`, {})).text(),
      'text/xml',
    ).documentElement;
    expect([...(again?.getElementsByTagName('id') ?? [])].map((id) => id.textContent)).toEqual(
      expect.arrayContaining(ids),
    );
    expect((await face.get(at)).text).toContain('Nothing touches you just now');
    const tokens = [...at.matchAll(/[\w-]{60}/g)].map(String);
    expect(logged.filter((line) => tokens.some((token) => line.includes(token)))).toEqual([]);
  });

  test('holds what XML and pages can’t, and stays small however much is written', async () => {
    await begin();
    await told({ touches: 'a\u202eevil \u0007 <script>alert(1)</script> ]]> &amp; שלום' });
    for (let count = 0; count < 12; count += 1) await said(`notice update N-1 ${'שלום עולם '.repeat(190)}`);
    for (let count = 0; count < 12; count += 1) await told({ touches: 'ש'.repeat(500), why: 'ש'.repeat(1_000) });
    const at = await page();
    const whole = await face.get(at);
    const own = await pageOf('N-1');
    for (const html of [whole.html, (await face.get(own)).html]) {
      expect(Buffer.byteLength(html)).toBeLessThan(30_000);
      expect(html).not.toContain('<script');
    }
    const problems: string[] = [];
    const parser = new DOMParser({ onError: (level, message) => void problems.push(`${level} ${message}`) });
    parser.parseFromString(await (await face.raw(`${at}.atom`, {})).text(), 'text/xml');
    expect(problems).toEqual([]);
  });

  test('opens for nobody with a guessed or another kind of token, and shows no draft', async () => {
    await begin();
    const at = await page();
    const other = (letter: string) => (letter === 'A' ? 'B' : 'A');
    const token = at.split('/').at(-1) ?? '';
    for (const place of [0, 20, 59]) {
      const wrong = token.slice(0, place) + other(token[place] ?? '') + token.slice(place + 1);
      for (const path of [
        `/n/${wrong}`,
        `/n/${wrong}.atom`,
        `/n/by-mail/${wrong}`,
        `/u/${token}`,
        `/s/${token}`,
        `/n/by-mail/${token}`,
      ])
        expect((await face.get(path)).status).toBe(404);
      expect((await face.post(`/n/${wrong}`, { email: 'ann@acme.example' })).status).toBe(404);
      expect((await face.post(`/n/by-mail/${wrong}`, { wants: 'yes' })).status).toBe(404);
    }
    await told({ where: ['text'] });
    const [notice] = await database().models.notice.findMany();
    expect(notice?.channels).toEqual(['text']);
    expect((await face.get(at)).text).not.toContain('Payments');
  });

  test('is told to subscribers who said yes, and never says who they are', async () => {
    await begin();
    const answers = [await subscribe('zoe@else.example'), await subscribe('zoe@else.example')];
    expect(answers.map(({ status, headers }) => [status, headers.get('location')?.endsWith('?asked')])).toEqual([
      [303, true],
      [303, true],
    ]);
    await minute();
    // One mail an hour, however often it is asked.
    expect(addressees()).toEqual(['zoe@else.example']);
    const link = linkIn(mailTo('zoe@else.example'));
    for (const method of ['GET', 'HEAD']) await face.get(link, method);
    await told();
    await minute();
    expect(addressees()).toEqual(['ann@acme.example', 'gus@globex.example', 'zoe@else.example']);
    expect((await face.post(link, { wants: 'yes' })).text).toContain('You are told by Harbour Lights by mail');
    const known = await subscribe('zoe@else.example');
    const unknown = await subscribe('yara@else.example');
    expect([known.status, known.html]).toEqual([unknown.status, unknown.html]);
    await said('notice update N-1 The line stands');
    await minute();
    expect(mailTo('zoe@else.example', 1)?.subject).toBe('Update: Payments by card may fail');
    const header = mailTo('zoe@else.example', 1)?.headerLines.find(({ key }) => key === 'list-unsubscribe')?.line ?? '';
    const out = /<([^>]+)>/.exec(header.replace(/\s+/g, ''))?.[1] ?? '';
    for (const _ of [1, 2])
      expect((await face.post(out, { 'List-Unsubscribe': 'One-Click' })).text).toContain(
        'You get no mails from this page',
      );
    expect(await database().models.noticeSubscriber.count({ where: { emailKey: 'zoe@else.example' } })).toBe(0);
    await said('notice end N-1 Renewed');
    await minute();
    expect(server.mails.filter(({ to }) => [to].flat()[0]?.value[0]?.address === 'zoe@else.example')).toHaveLength(2);
  });

  test('tells one address once, as customer and subscriber of two pages', async () => {
    await begin();
    await told();
    await minute();
    for (const email of ['ANN@acme.example', 'zoe@else.example'])
      for (const at of [await page(), await pageOf('N-1')]) {
        await subscribe(email, at);
        await minute();
        await face.post(linkIn(server.mails.at(-1)), { wants: 'yes' });
      }
    expect(await database().models.noticeSubscriber.count({ where: { NOT: { confirmedAt: null } } })).toBe(4);
    const before = server.mails.length;
    await said('notice update N-1 The line stands');
    await minute();
    expect(
      server.mails
        .slice(before)
        .map(({ to }) => [to].flat()[0]?.value[0]?.address)
        .toSorted(),
    ).toEqual(['ann@acme.example', 'gus@globex.example', 'zoe@else.example']);
  });

  test('refuses what is no address, and slows down whoever tries many', async () => {
    await begin();
    const at = await page();
    for (const email of [
      '',
      'ann',
      'ann@acme.example\r\nBcc: evil@example.com',
      'a b@c.example',
      `${'x'.repeat(300)}@c.example`,
      '<script>@c.example',
    ]) {
      const refused = await subscribe(email, at);
      expect([email, refused.status]).toEqual([email, 422]);
      expect(refused.html).not.toContain('<script');
    }
    for (let count = 0; count < 100; count += 1) await subscribe(`someone${count}@else.example`, at);
    expect((await subscribe('one.more@else.example', at)).status).toBe(429);
    await stage.clock.advance({ hours: 1, minutes: 1 });
    expect((await subscribe('one.more@else.example', at)).status).toBe(303);
  });

  test('links what its customers say meanwhile: its owner sees of what it is a part', async () => {
    await begin();
    await told({ to: 'segment:Key', where: ['page'] });
    await said('feedback "My card was refused" customer:Acme owner:@maya');
    await said('feedback "The soup was cold" customer:Globex owner:@maya');
    await minute();
    const owners = stage.inbox('maya').map((card) => text(card));
    expect(owners.find((card) => card.includes('My card was refused'))).toContain(
      'Part of N-1: Payments by card may fail',
    );
    expect(owners.find((card) => card.includes('The soup was cold'))).not.toContain('Part of N-1');
    expect(await said('feedback F-1')).toContain('Part of N-1');
    expect(await said('notice N-1')).toContain('1: F-1');
    expect(await said('who Acme')).toContain('N-1 touches them: Payments by card may fail');
    expect(await said('who Globex')).not.toContain('N-1');
    await said('notice end N-1 Renewed');
    await minute();
    await said('feedback "Now it is slow" customer:Acme');
    expect(await said('feedback F-3')).not.toContain('Part of N-1');
    expect(await said('owe')).not.toContain('N-1');
  });

  test('reports how often customers heard from us first', async () => {
    await begin();
    await said('feedback "Card refused?" customer:Globex');
    await stage.clock.advance({ minutes: 20 });
    await told({ begins: '09:30' });
    await minute();
    await said('feedback "Still?" customer:Acme');
    const report = await said('report');
    expect(report).toContain('Customers who heard from us first: 1 of 2 (50 %)');
  });

  test('stands on the agenda while it is open, and only then', async () => {
    await begin();
    const agenda = async () => {
      await stage.say('grace', 'meeting now', '#support');
      await minute();
      return text(stage.place('#support').find(({ summary }) => summary.includes('begins with the customer')));
    };
    await told({ ends: '2h' });
    expect(await agenda()).toContain('What customers are told now');
    await said('notice end N-1 Renewed');
  });

  test('says how long its text to paste is, and where it is too long', async () => {
    await begin();
    expect(await told({ where: ['text'] })).toContain('Bluesky');
    expect(await told({ touches: 'x'.repeat(280), where: ['text'] })).toMatch(/Too long for X \(by \d+\)/);
  });
});

describe('The length of a text to paste', () => {
  test.each([
    ['Hello', [5, 5, 5]],
    ['See https://chair.example/n/a-very-long-token-that-is-longer-than-any-other', [27, 75, 27]],
    ['👩‍👩‍👧‍👦', [2, 1, 1]],
    ['日本', [4, 2, 2]],
    ['é', [1, 1, 1]],
    ['#1', [2, 2, 2]],
  ])('%s', (written, lengths) => {
    expect(pasteLengths(written).map(({ length }) => length)).toEqual(lengths);
  });
});

describe('A moment as people type it', () => {
  const ground = { now: new Date('2026-11-16T10:00:00Z'), timeZone: 'Europe/Berlin', dateMeans: 'end' as const };
  test.each([
    ['16:30', '2026-11-16T15:30:00.000Z'],
    ['4pm', '2026-11-16T15:00:00.000Z'],
    ['12am', '2026-11-15T23:00:00.000Z'],
    ['2h', '2026-11-16T12:00:00.000Z'],
    ['in 90m', '2026-11-16T11:30:00.000Z'],
    ['1d 3h', '2026-11-17T13:00:00.000Z'],
    ['2h ago', '2026-11-16T08:00:00.000Z'],
    ['tomorrow at 9:15', '2026-11-17T08:15:00.000Z'],
    ['friday, 9:15', '2026-11-20T08:15:00.000Z'],
    ['2026-12-01 10:00', '2026-12-01T09:00:00.000Z'],
    ['2026-12-01T10:00', '2026-12-01T09:00:00.000Z'],
    ['2026-12-01', '2026-12-01T23:00:00.000Z'],
    ['now', '2026-11-16T10:00:00.000Z'],
  ])('%s', (typed, expected) => {
    expect(parseMoment(typed, 'until', ground).toISOString()).toBe(expected);
  });
  test.each(['25:00', 'soon', '', '10:99', '01/02/2027 10:00', '1e9h', '9'.repeat(400)])('refuses %j', (typed) => {
    expect(() => parseMoment(typed, 'until', ground)).toThrow(
      expect.objectContaining({ fields: { until: expect.any(String) } }),
    );
  });
});
