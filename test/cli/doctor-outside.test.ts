/** The doctor of what the bot asks and uses beside its platforms: the mail server, a model, a folder of languages, a second port. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { loadConfig } from '../../src/config.js';
import { allChecks } from '../../src/doctor/index.js';
import { systemClock } from '../../src/kernel/clock.js';
import { addLanguages } from '../../src/kernel/language/languages.js';
import { createLogger } from '../../src/kernel/logger.js';
import { startMail } from '../support/stand-in-mail.js';
import { temporaryFolder } from '../support/temporary-folder.js';

async function look(name: string, env: Readonly<Record<string, string>>): Promise<string> {
  const deps = { log: createLogger('silent'), clock: systemClock, withHost: async () => null };
  const checks = await allChecks({ ...deps, loadConfig: () => loadConfig(env) });
  const found = (await checks.find((check) => check.name === name)?.run()) ?? [];
  return found.map(({ level, what, remedy = '' }) => `${level}: ${what} ${remedy}`).join('\n');
}

/** A server that answers `answer` with `status`; its port. */
async function listening(status = 200, answer: unknown = {}) {
  const server = createServer((_request, response) => response.writeHead(status).end(JSON.stringify(answer)));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const close = () => new Promise<void>((done) => void server.close(() => done()).closeAllConnections());
  return { port: (server.address() as AddressInfo).port, close };
}

describe('The doctor', () => {
  afterEach(() => addLanguages(null));

  test('mail: signs in, says what mends it, and wants an address for the links', async () => {
    expect(await look('mail', {})).toMatch(/^ok: No mail is sent/);
    const server = await startMail();
    const from = { MAIL_FROM: 'hello@example.com', PUBLIC_URL: 'https://chair.example.com' };
    const { host } = new URL(server.url);
    expect(await look('mail', { ...from, SMTP_URL: server.url })).toBe(`ok: The mail server ${host} takes mail. `);
    expect(await look('mail', { MAIL_FROM: from.MAIL_FROM, SMTP_URL: server.url })).toMatch(
      /^ok.*\nerror: PUBLIC_URL is not set: links in mails .*PUBLIC_URL=https/,
    );
    const strict = new SMTPServer({
      disabledCommands: ['STARTTLS'],
      onAuth: (_auth, _session, callback) => callback(new Error('Who are you?')),
    });
    const listener = strict.listen(0, '127.0.0.1');
    await new Promise((done) => listener.once('listening', done));
    const { port } = listener.address() as AddressInfo;
    const signs = await look('mail', { ...from, SMTP_URL: `smtp://us%40er:pass-word@127.0.0.1:${port}` });
    expect(signs).toMatch(/^error: The mail server .*user and the password in SMTP_URL/);
    await new Promise<void>((done) => void strict.close(() => done()));
    expect(signs).not.toContain('pass-word');
    await server.close();
    expect(await look('mail', { ...from, SMTP_URL: server.url })).toMatch(/^error: .*ECONNREFUSED.*host and port/);
  });

  test('themes: asks the model once', async () => {
    expect(await look('themes', {})).toMatch(/^ok: No model is asked/);
    for (const [status, answer, words] of [
      [200, { data: [{ index: 0, embedding: [1, 2] }] }, /^ok: The model small at 127\.0\.0\.1:\d+ answers/],
      [401, {}, /^error: The model small .*gives no vectors\. .*EMBEDDINGS_KEY/],
    ] as const) {
      const model = await listening(status, answer);
      const env = { EMBEDDINGS_URL: `http://127.0.0.1:${model.port}/v1`, EMBEDDINGS_MODEL: 'small' };
      expect(await look('themes', env)).toMatch(words);
      await model.close();
    }
  });

  test('settings: a folder of languages with which the bot does not start', async () => {
    const nowhere = join(await temporaryFolder(), 'nowhere');
    expect(await look('settings', { LANGUAGES_DIR: nowhere })).toMatch(/^error: LANGUAGES_DIR: must be a folder/);
  });

  test('port: that of the metrics too', async () => {
    const other = await listening();
    const env = { PORT: '0', METRICS_PORT: String(other.port) };
    expect(await look('port', env)).toMatch(/\nerror: METRICS_PORT: another program listens on \d+ already/);
    await other.close();
    expect(await look('port', env)).toMatch(/\nok: \d+ is free for metrics\. $/);
  });
});
