/** Records what is asked of PostgreSQL, statement by statement, by whatever way it gets there: the pool or a client. */
import pg from 'pg';

/** What opening a connection says, once for all that it will be asked, and for whom it asks: both wait for nobody. */
const ofConnection = /^SET TIME ZONE 'UTC'|^SELECT set_config\('empty_chair\./;

/** One statement with its values, and how many rows it was answered. */
export interface Statement {
  readonly text: string;
  readonly values: unknown[];
  rowCount: number;
  /** In which order it was asked and answered, among all that was asked and answered. */
  readonly askedAs: number;
  answeredAs: number;
}

/** What `work` asked of the server, in order, each in one line; BEGIN and COMMIT are statements too. */
export async function recordStatements(work: () => Promise<unknown>): Promise<readonly Statement[]> {
  const statements: Statement[] = [];
  let moment = 0;
  const prototype = pg.Client.prototype as { query: (...args: unknown[]) => unknown };
  const { query } = prototype;
  prototype.query = function (this: unknown, ...args: unknown[]) {
    const { text, values } = (typeof args[0] === 'string' ? { text: args[0] } : args[0]) as Partial<pg.QueryConfig>;
    const words = String(text).replaceAll(/--.*$/gm, '').trim().replaceAll(/\s+/g, ' ');
    const statement = { text: words, values: values ?? [], rowCount: 0, askedAs: moment++, answeredAs: Infinity };
    statements.push(statement);
    const count = (result?: pg.QueryResult) => {
      statement.rowCount = result?.rows?.length ?? 0;
      statement.answeredAs = moment++;
    };
    const called = args.at(-1);
    if (typeof called !== 'function') return (query.apply(this, args) as Promise<pg.QueryResult>).then(counted(count));
    const counting = (error: unknown, result?: pg.QueryResult) => {
      count(result);
      called(error, result);
    };
    return query.apply(this, [...args.slice(0, -1), counting]);
  };
  try {
    await work();
  } finally {
    prototype.query = query;
  }
  return statements.filter(({ text }) => !ofConnection.test(text));
}

function counted(count: (result: pg.QueryResult) => void): (result: pg.QueryResult) => pg.QueryResult {
  return (result) => {
    count(result);
    return result;
  };
}

/** The same, the texts alone. */
export async function statementsOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  return (await recordStatements(work)).map(({ text }) => text);
}

/** How often somebody waits for the server: what is asked before the last answer came is one wait with it. */
export function waitCount(statements: readonly Statement[]): number {
  let until = -1;
  let count = 0;
  for (const { askedAs, answeredAs } of statements) {
    if (askedAs > until) count += 1;
    until = Math.max(until, answeredAs);
  }
  return count;
}

/** Throws when there are more, and names each. */
export function expectAtMost(bound: number, statements: readonly string[]): void {
  if (statements.length <= bound) return;
  const list = statements.map((text, index) => `${index + 1}. ${text.slice(0, 160)}`).join('\n');
  throw new Error(`${statements.length} statements, at most ${bound} are allowed:\n${list}`);
}
