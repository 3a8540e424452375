/** The use case "capture": drafts become numbered feedback with exactly one owner each, in one transaction. */

import type { DeliveryOrder } from '../../delivery/delivery.js';
import type { PersonRef } from '../../kernel/person.js';
import type { Transaction } from '../../storage/database.js';
import type { CustomerRef } from '../customers/index.js';
import { type ComposedRow, type Composition, composeRows, holdTerms, readGround } from './compose-rows.js';
import type { CaptureOrigin, FeedbackDeps } from './deps.js';
import { arrivalOrders, heardOrders, receiptOrders } from './orders.js';
import type { Picture } from './picture.js';
import { isLeftOut } from './rules/feedback.js';
import type { Draft } from './schema.js';
import { receipts } from './settings.js';
import { insertFeedback, knownItems, type NewFeedback } from './store/feedback.js';
import { saysAnew, updateKnown } from './update-known.js';

/** What became of one draft. */
export interface Captured {
  readonly number: number;
  /** False: this source item was captured before, and nothing was added. */
  readonly isNew: boolean;
  /** It was captured before, and the file says something else of it now: what is kept was changed. */
  readonly isUpdate?: boolean;
  /** To show what was added without asking for it again, made when it is asked for; null when it was there before. */
  readonly picture: Picture | null;
  /** Nobody had the name: the customer was made with it. */
  readonly newCustomer?: CustomerRef;
}

/**
 * Captures all drafts or none, and answers in their order. Throws InvalidInput on `INDEX.owner` when a named
 * owner is not known, and what the customers room throws for a name that fits two customers.
 */
export async function capture(
  deps: FeedbackDeps,
  drafts: readonly Draft[],
  origin: CaptureOrigin,
): Promise<readonly Captured[]> {
  const known = await knownBySource(deps, drafts, origin);
  const single = withoutRepeats(drafts);
  const fresh = single.filter(({ sourceId }) => !sourceId || !known.has(sourceId));
  // A file is the truth about its words, and a customer about theirs: what is here and says something else now is changed.
  const again = new Map(
    single.flatMap((draft) => {
      const number = saysAnew(origin) ? known.get(draft.sourceId ?? '') : undefined;
      return number === undefined ? [] : [[draft, number] as const];
    }),
  );
  const { added, updated } =
    fresh.length + again.size > 0
      ? await add(deps, { fresh, again }, origin)
      : { added: new Map<Draft, Added>(), updated: new Set<Draft>() };
  // Fewer than asked for: another copy of the bot captured the same source item in the meantime.
  const all = added.size < fresh.length ? await knownBySource(deps, drafts, origin) : known;
  const bySource = new Map([...added].map(([{ sourceId }, { number }]) => [sourceId, number]));
  return drafts.map((draft) => {
    const one = added.get(draft);
    if (one) return capturedNow(one);
    const number = bySource.get(draft.sourceId) ?? all.get(draft.sourceId ?? '') ?? 0;
    return { number, isNew: false, picture: null, ...(updated.has(draft) && { isUpdate: true }) };
  });
}

function knownBySource(
  { database }: FeedbackDeps,
  drafts: readonly Draft[],
  { organisationId, source }: CaptureOrigin,
) {
  return knownItems(
    database,
    organisationId,
    source,
    drafts.flatMap((draft) => draft.sourceId ?? []),
  );
}

/** The same source item twice in one call is one feedback: the first. */
function withoutRepeats(drafts: readonly Draft[]): readonly Draft[] {
  const seen = new Set<string>();
  return drafts.filter(({ sourceId }) => {
    if (!sourceId) return true;
    if (seen.has(sourceId)) return false;
    seen.add(sourceId);
    return true;
  });
}

interface Added extends Pick<ComposedRow, 'row' | 'customer'> {
  readonly number: number;
  readonly composition: Composition;
}

/** A file of thousands of rows shows none of them. */
function capturedNow(added: Added): Captured {
  return {
    number: added.number,
    isNew: true,
    ...(added.customer?.isNew && { newCustomer: added.customer }),
    get picture() {
      return pictureOfNew(added);
    },
  };
}

