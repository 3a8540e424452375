import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';

interface LockFile {
  readonly packages: Readonly<Record<string, Package>>;
}

interface Package {
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
});
