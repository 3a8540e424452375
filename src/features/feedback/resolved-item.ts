/** Tells whoever asks customers whether it is solved that something is resolved. */
import type { Transaction } from '../../storage/database.js';
import type { Feedback } from './rules/feedback.js';
import { findParts } from './store/corrections.js';

/** Something that a customer said, and how it was answered: what may be asked about it. */
export interface ResolvedItem
  extends Pick<
    Feedback,
    'organisationId' | 'id' | 'text' | 'customerId' | 'author' | 'confidential' | 'source' | 'sourceItemId'
  > {
  /** When it was said. */
  readonly saidAt: Date;
  /** Of what it is a part, or else its own; then so is what follows. */
  readonly round: number;
  /** null: it is open again. */
  readonly resolvedAt: Date | null;
  readonly resolution: Feedback['resolution'];
  readonly isWithdrawn: boolean;
}

/** Called within the transaction that resolves something, for it and for each part of it. */
export type OnResolved = (tx: Transaction, item: ResolvedItem) => Promise<void>;

/** What may be asked about it. @param whole of which it is a part; absent: of none */
export function itemOf(feedback: Feedback, whole: Feedback = feedback): ResolvedItem {
  const { organisationId, id, text, customerId, author, confidential, source, sourceItemId } = feedback;
  return {
    ...{ organisationId, id, text, customerId, author, source, sourceItemId },
    confidential: confidential || whole.confidential,
    saidAt: feedback.saidAt ?? feedback.capturedAt,
    round: whole.round,
    resolvedAt: whole.resolvedAt,
    resolution: whole.resolution,
    isWithdrawn: whole.state === 'withdrawn',
  };
}

/** Tells whoever asks customers. */
export async function tellResolved(hooks: readonly OnResolved[], tx: Transaction, whole: Feedback): Promise<void> {
  if (hooks.length === 0) return;
  const parts = await findParts(tx, [whole.organisationId], [whole.id]);
  for (const each of [whole, ...parts]) for (const hook of hooks) await hook(tx, itemOf(each, whole));
}
