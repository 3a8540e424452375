/** Fills tables with many rows by SQL, for tests of what look-ups cost: as fast as the server writes, and for any schema. */
import type { Database } from '../../src/storage/database.js';

export interface Seed {
  readonly organisationId: string;
  readonly memberId: string;
  readonly placeId: string;
  /** Of all answers. */
  readonly metricId: string;
}

/** Of each table. Twenty organisations share them evenly, and the first one is that of the seed. */
export const rowCount = 10_000;
const rowsOfEach = rowCount / 20;

/** SQL about `i`, the number of the row, from 0; rows of the same number in several tables belong together. */
const isOurs = `i < ${rowsOfEach}`;
const idIn = (table: string) => `md5('${table}' || i)::uuid`;
const ago = `now() - interval '1 day' - i * interval '1 minute'`;
const ahead = `now() + interval '1 year' + i * interval '1 minute'`;

/** What matters to look-ups; every other column that must be given is filled by its type. */
const tables: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  customers: { name: `'Customer ' || i`, segment: `CASE WHEN i % 3 = 0 THEN 'Enterprise' END` },
  customer_keys: { customer_id: idIn('customers'), key: `'customer ' || i` },
  feedback: {
    customer_id: idIn('customers'),
    state: `CASE i % 3 WHEN 0 THEN 'resolved' ELSE 'open' END`,
    severity: `'normal'`,
    resolved_at: `CASE i % 3 WHEN 0 THEN ${ago} END`,
    resolved_by_id: 'CASE i % 3 WHEN 0 THEN member END',
    promise_ends_at: `CASE i % 3 WHEN 1 THEN ${ago} WHEN 2 THEN ${ahead} END`,
    due_at: `CASE WHEN i % 3 > 0 THEN ${ahead} END`,
    outcome: `CASE i % 3 WHEN 0 THEN 'fixed' END`,
    root_cause_category: `CASE i % 3 WHEN 0 THEN 'other' END`,
    owner_id: `CASE WHEN ${isOurs} AND i % 10 = 1 THEN member ELSE ${idIn('members')} END`,
    captured_by_id: 'member',
    place_id: `CASE WHEN ${isOurs} AND i % 2 = 0 THEN place ELSE ${idIn('places')} END`,
    routing: `'{"kind":"champion"}'`,
    surface: `'api'`,
    round: '1 + (i % 20 = 0)::int',
    topic: `'topic ' || i % 7`,
  },
  ideas: {
    author_id: 'member',
    place_id: `CASE WHEN ${isOurs} THEN place ELSE ${idIn('places')} END`,
    state: `(ARRAY['new', 'discussed', 'trying', 'adopted', 'parked'])[1 + i % 5]`,
    search: `to_tsvector('simple', 'word' || i)`,
  },
  idea_evidence: { feedback_id: idIn('feedback') },
  idea_customers: { customer_id: idIn('customers') },
  idea_supports: { member_id: 'member' },
  idea_showings: {},
  idea_drafts: { author_id: idIn('members') },
  experiments: {
    idea_id: idIn('ideas'),
    state: `'running'`,
    ask_count: '1',
    asked_id: `CASE WHEN ${isOurs} AND i % 50 = 0 THEN member ELSE ${idIn('members')} END`,
    ends_on: `'2026-11-01'`,
    runner_id: 'member',
    due_at: ahead,
  },
  learnings: {
    customer_id: idIn('customers'),
    member_id: 'member',
    place_id: `CASE WHEN ${isOurs} THEN place ELSE ${idIn('places')} END`,
  },
  meetings: {
    place_id: `CASE WHEN ${isOurs} THEN place ELSE ${idIn('places')} END`,
    state: `'closed'`,
    opened_at: ago,
    closed_at: ago,
    customer_id: idIn('customers'),
    time_zone: `'UTC'`,
  },
  meeting_series: { place_id: idIn('places'), kind: `'every'`, rule: `'{}'`, time_zone: `'UTC'`, stopped_at: ago },
  meeting_questions: {
    meeting_id: idIn('meetings'),
    member_id: `CASE WHEN ${isOurs} AND i % 50 = 0 THEN member ELSE ${idIn('members')} END`,
    kind: `'learning'`,
    state: `CASE i % 2 WHEN 0 THEN 'asked' ELSE 'answered' END`,
    due_at: ahead,
  },
  agenda_ticks: { meeting_id: idIn('meetings'), item: `'learning:' || ${idIn('learnings')}`, member_id: 'member' },
  preventions: {
    feedback_id: idIn('feedback'),
    place_id: `CASE WHEN ${isOurs} THEN place ELSE ${idIn('places')} END`,
    ticked_at: `CASE WHEN i % 3 > 0 THEN ${ago} END`,
    meeting_id: idIn('meetings'),
  },
  follow_ups: {
    owner_id: `CASE WHEN ${isOurs} AND i % 5 = 0 THEN member ELSE ${idIn('members')} END`,
    due_on: `'2026-11-01'`,
    place_id: `CASE WHEN ${isOurs} AND i % 2 = 0 THEN place ELSE ${idIn('places')} END`,
    meeting_id: idIn('meetings'),
    created_by_id: 'member',
    state: `CASE i % 4 WHEN 0 THEN 'done' ELSE 'open' END`,
    nudge_due_at: ahead,
  },
  history: {
    subject: `CASE i % 3 WHEN 0 THEN 'feedback:' || ${idIn('feedback')} WHEN 1 THEN 'idea:' || ${idIn('ideas')}
      ELSE 'meeting:' || ${idIn('meetings')} END`,
    what: `CASE i % 3 WHEN 1 THEN 'posted' ELSE 'captured' END`,
    surface: `'api'`,
  },
  scores: {
    metric_id: `CASE WHEN ${isOurs} THEN metric ELSE md5('metric' || i / ${rowsOfEach})::uuid END`,
    customer_id: idIn('customers'),
    value: 'i % 11',
    comment: `'Words ' || i`,
    given_at: ago,
    source: `'survey'`,
    surface: `'api'`,
  },
  places: { workspace_id: idIn('workspaces'), name: `'place ' || i`, external_id: `'place ' || i` },
  members: { workspace_id: idIn('workspaces'), name: `'Member ' || i`, handle: `'member' || i`, time_zone: `'UTC'` },
  reminders: {
    kind: `'feedback.promise'`,
    subject_id: idIn('feedback'),
    role: `'owner'`,
    recipient_id: idIn('members'),
    due_at: ahead,
    state: `CASE i % 2 WHEN 0 THEN 'planned' ELSE 'sent' END`,
  },
  deliveries: { destination: `'member:' || ${idIn('members')}`, state: `'sent'`, settled_at: 'now()' },
};

