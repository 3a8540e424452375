/** docs/teams.md is followed from its first line to its last: what it sets, runs and types works as it says. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { unzipSync } from 'fflate';
import { teamsChecks } from '../../../src/adapters/teams/doctor.js';
import { packageCommand } from '../../../src/adapters/teams/package/package-command.js';
import { secretExpirySweep } from '../../../src/adapters/teams/secret-expiry.js';
import { teamsConfig } from '../../../src/adapters/teams/settings.js';
import { loadConfig } from '../../../src/config.js';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { recordingLog } from '../../support/recording-log.js';
import { cardOf, formOf, text } from '../../support/stage.js';
import { createTeamsStage, type TeamsStage } from '../../support/teams-stage.js';
import { removeTemporaryFolders, temporaryFolder } from '../../support/temporary-folder.js';

const root = new URL('../../../', import.meta.url);
const page = await readFile(new URL('docs/teams.md', root), 'utf8');
const { scripts } = JSON.parse(await readFile(new URL('package.json', root), 'utf8')) as {
  scripts: Readonly<Record<string, string>>;
};
const blocks = [...page.matchAll(/^```\n([\s\S]*?)^```/gm)].map(([, block = '']) => block);
const quoted = [...page.replaceAll(/^```[\s\S]*?^```/gm, '').matchAll(/`([^`]+)`/g)].map(([, words = '']) =>
  words.replaceAll(/\s+/g, ' '),
);

const address = 'https://chair.acme.example';
const id = '12345678-1234-4234-8234-123456789abc';
/** What a reader puts in the place of each word of the page. */
const filledIn: Readonly<Record<string, string>> = {
  PUBLIC_URL: address,
  MicrosoftAppId: id,
  MicrosoftAppPassword: 'secret',
  MicrosoftAppTenantId: 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee',
  TEAMS_SECRET_EXPIRES: '2027-05-01',
};
const settingsIn = (): Readonly<Record<string, string>> => {
  const lines = (blocks.find((block) => block.includes('MicrosoftAppId=')) ?? '').trim().split('\n');
  const keys = lines.map((line) => line.split('=', 1)[0] ?? '');
  return Object.fromEntries(keys.map((key) => [key, filledIn[key] ?? `nobody said what ${key} is`]));
};

describe('The set-up text of Teams', () => {
  afterEach(removeTemporaryFolders);

  test('sets what the bot needs, and nothing else', () => {
    const config = loadConfig(settingsIn());
    expect(teamsConfig.settings(config)).toMatchObject({
      app: { id, type: 'SingleTenant' },
      tenantIds: [filledIn.MicrosoftAppTenantId],
    });
    expect(teamsConfig.settings(loadConfig({ TEAMS: 'local' }))).toMatchObject({ app: null });
    expect(() => loadConfig({ TEAMS: 'local', NODE_ENV: 'production' })).toThrow('TEAMS');
  });

  test('runs scripts that there are, and the package comes out', async () => {
    const typed = [...blocks.flatMap((block) => block.trim().split('\n')), ...quoted];
    const run = typed.flatMap((line) => /(?:^|\s)npm (?:run )?([\w:]+)/.exec(line)?.[1] ?? []);
    expect(new Set(run)).toEqual(new Set(['start', 'teams:package', 'doctor']));
    for (const script of run) expect(scripts).toHaveProperty([script]);
    const line = typed.find((each) => each.startsWith('npm run teams:package')) ?? '';
    const words = line.replace('https://YOUR-ADDRESS', address).split(' -- ')[1]?.split(' ') ?? [];
    const out = join(await temporaryFolder(), 'teams.zip');
    const said: string[] = [];
    const deps = { appId: id, publicUrl: undefined, say: (each: string) => said.push(each), error: () => {} };
    expect(await packageCommand([...words, '--out', out], deps)).toBe(0);
    expect(Object.keys(unzipSync(await readFile(out)))).toContain('manifest.json');
    expect(said.join()).toContain(`${address}/api/messages`);
    expect(page).toContain('https://YOUR-ADDRESS/api/messages');
  });

  test('names failures that the doctor knows too', async () => {
    const source = await readFile(new URL('src/adapters/teams/doctor.ts', root), 'utf8');
    const codes = [...page.matchAll(/AADSTS\d+/g)].map(([code]) => code);
    expect(codes.length).toBeGreaterThan(1);
    for (const code of codes) expect(source).toContain(code);
    const deps = {
      publicUrl: address,
      packageFile: 'teams.zip',
      now: () => new Date(),
      closedPeople: async () => null,
    };
    expect(teamsChecks({ settings: null, ...deps }).every(({ name }) => name.startsWith('teams.'))).toBe(true);
  });
});

