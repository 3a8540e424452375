/** Takes back what an import brought of feedback and changed of it, where nobody has acted on it. The imports room asks. */
import type { Undoing } from '../../chat/import-book.js';
import type { DeliveryOrder } from '../../delivery/delivery.js';
import type { Transaction } from '../../storage/database.js';
import type { FeedbackDeps } from './deps.js';
import { cardEdits, takenBackOrders } from './orders.js';
import { feedbackName } from './rules/feedback.js';
import { appendEvents } from './store/feedback.js';
import { deletePieces, piecesOfImport } from './store/undo.js';
import { forgetContent, type ImportRef, piecesChangedBy, restoreContent } from './store/updates.js';
import { forgetFiled } from './store/words.js';

/** What taking an import's feedback back has done. */
export interface UndoneFeedback extends Undoing {
  readonly customerIds: readonly string[];
  /** Cards that show it are edited. */
  readonly orders: readonly DeliveryOrder[];
}

/** What an import has of feedback, as long as it stands. */
export async function feedbackOfImport({ database }: FeedbackDeps, ref: ImportRef): Promise<Undoing> {
  const [brought, changed] = await Promise.all([
    piecesOfImport(database, ref.organisationId, ref.importNumber),
    piecesChangedBy(database, ref),
  ]);
  return summed(brought, changed);
}

type Piece = { readonly number: number; readonly isActedOn: boolean };

function summed(brought: readonly Piece[], changed: readonly Piece[]): Undoing {
  const staying = [...brought, ...changed].filter(({ isActedOn }) => isActedOn).map(({ number }) => number);
  return {
    addedCount: brought.filter(({ isActedOn }) => !isActedOn).length,
    changedCount: changed.filter(({ isActedOn }) => !isActedOn).length,
    staying: staying.toSorted((a, b) => a - b).map(feedbackName),
  };
}

/** Deletes what nobody has acted on, and writes back what the rest said before, in the caller's transaction. */
export async function undoFeedback(
  tx: Transaction,
  ref: ImportRef,
  { now, surface }: { readonly now: Date; readonly surface: 'import' },
): Promise<UndoneFeedback> {
  const { organisationId, importNumber } = ref;
  const brought = await piecesOfImport(tx, organisationId, importNumber);
  const changed = await piecesChangedBy(tx, ref);
  const untouched = brought.filter(({ isActedOn }) => !isActedOn);
  const ids = untouched.map(({ id }) => id);
  await deletePieces(tx, [organisationId], ids);
  await forgetContent(tx, organisationId, ids);
  const restored = await restoreContent(tx, ref);
  const events = restored.map(({ id: feedbackId }) => ({
    ...{ feedbackId, organisationId, at: now, actorId: null, surface, what: 'updated' as const },
    details: { importNumber, fields: [], isTakenBack: true },
  }));
  await appendEvents(tx, events);
  // Their words are filed by number: what is gone must not be found by them.
  if (ids.length + restored.length > 0) await forgetFiled(tx, organisationId, now);
  return {
    ...summed(brought, changed),
    customerIds: [...untouched, ...restored].flatMap(({ customerId }) => customerId ?? []),
    orders: [...takenBackOrders(organisationId, importNumber, untouched), ...restored.flatMap(cardEdits)],
  };
}