export const bigTables: readonly string[] = Object.keys(tables);

/** Foreign keys are left unchecked: the other organisations are but ids. */
export async function seedRows({ executeSql }: Database, seed: Seed): Promise<void> {
  const { rows } = await executeSql(
    `SELECT table_name AS "table", column_name AS name, udt_name AS type FROM information_schema.columns
     WHERE table_schema = 'public' AND is_nullable = 'NO' AND column_default IS NULL`,
  );
  const required = rows as { table: string; name: string; type: string }[];
  const ours = `SELECT '${seed.memberId}'::uuid AS member, '${seed.placeId}'::uuid AS place, '${seed.metricId}'::uuid AS metric`;
  const inserts = Object.entries(tables).map(([table, known]) => {
    const filled = required
      .filter((column) => column.table === table && known[column.name] === undefined)
      .map(({ name, type }) => [name, fillerOf(table, name, type)] as const);
    const columns = [...filled, ...Object.entries(known)];
    return `INSERT INTO ${table} (${columns.map(([name]) => name).join()})
      SELECT ${columns.map(([name, value]) => `${value} AS ${name}`).join()}
      FROM generate_series(0, ${rowCount - 1}) AS i, (${ours}) ours;`;
  });
  const organisation = `CASE WHEN ${isOurs} THEN '${seed.organisationId}'::uuid ELSE md5('organisation' || i / ${rowsOfEach})::uuid END`;
  await executeSql(
    `BEGIN; SET LOCAL session_replication_role = replica;
     ${inserts.join('\n').replaceAll('OUR_ORGANISATION', organisation)} COMMIT`,
  );
  await executeSql('ANALYZE');
}

function fillerOf(table: string, name: string, type: string): string {
  if (name === 'organisation_id') return 'OUR_ORGANISATION';
  // `idea_id` in a table of the other tables' names.
  const plural = `${name.replace(/_id$/, '')}s`;
  if (type === 'uuid') return idIn(name === 'id' ? table : plural);
  return byType[type] ?? `'${type}'`;
}

const byType: Readonly<Record<string, string>> = {
  text: `'text ' || i`,
  _text: `'{}'`,
  int4: '1000 + i',
  int8: '1000 + i',
  float8: '1',
  bool: 'false',
  jsonb: `'{}'`,
  timestamptz: ago,
};
