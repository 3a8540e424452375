/** `npm run key`, `import`, `export`, `organisation`, `outbox` and `bi`: reads the words of the command line and does what they ask. Called by src/cli.ts. */
import { parseArgs } from 'node:util';
import type { FileColumns } from '../../../chat/column-names.js';
import { ExpectedError } from '../../../kernel/errors.js';
import type { Host } from '../host/host.js';
import { biCommand, type Server } from './bi-command.js';
import { exportCommand } from './export-command.js';
import { importCommand } from './import-command.js';
import type { ImportOptions } from './import-options.js';
import { keyCommand } from './key-command.js';
import { organisationCommand } from './organisation-command.js';
import { outboxCommand } from './outbox-command.js';
import type { Terminal } from './terminal.js';
import { UsageError } from './usage-error.js';

/** What an operator's command needs from outside. */
export interface CommandDeps {
  /** What the feedback room's fields are called in files. */
  readonly feedbackColumns: FileColumns;
  readonly terminal: Terminal;
  /** Called when the words make sense, because it may take seconds; `close` is called at the end, whatever happens. */
  readonly openHost: () => Promise<{ readonly host: Host; readonly close: () => Promise<void> }>;
  /** The database's server itself, for `bi`. Absent: there is none. */
  readonly server?: () => Server;
}

const several = '\nWhere there are several organisations: --organisation NAME';
const usage = `Usage:
  npm run key -- create NAME [--sign] [--scope read,capture]   makes a key for a system, and shows it once;
                                          --scope: read, capture, act, admin; --admin: all of them
  npm run key -- list
  npm run key -- revoke NAME
  npm run import -- FILE.csv              shows what it understood, and asks before anything counts
                                [--kind feedback|scores|customers] [--map FIELD=COLUMN]… [--where "COLUMN=VALUE"]… [--source NAME]
  npm run import -- FILE.csv --kind metric --metric CSAT …     a number of your own, such as CSAT or CES
                                [--date-format day-first|month-first] [--zone Europe/Berlin]
                                [--given-at 2026-10-01 | --undated today] (rows without a date)
                                [--scale 0-10] [--repeated skip|count] [--older-as history|open]
                                [--yes] asks nothing; [--dry-run] shows the plan and ends
                                [--delimiter ";"] [--encoding windows-1252]
  npm run import -- --list                every import with its number
  npm run import -- --undo 7 [--yes]      takes one back
  npm run export -- [--to FOLDER]         everything of an organisation, as JSON Lines and CSV with a schema
  npm run organisation -- list            what each holds
  npm run organisation -- delete NAME [--yes]   deletes it for good; asks first, unless --yes
  npm run outbox -- list [NUMBER …]       messages that did not arrive: given up, or waiting
  npm run outbox -- retry NUMBER … | --all    has them sent, as what they tell of is now
  npm run outbox -- drop NUMBER … | --all     nobody tries them any more
                                [--state given-up|waiting] [--kind feedback.ownerCard] [--reason archived] [--json]
  npm run bi -- role NAME                 makes a user of the database server who reads the views of one organisation, or
                                          gives it another password; shows the password once
  npm run bi -- role NAME --drop
  npm run bi -- roles${several}`;

const embedded = (): Server => ({
  url: undefined,
  now: new Date(0),
  on: () => Promise.reject(new Error('There is no server.')),
});

