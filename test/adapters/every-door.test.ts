/**
 * What every door of the bot answers when the database is away, when its connections break, and when an address can't be
 * read: the routes are read from the source, so one that is new and not tried here is red.
 */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type App, createApp } from '../../src/app.js';
import { loadConfig } from '../../src/config.js';
import { createLogger } from '../../src/kernel/logger.js';
import { createPublicTokens, type TokenScope } from '../../src/kernel/public-tokens.js';
import { createSeal } from '../../src/kernel/seal.js';
import { createSignedLinks } from '../../src/kernel/signed-links.js';
import { readSecret } from '../../src/storage/secret.js';
import { type DatabaseWay, openProxy } from '../chaos/proxy.js';
import { describeOnServer, openOnServer } from '../support/database.js';
import { routesInSource } from '../support/routes-in-source.js';
import { signatureOf } from '../support/stand-in-slack/driver.js';
import { openSlack, type StandInSlack } from '../support/stand-in-slack/server.js';
import { addChannel, addUser, createWorld } from '../support/stand-in-slack/world.js';
import { testKey } from '../support/test-key.js';

const signingSecret = 'the signing secret';
const id = '01a22c7d-fda1-7000-817b-0ec6afea1be3';

type Call = readonly [path: string, init?: RequestInit];

const posted = (body: string, type = 'application/json', headers: Readonly<Record<string, string>> = {}) => ({
  method: 'POST',
  body,
  headers: { 'content-type': type, ...headers },
});
const json = (body: object, headers?: Readonly<Record<string, string>>) =>
  posted(JSON.stringify(body), 'application/json', headers);
const form = (fields: Record<string, string>) =>
  posted(String(new URLSearchParams(fields)), 'application/x-www-form-urlencoded');

/** Routes that need no database, or are tried with the platform that alone has them. */
const nobodys =
  /^(public-pages \/(home|s\/:token\.png)|playground \/(\{\*path\}|events|clock|languages.*|(playground\/)?vendor\/.*)?|web-api \/(healthz|api.*|mcp)?|slack \/slack\/(install|oauth_redirect))$/;

