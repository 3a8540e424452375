/** What readers of README and docs/ are told is so: links lead somewhere, scripts exist, commands are known. */
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { composeBot } from '../../src/bot.js';
import type { Feature } from '../../src/chat/feature.js';
import { fold } from '../../src/chat/nearest.js';
import { stoppedClock } from '../../src/kernel/clock.js';
import { commandAliases, languages } from '../../src/kernel/language/languages.js';
import { commandsPage, commandsPath } from '../support/commands-page.js';
import { describeOnEmbedded } from '../support/database.js';
import { recordingLog } from '../support/recording-log.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const docs = (await readdir(join(root, 'docs'))).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`);
const pages = ['README.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md', 'SECURITY.md', ...docs];
const read = (name: string) => readFile(join(root, name), 'utf8');

describeOnEmbedded('README and docs', (database) => {
  const features = async (): Promise<readonly Feature[]> => {
    const clock = stoppedClock('2026-11-20T10:00:00Z');
    return (await composeBot({ database: database(), log: recordingLog().log, clock, platforms: [] })).house.features;
  };

  test('the README fits on a page', async () => {
    expect((await read('README.md')).split('\n').length).toBeLessThanOrEqual(91);
  });

  test.each(pages)('%s links to what is there', async (page) => {
    const links = [...(await read(page)).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path = '']) => path);
    expect(links.filter((path) => !existsSync(join(root, dirname(page), path)))).toEqual([]);
  });

  test.each(pages)('%s names scripts that there are', async (page) => {
    const { scripts } = JSON.parse(await read('package.json')) as { readonly scripts: Record<string, string> };
    const named = [...(await read(page)).matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  test.each(languages())('The page of commands is what the rooms say of themselves, in %s', async (language) => {
    const [path, page] = [commandsPath(language), commandsPage(await features(), language)];
    if (process.env.WRITE_DOCS) await writeFile(join(root, path), page);
    expect(await read(path)).toBe(page);
  });

  test('Second names stand for commands that there are, and no name stands for two', async () => {
    const names = (await features()).flatMap(({ commands = [] }) => commands.map(({ name }) => name));
    const aliases = languages().flatMap((language) => Object.entries(commandAliases(language)));
    expect(aliases.filter(([, name]) => name !== 'help' && !names.includes(name))).toEqual([]);
    const all = ['help', ...names, ...aliases.map(([alias]) => alias)].map(fold);
    expect(all.filter((name, index) => all.indexOf(name) < index)).toEqual([]);
    expect(aliases.length).toBeGreaterThan(50);
  });

  test.each(pages)('%s shows commands that are understood as they stand', async (page) => {
    const known = (await features()).flatMap(({ commands = [] }) => commands.map(({ name }) => name));
    const shown = [...(await read(page)).matchAll(/`\/customer ([a-z][^`]*)`/g)].map(([, line = '']) => line);
    const unknown = shown.filter((line) => line !== 'help' && !known.some((name) => `${line} `.startsWith(`${name} `)));
    expect(unknown).toEqual([]);
  });
});
