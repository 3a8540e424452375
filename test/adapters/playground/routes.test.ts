import { readdir, readFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Card } from '../../../src/chat/card.js';
import { breakable } from '../../contracts/breakable-database.js';
import { describeOnDatabase } from '../../support/database.js';
import { cardGallery } from '../../support/gallery.js';
import { type ApiClient, ani, marketing, maya, openApi, outsider, support } from './api-client.js';

const card = (title: string): Card => ({ title, summary: title, blocks: [{ kind: 'text', line: title }] });

describeOnDatabase('The playground’s API', (database) => {
  let api: ApiClient;
  beforeEach(async () => {
    api = await openApi({
      database: database(),
      reply: () => {
        throw new Error('a secret stack');
      },
    });
  });
  afterEach(() => api.stop());

  const inSupport = { kind: 'place', placeId: support.id } as const;
  const post = (title: string, threadOf?: { channel: string; message: string }) =>
    api.messenger.post(inSupport, card(title), { threadOf });

  test('tells the time, the people and the places', async () => {
    expect((await api.get('state')).body).toMatchObject({
      now: '2026-11-20T10:00:00.000Z',
      people: [
        { id: maya.id, name: 'Maya Lindqvist', role: 'member', timeZone: 'Europe/London' },
        { id: ani.id, name: 'Ani Sargsyan', role: 'champion', timeZone: 'Asia/Yerevan' },
      ],
      places: [support, marketing],
    });
  });

  test('gives the page the messages of a language, and none of English or of what there is not', async () => {
    const urdu = (await api.get('languages/ur')).body;
    expect(urdu).toMatchObject({ isRightToLeft: true, messages: { Places: 'جگہیں', Inboxes: 'ان باکس' } });
    expect((await api.get('languages/hy')).body).toMatchObject({
      isRightToLeft: false,
      messages: { Places: 'Վայրեր' },
    });
    for (const none of ['en', 'tlh', '..%2Fur'])
      expect((await api.get(`languages/${none}`)).body).toEqual({
        locale: 'en-GB',
        isRightToLeft: false,
        messages: {},
      });
  });

  test('lists a channel’s messages, newest last, each in every look', async () => {
    await post('first');
    await post('second');
    await api.messenger.post({ kind: 'member', memberId: maya.id }, card('private'));
    const messages = await api.messages(`place=${support.id}`);
    expect(messages.map(({ text }) => text.split('\n')[0])).toEqual(['first', 'second']);
    expect(messages[0]).toMatchObject({
      id: expect.any(String),
      card: { title: 'first' },
      slack: { text: expect.any(String), blocks: expect.any(Array) },
      teams: {
        type: 'message',
        summary: expect.any(String),
        attachments: [
          {
            contentType: 'application/vnd.microsoft.card.adaptive',
            content: { type: 'AdaptiveCard', version: '1.5' },
          },
        ],
      },
      postedAt: '2026-11-20T10:00:00.000Z',
      updatedAt: '2026-11-20T10:00:00.000Z',
    });
    expect(messages[0]).not.toHaveProperty('slackHtml');
    expect((await api.messages(`inbox=${maya.id}`)).map(({ card: one }) => one?.title)).toEqual(['private']);
    expect(await api.messages('inbox=ani')).toEqual([]);
  });

  test('lists the newest part, and what was before it', async () => {
    for (const title of ['one', 'two', 'three', 'four']) await post(title);
    const newest = await api.messages('place=support&limit=2');
    expect(newest.map(({ card: one }) => one?.title)).toEqual(['three', 'four']);
    const before = await api.messages(`place=support&limit=3&before=${newest[0]?.id}`);
    expect(before.map(({ card: one }) => one?.title)).toEqual(['one', 'two']);
  });

  test('brings cards up to date in place, and keeps threads with what they belong to', async () => {
    const posted = await post('new');
    if (posted.kind !== 'sent') throw new Error('not sent');
    await post('history', posted.ref);
    api.clock.moveTo(new Date('2026-11-20T11:00:00Z'));
    await api.messenger.update(posted.ref, card('resolved'));
    expect(await api.messages('place=support')).toMatchObject([
      {
        card: { title: 'resolved' },
        thread: null,
        postedAt: '2026-11-20T10:00:00.000Z',
        updatedAt: '2026-11-20T11:00:00.000Z',
      },
      { card: { title: 'history' }, thread: posted.ref.message },
    ]);
  });

  test('shows every kind of card in every look, with its instants as they were', async () => {
    const exhibits = cardGallery.filter(({ name }) => !/brittle|hostile|over-long|right to left|quote/.test(name));
    for (const { card: one } of exhibits) {
      expect(await api.messenger.post(inSupport, one)).toMatchObject({ kind: 'sent' });
    }
    const messages = await api.messages('place=support&view=page');
    expect(messages).toHaveLength(exhibits.length);
    for (const message of messages) expect(message.slackHtml).toContain('slack_blocks_to_jsx');
    const due = messages.flatMap(({ slack }) => JSON.stringify(slack).match(/"timestamp":1795453200/g) ?? []);
    expect(due.length).toBeGreaterThan(0);
  }, 30_000);

  test.each(['', 'place=support&inbox=maya', 'limit=5'])('asks which channel is meant by “%s”', async (query) => {
    expect(await api.get(`messages?${query}`)).toMatchObject({
      status: 422,
      faults: { place: expect.any(String), inbox: expect.any(String), reply: expect.any(String) },
    });
  });

  test.each([
    ['messages?place=roof', 404, 'place'],
    ['messages?inbox=nobody', 404, 'inbox'],
    ['messages?reply=nobody', 404, 'reply'],
    [`messages?inbox=${outsider.id}`, 404, 'inbox'],
    [`messages?reply=${outsider.id}`, 404, 'reply'],
    ['messages?place=support&limit=0', 422, 'limit'],
    ['messages?place=support&limit=many', 422, 'limit'],
    ['messages?place=support&before=x', 422, 'before'],
    ['messages?place=support&place=marketing', 422, 'place'],
    ['messages?place[$ne]=x', 422, 'place'],
  ])('answers %s with %i and names %s', async (path, status, field) => {
    const answer = await api.get(path);
    expect(answer).toMatchObject({ status, type: expect.stringContaining('problem+json') });
    expect(answer.faults).toHaveProperty(field, expect.any(String));
  });

  test.each([
    ['{"as": "maya", "text', 'application/json', 400],
    ['[]', 'application/json', 422],
    ['"hi"', 'application/json', 422],
    ['null', 'application/json', 422],
    ['as=maya&text=hi', 'application/x-www-form-urlencoded', 415],
    ['{"as":"maya","text":"hi"}', 'text/plain', 415],
    ['{"as":"maya","text":"hi"}', 'application/json; charset=klingon', 415],
  ])('refuses the body %s sent as %s with %i', async (body, type, status) => {
    const answer = await api.send('say', body, type);
    expect(answer).toMatchObject({ status, type: expect.stringContaining('problem+json') });
    expect(answer.body).toMatchObject({ status, detail: expect.any(String) });
  });

  test('refuses a path that is no text, and a packed body', async () => {
    expect(await api.get('%E0%A4%A')).toMatchObject({ status: 400, type: expect.stringContaining('problem+json') });
    const packed = await fetch(`${api.url}/playground/api/say`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: 'not packed',
    });
    expect(packed.status).toBe(415);
    expect(api.logged.filter(({ level }) => level === 50)).toEqual([]);
  });

  test('refuses a body of more than half a megabyte', async () => {
    const answer = await api.post('say', { as: maya.id, text: 'x'.repeat(600_000) });
    expect(answer).toMatchObject({ status: 413, body: { code: 'api.tooLarge' } });
  });

  test('says that the database is away, and when to ask again', async () => {
    const broken = breakable(database());
    const client = await openApi({ database: broken.database });
    broken.isAway(true);
    try {
      const response = await fetch(`${client.url}/playground/api/messages?place=support`);
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
      expect(await response.json()).toMatchObject({ code: 'api.databaseAway' });
    } finally {
      broken.isAway(false);
      await client.stop();
    }
  });

  test('answers a defect with an apology, and keeps the stack for its log', async () => {
    const answer = await api.post('say', { as: maya.id, text: 'owe' });
    expect(answer).toMatchObject({ status: 500, body: { code: 'api.failed' } });
    expect(JSON.stringify(answer.body)).not.toMatch(/secret|stack|\.ts/);
    expect(api.logged).toMatchObject([{ msg: 'request failed', err: { error: 'Error', stack: expect.any(Array) } }]);
  });

  test('knows no other path', async () => {
    expect(await api.get('secrets')).toMatchObject({ status: 404, body: { detail: expect.stringContaining('GET') } });
    expect(await api.post('state', {})).toMatchObject({ status: 404 });
  });

  test('tells open pages of messages and of the clock, until it stops', async () => {
    const response = await fetch(`${api.url}/playground/api/events`);
    expect(response.headers.get('content-type')).toMatch('text/event-stream');
    await post('news');
    await api.post('clock', { advance: 'PT1H' });
    await api.playground.stop();
    const text = await response.text();
    expect(text).toContain(`"channel":"place:${support.id}"`);
    expect(text).toMatch(/event: clock\ndata: .*"now":"2026-11-20T11:00:00.000Z"/);
  });

  test('serves its page with everything that it needs from here, and lets nothing else run', async () => {
    const page = await fetch(api.url);
    const html = await page.text();
    expect(page.headers.get('content-security-policy')).toMatch(/script-src 'self'(?:;|$)/);
    const files = await readdir(new URL('../../../src/adapters/playground/page/', import.meta.url));
    const linked = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path ?? '');
    expect(linked).toContain('/playground/vendor/adaptivecards.js');
    for (const path of [...linked, ...files.map((file) => `/playground/page/${file}`)]) {
      const file = await fetch(api.url + path);
      expect({ path, status: file.status }).toEqual({ path, status: 200 });
      expect(file.headers.get('x-content-type-options')).toBe('nosniff');
    }
    expect(html).not.toMatch(/https?:\/\//);
    expect((await fetch(`${api.url}/playground/page/..%2fstart.ts`)).status).not.toBe(200);
  });
});

test('every file that the page’s modules import, and every element that they look for, is there', async () => {
  const folder = new URL('../../../src/adapters/playground/page/', import.meta.url);
  const files = await readdir(folder);
  const html = await readFile(new URL('index.html', folder), 'utf8');
  // The only one that another page loads.
  const preview = await readFile(new URL('../../public-pages/newsletter-page.ts', folder), 'utf8');
  const made = new Set(['now']);
  for (const file of files.filter((name) => name.endsWith('.js'))) {
    const code = await readFile(new URL(file, folder), 'utf8');
    for (const [, path = ''] of code.matchAll(/from '\.\/([^']+)'/g)) expect(files).toContain(path);
    for (const [, id = ''] of code.matchAll(/byId\('([^']+)'\)/g)) {
      if (!made.has(id)) expect(file === 'preview.js' ? preview : html).toContain(`id="${id}"`);
    }
  }
});
