/** What the SDK does for the bot: tokens for calls that go out, fetched with the libraries that package.json's overrides name. */
import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openDoor } from '../../../src/adapters/teams/receive/door.js';
import { aloud, quietly } from '../../../src/adapters/teams/receive/sdk-noise.js';
import { recordingLog } from '../../support/recording-log.js';

const realFetch = globalThis.fetch;
const realError = console.error;
let asked: string[];

beforeEach(() => {
  asked = [];
  globalThis.fetch = async (address, init) => {
    asked.push(`${address} ${init?.body}`);
    return Response.json({ token_type: 'Bearer', expires_in: 3_599, access_token: 'the-token' });
  };
});
afterEach(() => {
  globalThis.fetch = realFetch;
  console.error = realError;
});

const app = {
  id: '11111111-2222-4333-8444-555555555555',
  type: 'SingleTenant',
  tenantId: 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee',
} as const;
const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

test.each([
  ['a secret', '11111111-2222-4333-8444-000000000001', { password: 'secret' }, 'client_secret=secret'],
  [
    'a certificate',
    '11111111-2222-4333-8444-000000000002',
    { certificate: { thumbprint: 'A'.repeat(40), privateKey } },
    'client_assertion=',
  ],
])('a token of the tenant is fetched with %s', async (_, id, credential, proof) => {
  const door = await openDoor({ ...app, id, ...credential }, { log: recordingLog().log });
  expect(await door.tokenFor()).toBe('the-token');
  const [only = ''] = asked;
  expect(only).toContain(`https://login.microsoftonline.com/${app.tenantId}/oauth2/v2.0/token`);
  expect(only).toContain(proof);
});

test('what the SDK writes to the console is heard in one line, and what others write is printed', async () => {
  const printed: unknown[] = [];
  const heard: string[] = [];
  console.error = (...said: unknown[]) => void printed.push(...said);
  const hear = (words: string) => void heard.push(words);
  await quietly(hear, async () => {
    console.error(new TypeError('jwt expired\n  at somewhere'));
    console.error(`Available keys: ${'x'.repeat(900)}`);
    await aloud(async () => console.error('ours'));
  });
  console.error('ours too');
  expect(printed).toEqual(['ours', 'ours too']);
  expect(heard).toEqual(['TypeError: jwt expired', `Available keys: ${'x'.repeat(104)}`]);
});
