/** Changes feedback that is here where a file says it anew, and notes what it was for taking the import back. Part of capture. */
import type { Transaction } from '../../storage/database.js';
import type { Composition } from './compose-rows.js';
import type { FeedbackDeps } from './deps.js';
import { keptFields } from './fields.js';
import { cardEdits } from './orders.js';
import type { Feedback } from './rules/feedback.js';
import { type Said, type Updated, updatedBy } from './rules/updates.js';
import type { Draft } from './schema.js';
import { appendEvents, findByNumbers } from './store/feedback.js';
import { editedByHand, lockByNumbers, noteContent, saveContent } from './store/updates.js';

/** Whether what comes so is the truth about what came so before: a file's rows, and what a customer answers. */
export const saysAnew = ({ importNumber, surface }: Pick<Composition['origin'], 'importNumber' | 'surface'>): boolean =>
  importNumber !== undefined || surface === 'survey';

/** @param known with the number of what each is here already; answers those that say something else now */
export async function updateKnown(
  deps: FeedbackDeps,
  tx: Transaction,
  known: ReadonlyMap<Draft, number>,
  { origin, profile, now }: Pick<Composition, 'origin' | 'profile' | 'now'>,
): Promise<ReadonlySet<Draft>> {
  const { organisationId, importNumber = null, surface } = origin;
  if (!saysAnew(origin) || known.size === 0) return new Set();
  const here = byNumber(await findByNumbers(tx, organisationId, [...known.values()]));
  const edited = await editedByHand(
    tx,
    organisationId,
    [...here.values()].map(({ id }) => id),
  );
  const handOf = (feedback: Feedback) => edited.get(feedback.id) ?? new Set<string>();
  const names = [...known].flatMap(([{ customer }, number]) => {
    const feedback = here.get(number);
    const isNobody = customer === undefined || deps.customers.isNobody(customer, profile.name);
    // Whom a person has named stays.
    return isNobody || !feedback || handOf(feedback).has('customerId') ? [] : [customer];
  });
  const customers = names.length > 0 ? await deps.customers.findOrCreateMany(tx, organisationId, names) : new Map();
  const decide = (pieces: ReadonlyMap<number, Feedback>) =>
    [...known].flatMap(([draft, number]) => {
      const feedback = pieces.get(number);
      const customerId: string | undefined = customers.get(draft.customer ?? '')?.id;
      const updated = feedback && updatedBy(feedback, saidBy(draft, customerId, origin.undated), handOf(feedback));
      return updated ? [{ draft, updated, before: feedback }] : [];
    });
  const candidates = decide(here).map(({ before }) => before.number);
  // Locked only where something changes: a file that is imported again mostly says what is here.
  const changed = decide(byNumber(await lockByNumbers(tx, organisationId, candidates)));
  await write(deps, tx, { changed, importNumber, surface, now });
  return new Set(changed.map(({ draft }) => draft));
}

const byNumber = (pieces: readonly Feedback[]): ReadonlyMap<number, Feedback> =>
  new Map(pieces.map((piece) => [piece.number, piece]));

/** A date that stands for a missing one says nothing. */
function saidBy(draft: Draft, customerId: string | undefined, undated: string | undefined): Said {
  const given: Readonly<Record<string, unknown>> = draft;
  const kept = Object.fromEntries(keptFields.map(({ name }) => [name, given[name]]));
  const isUndated = undated !== undefined && draft.capturedAt?.getTime() === Date.parse(undated);
  return { ...kept, text: draft.text, customerId, saidAt: isUndated ? undefined : draft.capturedAt };
}

interface Written {
  readonly changed: readonly { readonly updated: Updated; readonly before: Feedback }[];
  /** null: no import says it, but the customer. */
  readonly importNumber: number | null;
  readonly surface: Composition['origin']['surface'];
  readonly now: Date;
}

async function write(
  deps: FeedbackDeps,
  tx: Transaction,
  { changed, importNumber, surface, now }: Written,
): Promise<void> {
  const [first] = changed;
  if (first === undefined) return;
  const { organisationId } = first.before;
  const pieces = changed.map(({ updated }) => updated.feedback);
  await saveContent(tx, pieces);
  const before = changed.map((each) => each.before);
  if (importNumber !== null) await noteContent(tx, { organisationId, importNumber }, { at: now, pieces: before });
  const events = changed.map(({ updated: { feedback, fields } }) => ({
    ...{ feedbackId: feedback.id, organisationId, at: now, actorId: null, surface },
    ...{ what: 'updated' as const, details: { importNumber, fields, isTakenBack: false } },
  }));
  await appendEvents(tx, events);
  await deps.outbox.enqueue(tx, pieces.flatMap(cardEdits));
}
