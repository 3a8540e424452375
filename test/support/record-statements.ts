/** Records what is asked of PostgreSQL, statement by statement, by whatever way it gets there: Prisma, the pool, a client. */
import pg from 'pg';

/** What opening a connection says, once for all that it will be asked. */
const ofConnecting = "SET TIME ZONE 'UTC'";

/** What `work` asked of the server, in order, each in one line; BEGIN and COMMIT are statements too. */
export async function statementsOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  const statements: string[] = [];
  const prototype = pg.Client.prototype as { query: (...args: unknown[]) => unknown };
  const { query } = prototype;
  prototype.query = function (this: unknown, ...args: unknown[]) {
    statements.push(textOf(args[0]).trim().replaceAll(/\s+/g, ' '));
    return query.apply(this, args);
  };
  try {
    await work();
  } finally {
    prototype.query = query;
  }
  return statements.filter((text) => text !== ofConnecting);
}

const textOf = (asked: unknown): string =>
  typeof asked === 'string' ? asked : String((asked as { text?: unknown } | null)?.text ?? asked);

/** Throws when there are more, and names each. */
export function expectAtMost(bound: number, statements: readonly string[]): void {
  if (statements.length <= bound) return;
  const list = statements.map((text, index) => `${index + 1}. ${text.slice(0, 160)}`).join('\n');
  throw new Error(`${statements.length} statements, at most ${bound} are allowed:\n${list}`);
}
