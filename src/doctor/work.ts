/** Checks of what the bot works on: messages, work that failed, calendars, keys, indexes. They are given what the database says. */
import { type Check, type Finding, ok, warning } from '../adapters/platform/check.js';
import type { Mend, ReasonCount, Troubles } from '../adapters/web-api/host/host.js';
import type { Clock } from '../kernel/clock.js';
import { many } from './many.js';
import { lookAtTokens } from './slack-tokens.js';

export interface WorkChecksDeps {
  readonly clock: Clock;
  /** null: nobody can be asked now. */
  troubles(): Promise<Troubles | null>;
  mend(what: Mend): Promise<number>;
}

type Look = (troubles: Troubles) => readonly Finding[] | undefined;

const dayMs = 24 * 3_600_000;
/** A message that could have been sent so long ago waits for something. */
const slowSeconds = 60;
const oldKeyDays = 365;
const startIt = 'Start the bot with npm start, and look again.';

export function workChecks({ clock, troubles, mend }: WorkChecksDeps): readonly Check[] {
  // One cause keeps all of them from their answer, and is told once.
  let told: string | undefined;
  const check = (name: string, does: string, look: Look): Check => ({
    name,
    does,
    async run() {
      let found: Troubles | null;
      try {
        found = await troubles();
      } catch (error) {
        told ??= name;
        if (told === name) throw error;
        return [warning('The database can’t be asked.', `Mend what stands at ${told}, and look again.`)];
      }
      if (found === null) return [warning('Nobody can be asked now.', startIt)];
      return look(found) ?? [warning('The bot that runs is older than this doctor, and does not say.', 'Restart it.')];
    },
  });
  // One for all findings of a look, since it mends them together.
  const fixing = (what: Mend, said: (count: number) => string) => {
    const fix = async () => said(await mend(what));
    return (finding: Finding): Finding => ({ ...finding, fix });
  };
  return [
    check('queue', 'messages that wait, and that were given up', ({ queue }) => {
      if (!queue) return undefined;
      const found = [...slow(queue), ...queue.givenUp.map(givenUp)];
      const sendNow = fixing('heldUp', (count) => `${many(count, 'message')}: waited for up to an hour → sent at once`);
      const all = [...queue.heldUp.map(heldUp).map(sendNow), ...found];
      return all.length > 0
        ? all
        : [ok(`${many(queue.waitingCount, 'message')} on the way, and none was given up in the last 7 days.`)];
    }),
    check('put-aside', 'work that failed and waits to be tried again', ({ putAside }) => {
      if (putAside.length === 0) return [ok('Nothing failed.')];
      const tryNow = fixing('putAside', (count) => `${many(count, 'item')}: tried later → at once`);
      return putAside.map(({ work, itemId, errorCode, until }) => {
        const isLater = until !== undefined && new Date(until) > clock.now();
        const when = until === undefined ? '' : isLater ? `, at ${until}` : ', at once';
        const finding = warning(
          `${work} of ${itemId} failed: ${errorCode}.`,
          `It is tried again by itself${when}. npm run doctor -- put-aside --fix tries it now; the log says more under “put aside”.`,
        );
        return isLater ? tryNow(finding) : finding;
      });
    }),
    check('calendars', 'calendars that can’t be read', ({ calendars }) => {
      if (!calendars) return undefined;
      if (calendars.length === 0) return [ok('None fails.')];
      const askNow = fixing('calendars', (count) => `${many(count, 'calendar')}: asked later → at once`);
      return calendars.map(({ of, id, organisation, count, why }) => {
        const whose = of === 'meeting' ? `a meeting (series ${id})` : `somebody who gets briefs (calendar ${id})`;
        const typed = of === 'meeting' ? '/customer meeting calendar URL' : '/customer brief calendar URL';
        const finding = warning(
          `The calendar of ${whose} of ${organisation} failed ${count} times in a row${why ? `: ${why}` : ''}. Its last dates hold.`,
          `Who set it was told why. ${typed} sets another address; npm run doctor -- calendars --fix asks it now.`,
        );
        return askNow(finding);
      });
    }),
    check('webhooks', 'webhooks that nothing gets through to', ({ webhooks }) => {
      if (!webhooks) return undefined;
      if (webhooks.length === 0) return [ok('None fails.')];
      return webhooks.map(({ number, organisation, since, waitingCount, reason }) =>
        warning(
          `WH-${number} of ${organisation} fails since ${since}${reason ? `: ${reason}` : ''}. ${many(waitingCount, 'message')} wait.`,
          `Mend its receiver; each message is tried again for a day. /customer webhook WH-${number} shows them, and sends again what was given up.`,
        ),
      );
    }),
    check('keys', 'how old the keys of the web API are', ({ keys }) => {
      if (!keys) return undefined;
      const ages = keys.map((key) => ({
        ...key,
        days: Math.floor((clock.now().getTime() - Date.parse(key.createdAt)) / dayMs),
      }));
      const old = ages.filter(({ days }) => days > oldKeyDays);
      if (old.length === 0) return [ok(`${many(keys.length, 'key')} in use, none older than a year.`)];
      return old.map(({ name, organisation, days, isPersons = false }) =>
        warning(
          `The key ${name} of ${organisation} is ${days} days old.`,
          isPersons
            ? `Whoever made it types /customer key revoke ${name}, then /customer key new ${name}: their program needs the new one.`
            : `npm run key -- revoke ${name} --organisation "${organisation}", then npm run key -- create ${name} --organisation "${organisation}": its system needs the new one.`,
        ),
      );
    }),
    check('secrets', 'whether they are sealed in the database, and how old the key is', ({ seal }) =>
      seal === undefined ? undefined : [sealed(seal, clock.now())],
    ),
    check(
      'slack.tokens',
      'tokens of workspaces that installed the app, and their scopes',
      ({ slackTokens }) => slackTokens && lookAtTokens(slackTokens, clock.now()),
    ),
    check('indexes', 'whether the database has all that look-ups need', ({ missingIndexes: missing }) => {
      if (!missing) return undefined;
      if (missing.length === 0) return [ok('All are there.')];
      const finding = warning(
        `Missing or broken, so look-ups are slow: ${missing.join(', ')}.`,
        'npm run doctor -- indexes --fix makes them; what is written to their tables waits meanwhile.',
      );
      return [fixing('indexes', (count) => `${many(count, 'index', 'indexes')}: missing → made`)(finding)];
    }),
  ];
}

