/** The audit log: who changed rules, roles, settings, imports, keys and what else an organisation answers for. Append-only. */
import type { Surface } from '../kernel/person.js';
import { holdsWords, readRows, readSlice, type Selection } from './page.js';
import type { Sql } from './sql.js';
import { sql } from './sql-parts.js';

/** Everything that is audited, by the kinds that people ask for. */
export const auditKinds = {
  settings: ['people.changeSettings', 'customers.changeField', 'leaving.setRetention'],
  rules: [
    ...(['feedback.addRule', 'feedback.removeRule', 'customers.addSegment', 'customers.removeSegment'] as const),
    ...(['meetings.schedule', 'meetings.stop'] as const),
  ],
  roles: ['people.nameChampion', 'people.nameManager', 'people.join', 'people.part', 'people.changeAdmins'],
  customers: ['customers.merge', 'customers.takeMergeBack'],
  imports: ['imports.take', 'imports.undo'],
  surveys: ['surveys.start', 'surveys.links', 'surveys.send', 'surveys.stop'],
  notices: ['notices.write', 'notices.approve', 'notices.drop', 'notices.update', 'notices.end'],
  alerts: ['alerts.add', 'alerts.change', 'alerts.remove', 'alerts.restore'],
  trials: ['trials.start', 'trials.invite', 'trials.move', 'trials.end'],
  newsletters: ['newsletter.approve', 'newsletter.skip'],
  walls: ['home.addWall', 'home.removeWall'],
  keys: ['api.createKey', 'api.revokeKey', 'bi.makeRole', 'bi.dropRole'],
  webhooks: [
    ...(['webhooks.add', 'webhooks.rotate', 'webhooks.pause', 'webhooks.resume', 'webhooks.remove'] as const),
    'webhooks.replay',
  ],
  exports: ['leaving.export', 'leaving.exportCustomer'],
  forgetting: ['leaving.forgetCustomer', 'leaving.forgetPerson', 'leaving.forgetWords'],
  organisations: [
    ...(['people.makeOrganisation', 'people.connectWorkspace', 'people.inviteWorkspace'] as const),
    'people.joinOrganisation',
  ],
} as const;

/** A kind of audited deeds, as people filter by it. */
export type AuditKind = keyof typeof auditKinds;
/** An audited deed, `room.verb`. */
export type Audited = (typeof auditKinds)[AuditKind][number];

/** One change that an organisation answers for. */
export interface AuditEntry {
  readonly organisationId: string;
  readonly what: Audited;
  /** null: the bot itself or, at the command line, an operator. */
  readonly actorId: string | null;
  readonly surface: Surface;
  /** What was changed, in a word: a setting's key, a rule's or a key's name. */
  readonly subject?: string;
  /** As it was and as it is, JSON-ready; absent: there was or is nothing. */
  readonly before?: unknown;
  readonly after?: unknown;
}

/** As it is kept. */
export interface KeptAuditEntry extends Required<AuditEntry> {
  readonly id: bigint;
  readonly at: Date;
}

/** Writes entries in the transaction that makes the changes, so that there is never the one without the other. */
export async function appendAudit(tx: Sql, entries: readonly AuditEntry[], at: Date): Promise<void> {
  if (entries.length === 0) return;
  await tx.execute`
    INSERT INTO audit (organisation_id, at, what, actor_id, surface, subject, before, after)
    SELECT "organisationId", ${at}, what, "actorId", surface, coalesce(subject, ''), before, after
    FROM ROWS FROM (jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) AS ("organisationId" uuid, what text,
      "actorId" uuid, surface text, subject text, before jsonb, after jsonb)) WITH ORDINALITY ORDER BY ordinality`;
}

/** What narrows the log. */
export interface AuditQuery {
  readonly organisationId: string;
  readonly search?: string;
  /** A member, `operator` or `bot`. */
  readonly who?: string;
  readonly kind?: AuditKind;
  readonly since?: Date;
}

const columns = sql.raw(`organisation_id AS "organisationId", id, at, what, actor_id AS "actorId", surface, subject,
  before, after`);

/** A page of the log, the newest first. */
export function readAudit(
  db: Sql,
  query: AuditQuery,
  cut: { readonly limit: number; readonly offset: number },
): Promise<{ readonly items: readonly KeptAuditEntry[]; readonly totalCount: number }> {
  return readRows(db, selectionOf(query), cut);
}

/** The same, where nobody asks how many there are in all. */
export const readAuditSlice = (db: Sql, query: AuditQuery, limit: number): Promise<readonly KeptAuditEntry[]> =>
  readSlice(db, selectionOf(query), { limit });

function selectionOf({ organisationId, search = '', who, kind, since }: AuditQuery): Selection {
  const conditions = [
    sql`organisation_id = ${organisationId}::uuid`,
    ...(who === undefined ? [] : [byWhom(who)]),
    ...(kind === undefined ? [] : [sql`what = ANY(${[...auditKinds[kind]]}::text[])`]),
    ...(since === undefined ? [] : [sql`at >= ${since}`]),
    ...holdsWords(sql`concat_ws(' ', what, subject, before::text, after::text)`, search),
  ];
  return { columns, from: sql`audit WHERE ${sql.join(conditions, ' AND ')}`, order: sql`id DESC` };
}

function byWhom(who: string) {
  if (who === 'operator') return sql`actor_id IS NULL AND surface = 'operator'`;
  return who === 'bot' ? sql`actor_id IS NULL AND surface <> 'operator'` : sql`actor_id = ${who}::uuid`;
}
