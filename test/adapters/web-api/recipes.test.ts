/** docs/recipes.md, as somebody follows it: each request against the description and to a real server, each check of a signature. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { compileFunction } from 'node:vm';
import { expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { createWebhookPoster } from '../../../src/adapters/webhooks/post-webhook.js';
import { createRouter } from '../../../src/chat/router.js';
import { createKey } from '../../../src/features/keys/create-key.js';
import { createLogger } from '../../../src/kernel/logger.js';
import { inOrganisation } from '../../../src/storage/database.js';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { cardOf, createStage, type Stage, text } from '../../support/stage.js';
import { atItsTime, openReceiver, type Received, verify } from '../../support/stand-in-receiver.js';
import { serve, type WebApiServer } from './web-api-server.js';

type Json = Readonly<Record<string, unknown>>;

const recipes = readFileSync(new URL('../../../docs/recipes.md', import.meta.url), 'utf8');
const blocks = (language: string): readonly string[] =>
  [...recipes.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(([, block = '']) => block);

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

function asked(block: string): Asked {
  const [head = '', body] = block.split(/\n\n/);
  const [first = '', ...lines] = head.trim().split('\n');
  const [method = '', path = ''] = first.split(' ');
  const headers = Object.fromEntries(lines.map((line) => line.split(/: (.*)/).slice(0, 2)));
  return { method, path, headers, body: body?.trim() };
}

describeOnDatabase('The recipes', (database) => {
  let stage: Stage;
  let api: WebApiServer;
  let key: string;

  async function open(webhooks?: Parameters<typeof createStage>[0]['webhooks']) {
    const at = { workspace: harbourLights, start: '2026-11-16T10:00:00Z', webhooks };
    stage = await createStage({ database: database(), ...at });
    const { features, clock, keys, people, customers, leaving, intakes } = stage.house;
    const { handle } = createRouter({ features, log: createLogger('silent'), championOf: async () => null });
    const deps = { database: database(), clock };
    api = await serve({
      ...{ ...deps, keys, people, customers, leaving, intakes },
      handle: (interaction, context) =>
        inOrganisation(context.actor.organisationId, () => handle(interaction, context)),
      description: { versionOf: () => '1.2.3', baseUrl: () => 'https://chair.example' },
    });
    const { organisationId } = (await people.actorOf(stage.id('grace'))) ?? { organisationId: '' };
    const wish = { organisationId, name: 'tool', signed: false, scopes: ['read', 'capture', 'act'] } as const;
    key = (await createKey(deps, wish, { memberId: stage.id('grace'), surface: 'playground' })).key;
  }
  const close = async () => {
    await api.close();
    await stage.stop();
  };

  test('ask what is described, and are answered', async () => {
    await open();
    const described = (await (await fetch(`${api.url}/api/openapi.json`)).json()) as Json;
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    (addFormats as unknown as (on: Ajv2020) => void)(ajv);
    ajv.addSchema({ $id: 'api', ...described });
    const { paths } = described as { paths: Readonly<Record<string, Readonly<Record<string, Json>>>> };
    const requests = blocks('http').map(asked);
    expect(requests.length).toBeGreaterThanOrEqual(10);
    for (const { method, path, headers, body } of requests) {
      const { pathname, searchParams } = new URL(path, api.url);
      const template = Object.keys(paths).find((each) =>
        new RegExp(`^${each.replace(/\{\w+\}/g, '[^/]+')}$`).test(pathname),
      );
      const operation = paths[template ?? '']?.[method.toLowerCase()];
      expect([path, operation === undefined]).toEqual([path, false]);
      const parameters = (operation?.parameters ?? []) as readonly { readonly name: string; readonly in: string }[];
      const named = (where: string) => parameters.filter((each) => each.in === where).map(({ name }) => name);
      expect(named('query')).toEqual(expect.arrayContaining([...searchParams.keys()]));
      expect([...named('header'), 'Authorization', 'Content-Type']).toEqual(
        expect.arrayContaining(Object.keys(headers)),
      );
      if (body !== undefined) {
        const escaped = (template ?? '')
          .replaceAll('~', '~0')
          .replaceAll('/', '~1')
          .replace(/[{}]/g, encodeURIComponent);
        const fits = ajv.getSchema(`api#/paths/${escaped}/post/requestBody/content/application~1json/schema`);
        await fits?.(JSON.parse(body));
        expect([path, fits?.errors ?? []]).toEqual([path, []]);
      }
      const answer = await fetch(`${api.url}${path}`, {
        ...{ method, headers: { ...headers, Authorization: headers.Authorization?.replace('KEY', key) ?? '' } },
        ...(body !== undefined && { body }),
      });
      const said = await answer.text();
      expect([path, said, answer.ok]).toEqual([path, said, true]);
      expect([path, JSON.parse(said).tone]).not.toEqual([path, 'warning']);
    }
    // What they sent in is there.
    const { models } = database();
    expect([await models.feedback.count(), await models.score.count()]).toEqual([2, 3]);
    await close();
  }, 120_000);

  test('tell a message of ours from any other', async () => {
    const receiver = await openReceiver();
    const post = createWebhookPoster({ allowPrivate: true, timeMs: 1_000 });
    await open({ post: (message) => post(message), allowsHttp: true });
    const said = text(cardOf(await stage.say('grace', `webhook add ${receiver.url}/hook events:captured`)));
    const secret = /whsec_[\w+/=]+/.exec(said)?.[0] ?? '';
    await stage.say('maya', 'feedback "The lamp flickers" customer:Acme owner:@ben', '#support');
    await stage.clock.advance({ seconds: 1 });
    const [message] = receiver.received;
    if (!message) throw new Error('Nothing was received.');
    verify(message, secret);
    const [example] = blocks('json').map((block) => JSON.parse(block) as Received['payload']);
    expect(message.payload).toMatchObject({ type: example?.type, data: example?.data });

    const require = createRequire(import.meta.url);
    const codes = blocks('js');
    expect(codes.length).toBe(2);
    for (const code of codes) {
      const check = compileFunction(code, ['require', 'headers', 'body', 'secret']);
      const run = (given: Received, by = secret) => check(require, given.headers, given.body, by) as unknown;
      expect(atItsTime(message, () => run(message))).toEqual(message.payload);
      const forged = { ...message, body: message.body.replace('lamp', 'lamb') };
      expect(forged.body).not.toBe(message.body);
      expect(() => atItsTime(message, () => run(forged))).toThrow();
      const other = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
      expect(() => atItsTime(message, () => run(message, other))).toThrow();
      // Long after it was signed.
      expect(() => run(message)).toThrow();
    }
    await close();
    await receiver.stop();
  }, 120_000);
});