const options = {
  sign: { type: 'boolean' },
  admin: { type: 'boolean' },
  scope: { type: 'string' },
  kind: { type: 'string' },
  metric: { type: 'string' },
  map: { type: 'string', multiple: true },
  where: { type: 'string', multiple: true },
  'given-at': { type: 'string' },
  undated: { type: 'string' },
  zone: { type: 'string' },
  scale: { type: 'string' },
  repeated: { type: 'string' },
  'older-as': { type: 'string' },
  'dry-run': { type: 'boolean' },
  list: { type: 'boolean' },
  undo: { type: 'string' },
  'date-format': { type: 'string' },
  source: { type: 'string' },
  delimiter: { type: 'string' },
  encoding: { type: 'string' },
  organisation: { type: 'string' },
  to: { type: 'string' },
  state: { type: 'string' },
  reason: { type: 'string' },
  all: { type: 'boolean' },
  drop: { type: 'boolean' },
  json: { type: 'boolean' },
  yes: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

const importOptions = [
  ...(['kind', 'metric', 'map', 'where', 'source', 'date-format', 'zone', 'given-at', 'undated', 'scale'] as const),
  ...(['repeated', 'older-as', 'delimiter', 'encoding', 'organisation', 'yes', 'dry-run', 'list', 'undo'] as const),
];

/** The lines of one command; all of them where there is no such command. */
function usageOf(command = ''): string {
  const [first = '', ...each] = usage.split(/\n(?= {2}npm run )/);
  const its = each.filter((lines) => lines.startsWith(`  npm run ${command} `));
  if (its.length === 0) return usage;
  const own = [first, ...its].join('\n').replace(several, '');
  return command === 'organisation' ? own : own + several;
}

/** @returns the exit code: 0 done, 1 failed, 2 the words were wrong. Never throws. */
export async function runCommand(words: readonly string[], deps: CommandDeps): Promise<number> {
  return exitCodeOf(deps.terminal, usageOf(words[0]), () => dispatch(words, deps));
}

/** What `work` answers; where it throws, says why and answers 1, or 2 with the usage when the words were wrong. */
export async function exitCodeOf(terminal: Terminal, usage: string, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    terminal.error(sentenceOf(error));
    if (!(error instanceof UsageError)) return 1;
    terminal.error(usage);
    return 2;
  }
}

async function dispatch(words: readonly string[], deps: CommandDeps): Promise<number> {
  const { command, rest, values } = read(words);
  if (values.help || command === 'help') {
    deps.terminal.say(usage);
    return 0;
  }
  const only = (...known: readonly (keyof typeof options)[]) => refuseOthers(command, values, known);
  if (command === 'key') {
    only('sign', 'admin', 'scope', 'organisation');
    return withHost(deps, keyCommand(rest, values));
  }
  if (command === 'import') {
    only(...importOptions);
    return withHost(deps, importCommand(rest, values satisfies ImportOptions, deps.feedbackColumns));
  }
  if (command === 'export') {
    only('to', 'organisation');
    return withHost(deps, exportCommand(rest, values));
  }
  if (command === 'organisation') {
    only('yes');
    return withHost(deps, organisationCommand(rest, values));
  }
  if (command === 'outbox') {
    only('state', 'kind', 'reason', 'all', 'json', 'organisation');
    return withHost(deps, outboxCommand(rest, values));
  }
  if (command === 'bi') {
    only('drop', 'organisation');
    return withHost(deps, biCommand(rest, values, deps.server ?? embedded));
  }
  throw new UsageError(
    command === ''
      ? 'Say what to do: key, import, export, organisation, outbox or bi.'
      : `There is no command ${command}. There are key, import, export, organisation, outbox and bi.`,
  );
}

function read(words: readonly string[]) {
  try {
    const { positionals, values } = parseArgs({ args: [...words], options, allowPositionals: true });
    const [command = '', ...rest] = positionals;
    return { command, rest, values };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function refuseOthers(command: string, values: Readonly<Record<string, unknown>>, known: readonly string[]): void {
  const stray = Object.keys(values).find((name) => !known.includes(name));
  if (stray !== undefined)
    throw new UsageError(`${command} takes no --${stray}. It takes ${known.map((name) => `--${name}`).join(', ')}.`);
}

async function withHost(deps: CommandDeps, work: (host: Host, terminal: Terminal) => Promise<number>): Promise<number> {
  const { host, close } = await deps.openHost();
  try {
    return await work(host, deps.terminal);
  } finally {
    await close();
  }
}

/** What a person can act on; the first line alone of anything unforeseen, and never a stack. */
function sentenceOf(error: unknown): string {
  if (error instanceof ExpectedError) return error.message;
  const [line = ''] = (error instanceof Error ? error.message : String(error)).trim().split('\n');
  return `Something went wrong: ${line}`;
}
