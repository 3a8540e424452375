/**
 * Runs statements on PGlite in one call each (embedded.ts). PGlite's own `query` makes six calls into
 * PostgreSQL, and has every statement read and planned anew; here those that come again are prepared once.
 */
import { type PGlite, parse, protocol, type QueryOptions, type Results, type Transaction } from '@electric-sql/pglite';

/** The part of a PGlite that runs statements. */
export type StatementRunner = Pick<PGlite, 'query' | 'exec' | 'transaction'>;

/** Prepared statements are kept in PostgreSQL's memory: the one used longest ago makes room. */
const mostPrepared = 300;
/** Plans are made for tables as large as they are then; nobody collects statistics here, so they are made anew. */
const usesOfPlan = 300;

interface Statement {
  /** '' is PostgreSQL's unnamed one, which the next statement replaces. */
  readonly name: string;
  /** The parameters' type oids. */
  readonly types: readonly number[];
  usesLeft: number;
}

/** Answers as `lite` itself does, with fewer calls. @param lite open; nobody else may name statements on it */
export function preparing(lite: PGlite): StatementRunner {
  const prepared = new Map<string, Statement>();
  const seenOnce = new Set<string>();
  const joinedParsers = new WeakMap<object, PGlite['parsers']>();
  let nameCount = 0;
  const send = (...messages: Uint8Array[]) => lite.execProtocolStream(joined(messages), { syncToFs: false });

  async function statementFor(text: string): Promise<Statement> {
    const known = prepared.get(text);
    if (known) {
      prepared.delete(text);
      if (known.usesLeft > 0) {
        prepared.set(text, known);
        known.usesLeft -= 1;
        return known;
      }
      await forget(known);
    }
    const isWorthNaming = known !== undefined || seenOnce.delete(text);
    // Texts that vary without end (lists of other lengths) must not pile up here.
    if (!isWorthNaming && seenOnce.size > 10 * mostPrepared) seenOnce.clear();
    if (!isWorthNaming) seenOnce.add(text);
    nameCount += 1;
    const name = isWorthNaming ? `empty_chair_${nameCount}` : '';
    const answers = await send(
      protocol.serialize.parse({ name, text }),
      protocol.serialize.describe({ type: 'S', name }),
    );
    const statement = { name, types: parse.parseDescribeStatementResults(answers), usesLeft: usesOfPlan };
    if (isWorthNaming) await keep(text, statement);
    return statement;
  }

  async function keep(text: string, statement: Statement): Promise<void> {
    prepared.set(text, statement);
    const [oldest] = prepared;
    if (prepared.size <= mostPrepared || !oldest) return;
    prepared.delete(oldest[0]);
    await forget(oldest[1]);
  }

  const forget = ({ name }: Statement) => send(protocol.serialize.close({ type: 'S', name }));

  async function run<T>(text: string, values: unknown[] = [], options?: QueryOptions): Promise<Results<T>> {
    return lite.runExclusive(async () => {
      let statement: Statement;
      try {
        statement = await statementFor(text);
      } catch (error) {
        await send(protocol.serialize.sync());
        throw error;
      }
      try {
        const answers = await send(
          protocol.serialize.bind({
            statement: statement.name,
            values: values.map((value, at) => written(value, statement.types[at])),
          }),
          protocol.serialize.describe({ type: 'P' }),
          protocol.serialize.execute({}),
          protocol.serialize.sync(),
        );
        return parse.parseResults(answers, parsersWith(options?.parsers), {
          rowMode: options?.rowMode,
        })[0] as Results<T>;
      } catch (error) {
        // A plan that no longer fits a changed table is of no use to anybody.
        statement.usesLeft = 0;
        throw error;
      }
    });
  }

  /** PGlite would join its 600 parsers with ours at every statement, which took as long as a short statement. */
  function parsersWith(own: QueryOptions['parsers']): PGlite['parsers'] {
    if (!own) return lite.parsers;
    const known = joinedParsers.get(own) ?? { ...lite.parsers, ...own };
    joinedParsers.set(own, known);
    return known;
  }

  function written(value: unknown, type = 0): string | null {
    if (value === null || value === undefined) return null;
    const serialize = lite.serializers[type];
    return serialize ? serialize(value) : String(value);
  }

  return {
    query: (text, values, options) => lite._runExclusiveTransaction(() => run(text, values, options)),
    exec: (text, options) => lite.exec(text, options),
    transaction: (work) =>
      lite.transaction((tx) => work(Object.assign(Object.create(tx) as Transaction, { query: run }))),
  };
}

function joined(messages: readonly Uint8Array[]): Uint8Array {
  const [only] = messages;
  if (messages.length === 1 && only) return only;
  return Buffer.concat(messages);
}
