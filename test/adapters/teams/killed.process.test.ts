/** A form that Teams was told is accepted is done, once, and answered, though the bot is killed over it with SIGKILL. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from '@jest/globals';
import { type Child, endChildren, startChild } from '../../support/child-process.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { createDriver } from '../../support/stand-in-teams/driver.js';
import { formData } from '../../support/stand-in-teams/read-card.js';
import { openTeams, type StandInTeams } from '../../support/stand-in-teams/server.js';
import { createTeamsWorld } from '../../support/stand-in-teams/world.js';
import { populate } from '../../support/teams-stage.js';
import { removeTemporaryFolders, temporaryFolder } from '../../support/temporary-folder.js';
import type { MortalTeams } from './processes/mortal-teams.js';

type Json = Readonly<Record<string, unknown>>;

const program = fileURLToPath(new URL('processes/mortal-teams.ts', import.meta.url));
/** A new embedded database takes its time to be made, on a busy machine much of it. */
const longMs = 240_000;
const start = new Date('2026-11-20T10:00:00Z');
const later = (seconds: number) => new Date(start.getTime() + seconds * 1_000).toISOString();

let teams: StandInTeams;
afterEach(async () => {
  await endChildren();
  await teams.close();
  await removeTemporaryFolders();
});

async function open() {
  teams = await openTeams(createTeamsWorld(() => start));
  const { setup, ids } = populate(teams, harbourLights);
  const dataDir = join(await temporaryFolder(), 'data');
  const { issuer, botToken } = teams;
  const { appId, tenantId } = teams.world;
  const known = { dataDir, setup, teams: { issuer, botToken, world: { appId, tenantId } } };
  const live = async (halts: MortalTeams['halts'], now: string) => {
    const options: MortalTeams = { ...known, halts, now };
    const bot = startChild(program, [JSON.stringify(options)]);
    const url = (await bot.line()) ?? 'nowhere';
    return { bot, driver: createDriver(teams, () => url) };
  };
  const maya = [...teams.world.users.values()].find(({ name }) => name === 'Maya');
  const support = ids.get('#support');
  if (!maya || support === undefined) throw new Error('Maya or her channel is not there.');
  return { live, maya, support };
}

const messageAt = (id: string) => JSON.stringify(teams.world.messages.find((each) => each.id === id)?.activity);

async function keptAt(bot: Child, instant: string): Promise<string | null> {
  bot.tell(instant);
  return bot.line();
}

test.each([
  ['before its work', 'F-1'],
  ['after its work', 'What you did is kept'],
] as const)(
  'is done once, and answered, when the bot is killed %s',
  async (halts, answer) => {
    const { live, maya, support } = await open();
    const first = await live(halts, later(0));
    await first.driver.install(maya, support);
    await first.driver.write(maya, 'feedback', { conversation: support });
    const form = teams.world.messages.at(-1);
    const [attachment] = (form?.activity.attachments ?? []) as { content: Json }[];
    const data = { text: 'The key is stuck', ...formData(attachment?.content ?? {}) };
    const where = { conversation: support, replyToId: form?.id };
    const answered = await first.driver.execute(maya, { verb: 'teams.submit', data }, where);
    expect(JSON.stringify(answered.body)).toContain('I’m on it');
    expect(await first.bot.line()).toBe('halted');
    await first.bot.end('SIGKILL');

    const second = await live('never', later(30));
    expect(await keptAt(second.bot, later(40))).toBe(halts === 'before its work' ? 'kept 0' : 'kept 1');
    expect(await keptAt(second.bot, later(60))).toBe('kept 1');
    expect(messageAt(form?.id ?? '')).toContain(answer);
    const again = await second.driver.execute(maya, { verb: 'teams.submit', data }, where);
    expect(again.status).toBe(200);
    expect(await keptAt(second.bot, later(3_600))).toBe('kept 1');
  },
  longMs,
);
