/** `npm run key -- create NAME [--sign] | list | revoke NAME`. */
import type { Host, KeyListEntry } from '../host/host.js';
import { chooseOrganisation } from './choose-organisation.js';
import type { Terminal } from './terminal.js';
import { UsageError } from './usage-error.js';

export interface KeyOptions {
  readonly sign?: boolean;
  readonly admin?: boolean;
  readonly organisation?: string;
}

/** @throws UsageError at once; the rest happens when the answer is called. */
export function keyCommand(
  words: readonly string[],
  options: KeyOptions,
): (host: Host, terminal: Terminal) => Promise<number> {
  const [verb, name, ...stray] = words;
  if (verb !== 'create' && verb !== 'list' && verb !== 'revoke') {
    throw new UsageError(
      verb === undefined
        ? 'Say what to do: key create, list or revoke.'
        : `There is no key ${verb}. There are create, list and revoke.`,
    );
  }
  if (stray.length > 0 || (verb === 'list' && name !== undefined))
    throw new UsageError(`That is a word too many: ${stray[0] ?? name}. Names of several words stand in quotes.`);
  if ((options.sign || options.admin) && verb !== 'create')
    throw new UsageError('--sign and --admin belong to key create.');
  if (verb === 'list') return (host, terminal) => list(host, terminal, options);
  if (name === undefined) throw new UsageError(`Say which key: key ${verb} NAME.`);
  return verb === 'create'
    ? (host, terminal) => create(host, terminal, { ...options, name })
    : (host, terminal) => revoke(host, terminal, { ...options, name });
}

type Named = KeyOptions & { readonly name: string };

async function create(
  host: Host,
  terminal: Terminal,
  { name, sign = false, admin = false, organisation }: Named,
): Promise<number> {
  const { id: organisationId, name: organisationName } = await chooseOrganisation(host, organisation);
  const { key, signingSecret } = await host.createKey({ organisationId, name, signed: sign, isAdmin: admin });
  terminal.error(`Key ${name.trim()} of ${organisationName}. It is shown only now; keep it where secrets are kept.`);
  terminal.say(`Key: ${key}`);
  if (signingSecret !== null) {
    terminal.say(`Signing secret: ${signingSecret}`);
    terminal.error('Sign each request, in the way of Standard Webhooks or in ours. docs/api.md shows both.');
  }
  terminal.error('Send it as: Authorization: Bearer KEY');
  return 0;
}

async function list(host: Host, terminal: Terminal, options: KeyOptions): Promise<number> {
  const { id: organisationId, name } = await chooseOrganisation(host, options.organisation);
  const keys = await host.keys({ organisationId });
  if (keys.length === 0) terminal.say(`${name} has no keys. Make one: npm run key -- create NAME`);
  for (const key of keys) terminal.say(lineOf(key));
  return 0;
}

function lineOf({ name, signs, isAdmin, createdAt, revokedAt }: KeyListEntry): string {
  const state = revokedAt === null ? 'in use' : `revoked ${revokedAt}`;
  return [name, `made ${createdAt}`, signs ? 'signed' : 'not signed', ...(isAdmin ? ['admin'] : []), state].join('\t');
}

async function revoke(host: Host, terminal: Terminal, { name, organisation }: Named): Promise<number> {
  const { id: organisationId } = await chooseOrganisation(host, organisation);
  await host.revokeKey({ organisationId, name });
  terminal.say(`Key ${name.trim()} is revoked: requests with it are refused from now on.`);
  return 0;
}
