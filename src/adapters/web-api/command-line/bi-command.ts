/** `npm run bi -- role NAME [--drop] | roles`: users of the database server who read the views of one organisation. */
import { randomBytes } from 'node:crypto';
import { Conflict, InvalidInput, NotFound } from '../../../kernel/errors.js';
import { dropRole, findRole, listRoles, makeRole, mayMakeRoles, type RunSql } from '../bi/roles-store.js';
import { scramVerifier } from '../bi/scram.js';
import type { Host } from '../host/host.js';
import { chooseOrganisation } from './choose-organisation.js';
import type { Terminal } from './terminal.js';
import { UsageError } from './usage-error.js';

export interface BiOptions {
  readonly drop?: boolean;
  readonly organisation?: string;
}

/** The server, as its address names it. */
export interface Server {
  /** DATABASE_URL; undefined: the database is embedded. */
  readonly url: string | undefined;
  readonly now: Date;
  /** Does the work on a connection with the rights of the bot's user. */
  on<T>(url: string, work: (run: RunSql) => Promise<T>): Promise<T>;
}

type Command = (host: Host, terminal: Terminal) => Promise<number>;

/** @throws UsageError at once; the rest happens when the answer is called. */
export function biCommand(words: readonly string[], options: BiOptions, server: () => Server): Command {
  const [verb, name, ...stray] = words;
  if (verb !== 'role' && verb !== 'roles')
    throw new UsageError(
      verb === undefined
        ? 'Say what to do: npm run bi -- role NAME, or npm run bi -- roles.'
        : `There is no bi ${verb}. There are role and roles.`,
    );
  if (stray.length > 0 || (verb === 'roles' && name !== undefined))
    throw new UsageError(`That is a word too many: ${stray[0] ?? name}.`);
  if (verb === 'roles') {
    if (options.drop) throw new UsageError('--drop belongs to npm run bi -- role NAME.');
    return (host, terminal) => list(host, terminal, { ...options, server: server() });
  }
  if (name === undefined) throw new UsageError('Say which user: npm run bi -- role NAME.');
  return (host, terminal) =>
    (options.drop ? drop : make)(host, terminal, { ...options, name: readName(name), server: server() });
}

/** PostgreSQL cuts longer names, and quoted ones are a nuisance in every tool. */
function readName(name: string): string {
  if (/^[a-z][a-z0-9_]{0,62}$/.test(name) && !name.startsWith('pg_')) return name;
  throw new InvalidInput(
    'bi.roleName',
    `${name} can’t be a user’s name here. Take small letters, digits and _, at most 63: npm run bi -- role acme_analyst`,
  );
}

interface Asked extends BiOptions {
  readonly server: Server;
}
type Named = Asked & { readonly name: string };

function urlOf({ url }: Server): string {
  if (url !== undefined) return url;
  throw new Conflict(
    'bi.embedded',
    'The embedded database has no users and no network. Set DATABASE_URL to a PostgreSQL server, or read by OData and downloads: docs/analysts.md',
  );
}

async function make(host: Host, terminal: Terminal, { name, organisation, server }: Named): Promise<number> {
  const url = urlOf(server);
  const { id: organisationId, name: organisationName } = await chooseOrganisation(host, organisation);
  const password = randomBytes(24).toString('base64url');
  await server.on(url, async (run) => {
    await refuseTaken(run, name, organisationId);
    if (!(await mayMakeRoles(run)))
      throw new Conflict(
        'bi.mayNot',
        'The user in DATABASE_URL may not make others. Let it, and try again: ALTER ROLE THE_USER CREATEROLE',
      );
    await makeRole(run, { organisationId, name }, scramVerifier(password), server.now);
  });
  const { hostname, port, pathname } = new URL(url);
  terminal.error(
    `User ${name} reads the views of ${organisationName}, and nothing else. The password is shown only now.`,
  );
  terminal.say(`Server: ${hostname}`);
  terminal.say(`Port: ${port || '5432'}`);
  terminal.say(`Database: ${pathname.slice(1)}`);
  terminal.say(`User: ${name}`);
  terminal.say(`Password: ${password}`);
  terminal.error('docs/analysts.md says what there is to read.');
  return 0;
}

/** A user of the server is never taken over, nor another organisation's analyst. */
async function refuseTaken(run: RunSql, name: string, organisationId: string): Promise<void> {
  const found = await findRole(run, name);
  if (found !== null && found.organisationId !== organisationId)
    throw new Conflict('bi.taken', `The server has a user ${name} already. Take another name.`);
}

async function drop(host: Host, terminal: Terminal, { name, organisation, server }: Named): Promise<number> {
  const url = urlOf(server);
  const { id: organisationId, name: organisationName } = await chooseOrganisation(host, organisation);
  await server.on(url, async (run) => {
    const names = await listRoles(run, organisationId);
    if (!names.includes(name))
      throw new NotFound(
        'bi.noRole',
        `${organisationName} has no user ${name}. It has: ${names.join(', ') || 'none'}.`,
      );
    await dropRole(run, { organisationId, name }, server.now);
  });
  terminal.say(`User ${name} is gone.`);
  return 0;
}

async function list(host: Host, terminal: Terminal, { organisation, server }: Asked): Promise<number> {
  const url = urlOf(server);
  const { id, name } = await chooseOrganisation(host, organisation);
  const names = await server.on(url, (run) => listRoles(run, id));
  if (names.length === 0) terminal.say(`${name} has no users for analysts. Make one: npm run bi -- role NAME`);
  for (const each of names) terminal.say(each);
  return 0;
}
