/**
 * Many organisations with their people, places, customers and open feedback, made by SQL as they would lie there had
 * all come one after the other: rows of one organisation lie between those of the others. For `load` and the benches.
 */
import pg from 'pg';
import { boundTo } from '../../../src/adapters/slack/workspace/oauth/renew-token.js';
import { saidBy } from '../../../src/features/feedback/index-words.js';
import { rowLength } from '../../../src/features/feedback/store/words.js';
import { hashKey } from '../../../src/features/keys/rules/key.js';
import { createSeal } from '../../../src/kernel/seal.js';

/** How much is made; each organisation has the same share. */
export interface CrowdSize {
  readonly organisations: number;
  readonly members: number;
  readonly items: number;
}

/** What each organisation has, and how to call it. Everything counts from 1. */
export interface Crowd extends CrowdSize {
  readonly membersEach: number;
  readonly itemsEach: number;
  readonly customersEach: number;
  readonly placesEach: number;
}

export function crowdOf(size: CrowdSize): Crowd {
  const itemsEach = Math.floor(size.items / size.organisations);
  return {
    ...size,
    membersEach: Math.max(1, Math.floor(size.members / size.organisations)),
    itemsEach,
    customersEach: Math.max(1, Math.ceil(itemsEach / 20)),
    placesEach: 5,
  };
}

/** Slack's names of them, tokens and keys, and our own ids. `o` is the organisation. */
export const idsOf = {
  team: (o: number) => `T0ORG${o}`,
  user: (o: number, p: number) => `U0O${o}P${p}`,
  channel: (o: number, c: number) => `C0O${o}P${c}`,
  customer: (k: number) => `Customer ${k}`,
  token: (o: number) => `xoxb-load-${o}`,
  apiKey: (o: number) => `ec_load${o}`,
  organisation: (o: number) => uuid(1, o, 0),
  member: (o: number, p: number) => uuid(2, o, p),
  place: (o: number, c: number) => uuid(3, o, c),
};

const uuid = (kind: number, o: number, n: number): string =>
  `${o.toString(16).padStart(8, '0')}-000${kind}-4000-8000-${n.toString(16).padStart(12, '0')}`;

