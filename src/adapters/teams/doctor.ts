/** What can be wrong between the bot and Teams, and what mends it: the checks of `npm run doctor -- teams`. */
import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { formatDay } from '../../kernel/time/format.js';
import { type Check, type Finding, failing, ok, warning } from '../platform/check.js';
import { fillManifest } from './package/build-package.js';
import { openDoor } from './receive/door.js';
import { secretExpiry } from './secret-expiry.js';
import type { TeamsApp, TeamsSettings } from './settings.js';

export interface TeamsDoctorDeps {
  /** null: Teams is not set up. */
  readonly settings: TeamsSettings | null;
  readonly publicUrl: string | undefined;
  /** The package that was uploaded. */
  readonly packageFile: string;
  /** People whom the bot can't write to, by the connector's word for why; null: nobody could be asked. */
  closedPeople(): Promise<readonly { readonly reason: string; readonly count: number }[] | null>;
  now(): Date;
  /** Where tokens are asked for. Default: Microsoft's. */
  readonly loginUrl?: string;
}

/** Microsoft's words for what goes wrong with a registration. */
const refusals: Readonly<Record<string, (app: TeamsApp) => Finding>> = {
  AADSTS7000229: ({ id }) =>
    failing(
      'The tenant has no service principal for the bot (AADSTS7000229).',
      `Create one: az ad sp create --id ${id}`,
    ),
  AADSTS7000215: () =>
    failing(
      'The client secret is wrong (AADSTS7000215).',
      'Add a new one under Client secrets, copy its value (not its id), and set MicrosoftAppPassword.',
    ),
  AADSTS7000222: () =>
    failing('The client secret has expired (AADSTS7000222).', 'Add a new one, and set MicrosoftAppPassword.'),
  AADSTS700016: ({ id }) =>
    failing(
      `There is no bot ${id} in this tenant (AADSTS700016).`,
      'Copy the bot’s id into MicrosoftAppId, and the tenant where it is registered into MicrosoftAppTenantId.',
    ),
  AADSTS90002: ({ tenantId }) =>
    failing(
      `There is no tenant ${tenantId} (AADSTS90002).`,
      'Copy the tenant’s id from Entra, Overview, into MicrosoftAppTenantId.',
    ),
};

const microsoftLogin = 'https://login.microsoftonline.com';
const scope = 'https://api.botframework.com/.default';

/** The checks. Without a set-up the first says so, and the others find nothing. */
export function teamsChecks(deps: TeamsDoctorDeps): readonly Check[] {
  const { settings, publicUrl } = deps;
  const app = settings?.app ?? null;
  const whenSetUp = (run: (app: TeamsApp) => Promise<readonly Finding[]>) => async () => (app ? run(app) : []);
  return [
    { name: 'teams.registration', does: 'the bot’s id and secret, with Microsoft', run: () => registration(deps) },
    {
      name: 'teams.secret',
      does: 'until when the client secret works',
      run: whenSetUp(async ({ password }) => (password === undefined ? [] : secret(deps))),
    },
    {
      name: 'teams.tenants',
      does: 'whose people may use the bot',
      run: whenSetUp(async ({ tenantId }) => tenants(settings?.tenantIds ?? [], tenantId)),
    },
    {
      name: 'teams.endpoint',
      does: 'whether Teams reaches the bot',
      run: whenSetUp(async () => endpoint(publicUrl)),
    },
    {
      name: 'teams.manifest',
      does: 'the app package against this set-up',
      run: whenSetUp(async ({ id }) => manifest(id, publicUrl, deps.packageFile)),
    },
    {
      name: 'teams.people',
      does: 'people who blocked or removed the bot',
      run: whenSetUp(async () => people(await deps.closedPeople())),
    },
  ];
}

async function registration({ settings, loginUrl = microsoftLogin }: TeamsDoctorDeps): Promise<readonly Finding[]> {
  if (settings === null) {
    return [warning('Teams is not set up.', 'Follow docs/teams.md, or leave it: Slack and the playground work alone.')];
  }
  const { app } = settings;
  if (app === null) return [ok('TEAMS=local: no registration is needed, and nobody is checked.')];
  const refused = await (app.password === undefined ? byLibrary(app) : bySecret(app, app.password, loginUrl));
  if (refused === null) return [ok(`Microsoft gives tokens to the bot ${app.id}.`)];
  const [code = ''] = /AADSTS\d+/.exec(refused) ?? [];
  const known = refusals[code]?.(app);
  return [known ?? failing(`Microsoft gives no token: ${refused}`, 'Compare the registration with docs/teams.md.')];
}

const newSecret =
  'Add a new one under Client secrets, and set MicrosoftAppPassword and TEAMS_SECRET_EXPIRES to its value and its date.';

/** Only somebody with rights in Graph can read the date in Entra, which the bot does not ask for. */
function secret({ settings, now }: TeamsDoctorDeps): readonly Finding[] {
  const on = settings?.secretExpiresOn;
  if (on === undefined) {
    const remedy = 'Client secrets in the Developer Portal shows it: set TEAMS_SECRET_EXPIRES=2027-05-01.';
    return [warning('Nobody said when the client secret expires, and the bot can’t read it.', remedy)];
  }
  const { daysLeft, isSoon } = secretExpiry(on, now());
  const day = formatDay(on, new Date(0));
  if (daysLeft < 0) return [failing(`The client secret expired on ${day}.`, newSecret)];
  if (!isSoon) return [ok(`The client secret works until ${day}.`)];
  const when = daysLeft === 0 ? 'tomorrow' : `on ${day}, in ${daysLeft + 1} days`;
  return [warning(`The client secret expires ${when}.`, newSecret)];
}