describeOnServer('Every door of the bot', (emptyDatabase) => {
  let way: DatabaseWay;
  let database: Awaited<ReturnType<typeof openOnServer>>;
  let slack: StandInSlack;
  let app: App;
  let url: string;
  let key: string;
  let count = 0;
  beforeEach(async () => {
    const server = await emptyDatabase();
    way = await openProxy(server);
    const world = createWorld({ now: () => new Date() });
    addUser(world, { id: 'U0YOU', name: 'you', realName: 'You' });
    addChannel(world, { id: 'C0TEAM', name: 'team', members: ['U0YOU', world.bot.userId] });
    slack = await openSlack({ world });
    const config = loadConfig({
      ...{ PORT: '0', HOST: '127.0.0.1', TEAMS: 'local', PLAYGROUND: 'on', DATABASE_URL: way.url },
      ...{ SECRET_KEY: testKey, RATE_LIMIT_PER_ADDRESS: '1000000', RATE_LIMIT_PER_KEY: '1000000' },
      ...{ SLACK_API_URL: slack.apiUrl, SLACK_BOT_TOKEN: world.bot.token, SLACK_SIGNING_SECRET: signingSecret },
      ...{ SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'chair@example.com' },
    });
    app = await createApp({ config, log: createLogger('silent') });
    ({ url } = await app.start());
    database = await openOnServer(server);
    const made = await ask([
      '/playground/api/say',
      json({ as: 'grace', text: 'key new all scope:read,capture,act,admin' }),
    ]);
    [key = ''] = /ec_[\w-]{20,}/.exec(made.text) ?? [];
  });
  afterEach(async () => {
    way.set('open');
    await app.stop();
    await database.close();
    await way.close();
    await slack.close();
  });

  const ask = async ([path, init]: Call) => {
    const response = await fetch(`${url}${path}`, { redirect: 'manual', signal: AbortSignal.timeout(20_000), ...init });
    const { status, headers } = response;
    return { status, tellsWhen: headers.has('retry-after'), text: await response.text() };
  };

  const slacks = (body: string, type: string): RequestInit => {
    return posted(body, type, signatureOf(body, { secret: signingSecret, now: new Date() }));
  };

  /** New ones at each call: what is repeated is not done again. */
  async function doors(): Promise<Readonly<Record<string, readonly Call[]>>> {
    const [row] = await database.query<{ organisation: string; member: string }[]>`
      SELECT organisation_id::text AS organisation, id::text AS member FROM members WHERE handle = 'grace'`;
    const { organisation = '', member = '' } = row ?? {};
    const sealed = { ...database, seal: createSeal(testKey) };
    const links = createSignedLinks(await readSecret(sealed, 'links', new Date()), () => '');
    const tokens = createPublicTokens(await readSecret(sealed, 'pages', new Date()));
    const chart = Buffer.from(JSON.stringify({ k: 'customer', p: id })).toString('base64url');
    const signed = (path: string): Call => [links.sign(path, new Date(Date.now() + 3_600_000))];
    const token = (scope: TokenScope, of = id) => tokens.make(scope, { organisationId: organisation, id: of });
    const [newsletter] = signed(`/newsletter/${organisation}/${member}/${id}`);
    count += 1;
    const event = (told: object) =>
      slacks(
        JSON.stringify({ type: 'event_callback', team_id: slack.world.team.id, event_id: `Ev${count}`, event: told }),
        'application/json',
      );
    const teams = (told: object) =>
      json({
        ...{ id: `m${count}`, channelId: 'msteams', serviceUrl: 'http://127.0.0.1:9/', recipient: { id: '28:bot' } },
        ...{ from: { id: '29:you', name: 'You', aadObjectId: id } },
        conversation: { id: 'a:you', conversationType: 'personal', tenantId: 'local' },
        ...told,
      });
    const bearer = { authorization: `Bearer ${key}` };
    const api = (path: string, body?: object): Call => [path, body ? json(body, bearer) : { headers: bearer }];
    const reader = { ...bearer, accept: 'application/json, text/event-stream' };
    return {
      'web-api /readyz': [['/readyz']],
      'web-api /api/v1': [
        ...['feedback', 'scores', 'customers/A', 'audit', 'bi/feedback.csv', 'bi/feedback.parquet'].map((path) =>
          api(`/api/v1/${path}`),
        ),
        ...['identify', 'group', 'track'].map((path) =>
          api(`/api/v1/${path}`, { userId: 'u', groupId: 'g', event: 'e', traits: { name: 'N' } }),
        ),
        api('/api/v1/feedback', { text: `said ${count}`, customer: 'A' }),
        api('/api/v1/scores', { score: 9 }),
        api('/api/v1/commands', { line: 'owe' }),
        [
          '/mcp',
          {
            ...json({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
            headers: { 'content-type': 'application/json', ...reader },
          },
        ],
      ],
      'web-api /odata{/*path}': [api('/odata'), api('/odata/Feedback')],
      'web-api /charts/:organisation/:chart.png': [signed(`/charts/${organisation}/${chart}.png`)],
      'web-api /boards/:organisationId/:surveyId.png': [signed(`/boards/${organisation}/${id}.png`)],
      'web-api /boards/:organisationId/:surveyId.csv': [signed(`/boards/${organisation}/${id}.csv`)],
      'web-api /exports/:organisationId/:customerId/:viewerId.json': [
        signed(`/exports/${organisation}/${id}/${member}.json`),
      ],
      'web-api /minutes/:id.md': [signed(`/minutes/${id}.md`)],
      'public-pages /mail/bounces': [
        [
          '/mail/bounces',
          json({ RecordType: 'Bounce', Type: 'HardBounce', MessageID: `<a.subscriber.${token('b')}@chair.example>` }),
        ],
      ],
      'public-pages /surveys/:organisationId/:id.csv': [signed(`/surveys/${organisation}/${id}.csv`)],
      'public-pages /s/:token': [
        [`/s/${token('s')}`],
        [`/s/${token('p')}`],
        [`/s/${token('f')}`],
        [`/s/${token('s')}`, form({ answer: '9' })],
      ],
      'public-pages /u/:token': [[`/u/${token('u')}`], [`/u/${token('u')}`, form({ 'List-Unsubscribe': 'One-Click' })]],
      'public-pages /t/:token': [[`/t/${token('t')}`], [`/t/${token('t')}`, form({ answer: 'yes' })]],
      'public-pages /n/:token': [[`/n/${token('n')}`], [`/n/${token('n')}`, form({ email: 'a@example.com' })]],
      'public-pages /n/:token.atom': [[`/n/${token('n')}.atom`]],
      'public-pages /n/by-mail/:token': [[`/n/by-mail/${token('m')}`], [`/n/by-mail/${token('m')}`, form({})]],
      'public-pages /wall/:token': [[`/wall/${token('w')}`]],
      'public-pages /home/:organisationId/:memberId': [signed(`/home/${organisation}/${member}`)],
      'public-pages /newsletter/by-mail/:token': [
        [`/newsletter/by-mail/${token('l', member)}`],
        [`/newsletter/by-mail/${token('l', member)}`, form({})],
      ],
      ...Object.fromEntries(
        ['', '/mail', '/:place.png'].map((part) => [
          `public-pages /newsletter/:organisationId/:memberId/:id${part}`,
          [[newsletter.replace('?', `${part.replace(':place', '0')}?`)]],
        ]),
      ),
      'playground /state': [['/playground/api/state']],
      'playground /messages': [['/playground/api/messages?place=support'], ['/playground/api/messages?inbox=grace']],
      'playground /say': [['/playground/api/say', json({ as: 'grace', text: 'owe' })]],
      'playground /click': [
        ['/playground/api/click', json({ as: 'grace', message: '1', action: 'help.run', value: 'owe' })],
      ],
      'playground /submit': [['/playground/api/submit', json({ as: 'grace', form: 'feedback.capture x', values: {} })]],
      'playground /charts/:message/:place.png': [['/playground/api/charts/1/0.png']],
      'teams /api/messages': [
        ['/api/messages', teams({ type: 'message', text: 'owe' })],
        [
          '/api/messages',
          teams({ type: 'invoke', name: 'adaptiveCard/action', value: { action: { verb: 'help.run' } } }),
        ],
        ['/api/messages', teams({ type: 'conversationUpdate', membersAdded: [{ id: '28:bot' }] })],
      ],
      'slack /slack/events': [
        [
          '/slack/events',
          event({ type: 'app_mention', user: 'U0YOU', text: 'owe', channel: 'C0TEAM', ts: `1.${count}` }),
        ],
        ['/slack/events', event({ type: 'app_home_opened', user: 'U0YOU', tab: 'home', channel: 'D0YOU' })],
      ],
    };
  }

  const answers = async () => {
    const all = Object.entries(await doors()).flatMap(([route, calls]) => calls.map((call) => ({ route, call })));
    return async () => {
      const found: { route: string; status: number; tellsWhen: boolean; text: string }[] = [];
      for (const { route, call } of all) {
        const failed = (error: Error) => ({ status: 0, tellsWhen: false, text: error.message });
        found.push({ route: `${route}: ${call[0]}`, ...(await ask(call).catch(failed)) });
      }
      return found;
    };
  };

  const lineOf = ({ route, status, text }: { route: string; status: number; text: string }) =>
    `${status} ${route} ${text.slice(0, 100)}`;

  test('answers 503 and when to ask again while the database is away, and as before when it is back', async () => {
    const routes = (await routesInSource()).filter((route) => !nobodys.test(route));
    const tried = Object.keys(await doors()).filter(
      (route) => !['web-api /api/v1', 'slack /slack/events'].includes(route),
    );
    expect(tried.sort()).toEqual(routes);
    expect((await (await answers())()).filter(({ status }) => status >= 500 || status === 0).map(lineOf)).toEqual([]);
    const later = await answers();
    way.set('closed');
    const away = await later();
    expect(away.filter(({ status, tellsWhen }) => status !== 503 || !tellsWhen).map(lineOf)).toEqual([]);
    expect(away.filter(({ text }) => /\bat .*\.(ts|js):\d/.test(text))).toEqual([]);
    way.set('open');
    expect((await (await answers())()).filter(({ status }) => status >= 500 || status === 0).map(lineOf)).toEqual([]);
  }, 120_000);

  test('answers an address that can’t be read, or names nothing, with the fault of whoever asks', async () => {
    const bad = ['%', '%zz', '%E0%A4%A', '%00', '%C0%80', '%ED%A0%80', 'a'.repeat(3_000), '__proto__', '-1', '1e999'];
    const found: string[] = [];
    for (const [route, calls] of Object.entries(await doors()))
      for (const [path, init] of calls) {
        const [, query = ''] = path.split('?');
        const parts = path.split('?', 1)[0]?.split('/') ?? [];
        for (const [at, wrong] of parts
          .flatMap((_, index) => bad.map((each) => [index, each] as const))
          .slice(bad.length)) {
          const ending = /\.\w+$/.exec(parts[at] ?? '')?.[0] ?? '';
          const { status } = await ask([`${parts.with(at, wrong + ending).join('/')}?${query}`, init]);
          if (status >= 500) found.push(`${status} ${route} ${at} ${wrong.slice(0, 20)}`);
        }
      }
    expect(found).toEqual([]);
  }, 120_000);
});