function sealed(seal: NonNullable<Troubles['seal']> | null, now: Date): Finding {
  const make = 'openssl rand -base64 32';
  if (seal === null)
    return warning('No key seals them in the database.', `Set SECRET_KEY (${make}) and restart: all are sealed then.`);
  const days = seal.since === null ? 0 : Math.floor((now.getTime() - Date.parse(seal.since)) / dayMs);
  const found = `They are sealed with the key ${seal.keyId}, in use for ${many(days, 'day')}.`;
  if (days <= oldKeyDays) return ok(found);
  return warning(found, `Put a new one (${make}) before it in SECRET_KEY, with a comma between, and restart.`);
}

function slow({ waitingCount, oldestSeconds }: NonNullable<Troubles['queue']>): readonly Finding[] {
  if (oldestSeconds < slowSeconds) return [];
  const what = `${many(waitingCount, 'message')} on the way; one could have been sent ${Math.round(oldestSeconds / 60)} min ago.`;
  return [
    warning(what, 'Look with npm run doctor -- port slack teams whether the bot runs and reaches its platforms.'),
  ];
}

const heldUp = ({ reason, count }: ReasonCount): Finding =>
  warning(
    `${many(count, 'message')} wait until somebody mends the cause: ${reason}.`,
    `${causes[reason] ?? 'The champion was told what to do.'} They go then by themselves, or at once with npm run doctor -- queue --fix.`,
  );

const causes: Readonly<Record<string, string>> = {
  not_a_member: 'Invite the bot to the channel: /invite @Empty Chair.',
  archived: 'Unarchive the channel, or choose another one.',
  destination_not_connected: 'Connect the workspace again: npm run doctor -- slack teams says what is missing.',
};

const givenUp = ({ reason, count }: ReasonCount): Finding =>
  warning(
    `${many(count, 'message')} of the last 7 days can’t arrive: ${reason}.`,
    'npm run outbox -- list shows them; npm run outbox -- retry --all sends them again.',
  );
