/** The audit log as people and systems read it: filtered by who, what and since when, a page at a time. */
import type { InteractionContext } from '../../../chat/interaction.js';
import { createList, type ListHandlers } from '../../../chat/list.js';
import { InvalidInput, NotAllowed } from '../../../kernel/errors.js';
import { isId } from '../../../kernel/id.js';
import { say } from '../../../kernel/language/say.js';
import { canAdminister } from '../../../kernel/person.js';
import { dateInZone, startOfDate } from '../../../kernel/time/local-day.js';
import { parseDate } from '../../../kernel/time/read-date.js';
import { auditHeading, auditRow, auditWords, type Shown } from '../cards/audit-card.js';
import type { LeavingDeps } from '../deps.js';
import {
  type AuditKind,
  type AuditQuery,
  auditKinds,
  type KeptAuditEntry,
  pageAudit,
  readAudit,
} from '../store/audit.js';

/** As they are typed after `what:`. */
export const auditKindNames = Object.keys(auditKinds) as readonly AuditKind[];

/** Answers `audit` and its buttons. */
export function auditList(deps: LeavingDeps): ListHandlers {
  return createList<KeptAuditEntry>({
    action: 'leaving.audit',
    lists: { all: auditHeading },
    everything: 'all',
    details: ['who', 'what', 'since'],
    async find({ search, details }, cut, context) {
      // The router asks of what is typed; a button may be forwarded.
      if (!canAdminister(context.actor.role)) throw new NotAllowed('leaving.audit', auditWords.notYours());
      const narrowed = await readFilters(deps, details, context);
      return readAudit(deps.database, { ...narrowed, search }, cut);
    },
    async rows(entries, { actor: { organisationId } }) {
      const shown = await namesIn(deps, organisationId, entries);
      return entries.map((entry) => auditRow(entry, shown));
    },
  });
}

async function readFilters(
  { people, clock }: LeavingDeps,
  { who, what, since }: Readonly<Record<string, string>>,
  { actor }: InteractionContext,
): Promise<AuditQuery> {
  const { organisationId, timeZone } = actor;
  const kind = auditKindNames.find((name) => name === what);
  if (what !== undefined && !kind) throw InvalidInput.field('leaving.what', 'what', auditWords.kinds(auditKindNames));
  const isOther = who !== undefined && /^(?:operator|bot)$/iu.test(who);
  const member = who === undefined || isOther ? null : await people.findMember(organisationId, who, 'who');
  const ground = { today: dateInZone(timeZone, clock.now()), towards: 'past' } as const;
  return {
    organisationId,
    ...(kind && { kind }),
    ...(who !== undefined && { who: member?.id ?? who.toLowerCase() }),
    ...(since !== undefined && { since: startOfDate(timeZone, parseDate(since, 'since', ground)) }),
  };
}

/** Whom and what the entries name by their ids, and the settings in their own words. */
async function namesIn(
  { people, settings, clock }: LeavingDeps,
  organisationId: string,
  entries: readonly KeptAuditEntry[],
): Promise<Shown> {
  const ids = [
    ...new Set(entries.flatMap((each) => [each.actorId, each.subject, ...idsIn([each.before, each.after])])),
  ];
  const known = ids.filter((id): id is string => id !== null && isId(id));
  const household = await people.household(organisationId, { memberIds: known, placeIds: known });
  const { timeZone } = household.organisation.settings;
  const named = await people.members(organisationId, known);
  const beside = {
    today: dateInZone(timeZone, clock.now()),
    places: household.places,
    members: named,
    reactions: 'everywhere',
  } as const;
  return {
    timeZone,
    settings: new Map(settings.map((each) => [each.key, each])),
    beside,
    names: new Map([
      ...household.places.map(({ id, name }) => [id, `#${name}`] as const),
      ...household.members.map(({ id, name }) => [id, name] as const),
    ]),
  };
}

function idsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return isId(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(idsIn) : [];
}

/** An entry as systems read it. */
export interface ToldEntry {
  readonly id: string;
  readonly at: string;
  readonly what: string;
  /** A member's name; `operator`, `bot`. */
  readonly who: string;
  readonly whoId: string | null;
  readonly surface: string;
  readonly subject: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Those behind `after`, the oldest first. @param after the id of the last one seen, in digits */
export async function auditPage(
  { database }: LeavingDeps,
  organisationId: string,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<readonly ToldEntry[]> {
  const items = await pageAudit(database, organisationId, { after: BigInt(after), limit });
  return items.map(({ id, at, what, actorId, actorName, surface, subject, before, after: now }) => ({
    ...{ id: String(id), at: at.toISOString(), what, whoId: actorId, surface, subject, before, after: now },
    who: actorId === null ? (surface === 'operator' ? 'operator' : 'bot') : (actorName ?? say('somebody who left')),
  }));
}
