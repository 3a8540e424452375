import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';

const root = new URL('../../', import.meta.url);
const files = (await readdir(new URL('src/', root), { recursive: true }))
  .map((name) => `src/${name}`)
  .filter((name) => name.endsWith('.ts') && !name.startsWith('src/storage/generated/'));
const sources = await Promise.all(
  files.map(async (name) => ({ name, text: await readFile(new URL(name, root), 'utf8') })),
);

/** The files among `sources` in which the pattern stands, but for those where it may. */
function filesWith(pattern: RegExp, allowed: RegExp): string[] {
  return sources.filter(({ name, text }) => pattern.test(text) && !allowed.test(name)).map(({ name }) => name);
}

describe('the sources', () => {
  test('are found', () => {
    expect(files.length).toBeGreaterThan(100);
    expect(filesWith(/systemClock/, /^$/)).toContain('src/kernel/clock.ts');
  });

  test('ask the time of the clock that they are given', () => {
    expect(filesWith(/\bDate\.now\(|\bnew Date\(\)/, /^src\/kernel\/clock\.ts$/)).toEqual([]);
  });

  test('give up on others by deadlines that stand still while this process does', () => {
    // The doctor's process does nothing else.
    expect(filesWith(/AbortSignal\.timeout\(|\btimeout: \w*Ms\b/, /doctor/)).toEqual([]);
  });

  test('speak to the database in stores alone', () => {
    const speaks = /\.(query|queryLast|execute)(<[^`]*>)?`|\.(queryText|executeText|executeSql)\b/;
    expect(filesWith(speaks, /^src\/(storage|delivery)\/|\/store\.ts$|\/store\/|-store\.ts$/)).toEqual([]);
  });

  test('ask for the history of a thing in the way that an index can answer', () => {
    // One of these joins what its own statement has just written.
    expect(filesWith(/subject = '\w+:' \|\|/, /^src\/features\/feedback\/store\/feedback\.ts$/)).toEqual([]);
  });

  test('read the environment in config.ts alone', () => {
    expect(filesWith(/process\.env/, /^src\/config\.ts$/)).toEqual([]);
  });

  test('refer to no page outside the repository', () => {
    expect(filesWith(/\b(PRODUCT|HOUSE|ADAPTERS|PLATFORMS|STACK)\.md\b|\.\.\/shared\/(design|facts)/, /^$/)).toEqual(
      [],
    );
  });

  test('say in a first sentence what each file is for', () => {
    expect(sources.filter(({ text }) => !/^(#!.*\n)?(\/\*\*|\/\/)/.test(text)).map(({ name }) => name)).toEqual([]);
  });
});
