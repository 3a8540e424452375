import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from '@jest/globals';
import { removeTemporaryFolders, temporaryFolder } from '../support/temporary-folder.js';

interface LockFile {
  readonly packages: Readonly<Record<string, Package>>;
}

interface Package {
  readonly version?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly hasInstallScript?: boolean;
}

const text = await readFile(new URL('../../package-lock.json', import.meta.url), 'utf8');
const { packages } = JSON.parse(text) as LockFile;

describe('package-lock.json', () => {
  test('holds the packages of every platform, or npm ci refuses (if not: node .ci/complete-lock.js)', () => {
    const names = Object.values(packages).flatMap((one) => Object.keys(one.optionalDependencies ?? {}));
    expect(names.length).toBeGreaterThan(10);
    const paths = Object.keys(packages);
    expect(names.filter((name) => !paths.some((path) => path.endsWith(`node_modules/${name}`)))).toEqual([]);
  });

  test('holds no script that npm asks about: package.json says of each whether it may run (npm install-scripts deny NAME)', async () => {
    const file = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
    const { allowScripts } = JSON.parse(file) as { readonly allowScripts: Readonly<Record<string, boolean>> };
    const withScripts = Object.entries(packages)
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
    expect(withScripts.filter((name) => allowScripts[name] === undefined)).toEqual([]);
  });

  test('names no registry', () => {
    expect(text).not.toMatch(/"resolved"/);
  });

  test('is what package.json asks for, by exact versions', async () => {
    const file = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
    const { dependencies, devDependencies, overrides } = JSON.parse(file) as Record<string, Record<string, string>>;
    const asked = Object.entries({ ...dependencies, ...devDependencies, ...overrides });
    expect(asked.length).toBeGreaterThan(50);
    const locked = asked.map(([name]) => [name, packages[`node_modules/${name}`]?.version]);
    expect(asked).toEqual(locked);
  });
});

describe('npm run licences', () => {
  afterEach(() => removeTemporaryFolders());

  const check = async (licences: Readonly<Record<string, string | undefined>>) => {
    const folder = await temporaryFolder();
    const names = Object.keys(licences);
    const root = {
      name: 'app',
      version: '1.0.0',
      dependencies: Object.fromEntries(names.map((name) => [name, '1.0.0'])),
    };
    const held = names.map((name) => [`node_modules/${name}`, { version: '1.0.0', license: licences[name] }] as const);
    const lock = { ...root, lockfileVersion: 3, requires: true, packages: { '': root, ...Object.fromEntries(held) } };
    await writeFile(join(folder, 'package.json'), JSON.stringify(root));
    await writeFile(join(folder, 'package-lock.json'), JSON.stringify(lock));
    const script = fileURLToPath(new URL('../../.ci/licences.js', import.meta.url));
    return new Promise<{ code: unknown; said: string }>((done) => {
      execFile(process.execPath, [script, folder], (error, said) => done({ code: error?.code ?? 0, said }));
    });
  };

  test('names what is under a copyleft licence, and takes what leaves a choice', async () => {
    const { code, said } = await check({
      plain: 'MIT',
      choice: '(GPL-3.0-only OR ISC)',
      open: 'MPL-2.0',
      'open-x64': 'MPL-2.0',
    });
    expect(code).toBe(0);
    expect(said.match(/^copyleft: .*/gm)).toEqual(['copyleft: open@1.0.0, MPL-2.0']);
  });

  test.each([
    ['AGPL-3.0-only', 'AGPL-3.0-only'],
    ['MIT AND GPL-2.0-only', 'MIT AND GPL-2.0-only'],
    [undefined, 'no licence is known'],
  ])('refuses %s, with the package and the remedy', async (licence, words) => {
    const { code, said } = await check({ plain: 'MIT', 'new-one': licence });
    expect(code).toBe(1);
    expect(said).toContain(`refused: new-one@1.0.0: ${words}.\n    → Remove it, or accept it`);
  });
});
