/** The web home and walls: who gets which link, what stands there for whom, and what never does. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../../support/database.js';
import { cardOf, text } from '../../support/stage.js';
import { type HomeStage, playHome, resolve, startHome } from './start-home.js';

describeOnDatabase('The web home', (database) => {
  let stage: HomeStage;
  beforeEach(async () => {
    stage = await startHome(database());
  });
  afterEach(() => stage.stop());

  test('is given privately, is good for twelve hours, and only with its signature', async () => {
    const url = await stage.link('home', 'maya');
    expect(url).toMatch(/\/home\/[\w-]{36}\/[\w-]{36}\?until=\d+&signature=/);
    expect((await stage.face.get(url)).status).toBe(200);
    for (const bad of [
      url.split('?')[0] ?? '',
      url.replace(/.$/, ''),
      url.replace(stage.id('maya'), stage.id('grace')),
    ])
      expect((await stage.face.get(bad)).status).toBe(403);
    expect((await stage.face.get('/home')).text).toContain('Type home to Empty Chair');
    await stage.clock.advance({ hours: 11, minutes: 59 });
    expect((await stage.face.get(url)).status).toBe(200);
    await stage.clock.advance({ minutes: 2 });
    const ended = await stage.face.get(url);
    expect([ended.status, ended.text.includes('Type home to Empty Chair')]).toEqual([403, true]);
  });

  test('is nobody’s any more who left', async () => {
    const url = await stage.link('home', 'maya');
    await database().execute`UPDATE members SET left_at = ${stage.clock.now()} WHERE id = ${stage.id('maya')}::uuid`;
    expect((await stage.face.get(url)).status).toBe(404);
  });

  test('says what to do while nothing has happened', async () => {
    const { text: said } = await stage.face.get(await stage.link('home'));
    expect(said).toContain('No customer has answered yet.');
    expect(said).toContain('Nothing is overdue. Every promise holds.');
    expect(said).toContain('Nothing was answered in the last 12 weeks.');
    expect(said).toContain('No idea yet.');
  });

  test('shows the number, answers in time, what is overdue and with whom, and ideas', async () => {
    await playHome(stage);
    const page = await stage.face.get(await stage.link('home', 'ani'));
    expect(page.text).toContain('+33 NPS: only 3 answers');
    expect(page.text).toContain('50 % 1 of 2 answers of the last 12 weeks came in time.');
    // Both were written on a Monday between 10:00 and 11:00.
    expect(page.html.match(/\d+ of \d+ in time(?=<)/g)).toEqual(['1 of 2 in time']);
    expect(page.html).toContain('title="Monday 10:00, 1 of 2 in time"');
    expect(page.text).toContain('Overdue 2 The oldest is 1 day late.');
    expect(page.text).toMatch(/F-3 ?Initech ?Maya/);
    expect(page.text).toContain('1 confidential, counted only.');
    expect(page.text).toMatch(/1 0 being tried, 0 adopted\. New ?1/);
    expect(page.text).toContain('for Ani alone');
    expect(page.html).not.toMatch(/A secret|Hooli|riddle|flickers|calls back/);
  });

  test('counts a day once it is over, and again in another zone', async () => {
    await playHome(stage);
    await stage.link('home');
    const days = () => database().query<{ day: string; zone: string }[]>`
      SELECT day, time_zone AS zone FROM answer_days WHERE EXISTS (SELECT FROM unnest(answered) n WHERE n > 0) ORDER BY day`;
    expect(await days()).toEqual([{ day: '2026-11-16', zone: 'Europe/London' }]);
    // Today counts as it is.
    await resolve(stage, 'F-3');
    const count = async () => / (\d+ of \d+) answers/.exec((await stage.face.get(await stage.link('home'))).text)?.[1];
    expect(await count()).toBe('1 of 3');
    await stage.say('grace', 'settings zone:Asia/Tokyo');
    const { html } = await stage.face.get(await stage.link('home'));
    expect(html).toContain('title="Monday 19:00, 1 of 3 in time"');
    expect(await days()).toEqual([{ day: '2026-11-16', zone: 'Asia/Tokyo' }]);
    // What was counted stays, whatever becomes of it; what is older than twelve weeks is left out.
    await database()
      .execute`UPDATE feedback SET resolved_at = resolved_at - interval '84 days' WHERE resolved_at IS NOT NULL`;
    expect(await count()).toBe('1 of 1');
    await database().execute`DELETE FROM answer_days`;
    expect((await stage.face.get(await stage.link('home'))).text).toContain(
      'Nothing was answered in the last 12 weeks.',
    );
  });

  test('asks nothing of others, and lets only its own script run', async () => {
    const { headers, html } = await stage.face.get(await stage.link('home'));
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'nonce-([\w-]+)'; script-src 'nonce-\1'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    );
    expect([headers.get('cache-control'), headers.get('set-cookie')]).toEqual(['private, no-store', null]);
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(html).not.toMatch(/https?:|(?<!<[^>]*) style=/);
  });
});

describeOnDatabase('A wall', (database) => {
  let stage: HomeStage;
  beforeEach(async () => {
    stage = await startHome(database());
    await playHome(stage);
  });
  afterEach(() => stage.stop());

  test('is made by the champion and admins, and counts without names', async () => {
    expect(await stage.read('wall add Kitchen', 'maya')).toContain('is for the customer champion and admins');
    expect(await stage.read('wall', 'maya')).toContain('is for the customer champion and admins');
    const url = await stage.link('wall add Kitchen', 'dana');
    const { status, text: said, html } = await stage.face.get(url);
    expect(status).toBe(200);
    expect(said).toContain('50 % 1 of 2 answers');
    expect(said).toMatch(/Overdue 2 The oldest is/);
    expect(html).not.toMatch(/Maya|Ben|Grace|Acme|Globex|Initech|Hooli|F-\d|riddle|flickers|A secret/);
    expect(await stage.read('wall')).toMatch(/W-1 · Kitchen.*made by Dana/s);
  });

  test('is read until it is withdrawn, and never comes back', async () => {
    const url = await stage.link('wall add Kitchen');
    const card = cardOf(await stage.say('grace', 'wall'));
    await stage.clock.advance({ days: 1 });
    expect((await stage.face.get(url)).status).toBe(200);
    expect(text(cardOf(await stage.press('maya', 'Withdraw', card)))).toContain('Only the champion and admins');
    expect(text(cardOf(await stage.press('grace', 'Withdraw', card)))).toContain('Withdrawn. W-1 · Kitchen');
    expect((await stage.face.get(url)).status).toBe(404);
    expect(await stage.read('wall remove W-1')).toContain('W-1 is withdrawn already');
    expect(await stage.read('wall remove W-9')).toContain('There is no W-9 here');
    expect(await stage.read('wall')).toContain('No wall yet');
    expect(await stage.read('audit what:walls')).toMatch(/withdrew the wall W-1.*made the wall W-1/s);
  });

  test('refuses a name that is missing or too long, and the twenty-first', async () => {
    expect(await stage.read('wall add')).toContain('The wall has no name');
    expect(await stage.read(`wall add ${'k'.repeat(61)}`)).toContain('61 characters is too long');
    for (let at = 0; at < 20; at += 1) await stage.say('grace', `wall add Floor ${at}`);
    expect(await stage.read('wall add Roof')).toContain('20 walls are the limit');
    expect((await stage.face.get(`/wall/${'A'.repeat(60)}`)).status).toBe(404);
  });
});