/** The same in SQL. Of feedback the number leads, since ids follow time. */
const sqlId = (kind: number, o: string, n: string) =>
  `(lpad(to_hex(${o}), 8, '0') || '-000${kind}-4000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;

/** How long what is open may be, in hours: the promise of these organisations. */
const promiseHours = 168;

/** They work around the clock, so that reminders go out whenever the bench runs. */
const settings = {
  promiseHours,
  timeZone: 'UTC',
  zoneIsChosen: true,
  workingDays: [1, 2, 3, 4, 5, 6, 7],
  workingHours: { startMinutes: 0, endMinutes: 1_440 },
};

/**
 * What is open was said within the last eight days of a promise of seven: a steady number falls due at each moment.
 * @param tokenKey SLACK_TOKEN_KEY, which seals the tokens of the stand-in
 */
export async function makeCrowd(url: string, crowd: Crowd, tokenKey: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // What is made is worth nothing after a crash.
    await client.query('SET synchronous_commit = off');
    await makePeople(client, crowd);
    await makeInstallations(client, crowd, tokenKey);
    await makeFeedback(client, crowd);
    await makeWords(client, crowd);
    // As the server's own housekeeping leaves what has lain there for a while.
    for (const table of tables) await client.query(`VACUUM ANALYZE ${table}`);
  } finally {
    await client.end();
  }
}

const tables = [
  'organisations',
  'workspaces',
  'members',
  'places',
  'customers',
  'customer_keys',
  'feedback',
  'history',
  'feedback_words',
];

async function makePeople(client: pg.Client, { organisations, membersEach, placesEach, customersEach }: Crowd) {
  const each = (per: number) =>
    `FROM generate_series(1, ${per}) AS n CROSS JOIN generate_series(1, ${organisations}) AS o ORDER BY n, o`;
  await client.query(
    `INSERT INTO organisations (id, name, settings, champion_id, created_at)
     SELECT ${sqlId(1, 'o', '0')}, 'Company ' || o, $1::jsonb, ${sqlId(2, 'o', '1')}, now()
     FROM generate_series(1, ${organisations}) AS o`,
    [JSON.stringify(settings)],
  );
  await client.query(
    `INSERT INTO workspaces (id, organisation_id, platform, external_id, name)
     SELECT ${sqlId(5, 'o', '0')}, ${sqlId(1, 'o', '0')}, 'slack', 'T0ORG' || o, 'Company ' || o
     FROM generate_series(1, ${organisations}) AS o`,
  );
  await client.query(
    `INSERT INTO members (id, organisation_id, workspace_id, external_id, name, handle, time_zone, is_admin)
     SELECT ${sqlId(2, 'o', 'n')}, ${sqlId(1, 'o', '0')}, ${sqlId(5, 'o', '0')}, 'U0O' || o || 'P' || n, 'Person ' || n,
       'person' || n, 'Europe/London', n = 1 ${each(membersEach)}`,
  );
  await client.query(
    `INSERT INTO places (id, organisation_id, workspace_id, external_id, name, member_external_ids, members_heard_at, is_shared)
     SELECT ${sqlId(3, 'o', 'n')}, ${sqlId(1, 'o', '0')}, ${sqlId(5, 'o', '0')}, 'C0O' || o || 'P' || n, 'place' || n,
       (SELECT array_agg('U0O' || o || 'P' || p) FROM generate_series(1, ${membersEach}) AS p), now(), false ${each(placesEach)}`,
  );
  await client.query(
    `INSERT INTO customers (id, organisation_id, name, segment, created_at)
     SELECT ${sqlId(4, 'o', 'n')}, ${sqlId(1, 'o', '0')}, 'Customer ' || n, ('{Enterprise,Small,NULL}'::text[])[1 + n % 3],
       now() ${each(customersEach)}`,
  );
  await client.query(
    `INSERT INTO customer_keys (customer_id, organisation_id, key)
     SELECT id, organisation_id, lower(name) FROM customers ORDER BY id`,
  );
}

async function makeInstallations(client: pg.Client, { organisations }: Crowd, tokenKey: string): Promise<void> {
  const seal = createSeal(tokenKey);
  const rows = Array.from({ length: organisations }, (_, index) => {
    const o = index + 1;
    const key = idsOf.team(o);
    return {
      ...{ o, key, organisation: idsOf.organisation(o), token: seal.seal(idsOf.token(o), boundTo(key, 'botToken')) },
      api: hashKey(idsOf.apiKey(o)),
    };
  });
  await client.query(
    `WITH made AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS r(o int, key text, organisation uuid, token text, api text)),
     keys AS (
       INSERT INTO api_keys (id, organisation_id, name, key_hash, created_at)
       SELECT gen_random_uuid(), organisation, 'survey', api, now() FROM made)
     INSERT INTO slack_installations (key, organisation_id, team_id, name, bot_user_id, bot_id, installer_id, key_id,
       bot_token, installed_at)
     SELECT key, organisation, key, 'Company ' || o, 'U0CHAIR', 'B0CHAIR', 'U0O' || o || 'P1', $2, token, now() FROM made`,
    [JSON.stringify(rows), seal.keyId],
  );
}

/** What was said, as SQL. @param n its number, as SQL */
const sqlText = (n: string) => `'The refund for order ' || ${n} || ' never came, and nobody answers the phone.'`;

/** Each has the steps of the usual ladder behind it that its age brought. */
async function makeFeedback(client: pg.Client, { organisations, membersEach, itemsEach, customersEach }: Crowd) {
  const promise = `interval '${promiseHours} hours'`;
  await client.query(
    `INSERT INTO feedback (id, organisation_id, number, text, customer_id, source, topic, severity, place_id, captured_by_id,
       captured_at, surface, state, owner_id, routing, promise_ms, clock_started_at, promise_ends_at, climbed_percent, due_at)
     SELECT (lpad(to_hex(n), 8, '0') || '-0006-4000-8000-' || lpad(to_hex(o), 12, '0'))::uuid, ${sqlId(1, 'o', '0')}, n,
       ${sqlText('n')}, ${sqlId(4, 'o', `1 + n % ${customersEach}`)},
       'slack', ('{billing,delivery,support,product}'::text[])[1 + n % 4], ('{low,normal,high}'::text[])[1 + n % 3],
       ${sqlId(3, 'o', '1 + n % 5')}, member, at, 'slack', 'open', member, '{"kind":"champion"}', ${promiseHours * 3_600_000},
       at, at + ${promise}, CASE WHEN age < 0.25 THEN 0 WHEN age < 0.75 THEN 25 WHEN age < 1 THEN 75 ELSE 100 END,
       at + ${promise} * CASE WHEN age < 0.25 THEN 0.25 WHEN age < 0.75 THEN 0.75 WHEN age < 1 THEN 1 ELSE 1.5 END
     FROM generate_series(1, ${itemsEach}) AS n CROSS JOIN generate_series(1, ${organisations}) AS o
       CROSS JOIN LATERAL (SELECT (1 - (n - 1 + o::float8 / ${organisations + 1}) / ${itemsEach}) * 8.0 / 7) AS a(age)
       CROSS JOIN LATERAL (SELECT now() - ${promise} * age, ${sqlId(2, 'o', `1 + n % ${membersEach}`)}) AS t(at, member)
     ORDER BY n, o`,
  );
  await client.query(
    `INSERT INTO history (organisation_id, subject, at, what, actor_id, surface, details)
     SELECT organisation_id, 'feedback:' || id, captured_at, what, captured_by_id, 'slack', details
     FROM feedback CROSS JOIN LATERAL (VALUES ('captured', '{}'::jsonb),
       ('routed', jsonb_build_object('ownerId', owner_id, 'routing', routing))) AS v(what, details)
     ORDER BY feedback.id, what`,
  );
  await client.query(
    `INSERT INTO numbers (organisation_id, kind, last)
     SELECT ${sqlId(1, 'o', '0')}, 'feedback', ${itemsEach} FROM generate_series(1, ${organisations}) AS o`,
  );
}

/** All words are filed: the bot does that within a minute of a capture, and would take an hour of the load for a million. */
async function makeWords(client: pg.Client, { organisations, itemsEach }: Crowd): Promise<void> {
  const { rows } = await client.query<{ number: number; text: string }>(
    `SELECT n AS number, ${sqlText('n')} AS text FROM generate_series(1, ${itemsEach}) AS n`,
  );
  const said = rows.flatMap(saidBy);
  await client.query(
    `WITH said AS (
       SELECT word, number, row_number() OVER (PARTITION BY word ORDER BY number) - 1 AS place
       FROM unnest($1::int[], $2::int[]) AS t(word, number)),
     filed AS (
       SELECT word, place / ${rowLength} AS part, min(place) AS before, array_agg(number ORDER BY number) AS numbers
       FROM said GROUP BY 1, 2)
     INSERT INTO feedback_words (organisation_id, word, part, before, numbers)
     SELECT ${sqlId(1, 'o', '0')}, word, part, before, numbers
     FROM filed CROSS JOIN generate_series(1, ${organisations}) AS o`,
    [said.map(({ word }) => word), said.map(({ number }) => number)],
  );
  await client.query(
    `INSERT INTO feedback_word_marks (organisation_id, done_number)
     SELECT ${sqlId(1, 'o', '0')}, ${itemsEach} FROM generate_series(1, ${organisations}) AS o`,
  );
}
