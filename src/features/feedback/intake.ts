/** The way in for systems and files: many items a call, all or nothing, with problems by item and field. */
import { type FieldErrors, InvalidInput } from '../../kernel/errors.js';
import type { PlaceRef, Surface } from '../../kernel/person.js';
import { AmbiguousCustomers } from '../customers/index.js';
import { type Captured, capture } from './capture.js';
import type { FeedbackDeps } from './deps.js';
import { keptFields } from './fields.js';
import { type Picture, pictures } from './picture.js';
import { type Feedback, feedbackName, isHistory, type KeptValues, type State, states } from './rules/feedback.js';
import { type Draft, draftSchema, fieldErrorsOf } from './schema.js';
import { pageFeedback, type Viewed, type ViewedNames } from './store/listing.js';

export interface IntakeSource {
  readonly organisationId: string;
  /** The API key's name, or `import`. */
  readonly source: string;
  readonly surface: Surface;
  readonly actorId: string | null;
  /** Where it was said, when a room hands it in: its living card stands there. */
  readonly place?: PlaceRef | null;
  /** The import that brings them; absent: none does. */
  readonly importNumber?: number;
  /** What becomes of words that are old when they come; absent: history where a file or a system brings them. */
  readonly olderAs?: 'history' | 'open';
  /** The date that the import gives to items without one, as they carry it: no news of those that are here. Absent: none. */
  readonly undated?: string;
}

/** What is told only to some is null where it is confidential. */
type ViewedFields = { readonly [Name in keyof KeptValues]: KeptValues[Name] | null };

/** One piece of feedback as the web API gives it out; what is confidential is null. */
export interface FeedbackView extends ViewedFields {
  readonly id: string;
  readonly state: State | 'history';
  readonly text: string | null;
  readonly customer: string | null;
  readonly source: string;
  readonly sourceId: string | null;
  readonly owner: string | null;
  readonly capturedAt: string;
  readonly saidAt: string | null;
  /** null while waiting and when resolved. */
  readonly promiseEndsAt: string | null;
  readonly resolvedAt: string | null;
  readonly outcome: string | null;
  readonly number: number;
}

/** Problems of one item by field; null when it can be taken. No look-ups. */
export function check(item: unknown): FieldErrors | null {
  const result = draftSchema.safeParse(item);
  return result.success ? null : fieldErrorsOf(result.error);
}

/** Takes all items or none, in order. Throws InvalidInput whose fields are `INDEX.field`, e.g. `3.text`. */
export async function intake(
  deps: FeedbackDeps,
  items: readonly unknown[],
  source: IntakeSource,
): Promise<
  readonly (Pick<Captured, 'number' | 'isNew' | 'isUpdate'> & {
    readonly newCustomer?: string;
  })[]
> {
  const drafts: Draft[] = [];
  const problems: Record<string, string> = {};
  for (const [index, item] of items.entries()) {
    const result = draftSchema.safeParse(item);
    if (result.success) drafts.push(result.data);
    else
      for (const [field, message] of Object.entries(fieldErrorsOf(result.error)))
        problems[`${index}.${field}`] = message;
  }
  refuse(problems);
  const actor = source.actorId ? await deps.people.actorOf(source.actorId) : null;
  try {
    const olderAs = source.olderAs ?? (source.surface === 'import' || source.surface === 'api' ? 'history' : 'open');
    const captured = await capture(deps, drafts, { ...source, olderAs, actor, place: source.place ?? null });
    return captured.map(({ number, isNew, isUpdate = false, newCustomer }) => ({
      number,
      isNew,
      ...(isUpdate && { isUpdate }),
      ...(newCustomer && { newCustomer: newCustomer.name }),
    }));
  } catch (error) {
    if (!(error instanceof AmbiguousCustomers)) throw error;
    for (const [index, { customer }] of drafts.entries()) {
      const question = customer === undefined ? undefined : error.names.get(customer);
      if (question !== undefined) problems[`${index}.customer`] = question;
    }
    refuse(problems);
    throw error;
  }
}

function refuse(problems: FieldErrors): void {
  const [message] = Object.values(problems);
  if (message !== undefined) throw new InvalidInput('feedback.invalidItems', message, problems);
}

/** The items after number `after`, by number. Throws InvalidInput for a state that there is not. */
export async function page(
  deps: FeedbackDeps,
  organisationId: string,
  query: { readonly after?: number; readonly limit: number; readonly state?: string },
): Promise<readonly FeedbackView[]> {
  if (query.state !== undefined && !states.some((state) => state === query.state)) {
    throw InvalidInput.field(
      'feedback.state',
      'state',
      `There is no state ${query.state}. It is ${states.join(', ')}.`,
    );
  }
  const rows = await pageFeedback(deps.database, organisationId, { ...query, after: query.after ?? 0 });
  return rows.map((row) => viewOf(row, row));
}

/** Items as programs read them; what is confidential is null. */
export async function views(
  deps: FeedbackDeps,
  organisationId: string,
  items: readonly Feedback[],
): Promise<readonly FeedbackView[]> {
  const shown = await pictures(deps, organisationId, items);
  return shown.map(pictureView);
}

/** As the web API gives it out. */
export const pictureView = ({ feedback, customer, owner }: Picture): FeedbackView =>
  viewOf(feedback, { customer: customer?.name ?? null, owner: owner?.name ?? null });

function viewOf(feedback: Viewed, { customer, owner }: ViewedNames): FeedbackView {
  const open = <T>(value: T): T | null => (feedback.confidential ? null : value);
  return {
    number: feedback.number,
    id: feedbackName(feedback.number),
    state: isHistory(feedback) ? 'history' : feedback.state,
    text: open(feedback.text),
    customer: open(customer),
    ...viewedFields(feedback),
    source: feedback.source,
    sourceId: open(feedback.sourceItemId),
    owner,
    capturedAt: feedback.capturedAt.toISOString(),
    saidAt: feedback.saidAt?.toISOString() ?? null,
    promiseEndsAt: feedback.promiseEndsAt?.toISOString() ?? null,
    resolvedAt: feedback.resolvedAt?.toISOString() ?? null,
    outcome: feedback.resolution?.outcome ?? null,
  };
}

function viewedFields(feedback: KeptValues): ViewedFields {
  const viewed: Record<string, unknown> = {};
  for (const { name, told } of keptFields)
    viewed[name] = told && feedback.confidential ? null : feedback[name as keyof KeptValues];
  return viewed as unknown as ViewedFields;
}
