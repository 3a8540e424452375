/** From drafts to rows: reads what has to be known, chooses customers and owners, and starts the clocks. Part of capture. */
import { InvalidInput } from '../../kernel/errors.js';
import { newId } from '../../kernel/id.js';
import type { Transaction } from '../../storage/database.js';
import type { KnownCustomer, NamedCustomer, TakingPart } from '../customers/index.js';
import { calendarOf, type MemberProfile, type OrganisationProfile } from '../people/index.js';
import type { CaptureOrigin, FeedbackDeps, Origin } from './deps.js';
import { keptFields } from './fields.js';
import { choosePromises, usualPromise } from './promises.js';
import { type Assignment, assignOwners, holdWithRoster, type Roster } from './routing.js';
import { asHistory, asLeftOut, isOld, type KeptValues, type PromiseClock } from './rules/feedback.js';
import { type LadderPosition, startLadder } from './rules/ladder.js';
import { momentOf, startClock } from './rules/promise-clock.js';
import type { Routable } from './rules/routing.js';
import type { Draft } from './schema.js';
import { ladder } from './settings.js';
import type { NewFeedback } from './store/feedback.js';

/** What has to be known before rows can be written and is read before the transaction, to keep that short. */
export interface Ground {
  readonly owners: ReadonlyMap<string, MemberProfile>;
  /** People of other companies read where it is captured: no card of it stands there. */
  readonly isShared: boolean;
  readonly now: Date;
}

/** Read in the transaction and held: settings that change meanwhile wait, and then count these rows too. */
export interface Terms {
  readonly profile: OrganisationProfile;
  readonly roster: Roster;
  /** Who takes what comes from a system while there is no champion: an admin, else anybody. */
  readonly lastResort: MemberProfile | null;
}

export async function readGround(
  deps: FeedbackDeps,
  drafts: readonly Draft[],
  { organisationId, place }: Origin,
): Promise<Ground> {
  const [owners, isShared] = await Promise.all([
    namedOwners(deps, drafts, organisationId),
    place !== null && deps.people.isShared(place.id, null),
  ]);
  return { owners, isShared, now: deps.clock.now() };
}

export async function holdTerms(
  deps: FeedbackDeps,
  tx: Transaction,
  { organisationId, actor }: Origin,
): Promise<Terms> {
  const { profile, roster } = await holdWithRoster(deps, organisationId, tx);
  const isAlone = !profile.champion && !actor;
  return { profile, roster, lastResort: isAlone ? await anybody(deps.people, tx, organisationId) : null };
}

async function anybody(
  people: FeedbackDeps['people'],
  tx: Transaction,
  organisationId: string,
): Promise<MemberProfile | null> {
  return (await people.adminsFirst(organisationId, tx))[0] ?? null;
}

async function namedOwners(
  { people }: FeedbackDeps,
  drafts: readonly Draft[],
  organisationId: string,
): Promise<ReadonlyMap<string, MemberProfile>> {
  const owners = new Map<string, MemberProfile>();
  const problems: Record<string, string> = {};
  let guess: InvalidInput['guess'];
  for (const [index, { owner }] of drafts.entries()) {
    if (!owner || owners.has(owner)) continue;
    try {
      owners.set(owner, await people.findMember(organisationId, owner, 'owner'));
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      problems[`${index}.owner`] = error.message;
      guess ??= error.guess;
    }
  }
  const [message] = Object.values(problems);
  if (message) throw new InvalidInput('feedback.unknownOwner', message, problems, guess);
  return owners;
}

export interface ComposedRow {
  readonly draft: Draft;
  readonly row: NewFeedback;
  readonly customer: NamedCustomer | null;
}

export interface Composition extends Ground, Terms {
  readonly drafts: readonly Draft[];
  readonly origin: CaptureOrigin;
}

