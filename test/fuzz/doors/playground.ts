/** The playground's requests: what a visitor's page sends, and what another page or program sends in its place. */
import fc from 'fast-check';
import { ani, maya, openApi, support } from '../../adapters/playground/api-client.js';
import type { LogLine } from '../../support/recording-log.js';
import { doorOf } from '../door.js';
import { prototypeNames, texts } from '../hostile.js';
import { spoiled } from '../json.js';
import { memoryDatabase } from '../memory-database.js';
import { checkPrototypes } from '../promises.js';
import { lineWords } from '../words.js';

const good = [
  { as: maya.id, text: 'feedback "slow"', place: support.id },
  { as: ani.id, action: 'feedback.take', value: 'F-1', message: '1' },
  { as: maya.id, form: 'feedback.add', subject: '', values: { text: 'slow', customers: ['a'], secret: true } },
  { to: '2026-12-01T09:00:00Z' },
  { days: 3 },
];
const names = ['state', 'messages', 'say', 'click', 'submit', 'clock', 'charts/1/0.png', 'nothing', ...prototypeNames];
const outside = ['/playground/vendor/', '/playground/page/', '/playground/page/..%2f..%2fpackage.json/', '/'];

export const playgroundDoor = doorOf<{
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body: object;
  readonly raw: string | null;
}>({
  name: 'playground',
  share: 20,
  inputs: fc.record({
    method: fc.constantFrom('POST', 'POST', 'GET'),
    path: fc.oneof(
      fc.constantFrom(...names).map((name) => `/playground/api/${name}`),
      fc
        .tuple(fc.constantFrom('place', 'inbox', 'as', 'after'), texts([maya.id, support.id, '%']))
        .map(
          ([name, value]) =>
            `/playground/api/messages?${name}=${encodeURIComponent(value.replaceAll(/\p{Surrogate}/gu, '')).slice(0, 500)}`,
        ),
      fc
        .tuple(fc.constantFrom(...outside), fc.constantFrom(...names, '%', '%ff', '%00', '..'))
        .map((parts) => parts.join('')),
    ),
    body: spoiled(good, lineWords),
    raw: fc.option(texts(['{', '}', '"as"', ':', '[', 'null']), { freq: 10 }),
  }),
  async open() {
    const database = await memoryDatabase();
    const api = await openApi({ database });
    const logged = api.logged as LogLine[];
    return {
      async knock({ method, path, body, raw }) {
        const response = await fetch(api.url + path, {
          method,
          headers: { 'content-type': 'application/json' },
          ...(method === 'POST' && { body: raw ?? JSON.stringify(body) }),
        });
        const answer = await response.text();
        const failed = logged.splice(0).find(({ level }) => level >= 50);
        if (response.status >= 500 || failed) throw new Error(`${response.status} ${answer} ${JSON.stringify(failed)}`);
        checkPrototypes();
      },
      async close() {
        await api.stop();
        await database.close();
      },
    };
  },
});
