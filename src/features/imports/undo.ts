/** The use case "take an import back": its answers and metrics, the feedback that nobody has acted on, the customers it made. */
import type { UndoPreview, WhichImport } from '../../chat/import-book.js';
import { Conflict, NotFound } from '../../kernel/errors.js';
import { say } from '../../kernel/language/say.js';
import type { AuditEntry } from '../../storage/database.js';
import type { ImportsDeps } from './deps.js';
import { type KeptImport, lockImport, markUndone } from './store/imports.js';

/** @throws NotFound, Conflict when it was taken back already */
export async function previewUndo(deps: ImportsDeps, which: WhichImport): Promise<UndoPreview> {
  const found = await deps.database.transaction((tx) => standing(tx, which));
  const { organisationId, number } = which;
  const ref = { organisationId, importNumber: number };
  const [answers, feedback, customers] = await Promise.all([
    deps.nps.answersOfImport(which),
    deps.feedback.feedbackOfImport(ref),
    deps.customers.customersOfImport(ref),
  ]);
  const { source, fileName } = found;
  return { number, source, fileName, answers, feedback, customers };
}

/** All in one transaction. @param by whoever asked, for the audit log @throws NotFound, Conflict */
export async function undoImport(
  deps: ImportsDeps,
  which: WhichImport,
  by: Pick<AuditEntry, 'actorId' | 'surface'>,
): Promise<UndoPreview> {
  const { organisationId, number } = which;
  const { answers } = await previewUndo(deps, which);
  return deps.outbox.commit(async (tx) => {
    const { startedAt, source, fileName } = await standing(tx, which);
    const ref = { organisationId, importNumber: number };
    // Answers first: the same locks in the same order as when answers come in.
    const scores = await deps.nps.undoImport(tx, { organisationId, number, startedAt });
    const feedback = await deps.feedback.undoImport(tx, ref);
    const customers = await deps.customers.undoImport(tx, ref);
    const customerIds = [...new Set([...scores.customerIds, ...feedback.customerIds])];
    await deps.customers.forgetUnused(tx, organisationId, { ids: customerIds, madeSince: startedAt });
    await markUndone(tx, which, { at: deps.clock.now(), byId: by.actorId });
    const about = { subject: fileName, before: { number, source, answers, feedback, customers } };
    await deps.people.audit(tx, { organisationId, what: 'imports.undo', ...by, ...about });
    await deps.outbox.enqueue(tx, [...scores.orders, ...feedback.orders]);
    await deps.putRight.tell(tx, organisationId);
    return { number, source, fileName, answers, feedback, customers };
  });
}

async function standing(
  tx: Parameters<typeof lockImport>[0],
  { organisationId, number }: WhichImport,
): Promise<KeptImport> {
  // The value of a button may be anything.
  const found = number > 0 && number < 2 ** 31 ? await lockImport(tx, organisationId, number) : null;
  if (!found) throw new NotFound('imports.none', say('There is no import of this number.'));
  if (found.undoneAt) throw new Conflict('imports.undone', say('Import {number} was taken back already.', { number }));
  return found;
}
