import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { drawPng } from '../../../src/adapters/chart-picture/draw-chart.js';
import { createLocalHost } from '../../../src/adapters/web-api/host/local-host.js';
import { type FileKind, scoreFile } from '../../../src/adapters/web-api/import/kinds.js';
import type { ImportWish } from '../../../src/adapters/web-api/import/wish.js';
import type { Card } from '../../../src/chat/card.js';
import { noRows } from '../../../src/chat/import-book.js';
import { createKey } from '../../../src/features/keys/create-key.js';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { createStage, type Stage } from '../../support/stage.js';
import { bringFile } from './import/import-support.js';
import { serve, type WebApiServer } from './web-api-server.js';

/** As a survey tool writes it; the words are customers' own. Days first, which the 13th tells. */
const survey = `Response ID,Submitted at,Company,Segment,How likely are you to recommend us?,Main reason for your score
r-1,02/10/2026 09:15,Blue Bottle,Retail,9,"Wow... Loved this place."
r-2,03/10/2026,Acme Ltd,Enterprise,3,"Crust is not good, and nobody called back."
r-3,13/10/2026,,,7,
r-4,14/10/2026,Acme Ltd,Enterprise,7.5,Fine
r-5,14/10/2026,Acme Ltd,,11,
r-6,14/10/2026,Acme Ltd,,,No score
r-7,14/10/2126,Acme Ltd,,9,
`;