/** One row a draft, in order, with its customer. */
export async function composeRows(
  deps: FeedbackDeps,
  tx: Transaction,
  composition: Composition,
): Promise<readonly ComposedRow[]> {
  const { drafts, origin, roster, owners, now } = composition;
  const { organisationId } = origin;
  const customerOf = await customersOf(deps, tx, composition);
  const trialOf = await trialsOf(deps, tx, { composition, customerOf });
  const fallback = fallbackOf(composition);
  const old = new Set(drafts.filter((draft) => becomesHistory(draft, composition)));
  const routed = drafts.filter((draft) => !draft.owner && !old.has(draft));
  const unrouted = routed.map((draft) => ({
    item: { ...routable(draft, customerOf(draft), origin), trial: trialOf(draft) },
    fallback,
  }));
  const assigned = await assignOwners(deps, tx, { organisationId, unrouted, roster, now });
  const assignments = new Map(routed.map((draft, index) => [draft, assigned[index]]));
  const common = commonOf(composition);
  const clockOf = await clocksOf(deps, tx, { composition, customerOf, trialOf });
  return drafts.map((draft) => {
    const named = draft.owner ? owners.get(draft.owner) : undefined;
    const assignment: Assignment = named
      ? { ownerId: named.id, routing: { kind: 'named' } }
      : old.has(draft)
        ? { ownerId: null, routing: { kind: 'history' } }
        : (assignments.get(draft) ?? fallback);
    const customer = customerOf(draft);
    const clock = old.has(draft) ? asHistory : assignment.routing.kind === 'leftOut' ? standsLeftOut : {};
    const row = {
      ...common,
      ...clockOf(draft),
      ...clock,
      ...ownOf(draft, now),
      ...assignment,
      customerId: customer?.id ?? null,
      trial: trialOf(draft),
    };
    return { draft, row, customer };
  });
}

const { withdrawnBecause: _, ...standsLeftOut } = asLeftOut;

/** Whose words each draft is: of the customer whom it names, else of the one where its author is known by address. */
async function customersOf(
  { customers }: FeedbackDeps,
  tx: Transaction,
  { drafts, origin: { organisationId }, profile }: Composition,
): Promise<(draft: Draft) => NamedCustomer | null> {
  const names = drafts.flatMap(({ customer = '' }) =>
    customer === '' || customers.isNobody(customer, profile.name) ? [] : [customer],
  );
  const emails = drafts.flatMap((draft) => (draft.customer ? [] : (emailOf(draft) ?? [])));
  const named =
    names.length > 0 ? await customers.findOrCreateMany(tx, organisationId, names) : new Map<string, NamedCustomer>();
  const known =
    emails.length > 0 ? await customers.findByEmail(organisationId, emails, tx) : new Map<string, KnownCustomer>();
  return (draft) => (draft.customer ? named.get(draft.customer) : known.get(emailOf(draft) ?? '')) ?? null;
}

/** The early test in which its customer takes part, where it was said since they accepted. */
async function trialsOf(
  { customers }: FeedbackDeps,
  tx: Transaction,
  {
    composition: { drafts, origin, now },
    customerOf,
  }: { readonly composition: Composition; readonly customerOf: (draft: Draft) => KnownCustomer | null },
): Promise<(draft: Draft) => string | null> {
  if (drafts.every((draft) => customerOf(draft) === null)) return () => null;
  const taking = await customers.takingPart(tx, origin.organisationId);
  return (draft) => nameAt(taking.get(customerOf(draft)?.id ?? ''), draft.capturedAt ?? now);
}

/** The name of what somebody takes part in, where that began before. */
export const nameAt = (part: TakingPart | undefined, at: Date): string | null =>
  part && part.since <= at ? part.name : null;

/** `Ada Byron <ada@acme.com>` */
const emailOf = ({ author }: Draft): string | null => /[^\s<>,;"()]+@[^\s<>,;"()]+/u.exec(author ?? '')?.[0] ?? null;

/** Old words are no alarm, unless whoever sends them names an owner or says otherwise. */
function becomesHistory({ owner, capturedAt }: Draft, { origin, now }: Composition): boolean {
  return origin.olderAs === 'history' && !owner && capturedAt !== undefined && isOld(capturedAt, now);
}

