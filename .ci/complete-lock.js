/**
 * `node .ci/complete-lock.js` after an `npm install`: a registry that keeps packages of one platform only makes npm
 * leave the other platforms' out of package-lock.json, and with such a lock file `npm ci` refuses to run anywhere.
 * They are parts of the package that asks for them, and are under its licence.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const systems = ['android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const processors = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64'];

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));
let added = 0;

for (const [path, parent] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    const parts = name.split(/[-/]/);
    const os = systems.filter((system) => parts.includes(system));
    const known = lock.packages[`${path}/node_modules/${name}`] ?? lock.packages[`node_modules/${name}`];
    if (known && !known.license && os.length > 0) known.license = parent.license;
    if (known || os.length === 0) continue;
    const libc = parts.includes('musl') ? ['musl'] : parts.includes('gnu') ? ['glibc'] : undefined;
    const cpu = processors.filter((processor) => parts.includes(processor)).slice(0, 1);
    lock.packages[`node_modules/${name}`] = {
      version,
      cpu,
      dev: parent.dev,
      libc,
      license: parent.license,
      optional: true,
      os,
    };
    added += 1;
  }
}

const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1));
writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
console.log(`${added} packages of other platforms noted`);
