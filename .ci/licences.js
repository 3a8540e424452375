/**
 * `npm run licences`: the licences of what is installed, from the bill of materials that npm makes (`npm run sbom`).
 * Names every package under a copyleft licence; fails for a licence that is unknown or not among the accepted.
 * It lists what production installs, and with `--all` development tools too; both are always held to the lists below.
 * A folder with a lock file of its own may be named.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** They ask for their notice to be kept, at most. */
const free = 'MIT MIT-0 ISC 0BSD BSD-2-Clause BSD-3-Clause Apache-2.0 BlueOak-1.0.0 CC0-1.0 Unlicense'.split(' ');
/** Changes to the files of the package itself have to be published; what uses it keeps its own licence. */
const copyleft = 'MPL-2.0 EPL-2.0'.split(' ');
/** What asks for more is accepted by package, with the reason. */
const accepted = {
  argparse: 'Python-2.0: free to use, change and pass on; only tests use it',
  'dejavu-fonts-ttf': 'Bitstream Vera licence: free to use and to pass on; the font is not to be sold by itself',
  '@expo-google-fonts/noto-naskh-arabic': 'OFL-1.1: free to use and to pass on; the font is not to be sold by itself',
  'seq-queue': 'MIT by its LICENSE file; a development tool',
  'caniuse-lite': 'CC-BY-4.0: data of a development tool, not passed on',
};

const options = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
const folder = process.argv.slice(2).find((word) => !word.startsWith('-'));
const root = folder ?? fileURLToPath(new URL('../', import.meta.url));

/** @returns {{ name: string, version: string, licence: string }[]} */
function packages(...more) {
  const output = execFileSync('npm', [...options, ...more], { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 });
  return JSON.parse(output).components.map(({ group, name, version, licenses = [] }) => ({
    name: group ? `${group}/${name}` : name,
    version,
    licence: licenses.map(({ license, expression }) => expression ?? license.id ?? license.name).join(' AND '),
  }));
}

/** One of the choices that the expression leaves is among these as a whole. */
function isAmong(licence, known) {
  const choices = licence.replace(/[()]/g, '').split(/ or /i);
  return choices.some((choice) => choice.split(/ and /i).every((one) => known.includes(one)));
}

function list(found) {
  const counts = new Map();
  for (const { licence } of found) counts.set(licence, (counts.get(licence) ?? 0) + 1);
  for (const [licence, count] of [...counts].sort(([, a], [, b]) => b - a))
    console.log(`${String(count).padStart(5)}  ${licence || 'no standard name'}`);
  for (const { name, version } of found)
    if (accepted[name]) console.log(`accepted: ${name}@${version}, ${accepted[name]}`);
  const rest = found.filter(({ name, licence }) => !accepted[name] && !isAmong(licence, free));
  // A package's builds for platforms are named with it.
  const isPart = ({ name }) => rest.some((other) => name.startsWith(`${other.name}-`));
  for (const one of rest) if (!isPart(one)) console.log(`copyleft: ${one.name}@${one.version}, ${one.licence}`);
}

const all = packages();
list(process.argv.includes('--all') ? all : packages('--omit', 'dev'));
const refused = all.filter(({ name, licence }) => !accepted[name] && !isAmong(licence, [...free, ...copyleft]));
for (const { name, version, licence } of refused) {
  console.log(`refused: ${name}@${version}: ${licence || 'no licence is known'}.`);
  console.log('    → Remove it, or accept it in .ci/licences.js with the reason.');
}
console.log(`licences: ${all.length - refused.length} packages are accepted, ${refused.length} are not`);
process.exitCode = refused.length === 0 ? 0 : 1;
