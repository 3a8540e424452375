/** Everything of an organisation, or of one customer, page by page; the deed is audited. */
import type { InteractionContext } from '../../../chat/interaction.js';
import { type Reply, showCard } from '../../../chat/reply.js';
import { InvalidInput, NotFound } from '../../../kernel/errors.js';
import { isId } from '../../../kernel/id.js';
import { inOrganisation } from '../../../storage/scope.js';
import { exportedCard, exportWords } from '../cards/export-card.js';
import type { LeavingDeps } from '../deps.js';
import { sealFor } from '../rules/confidential.js';
import {
  aboutIn,
  championOf,
  type ExportPage,
  type ExportTable,
  exportRows,
  exportTables,
} from '../store/export-rows.js';
import { readSchemaWords } from '../store/schema-words.js';

/** A table with what it and its columns mean. */
export interface ToldTable {
  readonly table: string;
  readonly about: string;
  readonly columns: readonly {
    readonly name: string;
    readonly type: string;
    readonly isNullable: boolean;
    readonly about: string;
  }[];
}

/** Begins the export of an organisation by whoever runs the bot: which tables there are. */
export async function beginExport(deps: LeavingDeps, organisationId: string) {
  const now = deps.clock.now();
  const tables = await deps.database.transaction(async (tx) => {
    await deps.people.organisation(organisationId, tx);
    const found = await exportTables(tx);
    await deps.people.audit(tx, { organisationId, what: 'leaving.export', actorId: null, surface: 'operator' });
    return found;
  });
  return { at: now.toISOString(), tables: await told(tables) };
}

async function told(tables: readonly ExportTable[]): Promise<readonly ToldTable[]> {
  const words = await readSchemaWords();
  return tables.map(({ table, columns }) => ({
    table,
    about: words.get(table)?.about ?? '',
    columns: columns.map((column) => ({ ...column, about: words.get(table)?.columns.get(column.name) ?? '' })),
  }));
}

/** A page of one table. Throws NotFound where there is none of that name. */
export async function exportPage(
  deps: LeavingDeps,
  { organisationId, table: name, after }: { organisationId: string; table: string; after: readonly string[] | null },
): Promise<ExportPage> {
  const table = (await exportTables(deps.database)).find((each) => each.table === name);
  if (!table) throw new NotFound('leaving.noTable', `There is no table ${name}.`);
  return exportRows(deps.database, table, { organisationId, after });
}

const hourMs = 3_600_000;

/** `export customer:NAME`: a link to a file, for the asker alone. */
export async function exportCustomer(deps: LeavingDeps, typed: string, context: InteractionContext): Promise<Reply> {
  const { actor, platform: surface } = context;
  const { organisationId, id: actorId } = actor;
  if (typed === '') throw InvalidInput.field('leaving.noName', 'customer', exportWords.whom());
  const customer = await deps.customers.find(organisationId, typed);
  if (!customer) {
    const near = await deps.customers.nearest(organisationId, typed);
    throw InvalidInput.field('leaving.noCustomer', 'customer', exportWords.noCustomer(typed, near));
  }
  const { id, name } = customer;
  await deps.database.transaction((tx) =>
    deps.people.audit(tx, { organisationId, what: 'leaving.exportCustomer', actorId, surface, subject: name }),
  );
  const path = `/exports/${organisationId}/${id}/${actorId}.json`;
  return showCard(exportedCard(name, deps.links.sign(path, new Date(deps.clock.now().getTime() + hourMs))));
}

/** What the link leads to, in pieces; null: nobody of that id. Confidential words are for those who may see them. */
export async function customerFile(
  deps: LeavingDeps,
  { organisationId, customerId, viewerId }: { organisationId: string; customerId: string; viewerId: string },
): Promise<AsyncIterable<string> | null> {
  if (![organisationId, customerId, viewerId].every(isId)) return null;
  const found = await inOrganisation(organisationId, () => deps.customers.byIds(organisationId, [customerId]));
  const customer = found.get(customerId);
  if (!customer) return null;
  return pieces(deps, { organisationId, customerId, viewerId, name: customer.name });
}

async function* pieces(
  deps: LeavingDeps,
  {
    organisationId,
    customerId,
    viewerId,
    name,
  }: { organisationId: string; customerId: string; viewerId: string; name: string },
): AsyncIterable<string> {
  const { database, clock } = deps;
  // Whoever reads the pieces asks for each in a context of their own.
  const here = <T>(ask: () => Promise<T>): Promise<T> => inOrganisation(organisationId, ask);
  const seal = sealFor(viewerId, await here(() => championOf(database, organisationId)));
  const head = { customer: name, exportedAt: clock.now().toISOString(), note: exportWords.note };
  yield `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "tables": {`;
  let isFirst = true;
  for (const table of await here(() => exportTables(database))) {
    const about = aboutIn(table, customerId);
    if (about === null) continue;
    let isEmpty = true;
    for (let after: readonly string[] | null | undefined; after !== null; ) {
      const from = { organisationId, after: after ?? null, about };
      const page: ExportPage = await here(() => exportRows(database, table, from));
      for (const row of page.rows) {
        if (isEmpty) yield `${isFirst ? '' : ','}\n    ${JSON.stringify(table.table)}: [\n`;
        yield `${isEmpty ? '' : ',\n'}      ${JSON.stringify(seal(table.table, row))}`;
        isEmpty = false;
        isFirst = false;
      }
      after = page.after;
    }
    if (!isEmpty) yield '\n    ]';
  }
  yield '\n  }\n}\n';
}
