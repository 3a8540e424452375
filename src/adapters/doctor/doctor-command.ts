/** `npm run doctor`: runs checks of the set-up and says what to do. src/cli.ts calls it with the checks of src/doctor. */
import { parseArgs } from 'node:util';
import { expired, withDeadline } from '../../kernel/deadline.js';
import { ConfigError, ExpectedError } from '../../kernel/errors.js';
import type { Check, Finding } from '../platform/check.js';
import { failing } from '../platform/check.js';

export interface DoctorDeps {
  readonly checks: readonly Check[];
  /** Real milliseconds that one check may take. */
  readonly deadlineMs?: number;
  say(line: string): void;
  error(line: string): void;
}

const usage =
  'Usage: npm run doctor -- [CHECK …] [--run a,b] [--list] [--fix] [--json]\n--fix mends what is safe to mend, also while the bot runs, and looks again.';
const defaultDeadlineMs = 20_000;
const signs = { ok: '✓', warning: '!', error: '✗' } as const;

/** @returns the exit code: 0 nothing is wrong, 1 something does not work, 2 the words were wrong */
export async function doctorCommand(words: readonly string[], deps: DoctorDeps): Promise<number> {
  const { checks, say, error } = deps;
  const options = {
    list: { type: 'boolean' },
    run: { type: 'string' },
    fix: { type: 'boolean' },
    json: { type: 'boolean' },
  } as const;
  let parsed: ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>;
  try {
    parsed = parseArgs({ args: [...words], options, allowPositionals: true });
  } catch (thrown) {
    error(`${wordsOf(thrown)}\n${usage}`);
    return 2;
  }
  const { values, positionals } = parsed;
  const wanted = [...positionals, ...(values.run?.split(',') ?? [])].map((name) => name.trim()).filter(Boolean);
  const isMeant = ({ name }: Check, word: string) => name === word || name.startsWith(`${word}.`);
  const unknown = wanted.filter((word) => !checks.some((check) => isMeant(check, word)));
  if (unknown.length > 0) {
    error(`There is no check ${unknown.join(', ')}. npm run doctor -- --list shows them all.\n${usage}`);
    return 2;
  }
  const chosen = checks.filter((check) => wanted.length === 0 || wanted.some((word) => isMeant(check, word)));
  if (values.list) {
    if (values.json) say(JSON.stringify(chosen.map(({ name, does }) => ({ name, does }))));
    else for (const { name, does } of chosen) say(`${name.padEnd(20)} ${does}`);
    return 0;
  }
  const found: Found[] = [];
  for (const check of chosen) {
    const one = await examine(check, values.fix ?? false, deps);
    found.push(one);
    if (!values.json) tell(one, say);
  }
  if (values.json) say(JSON.stringify(found));
  return found.some(({ findings, after = findings }) => after.some(({ level }) => level === 'error')) ? 1 : 0;
}

interface Found {
  readonly check: string;
  readonly findings: readonly Finding[];
  /** What was mended, before → after; absent: nothing was to be mended. */
  readonly fixed?: readonly string[];
  /** What a second look found then. */
  readonly after?: readonly Finding[];
}

async function examine(check: Check, mayFix: boolean, { deadlineMs = defaultDeadlineMs }: DoctorDeps): Promise<Found> {
  const findings = await look(check, deadlineMs);
  // Several findings may have one cure.
  const fixes = mayFix ? new Set(findings.flatMap(({ fix }) => fix ?? [])) : [];
  const fixed: string[] = [];
  const failed: Finding[] = [];
  for (const fix of fixes) {
    try {
      fixed.push(await fix());
    } catch (error) {
      failed.push(...thrown(check.name, error));
    }
  }
  if (fixed.length + failed.length === 0) return { check: check.name, findings };
  return { check: check.name, findings, fixed, after: [...failed, ...(await look(check, deadlineMs))] };
}

function tell({ check, findings, fixed = [], after = [] }: Found, say: DoctorDeps['say']): void {
  for (const finding of findings) show(check, finding, say);
  for (const line of fixed) say(`    mended: ${line}`);
  for (const finding of after) show(check, finding, say);
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function look({ name, run }: Check, deadlineMs: number): Promise<readonly Finding[]> {
  try {
    const findings = await withDeadline(run(), deadlineMs);
    return findings === expired ? [failing('No answer came in time.', unforeseen(name))] : findings;
  } catch (error) {
    return thrown(name, error);
  }
}

/** What we throw on purpose says itself what to do. */
function thrown(name: string, error: unknown): readonly Finding[] {
  const problems = error instanceof ConfigError ? error.problems : [wordsOf(error)];
  const remedy = error instanceof ExpectedError ? `Then look again with npm run doctor -- ${name}.` : unforeseen(name);
  return problems.map((problem) => failing(problem, remedy));
}

const unforeseen = (name: string): string =>
  `Look again with npm run doctor -- ${name}; if it stays, the log of the bot says more.`;

function show(name: string, { level, what, remedy }: Finding, say: DoctorDeps['say']): void {
  say(`${signs[level]} ${name}: ${what}`);
  if (remedy !== undefined) say(`    → ${remedy}`);
}
