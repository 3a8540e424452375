/** What stands in an entry of the audit log, from what to what: kept as JSON, read as words. */
import { withCommas, withSemicolons } from '../../../kernel/language/list.js';
import { phrase, say } from '../../../kernel/language/say.js';

/** What is kept under each key. */
const labels: Readonly<Record<string, string>> = {
  // Rules and segments.
  position: phrase('position // of a rule'),
  words: phrase('words // of a rule'),
  to: phrase('to // whom'),
  leavesOut: phrase('leaves out // as noise'),
  bought: phrase('bought // where'),
  memberIds: phrase('to // whom'),
  score: phrase('score // of a rule'),
  topics: phrase('topics'),
  severities: phrase('severities'),
  trials: phrase('early tests'),
  sources: phrase('sources'),
  segments: phrase('segments'),
  placeIds: phrase('places'),
  placeId: phrase('place // of a meeting'),
  from: phrase('from // this on'),
  // Meetings.
  kind: phrase('kind // of a thing'),
  weekdays: phrase('weekdays'),
  minutes: phrase('minutes // after midnight'),
  everyWeeks: phrase('every weeks // how often'),
  expression: phrase('expression // of cron'),
  timeZone: phrase('time zone'),
  leadMinutes: phrase('lead minutes'),
  lengthMinutes: phrase('length minutes'),
  // Customers and files.
  customerId: phrase('customer id'),
  mergedId: phrase('merged id'),
  label: phrase('label // of a field'),
  isHidden: phrase('is hidden'),
  isKeptOut: phrase('is kept out'),
  number: phrase('number // of a file'),
  metric: phrase('metric // of a file'),
  source: phrase('source'),
  rowCount: phrase('row count'),
  addedCount: phrase('added count'),
  updatedCount: phrase('updated count'),
  knownCount: phrase('known count'),
  refusedCount: phrase('refused count'),
  leftOutCount: phrase('left out count'),
  changedCount: phrase('changed count'),
  staying: phrase('staying'),
  answers: phrase('answers // of a file'),
  feedback: phrase('feedback // of a file'),
  customers: phrase('customers // of a file'),
  name: phrase('name // of a thing'),
  // Surveys, early tests, keys, webhooks and the rest.
  audience: phrase('audience'),
  restDays: phrase('rest days'),
  endsAt: phrase('ends at'),
  endsOn: phrase('ends on'),
  title: phrase('title'),
  count: phrase('count // how many'),
  host: phrase('host'),
  events: phrase('events'),
  signed: phrase('signed'),
  scopes: phrase('scopes'),
  expiresAt: phrase('expires at'),
  platform: phrase('platform'),
  organisationId: phrase('organisation id'),
  months: phrase('months'),
  before: phrase('before // this day'),
  erasedCount: phrase('erased count'),
  mentionCount: phrase('mention count'),
  editCount: phrase('edit count'),
};

/** Codes that stand under `kind` and `audience`. */
const codes: Readonly<Record<string, string>> = {
  weekly: phrase('weekly'),
  cron: phrase('cron'),
  calendar: phrase('calendar'),
  trait: phrase('trait'),
  event: phrase('event // of a customer'),
  feedback: phrase('feedback // of a file'),
  scores: phrase('scores'),
  customers: phrase('customers // of a file'),
  people: phrase('people // of a file'),
  everyone: phrase('everyone'),
  segment: phrase('segment // who is asked'),
  link: phrase('link // who is asked'),
  expected: phrase('expected // kind of survey'),
  onething: phrase('one thing // kind of survey'),
};

/**
 * `position: 2; words: refund, broken; to: Ben`.
 * @param nameOf of a member or place by id; anything else is its own name
 */
export function detailText(value: unknown, nameOf: (id: string) => string): string {
  if (value === null || value === undefined) return say('nothing');
  if (typeof value === 'boolean') return say(value ? 'yes' : 'no');
  if (Array.isArray(value)) return withCommas(value.map((each) => detailText(each, nameOf))) || say('nothing');
  if (typeof value !== 'object') return nameOf(String(value));
  const parts = Object.entries(value).filter(([, each]) => each !== null && each !== undefined);
  return withSemicolons(
    parts.map(([key, each]) => {
      const label = labels[key];
      const code = key === 'kind' || key === 'audience' ? codes[String(each)] : undefined;
      return say('{label}: {value}', {
        label: label === undefined ? key : say(label),
        value: code === undefined ? detailText(each, nameOf) : say(code),
      });
    }),
  );
}
