/** `npm run key -- create NAME [--sign] [--scope read,capture] | list | revoke NAME`. */
import { type Scope, scopes } from '../../../chat/key-book.js';
import type { Host, KeyListEntry } from '../host/host.js';
import { chooseOrganisation } from './choose-organisation.js';
import type { Terminal } from './terminal.js';
import { UsageError } from './usage-error.js';

export interface KeyOptions {
  readonly sign?: boolean;
  readonly admin?: boolean;
  readonly scope?: string;
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
        ? 'Say what to do: npm run key -- create, list or revoke.'
        : `There is no key ${verb}. There are create, list and revoke.`,
    );
  }
  if (stray.length > 0 || (verb === 'list' && name !== undefined))
    throw new UsageError(`That is a word too many: ${stray[0] ?? name}. Names of several words stand in quotes.`);
  if ((options.sign || options.admin || options.scope !== undefined) && verb !== 'create')
    throw new UsageError('--sign, --admin and --scope belong to npm run key -- create NAME.');
  if (options.admin && options.scope !== undefined)
    throw new UsageError('Give --admin or --scope, not both: --admin is every scope.');
  const given = options.scope === undefined ? undefined : readScopes(options.scope);
  if (verb === 'list') return (host, terminal) => list(host, terminal, options);
  if (name === undefined) throw new UsageError(`Say which key: npm run key -- ${verb} NAME.`);
  return verb === 'create'
    ? (host, terminal) => create(host, terminal, { ...options, name, scopes: given })
    : (host, terminal) => revoke(host, terminal, { ...options, name });
}

type Named = KeyOptions & { readonly name: string };

/** `read,capture` */
function readScopes(typed: string): readonly Scope[] {
  const parts = typed.split(/[\s,]+/u).filter(Boolean);
  const stray = parts.find((part) => !scopes.some((scope) => scope === part));
  if (stray !== undefined || parts.length === 0)
    throw new UsageError(`There is no scope ${stray ?? ''}. There are ${scopes.join(', ')}: --scope read,capture.`);
  return scopes.filter((scope) => parts.includes(scope));
}

async function create(
  host: Host,
  terminal: Terminal,
  {
    name,
    sign = false,
    admin = false,
    scopes: given,
    organisation,
  }: Named & { readonly scopes: readonly Scope[] | undefined },
): Promise<number> {
  const { id: organisationId, name: organisationName } = await chooseOrganisation(host, organisation);
  const { key, signingSecret } = await host.createKey({
    ...{ organisationId, name, signed: sign, isAdmin: admin },
    ...(given && { scopes: given }),
  });
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

function lineOf({ name, signs, scopes: may, owner, createdAt, lastUsedAt, revokedAt }: KeyListEntry): string {
  return [
    name,
    ...(owner ? [`of ${owner}`] : []),
    `made ${createdAt}`,
    signs ? 'signed' : 'not signed',
    ...(may ? [may.join(',')] : []),
    ...(lastUsedAt ? [`last used ${lastUsedAt.slice(0, 10)}`] : []),
    revokedAt === null ? 'in use' : `revoked ${revokedAt}`,
  ].join('\t');
}

async function revoke(host: Host, terminal: Terminal, { name, organisation }: Named): Promise<number> {
  const { id: organisationId } = await chooseOrganisation(host, organisation);
  await host.revokeKey({ organisationId, name });
  terminal.say(`Key ${name.trim()} is revoked: requests with it are refused from now on.`);
  return 0;
}
