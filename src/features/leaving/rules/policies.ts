/**
 * What forgetting does with each column that could hold a name or somebody's words. A test reads the schema: a new column
 * without a line here is red.
 */

/** How a column is forgotten. */
export type Policy =
  /** What people typed: names of whoever is forgotten are taken out of it, and quotations of their words. */
  | 'words'
  /** JSON: the same of every string in it. */
  | 'document'
  /** Names and words of whoever is forgotten themselves: store/erase-customer.ts, erase-member.ts and erase-words.ts. */
  | 'own'
  /** Our own codes, hashes, numbers, dates and ids: nobody stands in it. */
  | 'code'
  /** What the organisation calls its own things: channels, workspaces, keys. Forgetting a person leaves it. */
  | 'ours'
  /** Secrets that the bot needs, of no customer and no person. */
  | 'secret'
  /** Gone by itself within a day: what is under way at this moment. */
  | 'passing';

const codes = (...columns: readonly string[]): Readonly<Record<string, Policy>> => all('code', columns);
const all = (policy: Policy, columns: readonly string[]): Readonly<Record<string, Policy>> =>
  Object.fromEntries(columns.map((column) => [column, policy]));

/** By table and column; only columns of text, lists of texts and JSON. */
export const policies: Readonly<Record<string, Readonly<Record<string, Policy>>>> = {
  agenda_ticks: { ...codes('item'), decision: 'words' },
  alert_watches: codes('seen'),
  alerts: { ...codes('sign', 'unit'), figure: 'ours', segment: 'ours', then_do: 'words' },
  analyst_roles: { name: 'ours' },
  answer_days: codes('day', 'time_zone'),
  api_keys: { ...all('secret', ['key_hash', 'signing_secret']), name: 'ours', scopes: 'code' },
  audit: { ...codes('surface', 'what'), subject: 'words', before: 'document', after: 'document' },
  brief_calendars: { trouble: 'own', url: 'own' },
  customer_events: { day: 'code', name: 'own' },
  customer_fields: all('ours', ['key', 'kind', 'label', 'name', 'source']),
  customer_ids: { kind: 'code', value: 'own' },
  customer_keys: all('own', ['alias', 'key']),
  customer_lives: all('words', ['link', 'text']),
  customer_pairs: codes('reason'),
  customer_people: {
    ...all('own', ['attributes', 'attributes_gone', 'email', 'email_domain', 'email_key', 'name', 'role']),
    unwanted: 'code',
  },
  customers: {
    ...all('own', ['name', 'preferences']),
    // Also of others: a partner’s name, a contact.
    ...all('document', ['attributes', 'attributes_gone']),
    ...all('ours', ['segment', 'rule_segments']),
  },
  deliveries: {
    ...codes('destination', 'kind', 'living_key', 'state', 'thread_of', 'trace'),
    ...{ channel: 'own', message: 'own', failure: 'words', payload: 'document' },
  },
  delivery_notices: { cause: 'code', destination: 'own' },
  delivery_rests: { destination: 'own' },
  experiments: {
    ...codes('better', 'ends_on', 'state'),
    ...all('words', ['change', 'learned', 'metric', 'value_after', 'value_before']),
  },
  feedback_pairs: codes('verdict'),
  feedback: {
    ...codes('outcome', 'root_cause_category', 'severity', 'state', 'surface', 'withdrawn_because', 'wrong_tones'),
    ...all('words', ['author', 'bought', 'customer_told', 'link', 'prevention', 'root_cause', 'text', 'topic']),
    source_item_id: 'own',
    trial: 'code',
    ...all('document', ['further_words', 'held_promise', 'routing']),
    source: 'ours',
  },
  follow_ups: { ...codes('due_on', 'state'), text: 'words' },
  forgettings: { ...codes('subject', 'surface'), terms: 'own', texts: 'own' },
  forgotten: codes('hash', 'kind'),
  groups: all('ours', ['external_id', 'name']),
  handled_acts: { key: 'code', told: 'passing' },
  history: { ...codes('subject', 'surface', 'what'), details: 'document' },
  honour_months: codes('month'),
  honours: codes('kind'),
  idea_drafts: { values: 'document' },
  ideas: {
    ...codes('state', 'surface'),
    ...all('words', [
      'access',
      'benefit',
      'delights',
      'evidence',
      'experience',
      'moved_why',
      'problem',
      'title',
      'touches',
    ]),
    // Made of the words, anew when one of them changes.
    search: 'own',
    segments: 'ours',
  },
  idempotent_answers: { ...codes('request_hash'), key: 'passing', body: 'words' },
  import_changes: { ...codes('item', 'kind'), before: 'document' },
  imports: {
    ...codes('counts', 'digest', 'family', 'kind', 'refused_lines', 'rows', 'shape', 'undated'),
    ...{ file_name: 'words', settings: 'document', metric: 'ours', source: 'ours' },
  },
  joined_accounts: { account_id: 'code', moved: 'own' },
  learnings: { surface: 'code', text: 'words' },
  living_messages: {
    ...codes('key', 'kind'),
    ...all('own', ['channel', 'destination', 'message']),
    payload: 'document',
  },
  meeting_questions: { ...codes('kind', 'state'), ...all('own', ['channel', 'message']) },
  meeting_series: { ...codes('kind', 'time_zone'), name: 'words', rule: 'document', calendar: 'document' },
  meeting_turns: codes('kind'),
  meetings: {
    ...codes('call_id', 'occurrence', 'skipped_for', 'state', 'time_zone'),
    ...{ name: 'words', chair: 'document', minutes: 'document' },
  },
  members: { ...all('own', ['external_id', 'handle', 'language', 'locale', 'name', 'own_time_zone', 'time_zone']) },
  merged_customers: all('own', ['before', 'moved', 'name']),
  metric_values: codes('date'),
  metrics: {
    ...codes('better', 'kind', 'months_zone', 'unit'),
    ...all('ours', ['key', 'name']),
    ...all('document', ['import_note', 'telling', 'told']),
  },
  newsletter_readers: all('own', ['email', 'email_key']),
  newsletters: { state: 'code', content: 'document' },
  notices: {
    ...codes('audience', 'channels', 'state'),
    ...all('words', ['touches', 'why']),
    segment: 'ours',
  },
  notice_subscribers: all('own', ['email', 'email_key']),
  notice_updates: { kind: 'code', text: 'words' },
  numbers: codes('kind'),
  organisations: { name: 'ours', settings: 'document' },
  places: { external_id: 'ours', member_external_ids: 'own', name: 'ours' },
  playground_clock: {},
  playground_messages: {
    ...codes('asked_in', 'channel', 'mark'),
    ...{ asked: 'words', text: 'words', card: 'document' },
  },
  preventions: { decision: 'words' },
  put_aside: codes('error_code', 'error_source', 'item_id', 'work'),
  reminders: codes('kind', 'role', 'state'),
  retentions: {},
  risk_cases: codes('answer', 'reasons'),
  risk_sweeps: {},
  routing_rules: { by: 'code', name: 'words', conditions: 'document' },
  scores: {
    ...codes('surface'),
    ...all('words', ['comment', 'link']),
    source_item_id: 'own',
    trial: 'code',
    segment: 'ours',
    source: 'ours',
  },
  secrets: { name: 'code', value: 'secret' },
  segment_rules: { condition: 'words', ...all('ours', ['key', 'name']) },
  slack_grid_teams: all('ours', ['enterprise_id', 'team_id']),
  slack_huddlers: { call_id: 'code', team_id: 'ours', user_id: 'own' },
  slack_install_states: { hash: 'code', options: 'passing' },
  slack_installations: {
    ...all('ours', ['bot_id', 'bot_user_id', 'enterprise_id', 'key', 'key_id', 'name', 'team_id']),
    ...all('secret', ['bot_token', 'refresh_token']),
    installer_id: 'own',
    scopes: 'code',
  },
  surveys: { ...codes('audience', 'kind', 'left_out'), about: 'ours' },
  survey_guesses: { choice: 'ours' },
  solved_askings: codes('root_cause_category'),
  survey_answers: { choice: 'ours', comment: 'words' },
  teams_conversations: {
    ...all('ours', ['bot_id', 'kind', 'service_url', 'team_id', 'tenant_id']),
    conversation_id: 'own',
  },
  trials: {
    ...codes('ends_on'),
    ...all('words', ['about', 'changed', 'said', 'title']),
    segment: 'ours',
  },
  trial_invitations: codes('answer', 'way'),
  // Said by several, and found anew each week in what is left.
  themes: { given_name: 'words', ...all('document', ['terms', 'words']) },
  teams_forms: all('passing', ['about', 'form']),
  teams_people: {
    ...all('ours', ['bot_id', 'closed_reason', 'service_url', 'tenant_id']),
    ...all('own', ['conversation_id', 'person_id', 'user_id']),
  },
  tips: { condition: 'words', ...all('words', ['link', 'text']) },
  walls: { name: 'words' },
  webhook_messages: codes('data', 'mark', 'reason', 'state', 'subject'),
  webhooks: { ...all('secret', ['previous_secret', 'secret', 'url']), ...codes('ended_why', 'events') },
  workspace_invitations: { code_hash: 'secret' },
  workspaces: { platform: 'code', ...all('ours', ['external_id', 'name']), managers_done_id: 'own' },
};

/** A column that is looked through. */
export interface Searched {
  readonly table: string;
  readonly column: string;
  readonly policy: 'words' | 'document';
}

/** By table, the columns in which names and quotations may stand. */
export const searchedColumns: ReadonlyMap<string, readonly Searched[]> = new Map(
  Object.entries(policies).flatMap(([table, columns]) => {
    const searched = Object.entries(columns).flatMap(([column, policy]): readonly Searched[] =>
      policy === 'words' || policy === 'document' ? [{ table, column, policy }] : [],
    );
    return searched.length > 0 ? [[table, searched] as const] : [];
  }),
);