describeOnDatabase('Scores that other systems and files bring', (database) => {
  let stage: Stage;
  let server: WebApiServer;
  let key: string;
  let organisationId: string;

  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights });
    const { clock, nps, intakes, links } = stage.house;
    const charts = { chartOf: nps.chartOf, draw: drawPng };
    server = await serve({ database: database(), clock, intakes, links, charts });
    organisationId = (await database().models.organisation.findFirstOrThrow()).id;
    const wish = { organisationId, name: 'survey-tool', signed: false };
    ({ key } = await createKey({ database: database(), clock }, wish));
  });
  afterEach(async () => {
    await server.close();
    await stage.stop();
  });

  const call = async (method: 'GET' | 'POST', query = '', body?: unknown) => {
    const response = await fetch(`${server.url}/api/v1/scores${query}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'idempotency-key': `${query}x` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as { items?: Record<string, unknown>[] } };
  };

  const bring = (text: string, file: FileKind = scoreFile(), wish: Partial<ImportWish> = {}) => {
    const { clock, intakes, imports } = stage.house;
    const host = createLocalHost({ database: database(), clock, intakes, imports });
    return bringFile({ host, organisationId }, text, { file, undated: '2026-11-20', ...wish });
  };

  test('by a file: good rows go in, bad ones are named; a second run adds none', async () => {
    const { counts, refused } = await bring(survey);
    expect(counts).toEqual({ ...noRows, rowCount: 7, addedCount: 3, refusedCount: 3, leftOutCount: 1 });
    expect(refused.map(({ line, reason }) => [line, reason.split(':')[0]])).toEqual([
      [5, 'How likely are you to recommend us?'],
      [6, 'How likely are you to recommend us?'],
      [8, 'Submitted at'],
    ]);
    expect((await bring(survey)).counts).toMatchObject({ addedCount: 0, knownCount: 3 });
    const early = await bring('ID,Score,Date\nt-1,9,20/11/2026\nt-2,9,21/11/2026\n');
    expect(early.counts).toMatchObject({ addedCount: 1, refusedCount: 1 });
    expect(early.refused).toMatchObject([{ line: 3, reason: expect.stringContaining('in the future') }]);
    expect((await call('GET')).body.items).toMatchObject([
      { metric: 'NPS', score: 9, comment: 'Wow... Loved this place.', customer: 'Blue Bottle', segment: 'Retail' },
      { score: 3, customer: 'Acme Ltd', sourceId: 'r-2', source: 'import' },
      { score: 7, customer: null },
      { score: 9, sourceId: 't-1' },
    ]);
  });

  test('without a date are known again on another day, unless somebody names another day', async () => {
    const file = (second: string) => `ID,Score,Date\nr-1,9,\nr-2,${second},\nr-3,8,2026-11-02\n`;
    const on = (undated: string, text = file('3'), isUndatedToday = true) =>
      bring(text, scoreFile(), { undated, isUndatedToday });
    expect((await on('2026-11-18')).counts).toMatchObject({ addedCount: 3 });
    expect((await on('2026-11-19')).counts).toMatchObject({ knownCount: 3, updatedCount: 0 });
    expect((await on('2026-11-20', file('4'))).updated).toEqual(['r-2']);
    let reads = 50;
    const dates = async () =>
      (await call('GET', `?limit=${reads++}`)).body.items?.map(({ givenAt }) => String(givenAt).slice(0, 10));
    expect(await dates()).toEqual(['2026-11-18', '2026-11-18', '2026-11-02']);
    expect((await on('2026-11-10', file('4'), false)).updated).toEqual(['r-1', 'r-2']);
    expect(await dates()).toEqual(['2026-11-10', '2026-11-10', '2026-11-02']);
  });

  test('of the company under review are of nobody, by file, web API and chat', async () => {
    const { name } = await database().models.organisation.findFirstOrThrow();
    await bring(`ID,Date,Company,Score,Comment\n1,2026-11-19,${name.toUpperCase()},2,You never called back\n`);
    await call('POST', '', [{ score: 9, customer: name }]);
    await stage.say('grace', `score 8 customer:"${name}"`);
    await stage.clock.advance({ minutes: 3 });
    expect((await call('GET')).body.items?.map(({ customer }) => customer)).toEqual([null, null, null]);
    expect(await database().models.customer.count()).toBe(0);
  });

  test('of somebody unnamed are of nobody, by file and web API', async () => {
    await bring('ID,Date,Company,Score,Comment\n1,2026-11-19,Anonymous,2,You never called back\n');
    await call('POST', '', [{ score: 9, customer: 'unknown customer' }]);
    await stage.clock.advance({ minutes: 3 });
    expect((await call('GET')).body.items?.map(({ customer }) => customer)).toEqual([null, null]);
    expect(await database().models.customer.count()).toBe(0);
  });

  test('whose words say nothing become no feedback, by web API and chat as by file', async () => {
    await call('POST', '', [
      { score: 2, comment: 'N/A' },
      { score: 1, comment: '-' },
    ]);
    await stage.say('grace', 'score 0 none');
    await stage.clock.advance({ minutes: 3 });
    expect((await call('GET')).body.items?.map(({ comment }) => comment)).toEqual([null, null, null]);
    expect(await database().models.feedback.count()).toBe(0);
  });

  test('of a customer whom nobody named before say so, in the first answer that does', async () => {
    const answered = await call('POST', '', [
      { score: 9, customer: 'Zenith' },
      { score: 8, customer: 'ZENITH' },
      { score: 7 },
    ]);
    expect(answered.body).toMatchObject([{ newCustomer: 'Zenith' }, {}, {}]);
    expect(JSON.stringify(answered.body).match(/newCustomer/g)).toHaveLength(1);
    const again = await call('POST', '?', [{ score: 9, customer: 'Zenith' }]);
    expect(JSON.stringify(again.body)).not.toContain('newCustomer');
  });

  test('can be tried without keeping any', async () => {
    const tried = await call('POST', '?dryRun=true', [{ score: 9, givenAt: '2026-11-02' }, { score: 9 }]);
    expect(tried).toMatchObject({
      status: 200,
      body: { dryRun: true, itemCount: 2, undatedCount: 1, firstDate: '2026-11-02', scores: { 9: 2 } },
    });
    expect((await call('POST', '?dryRun=true', [{ score: 11 }])).status).toBe(422);
    expect((await call('POST', '?dryRun=perhaps', [{ score: 9 }])).status).toBe(400);
    expect((await call('GET')).body.items).toEqual([]);
  });

  test('by the web API: all or none, once for each id, and listed in pages', async () => {
    const faulty = await call('POST', '', { items: [{ score: 9 }, { score: 11, colour: 'red' }] });
    expect(faulty).toMatchObject({
      status: 422,
      body: { errors: expect.arrayContaining([expect.objectContaining({ pointer: '/items/1/score' })]) },
    });
    expect(
      (
        await call('POST', '', [
          { score: 9, sourceId: 'a' },
          { score: 2, sourceId: 'b' },
        ])
      ).status,
    ).toBe(201);
    expect((await call('POST', '?', [{ score: 9, sourceId: 'a' }])).status).toBe(200);
    const page = (await call('GET', '?limit=1')).body as { items: { score: number }[]; next: string };
    expect(page.items).toMatchObject([{ score: 9 }]);
    expect((await call('GET', page.next.replace('/api/v1/scores', ''))).body.items).toMatchObject([{ score: 2 }]);
    expect((await call('GET', '?metric=Happiness')).status).toBe(400);
  });

  test('of a survey with several answers: each is a number of its own', async () => {
    const text = 'ID,CSAT,CES\n1,4,7\n2,6,0\n';
    expect((await bring(text, scoreFile('CSAT'))).counts).toMatchObject({ addedCount: 1, refusedCount: 1 });
    expect((await bring(text, scoreFile('CES'))).counts).toMatchObject({ addedCount: 1, refusedCount: 1 });
    expect((await call('GET')).body.items).toMatchObject([
      { metric: 'CSAT', score: 4, sourceId: '1' },
      { metric: 'CES', score: 7, sourceId: '1' },
    ]);
  });

  test('are a picture for whoever was given the card, and for nobody else', async () => {
    await bring(survey);
    const reply = await stage.say('grace', 'nps');
    const { blocks } = (reply as { card: Card }).card;
    const [chart] = blocks.flatMap((block) => (block.kind === 'chart' ? [block.chart] : []));
    const { pathname, search } = new URL(chart?.pictureUrl ?? '');
    const picture = await fetch(`${server.url}${pathname}${search}`);
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(Buffer.from(await picture.arrayBuffer()).toString('latin1', 1, 4)).toBe('PNG');
    expect((await fetch(`${server.url}${pathname}`)).status).toBe(410);
  });
});
