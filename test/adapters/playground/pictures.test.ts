import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Card } from '../../../src/chat/card.js';
import { showCard } from '../../../src/chat/reply.js';
import { oddCharts, segmentChart, trendChart } from '../../support/chart-gallery.js';
import { describeOnDatabase } from '../../support/database.js';
import { type ApiClient, openApi, support } from './api-client.js';

const charts = [trendChart, oddCharts['a gap in one series of two'] ?? trendChart, segmentChart];
const card: Card = {
  title: 'The number',
  summary: 'NPS is 47',
  blocks: charts.map((chart) => ({
    kind: 'chart',
    chart: { ...chart, pictureUrl: 'http://localhost:3000/elsewhere.png' },
  })),
};

describeOnDatabase('Charts in the playground', (database) => {
  let api: ApiClient;
  beforeEach(async () => {
    api = await openApi({ database: database(), reply: () => showCard(card) });
    await api.messenger.post({ kind: 'place', placeId: support.id }, card);
  });
  afterEach(() => api.stop());

  const pictureAt = async (address: string) => {
    const response = await fetch(new URL(address, api.url));
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      body: Buffer.from(await response.arrayBuffer()),
    };
  };

  test('are drawn as in Slack where Slack can, and elsewhere are pictures that the page itself serves', async () => {
    const [message] = await api.messages('place=support&view=page');
    expect(message?.slackHtml).toContain('NPS, last 12 months');
    expect(message?.slackHtml).toMatch(/<svg[^>]*slack_blocks_to_jsx__data_visualization_chart/);
    const own = new RegExp(`^/playground/api/charts/${message?.id}/1\\.png\\?v=\\d+$`);
    expect(/<img src="([^"]*)"/.exec(message?.slackHtml ?? '')?.[1]).toMatch(own);
    expect(message?.teams?.attachments?.[0]?.content).toMatchObject({
      body: [
        {},
        { type: 'Chart.Line', fallback: { type: 'Image', url: expect.stringMatching(/\/0\.png\?/) } },
        {},
        { type: 'Image', url: expect.stringMatching(own) },
        { type: 'Chart.VerticalBar', fallback: { url: expect.stringMatching(/\/2\.png\?/) } },
      ],
    });
  });

  test('have each its own picture', async () => {
    const [message] = await api.messages('place=support');
    const pictures = await Promise.all(
      [0, 1, 2].map((at) => pictureAt(`/playground/api/charts/${message?.id}/${at}.png`)),
    );
    expect(pictures.map(({ status, type }) => [status, type])).toEqual([0, 1, 2].map(() => [200, 'image/png']));
    expect(new Set(pictures.map(({ body }) => body.toString('base64'))).size).toBe(3);
  });

  test('have their pictures in what is answered to the asker alone too', async () => {
    const { body } = await api.post('say', { as: 'maya', place: support.id, text: '/customer nps' });
    const { reply } = body as {
      reply: { id: string; teams: { attachments: [{ content: { body: { fallback?: { url: string } }[] } }] } };
    };
    const url = reply.teams.attachments[0].content.body[1]?.fallback?.url ?? '';
    expect(url).toContain(`/charts/${reply.id}/0.png`);
    expect((await pictureAt(url)).status).toBe(200);
  });

  test.each(['999999/0', 'x/0', 'MESSAGE/3', 'MESSAGE/x', 'MESSAGE/-1'])(
    'that are not there are said so: %s',
    async (path) => {
      const [message] = await api.messages('place=support');
      const found = await pictureAt(`/playground/api/charts/${path.replace('MESSAGE', message?.id ?? '')}.png`);
      expect([found.status, found.type]).toEqual([404, expect.stringContaining('application/problem+json')]);
    },
  );
});