/** Asks for a token as the bot does. null: it came; else what Microsoft says, without the secret. */
async function bySecret(app: TeamsApp, secret: string, loginUrl: string): Promise<string | null> {
  const tenant = app.type === 'MultiTenant' ? 'botframework.com' : (app.tenantId ?? '');
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: app.id,
    client_secret: secret,
    scope,
  });
  const asked = new URL(`${tenant}/oauth2/v2.0/token`, `${loginUrl}/`);
  const response = await fetch(asked, { method: 'POST', body }).catch(() => null);
  if (response === null) return `nothing answers at ${asked.origin}`;
  const answer = (await response.json().catch(() => null)) as { error_description?: unknown } | null;
  if (response.ok) return null;
  const [first = ''] = String(answer?.error_description ?? `it answered ${response.status}`).split('\n');
  return first.slice(0, 300);
}

/** A certificate or a managed identity. */
async function byLibrary(app: TeamsApp): Promise<string | null> {
  try {
    const door = await openDoor(app);
    return (await door.tokenFor()) === null ? 'no token came' : null;
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).slice(0, 300);
  }
}

function tenants(allowed: readonly string[], own: string | undefined): readonly Finding[] {
  if (allowed.length === 0) {
    return [failing('No tenant may use the bot.', 'Set TEAMS_TENANTS to the ids of the tenants, with commas between.')];
  }
  if (own !== undefined && !allowed.includes(own.toLowerCase())) {
    const remedy = `Add ${own} to TEAMS_TENANTS, or leave it: its people are refused.`;
    return [warning('The bot’s own tenant is not among those that may use it.', remedy)];
  }
  return [ok(`People of ${allowed.length === 1 ? 'one tenant' : `${allowed.length} tenants`} may use the bot.`)];
}

async function endpoint(publicUrl: string | undefined): Promise<readonly Finding[]> {
  if (publicUrl === undefined) {
    return [failing('Nobody knows where Teams reaches the bot.', 'Set PUBLIC_URL=https://YOUR-ADDRESS in .env')];
  }
  const url = new URL('/api/messages', publicUrl);
  const isSecure = url.protocol === 'https:';
  const insecure = failing(`Teams needs https, and PUBLIC_URL is ${publicUrl}.`, 'Set PUBLIC_URL=https://YOUR-ADDRESS');
  const findings = [await reach(url)];
  return isSecure ? findings : [insecure, ...findings];
}

/** What Teams sends, without a token: the bot that is meant refuses it with 401. */
async function reach(url: URL): Promise<Finding> {
  const told = {
    type: 'message',
    serviceUrl: 'https://smba.trafficmanager.net/teams/',
    from: { id: 'doctor' },
    conversation: { id: 'doctor' },
  };
  let status: number;
  try {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(told) };
    ({ status } = await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(8_000) }));
  } catch (error) {
    const { cause } = error as { cause?: { code?: unknown } };
    const why = typeof cause?.code === 'string' ? ` (${cause.code})` : '';
    return failing(`Nothing answers at ${url}${why}.`, 'Start the bot, and let its proxy or tunnel lead there.');
  }
  if (status === 401) return ok(`The bot answers at ${url}. The registration’s messaging endpoint has to be the same.`);
  if (status === 503) return failing(`The bot at ${url} is starting.`, 'Look again in a moment.');
  return failing(
    `Something else answers at ${url}: ${status} instead of 401.`,
    'Let the proxy pass POST /api/messages on to the bot as it comes, without a sign-in and without a redirect.',
  );
}

async function manifest(id: string, publicUrl: string | undefined, file: string): Promise<readonly Finding[]> {
  if (publicUrl === undefined) return [];
  const https = publicUrl.replace(/^http:/, 'https:');
  const remedy = `Run npm run teams:package -- --url ${https} and upload ${file} in Teams.`;
  const zip = await readFile(file).catch(() => null);
  if (zip === null) return [warning(`There is no ${file} here, so the uploaded app can’t be compared.`, remedy)];
  const packed = unzipSync(zip)['manifest.json'];
  const text = packed === undefined ? '' : new TextDecoder().decode(packed);
  if (text === (await fillManifest({ appId: id, url: new URL(publicUrl) }))) {
    return [ok(`${file} was made for this bot, this address and this version.`)];
  }
  const isSameBot = text.includes(id.toLowerCase());
  const isSameHost = text.includes(new URL(publicUrl).host);
  if (!isSameBot) return [failing(`${file} was made for another bot than MicrosoftAppId.`, remedy)];
  if (!isSameHost) return [failing(`${file} was made for another address than PUBLIC_URL.`, remedy)];
  return [warning(`${file} was made by another version of the bot.`, remedy)];
}

const reasons: Readonly<Record<string, string>> = {
  MessageWritesBlocked: 'blocked or removed the bot',
  ConversationBlockedByUser: 'blocked the bot',
  uninstalled: 'removed the bot',
  BotDisabledByAdmin: 'have the bot switched off by an admin',
  BotNotInConversationRoster: 'don’t have the bot installed',
};

function people(closed: Awaited<ReturnType<TeamsDoctorDeps['closedPeople']>>): readonly Finding[] {
  if (closed === null) return [warning('Who blocked the bot can’t be counted now.', 'Start the bot, and look again.')];
  if (closed.length === 0) return [ok('Everybody whom the bot met can be written to.')];
  return closed.map(({ reason, count }) =>
    warning(
      `${count} ${count === 1 ? 'person' : 'people'}: ${reasons[reason] ?? reason}. They get no reminders in private.`,
      'They write to the bot, or add it again; for all at once an admin installs it by a setup policy.',
    ),
  );
}
