/** Takes back the feedback that an import brought and nobody has acted on. The imports room asks. */
import type { DeliveryOrder } from '../../delivery/delivery.js';
import type { Transaction } from '../../storage/database.js';
import type { FeedbackDeps } from './deps.js';
import { takenBackOrders } from './orders.js';
import { feedbackName } from './rules/feedback.js';
import { deletePieces, piecesOfImport } from './store/undo.js';

/** What of an import goes, and what stays because somebody has acted on it. */
export interface ImportedFeedback {
  readonly untouchedCount: number;
  /** `F-12`, … */
  readonly actedOn: readonly string[];
}

/** What taking an import's feedback back has done. */
export interface UndoneFeedback extends ImportedFeedback {
  readonly customerIds: readonly string[];
  /** Cards that show it are edited. */
  readonly orders: readonly DeliveryOrder[];
}

/** What an import has of feedback, as long as it stands. */
export async function feedbackOfImport(
  { database }: FeedbackDeps,
  organisationId: string,
  importNumber: number,
): Promise<ImportedFeedback> {
  const pieces = await piecesOfImport(database, organisationId, importNumber);
  const actedOn = pieces.filter(({ isActedOn }) => isActedOn).map(({ number }) => feedbackName(number));
  return { untouchedCount: pieces.length - actedOn.length, actedOn };
}

/** Deletes what nobody has acted on, in the caller's transaction. */
export async function undoFeedback(
  tx: Transaction,
  organisationId: string,
  importNumber: number,
): Promise<UndoneFeedback> {
  const pieces = await piecesOfImport(tx, organisationId, importNumber);
  const untouched = pieces.filter(({ isActedOn }) => !isActedOn);
  await deletePieces(
    tx,
    untouched.map(({ id }) => id),
  );
  return {
    untouchedCount: untouched.length,
    actedOn: pieces.filter(({ isActedOn }) => isActedOn).map(({ number }) => feedbackName(number)),
    customerIds: untouched.flatMap(({ customerId }) => customerId ?? []),
    orders: takenBackOrders(organisationId, importNumber, untouched),
  };
}
