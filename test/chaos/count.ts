/**
 * Counts afterwards, from the stand-in platform's own books and by SQL of its own: none of the bot's code says what is
 * right. Each line of the account has what was expected, what was found, and every fault by name.
 */
import type { Database } from '../../src/storage/database.js';
import { idIn, type Line, line, type Row } from './account.js';
import type { Act, Book, Kind } from './acts.js';
import { afterRestore, isInGap } from './count-restored.js';
import { mailLines } from './surveys.js';
import type { Town } from './town.js';

interface Counting {
  readonly database: Pick<Database, 'executeSql'>;
  readonly town: Town;
  readonly book: Book;
  /** Starts of meetings that were planned, ISO 8601. */
  readonly meetings: readonly string[];
}

export async function countAll(counting: Counting): Promise<readonly Line[]> {
  const { database, town, book } = counting;
  const rows = async (sql: string) => (await database.executeSql(sql)).rows as Row[];
  const feedback = await rows('SELECT number, text, state FROM feedback');
  const kept: readonly (readonly [Kind, string, readonly Row[]])[] = [
    ['capture', 'text', feedback],
    ['import', 'text', feedback],
    ['idea', 'title', await rows('SELECT number, title FROM ideas')],
    ['score', 'comment', await rows('SELECT comment FROM scores')],
    ['learning', 'text', await rows('SELECT text FROM learnings')],
  ];
  const deliveries = await rows(
    'SELECT id::text, kind, state, failure, at_most_once FROM deliveries ORDER BY deliveries.id',
  );
  return [
    ...kept.map(([kind, column, found]) => onceEach(kind, of(book, kind), found, column)),
    withdrawals(of(book, 'withdraw'), feedback),
    clicks(
      of(book, 'click'),
      await rows(
        `SELECT i.number, m.external_id AS who FROM idea_supports s JOIN ideas i ON i.id = s.idea_id
         JOIN members m ON m.id = s.member_id`,
      ),
      { town, ideas: await rows('SELECT number FROM ideas') },
    ),
    setting(of(book, 'setting'), await rows("SELECT settings ->> 'promiseHours' AS hours FROM organisations")),
    livingCards(town, deliveries),
    marks(town),
    reminders(town, deliveries),
    outbox(deliveries, book),
    meetings(counting, await rows('SELECT starts_at AS at, state FROM meetings WHERE series_id IS NOT NULL')),
    line('unexpected answers', book.acts.length, book.strange),
    ...(town.mail ? await mailLines(rows, town.mail) : []),
    ...(book.restored ? await afterRestore(rows, { town, restored: book.restored }) : []),
  ];
}

const of = ({ acts }: Book, kind: Kind) => acts.filter((act) => act.kind === kind);

/** What was acknowledged is there once; what was not is there at most once. */
function onceEach(kind: Kind, acts: readonly Act[], found: readonly Row[], column: string): Line {
  const counts = new Map<unknown, number>();
  for (const row of found) counts.set(row[column], (counts.get(row[column]) ?? 0) + 1);
  /** The answer to an earlier act of theirs, for which they had stopped waiting: it names no act by itself. */
  const isAnswerToEarlier = (number: number, by: string) => {
    const told = found.find((row) => row.number === number)?.[column];
    return acts.some(({ words, who, isAcknowledged }) => words === told && who === by && !isAcknowledged);
  };
  const faults = acts.flatMap(({ words, who, isAcknowledged, number }) => {
    const count = counts.get(words) ?? 0;
    if (count > 1) return [`${words}: there ${count} times`];
    if (count === 0) return isAcknowledged ? [`${words}: acknowledged and lost`] : [];
    const row = found.find((each) => each[column] === words);
    if (number === null || row?.number === number || isAnswerToEarlier(number, who)) return [];
    return [`${words}: told ${number}, is ${row?.number}`];
  });
  return line(`${kind}: each once`, acts.length, faults);
}

function withdrawals(acts: readonly Act[], feedback: readonly Row[]): Line {
  const faults = acts
    .filter(({ isAcknowledged }) => isAcknowledged)
    .filter(({ words }) => feedback.find(({ text }) => text === words)?.state !== 'withdrawn')
    .map(({ words }) => `${words}: told withdrawn, and is not`);
  return line('undo: what was taken back', acts.length, faults);
}

/** The cards of ideas that were lost with a backup still stand: who clicks there hears late, or not at all, that it is gone. */
function clicks(
  acts: readonly Act[],
  supports: readonly Row[],
  { town, ideas }: { readonly town: Town; readonly ideas: readonly Row[] },
): Line {
  const there = new Set(ideas.map(({ number }) => `I-${number}`));
  const has = ({ words, who }: Act) =>
    supports.filter((row) => `I-${row.number}` === words && row.who === town.personId(who)).length;
  const faults = acts
    .filter(({ isAcknowledged, words }) => isAcknowledged && there.has(words))
    .filter((act) => has(act) !== 1)
    .map((act) => `${act.who} on ${act.words}: there ${has(act)} times`);
  return line('click: each once', acts.length, faults);
}

