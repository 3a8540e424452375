import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { chartPath } from '../../../src/chat/chart-path.js';
import { type MovableClock, stoppedClock } from '../../../src/kernel/clock.js';
import { createSignedLinks } from '../../../src/kernel/signed-links.js';
import type { Database } from '../../../src/storage/database.js';
import { trendChart } from '../../support/chart-gallery.js';
import { serve, type WebApiServer } from './web-api-server.js';

describe('GET /charts/ORGANISATION/CHART.png', () => {
  let clock: MovableClock;
  let server: WebApiServer;
  let asked: string[];
  const links = createSignedLinks('secret', () => server.url);
  const until = new Date('2026-11-21T09:00:00Z');

  beforeEach(async () => {
    clock = stoppedClock('2026-11-20T09:00:00Z');
    asked = [];
    const charts = {
      chartOf: async (organisationId: string, chartId: string) => {
        asked.push(`${organisationId} ${chartId}`);
        return chartId === 'nps.90d:all/é' ? trendChart : null;
      },
      draw: async ({ title }: { title: string }) => Buffer.from(`PNG of ${title}`),
    };
    const database = { isAlive: async () => true } as Database;
    server = await serve({ database, clock, links, charts });
  });
  afterEach(() => server.close());

  const good = () => links.sign(chartPath('o-1', 'nps.90d:all/é'), until);

  test('gives the picture to whoever has the link, to be kept for a while and never sniffed', async () => {
    const response = await fetch(good());
    expect([response.status, await response.text(), asked]).toEqual([
      200,
      'PNG of NPS, last 12 months',
      ['o-1 nps.90d:all/é'],
    ]);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'private, max-age=300',
      'x-content-type-options': 'nosniff',
    });
  });

  test('is kept as a file that says what it shows, when that is asked for', async () => {
    const disposition = async (address: string) => (await fetch(address)).headers.get('content-disposition');
    expect(await disposition(good())).toBe('inline; filename="nps-last-12-months.png"');
    expect(await disposition(`${good()}&download`)).toBe('attachment; filename="nps-last-12-months.png"');
  });

  const refusalOf = async (address: string, init: RequestInit = {}) => {
    const response = await fetch(address, init);
    const { code } = (await response.json()) as { code: string };
    return [response.status, code, response.headers.get('content-type')];
  };
  const badLink = [410, 'charts.badLink', 'application/problem+json'];

  test('refuses a link that has expired, was changed, or was never signed, and asks nobody', async () => {
    expect(await refusalOf(good().replace('o-1', 'o-2'))).toEqual(badLink);
    expect(await refusalOf(good().replace(/until=\d+/, 'until=9999999999'))).toEqual(badLink);
    expect(await refusalOf(`${server.url}/charts/o-1/nps.png`)).toEqual(badLink);
    clock.moveTo(until);
    expect(await refusalOf(good())).toEqual(badLink);
    expect(asked).toEqual([]);
  });

  test('knows no other charts, paths or methods', async () => {
    const none = [404, 'charts.none', 'application/problem+json'];
    expect(await refusalOf(links.sign(chartPath('o-1', 'gone'), until))).toEqual(none);
    expect(await refusalOf(`${server.url}/charts/o-1/nps.jpg`)).toEqual(none);
    expect((await refusalOf(good(), { method: 'POST' }))[0]).toBe(405);
  });
});
