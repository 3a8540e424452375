/** The use case "take an import back": its answers and metrics, the feedback that nobody has acted on, the customers it made. */
import { Conflict, NotFound } from '../../kernel/errors.js';
import type { ImportsDeps } from './deps.js';
import { type KeptImport, lockImport, markUndone } from './store/imports.js';

/** What taking an import back takes, and what stays. */
export interface UndoPreview {
  readonly number: number;
  readonly source: string;
  readonly fileName: string;
  /** By number: `NPS`, or the metric's name. */
  readonly answers: readonly { readonly name: string; readonly addedCount: number; readonly changedCount: number }[];
  readonly feedbackCount: number;
  /** Feedback that was here before and gets back what it said. */
  readonly changedFeedbackCount: number;
  /** `F-12`, …: somebody has acted on these, so they stay. */
  readonly staying: readonly string[];
}

interface Which {
  readonly organisationId: string;
  readonly number: number;
}

/** @throws NotFound, Conflict when it was taken back already */
export async function previewUndo(deps: ImportsDeps, which: Which): Promise<UndoPreview> {
  const found = await deps.database.transaction((tx) => standing(tx, which));
  const { organisationId, number } = which;
  const [answers, { untouchedCount, changedCount, actedOn }] = await Promise.all([
    deps.nps.answersOfImport(which),
    deps.feedback.feedbackOfImport({ organisationId, importNumber: number }),
  ]);
  const { source, fileName } = found;
  const pieces = { feedbackCount: untouchedCount, changedFeedbackCount: changedCount, staying: actedOn };
  return { number, source, fileName, answers, ...pieces };
}

/** All in one transaction. @param byId null: an operator at the command line @throws NotFound, Conflict */
export async function undoImport(deps: ImportsDeps, which: Which, byId: string | null): Promise<UndoPreview> {
  const { organisationId, number } = which;
  const { answers } = await previewUndo(deps, which);
  return deps.outbox.commit(async (tx) => {
    const { startedAt, source, fileName } = await standing(tx, which);
    // Answers first: the same locks in the same order as when answers come in.
    const scores = await deps.nps.undoImport(tx, { organisationId, number, startedAt });
    const feedback = await deps.feedback.undoImport(tx, { organisationId, importNumber: number });
    const customerIds = [...new Set([...scores.customerIds, ...feedback.customerIds])];
    await deps.customers.forgetUnused(tx, organisationId, { ids: customerIds, madeSince: startedAt });
    await markUndone(tx, which, { at: deps.clock.now(), byId });
    await deps.outbox.enqueue(tx, [...scores.orders, ...feedback.orders]);
    await deps.putRight.tell(tx, organisationId);
    const { untouchedCount: feedbackCount, changedCount: changedFeedbackCount, actedOn: staying } = feedback;
    return { number, source, fileName, answers, feedbackCount, changedFeedbackCount, staying };
  });
}

async function standing(tx: Parameters<typeof lockImport>[0], { organisationId, number }: Which): Promise<KeptImport> {
  // The value of a button may be anything.
  const found = number > 0 && number < 2 ** 31 ? await lockImport(tx, organisationId, number) : null;
  if (!found) throw new NotFound('imports.none', 'There is no import of this number.');
  if (found.undoneAt) throw new Conflict('imports.undone', `Import ${number} was taken back already.`);
  return found;
}
