/** The command line's host where this very process has the database open. */
import type { ImportsBook } from '../../../chat/import-book.js';
import type { KeyBook } from '../../../chat/key-book.js';
import type { OutboxBook } from '../../../chat/outbox-book.js';
import type { Clock } from '../../../kernel/clock.js';
import { type FieldErrors, InvalidInput } from '../../../kernel/errors.js';
import type { Database } from '../../../storage/database.js';
import type { Intake, IntakeResult, Intakes } from '../intakes.js';
import { readOrganisations } from '../store.js';
import type { ExportBegun, ExportRows, ExportWish, Host, Taken, TakeRequest } from './host.js';
import { countHoldings, deleteOrganisation } from './organisations-store.js';

/** What a room hands out, page by page. */
interface Exporting {
  begin(organisationId: string): Promise<ExportBegun>;
  page(wish: ExportWish): Promise<ExportRows>;
}

export interface LocalHostDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly intakes: Intakes;
  /** Absent: nobody asks for keys. */
  readonly keys?: KeyBook;
  /** Absent: nobody looks. */
  readonly doctor?: Pick<Host, 'troubles' | 'mend'>;
  readonly imports: ImportsBook;
  /** Absent: there is nothing to export. */
  readonly exporting?: Exporting;
  /** Absent: nothing is sent from here. */
  readonly outboxBook?: OutboxBook;
}

/** Does the work in this process, on an open database. */
export function createLocalHost(deps: LocalHostDeps): Host {
  return {
    organisations: () => readOrganisations(deps.database),
    troubles: async () => deps.doctor?.troubles() ?? { putAside: [], closedPeople: [] },
    mend: async (wish) => deps.doctor?.mend(wish) ?? 0,
    copyDatabase: () => deps.database.copyFiles(),
    holdings: ({ organisationId }) => countHoldings(deps.database, organisationId),
    deleteOrganisation: ({ organisationId }) => deleteOrganisation(deps.database, organisationId, deps.clock.now()),
    createKey: (wish) => keysOf(deps).create(wish),
    async keys({ organisationId }) {
      const keys = await keysOf(deps).list(organisationId);
      return keys.map(({ name, signs, scopes, owner, createdAt, lastUsedAt, revokedAt }) => ({
        ...{ name, signs, scopes, owner },
        createdAt: createdAt.toISOString(),
        lastUsedAt: lastUsedAt?.toISOString() ?? null,
        revokedAt: revokedAt?.toISOString() ?? null,
      }));
    },
    revokeKey: (wish) => keysOf(deps).revoke(wish),
    take: (request) => takeGood(deps.intakes[request.kind], request),
    letters: async (which) => deps.outboxBook?.list(which) ?? { letters: [], totalCount: 0 },
    retryLetters: async (which) => deps.outboxBook?.retry(which) ?? 0,
    dropLetters: async (which) => deps.outboxBook?.drop(which) ?? 0,
    exportBegun: async ({ organisationId }) =>
      deps.exporting?.begin(organisationId) ?? { at: deps.clock.now().toISOString(), tables: [] },
    exportRows: async (wish) => deps.exporting?.page(wish) ?? { rows: [], after: null },
    importGround: (of) => deps.imports.ground(of),
    importBegun: (given) => deps.imports.begin(given),
    importEnded: (ended) => deps.imports.end(ended),
    imports: ({ organisationId }) => deps.imports.list(organisationId),
    undoPreview: (which) => deps.imports.preview(which),
    undoImport: (which) => deps.imports.undo(which),
  };
}

function keysOf({ keys }: LocalHostDeps): KeyBook {
  if (!keys) throw new Error('This host was given no keys.');
  return keys;
}

type Takes = Pick<Intake, 'intake' | 'check'>;

/** The room takes all or nothing; a file's good rows go in without its bad ones, so those are found and left out. */
async function takeGood(intake: Takes, request: TakeRequest): Promise<readonly Taken[]> {
  const refused = new Map<number, FieldErrors>();
  for (const [index, item] of request.items.entries()) {
    const fields = intake.check(item);
    if (fields !== null) refused.set(index, fields);
  }
  for (;;) {
    const good = [...request.items.keys()].filter((index) => !refused.has(index));
    const answer = await takeOrRefuse(intake, request, good);
    if ('results' in answer) {
      const taken = new Map(good.map((index, at) => [index, takenOf(answer.results[at])]));
      return request.items.map((_, index) => taken.get(index) ?? { refused: refused.get(index) ?? {} });
    }
    for (const [index, fields] of answer.refused) refused.set(index, fields);
  }
}

function takenOf(result: IntakeResult | undefined): Taken {
  const { isNew = false, isUpdate = false, newCustomer, name, notes } = result ?? {};
  return {
    ...{ isNew, isUpdate },
    ...(newCustomer !== undefined && { newCustomer }),
    ...(name !== undefined && { name }),
    ...(notes !== undefined && { notes }),
  };
}

type Answer = { readonly results: readonly IntakeResult[] } | { readonly refused: ReadonlyMap<number, FieldErrors> };

/** `refused`: nothing went in, because of these, which only the room could find out. */
async function takeOrRefuse(intake: Takes, request: TakeRequest, good: readonly number[]): Promise<Answer> {
  const { organisationId, source, importNumber, olderAs, undated } = request;
  const items = good.map((index) => request.items[index]);
  if (items.length === 0) return { results: [] };
  try {
    return {
      results: await intake.intake(items, {
        organisationId,
        source,
        surface: 'import',
        actorId: null,
        importNumber,
        olderAs,
        ...(undated !== undefined && { undated }),
      }),
    };
  } catch (error) {
    const refused = error instanceof InvalidInput ? refusedOf(error.fields, good) : new Map<number, FieldErrors>();
    if (refused.size === 0) throw error;
    return { refused };
  }
}

/** `3.text` is field `text` of the fourth item that was sent, which was the `good[3]`th of all. */
function refusedOf(fields: FieldErrors, good: readonly number[]): Map<number, FieldErrors> {
  const refused = new Map<number, FieldErrors>();
  for (const [key, message] of Object.entries(fields)) {
    const [at = '', ...names] = key.split('.');
    const field = names.join('.');
    const index = good[Number(at)];
    if (index !== undefined) refused.set(index, { ...refused.get(index), [field]: message });
  }
  return refused;
}
