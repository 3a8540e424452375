/** The figures for Prometheus, read from a bot that runs: each that the board and the alerts ask for is there. */
import { readFile } from 'node:fs/promises';
import { afterEach, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { type App, createApp } from '../../src/app.js';
import { loadConfig } from '../../src/config.js';
import { createLogger } from '../../src/kernel/logger.js';
import { describeOnEmbedded } from '../support/database.js';
import { migratedDataDir, removeTemporaryFolders } from '../support/temporary-folder.js';

const root = new URL('../../docs/operating/', import.meta.url);

interface Board {
  readonly panels: readonly { readonly title: string; readonly targets: readonly { readonly expr: string }[] }[];
}
interface Alerts {
  readonly groups: readonly { readonly rules: readonly { readonly alert: string; readonly expr: string }[] }[];
}

describeOnEmbedded('The figures for Prometheus', () => {
  let app: App;
  afterEach(async () => {
    await app.stop();
    await removeTemporaryFolders();
  });

  const begin = async (env: Readonly<Record<string, string>> = {}) => {
    const DATA_DIR = await migratedDataDir();
    const config = loadConfig({
      PORT: '0',
      PLAYGROUND: 'on',
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      DATA_DIR,
      ...env,
    });
    app = await createApp({ config, log: createLogger('silent') });
    const { url, metricsUrl, settled } = await app.start();
    await settled;
    return { url, metricsUrl };
  };

  test('count what people do, requests, sweeps and messages, and name nobody', async () => {
    const { url, metricsUrl } = await begin({ METRICS_PORT: '0' });
    const say = (text: string) =>
      fetch(`${url}/playground/api/say`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ as: 'maya', place: 'support', text }),
      });
    await say('/customer feedback "The lamp of Frau Müller flickers" customer:Lampenhaus');
    await say('/customer champion @nobody-of-that-name');
    await fetch(`${url}/api/v1/customers/Lampenhaus`);
    await fetch(`${url}/Lampenhaus`);
    const response = await fetch(metricsUrl ?? '');
    const text = await response.text();
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=/);
    const count = (name: string, ...labels: string[]) => {
      const line = text
        .split('\n')
        .find((each) => each.startsWith(`${name}{`) && labels.every((label) => each.includes(label)));
      return Number(line?.split(' ').at(-1) ?? Number.NaN);
    };
    const interactions = 'empty_chair_work_seconds_count';
    expect(count(interactions, 'kind="interaction"', 'name="feedback"', 'outcome="done"')).toBe(1);
    expect(count(interactions, 'kind="interaction"', 'name="champion"', 'outcome="refused"')).toBe(1);
    expect(count(interactions, 'kind="delivery"', 'outcome="sent"')).toBeGreaterThan(0);
    expect(count('empty_chair_http_request_seconds_count', 'route="/api/v1/customers/:name"', 'status="401"')).toBe(1);
    expect(count('empty_chair_http_request_seconds_count', 'route="other"', 'status="404"')).toBe(1);
    expect(text).toMatch(/^empty_chair_queue_waiting \d+$/m);
    for (const of of ['webhooks', 'calendars', 'messages'])
      expect(text).toContain(`\nempty_chair_failing{of="${of}"} 0\n`);
    expect(text).not.toMatch(/Lampenhaus|Müller|maya|Northlight/);

    const known = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name));
    const board = JSON.parse(await readFile(new URL('grafana.json', root), 'utf8')) as Board;
    const alerts = parse(await readFile(new URL('alerts.yml', root), 'utf8')) as Alerts;
    const asked = [
      ...board.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
      ...alerts.groups.flatMap(({ rules }) => rules.map(({ expr }) => expr)),
    ];
    expect(asked.length).toBeGreaterThan(10);
    for (const expr of asked) {
      const names = [...expr.matchAll(/\b(empty_chair|nodejs|process)_\w+/g)].map(([name]) =>
        name.replace(/_(bucket|count|sum)$/, ''),
      );
      expect(names.length).toBeGreaterThan(0);
      for (const name of names) expect(known).toContain(name);
    }
  });

  test('stand on no port of their own without METRICS_PORT, and never at the bot’s own address', async () => {
    const { url, metricsUrl } = await begin();
    expect(metricsUrl).toBeNull();
    expect((await fetch(`${url}/metrics`)).status).toBe(404);
  });
});
