/** Traces as a collector gets them: what follows from a command is one trace, to the last message, and names nobody. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type App, createApp } from '../../src/app.js';
import { loadConfig } from '../../src/config.js';
import { describeOnEmbedded } from '../support/database.js';
import { type LogLine, recordingLog } from '../support/recording-log.js';
import { byHttp, createDriver } from '../support/stand-in-slack/driver.js';
import { openSlack } from '../support/stand-in-slack/server.js';
import { addChannel, addUser, createWorld } from '../support/stand-in-slack/world.js';
import { migratedDataDir, removeTemporaryFolders } from '../support/temporary-folder.js';

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly status: { readonly code?: number };
}
interface Export {
  readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly Span[] }[] }[];
}

describeOnEmbedded('Traces', () => {
  let status = 200;
  let bodies: { readonly type: string | undefined; readonly path: string | undefined; readonly body: Buffer }[] = [];
  const collector = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      bodies.push({ type: request.headers['content-type'], path: request.url, body: Buffer.concat(chunks) });
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
    });
  });
  let app: App;
  let lines: readonly LogLine[];
  beforeEach(async () => {
    [status, bodies] = [200, []];
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    await app.stop();
    await new Promise<void>((resolve) => void collector.close(() => resolve()).closeAllConnections());
    await removeTemporaryFolders();
  });

  const begin = async (env: Readonly<Record<string, string>>) => {
    const OTEL_EXPORTER_OTLP_ENDPOINT = `http://127.0.0.1:${(collector.address() as AddressInfo).port}/`;
    const DATA_DIR = await migratedDataDir();
    const config = loadConfig({ PORT: '0', DATA_DIR, HOST: '127.0.0.1', OTEL_EXPORTER_OTLP_ENDPOINT, ...env });
    const recording = recordingLog();
    lines = recording.lines;
    app = await createApp({ config, log: recording.log });
    const { url, settled } = await app.start();
    await settled;
    return url;
  };
  const spans = () =>
    bodies
      .map(({ body }) => JSON.parse(body.toString()) as Export)
      .flatMap(({ resourceSpans }) =>
        resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((one) => one.spans)),
      );
  const playground = { PLAYGROUND: 'on', NODE_ENV: 'production' };
  const say = (url: string, text: string) =>
    fetch(`${url}/playground/api/say`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ as: 'maya', place: 'support', text }),
    });

  test('lead from a command in Slack to the messages that follow from it, as the lines of the log do', async () => {
    const world = createWorld({ now: () => new Date() });
    addUser(world, { id: 'U0DANA', name: 'dana', realName: 'Dana Wolf' });
    addChannel(world, { id: 'C0SUPPORT', name: 'support', members: [...world.users.keys()] });
    const slack = await openSlack({ world });
    const url = await begin({
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      SLACK_BOT_TOKEN: world.bot.token,
      SLACK_SIGNING_SECRET: world.signingSecret,
      SLACK_API_URL: slack.apiUrl,
    });
    await slack.callsReach('usergroups.list', 1);
    const driver = createDriver(slack, byHttp({ url: () => url, secret: world.signingSecret, now: () => new Date() }));
    await driver.command('U0DANA', 'feedback "The lamp flickers" customer:Lampenhaus', 'C0SUPPORT');
    await slack.callsReach('chat.postMessage', 2);
    await fetch(`${url}/readyz`);
    await app.stop();
    await slack.close();

    expect(bodies.map(({ path }) => path)).toContain('/v1/traces');
    const all = spans();
    const command = all.find(({ name }) => name === 'interaction feedback');
    const inTrace = all.filter(({ traceId }) => traceId === command?.traceId);
    const parentOf = (span: Span) => inTrace.find(({ spanId }) => spanId === span.parentSpanId)?.name;
    const tree = inTrace.map((span) => `${parentOf(span)} > ${span.name}`);
    expect(tree.sort()).toEqual([
      'POST /slack/events > interaction feedback',
      'delivery feedback.ownerCard > send post',
      'delivery feedback.placeCard > send post',
      'interaction feedback > delivery feedback.ownerCard',
      'interaction feedback > delivery feedback.placeCard',
      'undefined > POST /slack/events',
    ]);
    const told = lines.filter(({ requestId }) => requestId === command?.traceId);
    expect(told.filter(({ msg }) => msg === 'delivery sent').map(({ deliveryId }) => deliveryId)).toEqual(['1', '2']);
    expect(told.filter(({ work }) => work !== undefined).map(({ work }) => work)).toContain('request');
    expect(all.map(({ name }) => name)).not.toContain('GET /readyz');
    expect(JSON.stringify(bodies.map(({ body }) => body.toString()))).not.toMatch(/lamp|Lampenhaus|Dana|xoxb|support/i);
  });

  test('go as protobuf where nothing else is asked for, under the id in the header of the answer', async () => {
    const url = await begin({ ...playground, OTEL_SERVICE_NAME: 'chair-of-the-test' });
    const answer = await say(url, '/customer help');
    const requestId = answer.headers.get('x-request-id') ?? '';
    expect(requestId).toMatch(/^[0-9a-f]{32}$/);
    await app.stop();
    expect(new Set(bodies.map(({ type }) => type))).toEqual(new Set(['application/x-protobuf']));
    const all = Buffer.concat(bodies.map(({ body }) => body));
    expect(all.includes(Buffer.from(requestId, 'hex'))).toBe(true);
    expect(all.includes('chair-of-the-test')).toBe(true);
  });

  test('are a share of all, each as a whole, and their loss is logged once', async () => {
    const url = await begin({ ...playground, OTEL_TRACES_SAMPLER_ARG: '0' });
    await say(url, '/customer help');
    await app.stop();
    expect(bodies).toEqual([]);
    status = 400;
    await say(await begin(playground), '/customer help');
    await app.stop();
    expect(lines.filter(({ msg }) => msg === 'traces were not taken')).toHaveLength(1);
  });
});
