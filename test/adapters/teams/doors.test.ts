/** Who may in: tokens, tenants, sizes; what comes twice; guests; and what people type to do harm. Over real HTTP. */
import { createHmac, createSign, generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createApp } from '../../../src/app.js';
import { loadConfig } from '../../../src/config.js';
import { createLogger } from '../../../src/kernel/logger.js';
import { readTeamsCard } from '../../contracts/teams-checker.js';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { cardOf, only, text } from '../../support/stage.js';
import { signatureOf } from '../../support/stand-in-slack/driver.js';
import { addUser, nextId, type TeamsChat } from '../../support/stand-in-teams/world.js';
import { createTeamsStage, type TeamsStage } from '../../support/teams-stage.js';
import { migratedDataDir, removeTemporaryFolders } from '../../support/temporary-folder.js';

describeOnDatabase('The door of Teams', (database) => {
  let stage: TeamsStage;
  beforeEach(async () => {
    stage = await createTeamsStage({ database: database(), workspace: harbourLights });
  });
  afterEach(() => stage.stop());

  const line = (more: Readonly<Record<string, unknown>> = {}) => {
    const { world, serviceUrl } = stage.teams;
    const { id, aadObjectId, name } = stage.user('maya');
    return {
      type: 'message',
      id: nextId(world),
      serviceUrl,
      channelId: 'msteams',
      from: { id, name, aadObjectId },
      recipient: { id: world.botId },
      conversation: { id: `a:personal-${id.slice(3)}`, conversationType: 'personal', tenantId: world.tenantId },
      text: 'feedback "The app is slow"',
      ...more,
    };
  };
  async function post(body: unknown, authorization?: string): Promise<{ status: number; body: string }> {
    const response = await fetch(`${stage.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization !== undefined && { authorization }) },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: response.status, body: await response.text() };
  }
  const bearer = (wrong?: Readonly<Record<string, unknown>>) => `Bearer ${stage.teams.token(wrong)}`;
  const capturedCount = async () => database().models.feedback.count();
  const past = Math.floor(Date.now() / 1_000) - 7_200;

  test('a right token is let in', async () => {
    expect(await post(line(), bearer())).toEqual({ status: 200, body: '' });
    expect(await capturedCount()).toBe(1);
  });

  test.each<[string, () => string | undefined]>([
    ['no token', () => undefined],
    ['no token but a word', () => 'Bearer hello'],
    ['an expired token', () => bearer({ nbf: past - 60, exp: past })],
    ['a token of another issuer', () => bearer({ iss: 'https://login.example' })],
    ['a token for another bot', () => bearer({ aud: '99999999-2222-4333-8444-555555555555' })],
    ['a token for another address', () => bearer({ serviceurl: 'https://elsewhere.example/' })],
    ['a token that somebody changed', () => `${bearer().slice(0, -12)}${'A'.repeat(12)}`],
  ])('%s is refused with 401, and nothing else is said', async (_, authorization) => {
    expect(await post(line(), authorization())).toEqual({ status: 401, body: '' });
    expect(await capturedCount()).toBe(0);
  });

  describe('a token that nobody of Teams signed is refused with 401:', () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claimsOf = () => stage.teams.token().split('.')[1] ?? '';
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const signed = (header: object, sign: (words: string) => string) => {
      const words = `${part(header)}.${claimsOf()}`;
      return `Bearer ${words}.${sign(words)}`;
    };
    const byKey = (words: string) => createSign('RSA-SHA256').update(words).sign(privateKey).toString('base64url');
    const bySecret = (words: string) =>
      createHmac('sha256', publicKey.export({ type: 'spki', format: 'pem' }))
        .update(words)
        .digest('base64url');

    test.each<[string, () => string]>([
      ['with no algorithm', () => signed({ alg: 'none', typ: 'JWT', kid: 'key-1' }, () => '')],
      ['with another key under the known name', () => signed({ alg: 'RS256', typ: 'JWT', kid: 'key-1' }, byKey)],
      ['with a key that nobody knows', () => signed({ alg: 'RS256', typ: 'JWT', kid: 'key-2' }, byKey)],
      ['with a public key as the secret', () => signed({ alg: 'HS256', typ: 'JWT', kid: 'key-1' }, bySecret)],
      ['not valid yet', () => bearer({ nbf: past + 14_400, exp: past + 18_000 })],
      ['without an issuer', () => bearer({ iss: undefined })],
      ['without an audience', () => bearer({ aud: undefined })],
      ['for no address', () => bearer({ serviceurl: undefined })],
      ['by another scheme', () => bearer().replace('Bearer', 'Basic')],
      ['cut short', () => bearer().split('.').slice(0, 2).join('.')],
    ])('%s', async (_, authorization) => {
      expect(await post(line(), authorization())).toEqual({ status: 401, body: '' });
      expect(await capturedCount()).toBe(0);
    });
  });

  test('a tenant that is not on the list is refused', async () => {
    const conversation = { id: 'a:1', conversationType: 'personal', tenantId: '99999999-bbbb-4ccc-8ddd-eeeeeeeeeeee' };
    expect(await post(line({ conversation }), bearer())).toEqual({ status: 403, body: '' });
    const { tenantId: _, ...nameless } = conversation;
    expect(await post(line({ conversation: nameless }), bearer())).toEqual({ status: 403, body: '' });
    expect(await capturedCount()).toBe(0);
  });

  test.each(['directline', 'webchat'])(
    'what comes by the channel %s of the same registration is refused: whoever writes there says who they are',
    async (channelId) => {
      expect(await post(line({ channelId }), bearer())).toEqual({ status: 403, body: '' });
      expect(await capturedCount()).toBe(0);
    },
  );

  test('what is too large, no JSON or no activity is refused without a stack', async () => {
    expect(await post(line({ text: 'x'.repeat(1_000_000) }), bearer())).toEqual({ status: 413, body: '' });
    expect(await post('{"type":', bearer())).toEqual({ status: 400, body: '' });
    expect(await post({ type: 'message' }, bearer())).toEqual({ status: 400, body: '' });
  });

  describe('What nobody handles is answered in words:', () => {
    const invoked = async (name: string, value: unknown) => {
      const answered = await post(line({ type: 'invoke', name, value }), bearer());
      await stage.settle();
      return { status: answered.status, body: answered.body === '' ? null : JSON.parse(answered.body) };
    };
    const says = expect.stringContaining('no longer works');
    const pressed = (action: object) => ({ action: { type: 'Action.Execute', ...action } });

    test.each<[string, unknown]>([
      ['a button of an older version', pressed({ verb: 'feedback.gone', data: { value: 'F-1' } })],
      ['a button whose data is another thing', pressed({ verb: 'feedback.resolve', data: { value: { id: 7 } } })],
      ['a press without a button', {}],
      ['no press at all', null],
    ])('%s', async (_, value) => {
      const { status, body } = await invoked('adaptiveCard/action', value);
      expect([status, body.value]).toEqual([200, says]);
    });

    test('a form of an older version', async () => {
      const emptyChair = { form: 'feedback.gone', subject: 'F-1', fields: { text: 'text', __proto__x: 'text' } };
      const { status, body } = await invoked(
        'adaptiveCard/action',
        pressed({ verb: 'teams.submit', data: { emptyChair } }),
      );
      expect(status).toBe(200);
      expect(JSON.stringify(body.value)).toContain('no longer works');
    });

    test('a dialog, a search in the message box, and anything else', async () => {
      expect(JSON.stringify((await invoked('task/fetch', { data: { a: 1 } })).body.task)).toContain('no longer works');
      expect((await invoked('composeExtension/query', { commandId: 'x' })).body.composeExtension.text).toEqual(says);
      const count = stage.teams.world.messages.length;
      expect(await invoked('fileConsent/invoke', {})).toEqual({ status: 200, body: {} });
      expect(stage.teams.world.messages[count]?.activity.summary).toEqual(says);
    });

    test.each(['task/unknown', 'composeExtension/unknown', 'config/fetch', 'tab/fetch', 'handoff/action', 'x', ''])(
      'an invoke called %j',
      async (name) => {
        expect((await invoked(name, { data: { a: 1 } })).status).toBe(200);
        expect(await capturedCount()).toBe(0);
      },
    );

    test('what programs ask for gets no words', async () => {
      expect((await invoked('application/search', {})).status).toBe(501);
      expect((await invoked('signin/verifyState', {})).status).toBe(501);
    });

    test('a card of its own that somebody captures', async () => {
      const messagePayload = {
        id: '1',
        from: { application: { id: stage.teams.world.appId } },
        body: { content: 'x' },
      };
      const { status, body } = await invoked('composeExtension/fetchTask', { commandId: 'capture', messagePayload });
      expect(status).toBe(200);
      expect(JSON.stringify(body.task)).toContain('one of my own cards');
    });
  });

  test('the same activity twice is done once', async () => {
    const told = line();
    await post(told, bearer());
    await post(told, bearer());
    expect(await capturedCount()).toBe(1);
  });

  test('a guest is refused in words', async () => {
    const guest = addUser(stage.teams.world, 'guest', { name: 'Gus', userRole: 'guest' });
    await stage.driver.write(guest, 'feedback "let me in"');
    await stage.settle();
    expect(await capturedCount()).toBe(0);
  });

  describe('What people type', () => {
    test.each([
      '<at>everyone</at> look',
      '[click](javascript:alert(1)) here',
      '| a | table |\n|---|---|',
      '{{DATE(2026-01-01T00:00:00Z)}} $' + '{name}',
      'مرحبا 🙂 שלום',
    ])('%j is shown as it was typed, and does nothing', async (words) => {
      await stage.say('maya', `feedback ${JSON.stringify(words)}`, '#support');
      const { activity } = stage.teams.world.messages.find(({ onlyFor }) => onlyFor === null) ?? {};
      expect(JSON.stringify(activity)).not.toMatch(/"(url|text)":"javascript:/);
      expect(text(only(stage.place('#support'))).replaceAll('\u2060', '')).toContain(words.split('\n')[0] ?? '');
    });

    test('30,000 characters are refused in words, with the limit, and given back', async () => {
      const answer = await stage.say('maya', `feedback "${'so slow '.repeat(3_750)}"`, '#support');
      expect(text(cardOf(answer))).toMatch(/too long[\s\S]*The limit is [\d,]+/);
      expect(await capturedCount()).toBe(0);
    });

    test.each([
      ['a customer', 'feedback "The key" customer:"[x](javascript:alert(1))"'],
      ['a topic', 'feedback "The key" topic:"<at>everyone</at>"'],
      ['a search', 'feedback list "[x](javascript:alert(1))"'],
      ['no command', '[x](javascript:alert(1))'],
    ])('that is no word of ours stays words as %s', async (_, typed) => {
      await stage.say('maya', typed, '#support');
      const sent = JSON.stringify(stage.teams.world.messages.map(({ activity }) => activity));
      expect(sent).not.toMatch(/"url":"javascript:/);
      // Runs are no Markdown; a TextBlock is.
      expect(sent).not.toMatch(/"type":"TextBlock","text":"[^"]*\[x\]\(javascript/);
      const mentions = stage.teams.world.messages.flatMap(
        ({ activity }) => JSON.stringify(activity).match(/"mentioned":\{[^}]*\}/g) ?? [],
      );
      expect(mentions.filter((each) => each.includes('everyone'))).toEqual([]);
    });

    test('a press that was tampered with finds nothing, and says so', async () => {
      const conversation = stage.chat('#support');
      const data = { value: 'F-999' };
      const answered = await stage.driver.execute(
        stage.user('maya'),
        { verb: 'feedback.resolve', data },
        { conversation },
      );
      expect(answered.status).toBe(200);
      await stage.settle();
      expect(await capturedCount()).toBe(0);
    });

    test.each(['Noor 🌸 نور الهدى', '👩‍👩‍👧‍👦', 'מאיה <at>everyone</at> **x**'])(
      'somebody called %s is notified by exactly what stands there',
      async (name) => {
        const { world } = stage.teams;
        const user = addUser(world, 'noor', { name });
        const { id, kind, name: called, members } = world.chats.get(stage.chat('#support')) as TeamsChat;
        world.chats.set(id, { id, kind, name: called, members: [...members, user.id] });
        await stage.driver.write(user, 'feedback "The app is slow"', { conversation: id });
        await stage.driver.write(stage.user('maya'), 'feedback "Slow again" owner:@noor', { conversation: id });
        await stage.settle();
        const cards = world.messages.flatMap(({ activity }) => (activity.attachments ?? []) as { content: object }[]);
        const problems = cards.flatMap(({ content }) => readTeamsCard(content, 80_000).problems);
        expect(problems).toEqual([]);
        expect(JSON.stringify(cards)).toContain(user.aadObjectId);
      },
    );

    test('30,000 characters are refused with the number', async () => {
      const reply = await stage.say('maya', `feedback "${'x'.repeat(30_000)}"`, '#support');
      expect(text(cardOf(reply))).toContain('10,000');
    });
  });
});

test('The door is open in the whole bot as npm start runs it, beside Slack’s and the web API', async () => {
  const secret = '0123456789abcdef0123456789abcdef';
  const slack = {
    SLACK_SIGNING_SECRET: secret,
    SLACK_CLIENT_ID: '1.2',
    SLACK_CLIENT_SECRET: secret,
    SLACK_TOKEN_KEY: Buffer.alloc(32).toString('base64'),
    PUBLIC_URL: 'https://chair.example',
  };
  const env = { PORT: '0', TEAMS: 'local', DATA_DIR: await migratedDataDir(), NODE_ENV: 'development', ...slack };
  expect(() => loadConfig({ ...env, NODE_ENV: 'production' })).toThrow('TEAMS');
  const app = await createApp({ config: loadConfig(env), log: createLogger('silent') });
  try {
    const { url } = await app.start();
    const post = (path: string, body: string) =>
      fetch(`${url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    const typing = {
      type: 'typing',
      id: '1',
      serviceUrl: 'http://127.0.0.1:9/',
      from: { id: '29:a' },
      recipient: { id: '28:b' },
      conversation: { id: 'a:1', conversationType: 'personal' },
    };
    expect((await post('/api/messages', JSON.stringify(typing))).status).toBe(200);
    expect((await post('/api/messages', '{')).status).toBe(400);
    expect((await post('/api/elsewhere', '{}')).status).toBe(404);
    const asked = JSON.stringify({ type: 'url_verification', challenge: 'c1' });
    expect((await post('/slack/events', asked)).status).toBe(401);
    const headers = { 'content-type': 'application/json', ...signatureOf(asked, { secret, now: new Date() }) };
    const answered = await fetch(`${url}/slack/events`, { method: 'POST', headers, body: asked });
    expect([answered.status, await answered.text()]).toEqual([200, expect.stringContaining('c1')]);
  } finally {
    await app.stop();
    await removeTemporaryFolders();
  }
});
