/** Asks a stand-in of an embeddings server, and takes whatever a server may answer. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { createEmbedder } from '../../../src/adapters/embeddings/embed.js';
import { embeddingsConfig } from '../../../src/adapters/embeddings/settings.js';
import { createLogger } from '../../../src/kernel/logger.js';

interface Asked {
  readonly path: string | undefined;
  readonly key: string | undefined;
  readonly body: { readonly model: string; readonly input: readonly string[] };
}

let server: Server | null = null;
afterEach(() => void server?.close());

/** Answers each request by `answer`; what was asked is kept. */
async function serve(answer: (asked: Asked, response: ServerResponse) => void) {
  const asked: Asked[] = [];
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = JSON.parse(Buffer.concat(parts).toString('utf8')) as Asked['body'];
    asked.push({ path: request.url, key: request.headers.authorization, body });
    answer(asked.at(-1) ?? { path: '', key: '', body }, response);
  };
  server = createServer((request, response) => void take(request, response));
  await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  const embed = createEmbedder({ url, model: 'small', key: 'secret' }, { log: createLogger('silent'), timeMs: 5_000 });
  return { asked, embed };
}

const json = (response: ServerResponse, body: unknown) => response.end(JSON.stringify(body));

test('asks for some texts at once, with the key, and puts the vectors in order', async () => {
  const { asked, embed } = await serve(({ body: { input } }, response) =>
    json(response, {
      data: input.map((text, index) => ({ index, embedding: [text.length, index] })).toReversed(),
    }),
  );
  const texts = Array.from({ length: 40 }, (_, index) => 'x'.repeat(index + 1));
  const vectors = await embed(texts);
  expect(vectors?.map(([length]) => length)).toEqual(texts.map((text) => text.length));
  expect(asked.map(({ body }) => body.input.length)).toEqual([32, 8]);
  expect(asked[0]).toMatchObject({ path: '/v1/embeddings', key: 'Bearer secret', body: { model: 'small' } });
});

test.each([
  ['an error', (response: ServerResponse) => response.writeHead(500).end('{}')],
  ['another page', (response: ServerResponse) => response.end('<html>')],
  ['too few vectors', (response: ServerResponse) => json(response, { data: [] })],
  ['a redirect', (response: ServerResponse) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
  [
    'vectors of different lengths',
    (response: ServerResponse) =>
      json(response, {
        data: [
          { index: 0, embedding: [1] },
          { index: 1, embedding: [1, 2] },
        ],
      }),
  ],
])('answers nothing where %s comes', async (_, answer) => {
  const { embed } = await serve((_asked, response) => answer(response));
  expect(await embed(['one', 'two'])).toBeNull();
});

test('takes the key and the words to no other address, though the server sends us there', async () => {
  const { asked, embed } = await serve(({ path, body: { input } }, response) => {
    if (path === '/v1/embeddings') response.writeHead(307, { location: '/elsewhere' }).end();
    else json(response, { data: input.map((_, index) => ({ index, embedding: [1] })) });
  });
  expect(await embed(['one'])).toBeNull();
  expect(asked.map(({ path }) => path)).toEqual(['/v1/embeddings']);
});

test('is set up by an address and a model together', () => {
  const { problems } = embeddingsConfig;
  expect(problems({})).toEqual([]);
  expect(problems({ EMBEDDINGS_URL: 'http://localhost:11434/v1' })[0]).toMatch(/^EMBEDDINGS_MODEL: .*needs this too/);
  expect(problems({ EMBEDDINGS_KEY: 'secret' })[0]).toMatch(/^EMBEDDINGS_KEY: /);
});