async function add(
  deps: FeedbackDeps,
  { fresh: drafts, again }: { readonly fresh: readonly Draft[]; readonly again: ReadonlyMap<Draft, number> },
  origin: CaptureOrigin,
): Promise<{ readonly added: Map<Draft, Added>; readonly updated: ReadonlySet<Draft> }> {
  const ground = await readGround(deps, drafts, origin);
  return deps.outbox.commit(async (tx) => {
    const composition = { drafts, origin, ...ground, ...(await holdTerms(deps, tx, origin)) };
    const updated = await updateKnown(deps, tx, again, composition);
    const composed = await composeRows(deps, tx, composition);
    const rows = composed.map(({ row }) => row);
    const heardBy = new Map(composed.map(({ row, customer }) => [row.id, customer?.ownerId ?? null]));
    const numbers = await insertWithOrders(deps, tx, { rows, composition, heardBy });
    const added = new Map(
      composed.flatMap(({ draft, row, customer }) => {
        const number = numbers.get(row.id);
        return number === undefined ? [] : [[draft, { row, customer, number, composition }] as const];
      }),
    );
    return { added, updated };
  });
}

interface Arrived {
  readonly rows: readonly NewFeedback[];
  readonly composition: Composition;
  /** Who looks after the customer of each, by its id. */
  readonly heardBy: ReadonlyMap<string, string | null>;
}

/** While an embedded database runs a statement, nothing else in this process does: of long words a step's worth goes in. */
const rowsAtOnce = 250;

/** One statement where it is certain that all rows go in: people wait for it. */
async function insertWithOrders(
  { outbox }: FeedbackDeps,
  tx: Transaction,
  arrived: Arrived,
): Promise<ReadonlyMap<string, number>> {
  const { rows, composition } = arrived;
  const { organisationId } = composition.origin;
  if (rows.length <= rowsAtOnce && rows.every(({ sourceItemId }) => sourceItemId === null)) {
    return insertFeedback(tx, organisationId, rows, outbox.enqueuing(tx, ordersFor(arrived)));
  }
  const numbers = new Map<string, number>();
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const part = await insertFeedback(tx, organisationId, rows.slice(from, from + rowsAtOnce));
    for (const [id, number] of part) numbers.set(id, number);
  }
  const inserted = rows.filter(({ id }) => numbers.has(id));
  await outbox.enqueue(tx, ordersFor({ ...arrived, rows: inserted }));
  return numbers;
}

function ordersFor({ rows, composition, heardBy }: Arrived): DeliveryOrder[] {
  const { origin, profile, isShared } = composition;
  // Of noise nobody hears.
  const added = rows.filter((row) => !isLeftOut(row));
  // Old words are no alarm.
  const fresh = added.filter(({ routing }) => routing.kind !== 'history');
  const heard = fresh.map((feedback) => ({ feedback, memberId: heardBy.get(feedback.id) ?? null }));
  const isThanked = isShared && added.length > 0 && receipts.of(profile.settings);
  const thanks = isThanked && origin.place ? receiptOrders(origin.organisationId, origin.place.id) : [];
  return [...arrivalOrders(added, origin), ...heardOrders(origin.organisationId, heard), ...thanks];
}

/** What nothing has happened to yet. */
const untouched = {
  resolution: null,
  resolvedAt: null,
  resolvedById: null,
  cameBackFromId: null,
  withdrawnBecause: null,
  sameAsId: null,
  furtherWords: [],
  wrongTones: [],
} as const;

/** Everything that it shows was read on the way in. */
function pictureOfNew({ row, customer, number, composition }: Added): Picture {
  const { profile, roster, owners, lastResort, isShared, now, origin } = composition;
  const known = [...roster.members.values(), ...owners.values(), profile.champion, origin.actor, lastResort];
  const person = (id: string | null): PersonRef | null => known.find((each) => each?.id === id) ?? null;
  return {
    feedback: { ...row, number, ...untouched, ...(isLeftOut(row) && { withdrawnBecause: 'leftOut' }) },
    customer,
    owner: person(row.ownerId),
    capturedBy: origin.actor,
    resolvedBy: null,
    from: null,
    cameBack: null,
    parts: [],
    partOf: null,
    place: isShared ? null : origin.place,
    organisation: profile,
    now,
  };
}
