/** The checks of `npm run doctor`, in the order in which they are made. cli.ts runs them; app.ts answers what they ask of a bot that runs. */
import { crmCheck } from '../adapters/crm/doctor.js';
import { crmConfig } from '../adapters/crm/settings.js';
import { embeddingsConfig } from '../adapters/embeddings/settings.js';
import { mailConfig } from '../adapters/mail/settings.js';
import { type Check, failing, ok } from '../adapters/platform/check.js';
import { slackConfig } from '../adapters/slack/settings.js';
import { teamsConfig } from '../adapters/teams/settings.js';
import { countClosedPeople } from '../adapters/teams/workspace/store.js';
import type { Host, Troubles } from '../adapters/web-api/host/host.js';
import { readOrganisations } from '../adapters/web-api/store.js';
import type { Config } from '../config.js';
import type { Clock } from '../kernel/clock.js';
import { ConfigError } from '../kernel/errors.js';
import { addLanguages } from '../kernel/language/languages.js';
import type { Logger } from '../kernel/logger.js';
import type { Database } from '../storage/database.js';
import { clockCheck, diskCheck } from './machine.js';
import { serverChecks } from './server.js';
import {
  mends,
  readFailingCalendars,
  readFailingWebhooks,
  readKeyAges,
  readMissingIndexes,
  readPutAside,
  readQueue,
  readSeal,
  readSlackTokens,
} from './troubles-store.js';
import { workChecks } from './work.js';

/** What the doctor asks of whoever has the database open. */
type Asked = Pick<Host, 'troubles' | 'mend'>;

export interface ChecksDeps {
  /** Throws ConfigError. */
  loadConfig(): Config;
  /** Asks the bot that runs, or the server's database; null: neither can be asked now. */
  withHost<T>(config: Config, ask: (host: Asked) => Promise<T>): Promise<T | null>;
  readonly log: Logger;
  readonly clock: Clock;
}

/** Where the settings are wrong, they alone are checked. */
export async function allChecks({ loadConfig, withHost, log, clock }: ChecksDeps): Promise<readonly Check[]> {
  let config: Config;
  try {
    config = loadConfig();
    addLanguages(config.LANGUAGES_DIR ?? null);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const findings = error.problems.map((problem) =>
      failing(problem, 'Mend it in .env; .env.example explains each key.'),
    );
    return [{ ...settings, run: async () => findings }];
  }
  const [{ slackChecks }, { teamsChecks }, { mailCheck }, { embeddingsCheck }] = await Promise.all([
    import('../adapters/slack/doctor.js'),
    import('../adapters/teams/doctor.js'),
    import('../adapters/mail/doctor.js'),
    import('../adapters/embeddings/doctor.js'),
  ]);
  const [slack, teams] = [slackConfig.settings(config), teamsConfig.settings(config)];
  let known: Promise<Troubles | null> | undefined;
  const troubles = () => (known ??= withHost(config, (host) => host.troubles()));
  return [
    { ...settings, run: async () => [ok('They can be read, and belong together.')] },
    ...serverChecks({ config, log, needsAddress: slack?.signingSecret !== undefined && slack.appToken === undefined }),
    diskCheck(config.DATABASE_URL === undefined ? config.DATA_DIR : null),
    clockCheck({
      clock,
      databaseUrl: config.DATABASE_URL ?? null,
      platforms: {
        ...(slack && { Slack: slack.apiUrl ?? 'https://slack.com/api/' }),
        ...(teams?.app && { Microsoft: 'https://login.microsoftonline.com/' }),
      },
    }),
    ...workChecks({
      clock,
      troubles,
      async mend(what) {
        known = undefined;
        return (await withHost(config, (host) => host.mend({ what }))) ?? 0;
      },
    }),
    crmCheck({
      sources: crmConfig.settings(config)?.sources(clock) ?? null,
      organisationIds: async () => (await troubles())?.organisationIds ?? null,
    }),
    mailCheck({ settings: mailConfig.settings(config), publicUrl: config.PUBLIC_URL }),
    embeddingsCheck(embeddingsConfig.settings(config), log),
    ...slackChecks(slack, log),
    ...teamsChecks({
      settings: teams,
      publicUrl: config.PUBLIC_URL,
      packageFile: 'teams.zip',
      now: () => clock.now(),
      closedPeople: async () => (await troubles())?.closedPeople ?? null,
    }),
  ];
}

const settings = { name: 'settings', does: 'the variables of the environment and .env' };

/** What whoever has the database open answers the doctor. */
export function doctorOf(database: Database, clock: Clock): Asked {
  return {
    async troubles() {
      const [
        putAside,
        closedPeople,
        organisations,
        queue,
        keys,
        calendars,
        webhooks,
        slackTokens,
        missingIndexes,
        seal,
      ] = await Promise.all([
        readPutAside(database),
        countClosedPeople(database),
        readOrganisations(database),
        readQueue(database, clock.now()),
        readKeyAges(database),
        readFailingCalendars(database),
        readFailingWebhooks(database),
        readSlackTokens(database),
        readMissingIndexes(database),
        readSeal(database),
      ]);
      const organisationIds = organisations.map(({ id }) => id);
      return {
        putAside,
        closedPeople,
        organisationIds,
        queue,
        keys,
        calendars,
        webhooks,
        slackTokens,
        missingIndexes,
        seal,
      };
    },
    mend: ({ what }) => mends[what](database, clock.now()),
  };
}