/** No rule fits, or nobody is there: the champion; without one, whoever captured it. */
function fallbackOf({ profile, origin, lastResort }: Composition): Assignment {
  if (profile.champion) return { ownerId: profile.champion.id, routing: { kind: 'champion' } };
  if (origin.actor) return { ownerId: origin.actor.id, routing: { kind: 'capturer' } };
  return { ownerId: lastResort?.id ?? null, routing: { kind: 'lastResort' } };
}

export function routable(draft: Omit<Draft, 'owner'>, customer: KnownCustomer | null, origin: CaptureOrigin): Routable {
  const { text } = draft;
  return {
    ...keptOf(draft),
    text,
    source: origin.source,
    segments: customer?.segments ?? [],
    placeId: origin.place?.id ?? null,
  };
}

/** What the fields keep, and what stands there where nothing was given. */
function keptOf(draft: Omit<Draft, 'owner'>): KeptValues {
  const given: Readonly<Record<string, unknown>> = draft;
  return Object.fromEntries(
    keptFields.map(({ name, absent }) => [name, given[name] ?? absent]),
  ) as unknown as KeptValues;
}

/** What differs from row to row. */
type Own = KeptValues &
  Pick<NewFeedback, 'id' | 'text' | 'sourceItemId' | 'saidAt' | 'customerId' | keyof Assignment | keyof Clock>;

type Clock = PromiseClock & LadderPosition & Pick<NewFeedback, 'promiseEndsAt'>;

/** The clock of each draft, by the promise that holds for it; a promise is counted once however many it holds for. */
async function clocksOf(
  deps: FeedbackDeps,
  tx: Transaction,
  {
    composition: { drafts, origin, profile, now },
    customerOf,
    trialOf,
  }: {
    readonly composition: Composition;
    readonly customerOf: (draft: Draft) => KnownCustomer | null;
    readonly trialOf: (draft: Draft) => string | null;
  },
): Promise<(draft: Draft) => Clock> {
  const { settings } = profile;
  const items = drafts.map((draft) => {
    const customer = customerOf(draft);
    const its = { customerId: customer?.id ?? null, customerName: customer?.name ?? null };
    return { ...routable(draft, customer, origin), ...its, trial: trialOf(draft) };
  });
  const chosen = await choosePromises(deps, tx, { organisationId: origin.organisationId, settings, items });
  const calendar = calendarOf(settings);
  const clocks = new Map<number, Clock>();
  const byDraft = new Map(
    drafts.map((draft, index) => {
      const { promiseMs, heldPromise } = chosen[index] ?? usualPromise(settings);
      const clock = startClock(promiseMs, now, heldPromise);
      const counted = clocks.get(heldPromise?.position ?? 0) ?? {
        ...clock,
        promiseEndsAt: momentOf(100, clock, calendar),
        ...startLadder(clock, ladder.of(settings), calendar),
      };
      clocks.set(heldPromise?.position ?? 0, counted);
      return [draft, counted] as const;
    }),
  );
  const usual = (): Clock => {
    throw new Error('Each draft has a clock.');
  };
  return (draft) => byDraft.get(draft) ?? usual();
}

/** What all rows of one capture have alike: counted once. */
function commonOf({ origin, isShared, now }: Composition): Omit<NewFeedback, keyof Own> {
  return {
    organisationId: origin.organisationId,
    source: origin.source,
    placeId: isShared ? null : (origin.place?.id ?? null),
    capturedById: origin.actor?.id ?? null,
    capturedAt: now,
    surface: origin.surface,
    importNumber: origin.importNumber ?? null,
    ...(origin.byReaction && { byReaction: true }),
    state: 'open',
    acknowledgedAt: null,
    round: 1,
    waitingUntil: null,
  };
}

function ownOf(draft: Draft, now: Date): Omit<Own, 'customerId' | keyof Assignment | keyof Clock> {
  const { text, sourceId = null, capturedAt = null } = draft;
  return { ...keptOf(draft), id: newId(now), text, sourceItemId: sourceId, saidAt: capturedAt };
}