/** The last that was acknowledged holds, or one that was tried after it and whose answer got lost. */
function setting(acts: readonly Act[], [row]: readonly Row[]): Line {
  const last = acts.findLastIndex(({ isAcknowledged }) => isAcknowledged);
  const possible = acts.slice(Math.max(last, 0)).map(({ words }) => words);
  const isRight = last < 0 || possible.includes(String(row?.hours));
  return line('setting: the last holds', acts.length, isRight ? [] : [`is ${row?.hours}, one of ${possible} was said`]);
}

const livingKinds = new Set(['feedback.placeCard', 'feedback.ownerCard', 'ideas.placeCard']);

/** In each channel and chat stands one card of each thing. */
function livingCards(town: Town, deliveries: readonly Row[]): Line {
  const ids = new Set(deliveries.filter(({ kind }) => livingKinds.has(String(kind))).map(({ id }) => String(id)));
  const seen = new Map<string, string[]>();
  for (const { channel, mark, card } of town.standing()) {
    if (mark === null || !ids.has(idIn(mark))) continue;
    const { title } = card();
    const where = `${/^[FI]-\d+/.exec(title)?.[0]} in ${channel}`;
    seen.set(where, [...(seen.get(where) ?? []), `“${title}” ${mark}`]);
  }
  const faults = [...seen].filter(([, titles]) => titles.length > 1).map(([card, titles]) => `${card}: ${titles}`);
  return line('living cards: one each', seen.size, faults);
}

/** Whatever was ordered once stands once. */
function marks(town: Town): Line {
  const seen = new Map<string, number>();
  for (const { mark } of town.standing()) if (mark !== null) seen.set(mark, (seen.get(mark) ?? 0) + 1);
  const faults = [...seen]
    .filter(([, count]) => count > 1)
    .map(([mark, count]) => `delivery ${mark}: stands ${count} times`);
  return line('messages: none twice', seen.size, faults);
}

/** Counted among all that the platform took, also of messages that were deleted since. */
function reminders(town: Town, deliveries: readonly Row[]): Line {
  const ids = new Set(deliveries.filter((row) => row.at_most_once === true).map(({ id }) => String(id)));
  const posts = new Map<string, number>();
  for (const { mark } of town.posts()) {
    const id = idIn(mark ?? '');
    if (ids.has(id)) posts.set(id, (posts.get(id) ?? 0) + 1);
  }
  const twice = [...posts]
    .filter(([, count]) => count > 1)
    .map(([id, count]) => `reminder ${id}: posted ${count} times`);
  return line('reminders: none twice', posts.size, twice);
}

/** Nothing is left that nobody will send, and nothing was given up. */
function outbox(deliveries: readonly Row[], { restored }: Book): Line {
  const isRight = ({ state, at_most_once }: Row) =>
    state === 'sent' || state === 'skipped' || (state === 'unknown' && (at_most_once === true || restored !== null));
  const faults = deliveries
    .filter((row) => !isRight(row))
    .map(({ id, kind, state, failure }) => `delivery ${id} (${kind}): ${state} ${failure}`);
  return line('outbox: nothing left', deliveries.length, faults);
}

/** Each planned date is there once, and its place heard of it: by an agenda, or that it was missed. */
function meetings({ meetings: planned, town, book }: Counting, rows: readonly Row[]): Line {
  const states = new Map<string, unknown[]>();
  for (const { at, state } of rows) {
    const start = (at as Date).toISOString();
    states.set(start, [...(states.get(start) ?? []), state]);
  }
  const faults = planned.flatMap((start) => {
    const found = states.get(start) ?? [];
    return found.length === 1 && ['open', 'closed', 'missed'].includes(String(found[0])) ? [] : [`${start}: ${found}`];
  });
  const posted = town
    .standing()
    .filter(({ isInThread }) => !isInThread)
    .map(({ card }) => card().title)
    .filter((title) => /^Daily( ·|$)/.test(title));
  const opened = rows.filter(({ state }) => state === 'open' || state === 'closed');
  // What fell due between a backup and its restore may have been said, and is not said again.
  const unsureCount = opened.filter(({ at }) => isInGap(book.restored, at as Date)).length;
  const isRight = posted.length <= opened.length && posted.length >= opened.length - unsureCount;
  const agendas = isRight ? [] : [`${opened.length} opened, ${unsureCount} perhaps, these stand: ${posted}`];
  return line('meetings: each once', planned.length, [...faults, ...agendas]);
}