describeOnDatabase('The set-up text of Teams, typed in Teams', (database) => {
  let stage: TeamsStage;
  const { log, lines } = recordingLog();
  beforeAll(() => expect(quoted.length).toBeGreaterThan(10));
  afterEach(() => stage.stop());

  test('is answered line by line, from whoever adds the bot first', async () => {
    const members = harbourLights.members.map(({ isAdmin: _, ...member }) => member);
    const { championExternalId: __, ...nobodyYet } = harbourLights;
    stage = await createTeamsStage({ database: database(), workspace: { ...nobodyYet, members }, log });
    const { people } = stage.house;
    const { organisationId } = stage.connected;
    const account = { externalId: 'U0MAYA', name: 'Maya Chen' };
    const slack = { platform: 'slack', externalId: 'T1', name: 'Slack', organisationId, places: [] } as const;
    await people.connectWorkspace({ ...slack, members: [account] });
    const say = async (who: string, line: string, place: string | null = '#support') =>
      text(cardOf(await stage.say(who, line, place)));
    const bare = (line: string) => line.replace('@Empty Chair ', '');
    const code = async () => /connect (\S{20,})/.exec(await say('grace', 'connect', null))?.[1] ?? '';
    const steps: Readonly<Record<string, () => Promise<[said: string, expected: string]>>> = {
      '@Empty Chair champion @name': async () => [await say('grace', 'champion @grace'), 'Grace'],
      connect: async () => [await say('grace', 'connect', null), 'within an hour'],
      'connect CODE': async () => [await say('grace', `connect ${await code()}`, null), 'already'],
      'join @maya @maya.chen': async () => [await say('grace', 'join @maya @maya.chen', null), 'one member'],
      'inbox teams': async () => [await say('maya', 'inbox teams', null), 'in Teams'],
      'part @maya': async () => [await say('grace', 'part @maya', null), 'separate again'],
      '@Empty Chair meeting every monday 10:00': async () => [
        await say('grace', 'meeting every monday 10:00'),
        'Monday',
      ],
      'feedback withdraw F-1': async () => {
        await say('maya', 'feedback "The lamp flickers"');
        return [formOf(await stage.say('maya', 'feedback withdraw F-1', '#support')).title, 'F-1'];
      },
      'manager @name': async () => [await say('maya', 'manager @dana'), 'Dana'],
      home: async () => [await say('maya', 'home', null), 'Maya'],
    };
    const first = new Set([...Object.keys(steps)].map((line) => bare(line).split(' ', 1)[0]));
    const commands = stage.house.features.flatMap((feature) => feature.commands ?? []).map(({ name }) => name);
    const typed = quoted.filter((line) => {
      const [word = ''] = bare(line).split(' ', 1);
      return line.startsWith('@Empty Chair ') || first.has(word) || commands.includes(word);
    });
    expect(new Set(typed)).toEqual(new Set(Object.keys(steps)));
    for (const [line, step] of Object.entries(steps)) {
      const [said, expected] = await step();
      expect(`${line}: ${said}`).toContain(expected);
    }
  });

  test('finds in the log what it says stands there', async () => {
    stage = await createTeamsStage({ database: database(), workspace: harbourLights, log });
    const post = async (authorization: string, tenantId: string) => {
      const conversation = { id: 'a:1', conversationType: 'personal', tenantId };
      const { serviceUrl, world } = stage.teams;
      const from = { id: '29:x', name: 'Somebody' };
      const about = { channelId: 'msteams', serviceUrl, from, recipient: { id: world.botId }, conversation };
      const { status } = await fetch(`${stage.url}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization },
        body: JSON.stringify({ type: 'message', id: '1', text: 'hi', ...about }),
      });
      return status;
    };
    expect(await post('Bearer wrong', stage.teams.world.tenantId)).toBe(401);
    expect(await post(`Bearer ${stage.teams.token()}`, '99999999-bbbb-4ccc-8ddd-eeeeeeeeeeee')).toBe(403);
    await secretExpirySweep('2026-01-01', { clock: stage.clock, log }).run(stage.clock.now());
    const logged = lines.map(({ msg }) => String(msg));
    for (const words of [...page.matchAll(/the log says \*([^*]+)\*/gi)].map(([, each = '']) => each)) {
      expect(logged).toContainEqual(expect.stringContaining(words));
    }
  });
});
