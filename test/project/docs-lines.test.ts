/** Every line that README and docs/ give people to type does what the text says: in chat, in a shell, over HTTP. */
import { cp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from '@jest/globals';
import { doctorCommand } from '../../src/adapters/doctor/doctor-command.js';
import { packageCommand } from '../../src/adapters/teams/package/package-command.js';
import { runCommand } from '../../src/adapters/web-api/command-line/run-command.js';
import { terminalOn } from '../../src/adapters/web-api/command-line/terminal.js';
import { createLocalHost } from '../../src/adapters/web-api/host/local-host.js';
import type { Reply } from '../../src/chat/reply.js';
import { loadConfig } from '../../src/config.js';
import { allChecks } from '../../src/doctor/index.js';
import { feedbackColumns } from '../../src/features/feedback/index.js';
import { systemClock } from '../../src/kernel/clock.js';
import { createLogger } from '../../src/kernel/logger.js';
import { serve } from '../adapters/web-api/web-api-server.js';
import { describeOnEmbedded } from '../support/database.js';
import { harbourLights } from '../support/harbour-lights.js';
import { createOperator } from '../support/operator.js';
import { createRecordingMessenger } from '../support/recording-messenger.js';
import { createStage, type Stage, text } from '../support/stage.js';
import { removeTemporaryFolders, temporaryFolder } from '../support/temporary-folder.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const docs = (await readdir(join(root, 'docs'))).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`);
const pages = ['README.md', ...docs];
const read = (page: string) => readFile(join(root, page), 'utf8');

/** Names that stand for the reader's own. */
const inChat: readonly (readonly [RegExp, string])[] = [
  [/@you\b/gu, '@grace'],
  [/@name\b/gu, '@ben'],
  [/@ana\b/gu, '@ani'],
  [/#(?:place|marketing)\b/gu, '#news'],
];

/** What is typed in a shell and run by another test, each with its reason. */
const elsewhere: readonly (readonly [RegExp, string])[] = [
  [/^npm ci( --omit=dev)?( --ignore-scripts)?$/u, 'installs: .ci/run and .ci/production.js do it in a clean checkout'],
  [/^(PORT=\d+ )?npm start( -- --open)?$/u, 'starts and stays: started.process.test.ts and .ci/production.js'],
  [/^TEAMS=local npm start$/u, 'the same without credentials: app.test.ts starts it so'],
  [/^npx @microsoft\/m365agentsplayground$/u, 'Microsoft’s program, which is not installed here'],
  [/^npm run chaos$/u, 'needs a PostgreSQL server and minutes: chaos.process.test.ts plays a part of it'],
  [/^npm run fuzz( -- --door \w+ --runs \d+ --seed \d+)?$/u, 'a million inputs: fuzz.test.ts tries a tenth of them'],
  [/^npm run languages\b/u, 'lists what translators fill in: languages.test.ts reads the same files'],
  [/^npm test( -- (tone|languages))?$/u, 'runs these tests: .ci/run does'],
  [/^curl .*X-Signature/u, 'computes a signature in the shell: feedback-routes.test.ts signs the same bytes'],
  [/^npm run (load|bench)( -- .+)?$/u, 'measures for minutes: load.process.test.ts runs a small part'],
  [
    /^npm run bi -- .+$/u,
    'needs a PostgreSQL server: analyst-role.test.ts makes such a user, and run-command.test.ts reads the words',
  ],
  [/^npm run import -- FILE\.csv$/u, 'a pattern: the lines below it name a file'],
];

/** Lines that begin with npm or curl, from blocks of code and from sentences; a comment behind them is left out. */
function shellLines(page: string): readonly string[] {
  const blocks = [...page.matchAll(/^ *```(\w*)\n([\s\S]*?)^ *```/gmu)].flatMap(([, language = '', code = '']) =>
    language === '' || language === 'sh' ? code.replaceAll(/\\\n\s*/gu, '').split('\n') : [],
  );
  const sentences = [...page.replaceAll(/^ *```[\s\S]*?^ *```/gmu, '').matchAll(/`([^`]+)`/gu)].map(
    ([, code = '']) => code,
  );
  return [...blocks, ...sentences]
    .flatMap((line) => line.replace(/\s+# .*$/u, '').split(' && '))
    .map((line) => line.trim().replaceAll(/\s*\n\s*/gu, ' '))
    .filter((line) => /^([A-Z]+=\S+ )?(npm|npx|node|curl) /u.test(line));
}

/** As a shell splits them: quotes hold words together. */
const wordsOf = (line: string): readonly string[] =>
  [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/gu)].map(([, double, single, plain]) => double ?? single ?? plain ?? '');

const isRefused = (reply: Reply): boolean =>
  reply.kind === 'fieldErrors' ||
  (reply.kind === 'card' &&
    (reply.card.tone === 'warning' || reply.card.tone === 'bad' || reply.card.title.startsWith('I don’t know')));

describeOnEmbedded('What README and docs/ give to type', (database) => {
  let stage: Stage;
  afterEach(async () => {
    await stage.stop();
    await removeTemporaryFolders();
  });
  const begin = async () => {
    const mail = () => ({ messengerFor: () => createRecordingMessenger() });
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-28T10:00:00Z', mail });
    const group = { platform: 'playground', workspaceExternalId: 'T1', externalId: 'S1' } as const;
    await stage.house.people.saveUserGroup({ ...group, handle: 'billing-team', memberExternalIds: ['U-maya'] });
  };

  test('is taken in chat as it stands', async () => {
    await begin();
    await stage.say('dana', 'customer Acme', '#support');
    const values = { touches: 'Payments may fail', why: 'The bank renews its line', where: ['page'] };
    await stage.interact('dana', { kind: 'submit', form: 'notices.write', subject: '', values });
    await database().executeSql(
      `WITH numbered AS (INSERT INTO numbers (organisation_id, kind, last) SELECT id, 'theme', 5 FROM organisations)
       INSERT INTO themes (organisation_id, id, number, words, terms, created_at)
       SELECT o.id, gen_random_uuid(), n, '["login"]', '[["login", 1]]', now() FROM organisations o, generate_series(1, 5) AS n`,
    );
    let count = 0;
    const refused: string[] = [];
    for (const page of pages) {
      for (const [, line = ''] of (await read(page)).matchAll(/`(?:\/customer|@Empty Chair) ([^`]+)`/gu)) {
        const typed = inChat.reduce(
          (words, [name, ours]) => words.replaceAll(name, ours),
          line.replaceAll(/\s+/gu, ' '),
        );
        // Roles change hands on the way: whoever administers may type every line.
        const reply = await stage.say('dana', typed, '#support');
        if (isRefused(reply))
          refused.push(`${page}: ${line} → ${reply.kind === 'card' ? text(reply.card) : reply.kind}`);
        count += 1;
      }
    }
    expect(refused).toEqual([]);
    expect(count).toBeGreaterThan(15);
  });

  test('is done in a shell and over HTTP as it stands', async () => {
    await begin();
    const { clock, customers, intakes, imports, leaving, keys } = stage.house;
    const server = await serve({ database: database(), clock, customers, intakes });
    const folder = await temporaryFolder();
    await cp(join(root, 'docs/samples'), join(folder, 'docs/samples'), { recursive: true });
    const said: string[] = [];
    const sink = new Writable({
      write(chunk, _encoding, done) {
        said.push(String(chunk));
        done();
      },
    });
    const output = Object.assign(sink, { isTTY: false, columns: 80 });
    const terminal = terminalOn({ stdout: output, stderr: output });
    const host = createLocalHost({ database: database(), clock, keys, intakes, imports, exporting: leaving.exporting });
    const openHost = async () => ({ host, close: async () => {} });
    const npmRun = (script: string, words: readonly string[]): Promise<number> => {
      if (script === 'doctor') return lookAt(words);
      if (script === 'backup' || script === 'restore' || script === 'move') return ofAllData(script, words);
      if (script === 'teams:package') {
        const appId = '7faf8ab2-3d56-4244-b585-20c8a42ed2b8';
        const out = ['--out', join(folder, 'teams.zip')];
        return packageCommand([...words, ...out], { ...terminal, appId, publicUrl: undefined });
      }
      // Whoever reads the plan says yes to it; who deletes types the name.
      const ask = async (question: string) => (question.includes('name') ? harbourLights.name : 'y');
      return runCommand([script, ...words], { feedbackColumns, terminal: { ...terminal, ask }, openHost });
    };
    const lookAt = async (words: readonly string[]) => {
      const env = { DATA_DIR: join(folder, 'data'), ...(words.includes('teams') && { TEAMS: 'local' }) };
      const deps = { log: createLogger('silent'), clock: systemClock, withHost: async () => null };
      const checks = await allChecks({ ...deps, loadConfig: () => loadConfig(env) });
      // What a check finds depends on the machine; the words have to name checks that there are.
      return (await doctorCommand(words, { ...terminal, checks, deadlineMs: 2_000 })) === 2 ? 2 : 0;
    };
    // They are done by test/backup; here there is no such file, and no such database. The words have to be right.
    const operator = await createOperator('2030-01-01T00:00:00Z');
    const ofAllData = async (name: 'backup' | 'restore' | 'move', words: readonly string[]) => {
      const { code, said: answer } = await operator.run(name, words, { DATA_DIR: join(folder, 'none') });
      said.push(answer);
      return code === 2 ? 2 : 0;
    };
    const typed: string[] = [];
    const wrong: string[] = [];
    const note = (line: string, fault: string | null) => {
      typed.push(line);
      if (fault !== null) wrong.push(`${line}: ${fault}`);
    };
    const lines = (await Promise.all(pages.map(read))).flatMap(shellLines);
    // What deletes comes last.
    for (const line of lines.toSorted(
      (a, b) => Number(/ (delete|revoke) /u.test(a)) - Number(/ (delete|revoke) /u.test(b)),
    )) {
      if (elsewhere.some(([pattern]) => pattern.test(line))) continue;
      said.length = 0;
      if (line.startsWith('curl ')) {
        note(line, await curled(line.replaceAll('http://localhost:3000', server.url), typed.length));
        continue;
      }
      const [, script = '', rest = ''] = /^npm run (\S+)(?: -- (.*))?$/u.exec(line) ?? [];
      const words = wordsOf(rest).map(
        (word) =>
          ({
            NAME: harbourLights.name,
            FOLDER: join(folder, 'export'),
            'https://YOUR-ADDRESS': 'https://chair.example',
            '7': '1',
          })[word] ?? (word.startsWith('docs/samples/') ? join(folder, word) : word),
      );
      const code = await npmRun(script, words);
      note(line, code === 0 ? null : `${code} ${said.join('')}`);
    }
    async function curled(line: string, count: number): Promise<string | null> {
      const { key } = await host.createKey({
        organisationId: await organisation(),
        name: `curl-${count}`,
        signed: false,
      });
      const words = wordsOf(line.replace('Bearer KEY', `Bearer ${key}`));
      const after = (flag: string) => words.flatMap((word, at) => (word === flag ? [words[at + 1] ?? ''] : []));
      const headers = after('-H').map((header) => header.split(': ') as [string, string]);
      const [body] = after('-d');
      const url = words.find((word) => word.startsWith('http')) ?? '';
      const response = await fetch(url, { method: body === undefined ? 'GET' : 'POST', headers, body });
      return response.ok ? null : `${response.status} ${await response.text()}`;
    }
    async function organisation(): Promise<string> {
      return (await database().models.organisation.findFirstOrThrow()).id;
    }
    await server.close();
    expect(wrong).toEqual([]);
    for (const part of [
      'curl',
      'key',
      'import',
      'doctor',
      'teams:package',
      'organisation',
      'export',
      'backup',
      'restore',
      'move',
    ])
      expect([part, typed.some((line) => line.includes(part))]).toEqual([part, true]);
  });
});
