/** Languages of an operator's own, which LANGUAGES_DIR names: beside ours, and in their place. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { addLanguages, commandAliases, languageFor, languages } from '../../../src/kernel/language/languages.js';
import { inLanguage } from '../../../src/kernel/language/reader.js';
import { say } from '../../../src/kernel/language/say.js';
import { removeTemporaryFolders, temporaryFolder } from '../../support/temporary-folder.js';

afterEach(async () => {
  addLanguages(null);
  await removeTemporaryFolders();
});

/** A folder of languages, each with these messages. */
async function folderOf(tags: readonly string[], messages: Readonly<Record<string, string>>): Promise<string> {
  const folder = await temporaryFolder();
  for (const tag of tags) {
    await mkdir(join(folder, tag));
    await writeFile(join(folder, tag, 'messages.json'), JSON.stringify(messages));
    await writeFile(join(folder, tag, 'commands.json'), JSON.stringify({ cabhair: 'help' }));
  }
  return folder;
}

test('stand beside ours, and take the place of one of the same tag', async () => {
  const ours = languages();
  addLanguages(await folderOf(['ga', 'ur'], { 'Of {own} only': 'Ár {own} féin' }));
  expect(languages()).toEqual([...ours, 'ga']);
  expect(languageFor('ga-IE')).toBe('ga');
  for (const tag of ['ga', 'ur']) expect(inLanguage(tag, () => say('Of {own} only', { own: 'F-1' }))).toContain('Ár');
  expect(commandAliases('ga')).toEqual({ cabhair: 'help' });
  addLanguages(null);
  expect(languages()).toEqual(ours);
  expect(languageFor('ga')).toBe('en');
});

test('leave folders alone that are no language', async () => {
  const ours = languages();
  addLanguages(await folderOf(['..data', 'lost+found'], {}));
  expect(languages()).toEqual(ours);
});

test('end the start where there is no such folder', () => {
  expect(() => addLanguages('/nowhere/languages')).toThrow(/LANGUAGES_DIR: must be a folder/u);
});

test('end the start where a file of theirs is no JSON, and name it', async () => {
  const folder = await folderOf(['ga'], {});
  await writeFile(join(folder, 'ga', 'keys.json'), '{ "Key": ');
  const ours = languages();
  expect(() => addLanguages(folder)).toThrow(/LANGUAGES_DIR: .*keys\.json/u);
  expect(languages()).toEqual(ours);
});

test.each([
  ['is no pattern', 'Ár {own'],
  ['wants what there is not', 'Ár {other} féin'],
])('are English where a message %s', async (_, translation) => {
  addLanguages(await folderOf(['ga'], { 'Of {own} alone': translation }));
  expect(inLanguage('ga', () => say('Of {own} alone', { own: 'F-1' }))).toBe('Of F-1 alone');
});

test('need no second names of commands', async () => {
  const folder = await folderOf(['ga'], {});
  await rm(join(folder, 'ga', 'commands.json'));
  addLanguages(folder);
  expect(commandAliases('ga')).toEqual({});
});
