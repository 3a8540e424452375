/** Writes notices: the form, the draft that a second person approves, and the moment at which customers are told. */

import { z } from 'zod';
import type { FormValues } from '../../chat/form.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { openForm, type Reply, showCard } from '../../chat/reply.js';
import { optional, readInput, trimmed } from '../../chat/typed.js';
import { type DeliveryOrder, toMembers, toPlace } from '../../delivery/delivery.js';
import { Conflict, InvalidInput, NotAllowed } from '../../kernel/errors.js';
import { newId } from '../../kernel/id.js';
import { phrase, say } from '../../kernel/language/say.js';
import { canAdminister } from '../../kernel/person.js';
import { parseMoment } from '../../kernel/time/read-moment.js';
import type { Transaction } from '../../storage/database.js';
import { withTitle } from './cards/notice-cards.js';
import { noticeForm } from './cards/notice-form.js';
import { noticeRefusals as refusals } from './cards/notice-words.js';
import type { NoticesDeps } from './deps.js';
import {
  channels,
  firstNudgeAt,
  limits,
  livingKey,
  type Notice,
  type NoticeAudience,
  noticeName,
  noticeNumbers,
} from './rules/notice.js';
import { noticeApproval } from './settings.js';
import { findNumbered, lockNumbered, refuseOthers, viewOf } from './show.js';
import { insertNotice, insertUpdate, listNotices, rewriteDraft, saveNotice } from './store/notices.js';

/** The form, with what was typed behind the command. */
export async function openNew(deps: NoticesDeps, typed: string, context: InteractionContext): Promise<Reply> {
  refuseOthers(context);
  return openForm(
    await formOf(deps, { draft: null, touches: [...typed.trim()].slice(0, limits.touches).join('') }, context),
  );
}

/** The form of a draft. */
export async function openChange(deps: NoticesDeps, value: string, context: InteractionContext): Promise<Reply> {
  refuseOthers(context);
  const draft = await findNumbered(deps, context.actor.organisationId, noticeNumbers.read(value));
  if (draft.state !== 'draft') throw new Conflict('notices.notDraft', refusals.notDraft(noticeName(draft.number)));
  return openForm(await formOf(deps, { draft, touches: '' }, context));
}

async function formOf(
  { customers, sendsMail }: NoticesDeps,
  of: { readonly draft: Notice | null; readonly touches: string },
  { actor: { organisationId, timeZone } }: InteractionContext,
) {
  return noticeForm({ ...of, segments: await customers.segments(organisationId), sendsMail, timeZone });
}

const written = z.object({
  touches: trimmed(phrase('how it touches the customer'), limits.touches),
  why: trimmed(phrase('why'), limits.why),
  begins: optional(z.string()),
  ends: optional(z.string()),
  to: optional(z.string()),
  customers: optional(z.string()),
  where: z.array(z.enum(channels), { error: () => refusals.noChannel() }).min(1, { error: () => refusals.noChannel() }),
});

/** What the form says; a draft where a second person approves it, else customers read it at once. @param subject `N-1` of a draft that is changed; empty: a new one */
export async function takeForm(
  deps: NoticesDeps,
  { subject, values }: { readonly subject: string; readonly values: FormValues },
  context: InteractionContext,
): Promise<Reply> {
  refuseOthers(context);
  const { organisationId, id: actorId } = context.actor;
  const said = await read(deps, values, context);
  if (subject !== '') return rewrite(deps, { subject, said }, context);
  const now = deps.clock.now();
  const { settings } = await deps.people.organisation(organisationId);
  const needsApproval = noticeApproval.of(settings);
  const approvers = needsApproval ? await approversBeside(deps, organisationId, actorId) : [];
  if (needsApproval && approvers.length === 0) throw new InvalidInput('notices.nobodyElse', refusals.nobodyElse());
  const id = newId(now);
  await deps.outbox.commit(async (tx) => {
    await refuseTooMany(tx, organisationId);
    const row = { organisationId, id, ...said, ownerId: actorId, placeId: context.place?.id ?? null, createdAt: now };
    const number = await insertNotice(tx, { ...row, state: 'draft' });
    const draft: Notice = { ...row, number, state: 'draft', ...untold };
    await audit(deps, tx, { what: 'notices.write', number, context });
    if (needsApproval) await deps.outbox.enqueue(tx, draftOrders(draft, approvers));
    else await publish(deps, tx, { notice: draft, approvedById: null, now });
  });
  const view = await viewOf(deps, id, context);
  return showCard(withTitle(view, needsApproval ? say('Waits for approval.') : say('Told.')));
}

const untold = {
  approvedById: null,
  publishedAt: null,
  endedAt: null,
  round: 1,
  nudgeDueAt: null,
  nudgeCount: 0,
} as const;

async function rewrite(
  deps: NoticesDeps,
  { subject, said }: { readonly subject: string; readonly said: Said },
  context: InteractionContext,
): Promise<Reply> {
  const { organisationId, id: ownerId } = context.actor;
  const number = noticeNumbers.read(subject);
  const id = await deps.outbox.commit(async (tx) => {
    const draft = await lockNumbered(tx, organisationId, number);
    if (draft.state !== 'draft') throw new Conflict('notices.notDraft', refusals.notDraft(noticeName(number)));
    // Whoever changed the words last does not approve them.
    await rewriteDraft(tx, { ...draft, ...said, ownerId });
    await audit(deps, tx, { what: 'notices.write', number, context });
    await deps.outbox.enqueue(tx, draftOrders(draft, await approversBeside(deps, organisationId, ownerId, tx)));
    return draft.id;
  });
  return showCard(withTitle(await viewOf(deps, id, context), say('Saved.')));
}

/** `notice approve N-1`: customers read it from now on. */
export async function approve(deps: NoticesDeps, typed: string, context: InteractionContext): Promise<Reply> {
  refuseOthers(context);
  const { organisationId, id: actorId } = context.actor;
  const number = noticeNumbers.read(typed);
  const now = deps.clock.now();
  const id = await deps.outbox.commit(async (tx) => {
    const draft = await lockNumbered(tx, organisationId, number);
    const name = noticeName(number);
    if (draft.state !== 'draft') throw new Conflict('notices.notDraft', refusals.notDraft(name));
    if (draft.ownerId === actorId) throw new NotAllowed('notices.ownDraft', refusals.ownDraft(name));
    if (draft.endsAt !== null && draft.endsAt <= now) throw new Conflict('notices.late', refusals.past());
    await audit(deps, tx, { what: 'notices.approve', number, context });
    await publish(deps, tx, { notice: draft, approvedById: actorId, now });
    return draft.id;
  });
  return showCard(withTitle(await viewOf(deps, id, context), say('Told.')));
}

/** Nobody is told. */
export async function drop(deps: NoticesDeps, typed: string, context: InteractionContext): Promise<Reply> {
  refuseOthers(context);
  const number = noticeNumbers.read(typed);
  const id = await deps.outbox.commit(async (tx) => {
    const draft = await lockNumbered(tx, context.actor.organisationId, number);
    if (draft.state !== 'draft') throw new Conflict('notices.notDraft', refusals.notDraft(noticeName(number)));
    await saveNotice(tx, { ...draft, state: 'dropped' });
    await audit(deps, tx, { what: 'notices.drop', number, context });
    await deps.outbox.enqueue(
      tx,
      draftOrders(draft, await approversBeside(deps, draft.organisationId, draft.ownerId, tx)),
    );
    return draft.id;
  });
  return showCard(withTitle(await viewOf(deps, id, context), say('Dropped.')));
}

async function publish(
  deps: NoticesDeps,
  tx: Transaction,
  { notice, approvedById, now }: { readonly notice: Notice; readonly approvedById: string | null; readonly now: Date },
): Promise<void> {
  const { organisationId, id: noticeId, endsAt, ownerId } = notice;
  const told: Notice = {
    ...notice,
    state: 'open',
    approvedById,
    publishedAt: now,
    nudgeDueAt: firstNudgeAt(endsAt, now),
  };
  await saveNotice(tx, told);
  const entry = {
    organisationId,
    id: newId(now),
    noticeId,
    kind: 'opened' as const,
    text: notice.touches,
    endsAt,
    at: now,
  };
  await insertUpdate(tx, { ...entry, byId: ownerId }, isMailed(deps, notice) ? now : null);
  const owners = approvedById === null ? [] : [ownerId, ...(await approversBeside(deps, organisationId, ownerId, tx))];
  await deps.outbox.enqueue(tx, [...draftOrders(told, owners), ...placeOrders(told)]);
}

/** Subscribers of a page asked for mails, whatever its notice says of mail. */
export const isMailed = ({ sendsMail }: NoticesDeps, { channels: chosen }: Pick<Notice, 'channels'>): boolean =>
  sendsMail && (chosen.includes('mail') || chosen.includes('page'));

/** Champion and admins other than this one, at most five. */
async function approversBeside(
  { people }: NoticesDeps,
  organisationId: string,
  memberId: string,
  within?: Transaction,
): Promise<readonly string[]> {
  const { champion } = await people.organisation(organisationId, within);
  const able = (await people.adminsFirst(organisationId, within)).filter(({ role }) => canAdminister(role));
  const ids = [...(champion ? [champion.id] : []), ...able.map(({ id }) => id)];
  return [...new Set(ids)].filter((id) => id !== memberId).slice(0, 5);
}

const orderOf = ({ id, organisationId }: Pick<Notice, 'id' | 'organisationId'>, memberId: string | null) => ({
  organisationId,
  kind: 'notices.card',
  payload: { organisationId, noticeId: id, memberId },
  living: livingKey(id),
});

/** The draft as whoever may approve it sees it; one card for each, brought up to date ever after. */
const draftOrders = (notice: Pick<Notice, 'id' | 'organisationId'>, memberIds: readonly string[]): DeliveryOrder[] =>
  [...new Set(memberIds)].flatMap((memberId) => toMembers([memberId], orderOf(notice, memberId)));

/** The living card in the place where it was written. */
export const placeOrders = (notice: Notice): DeliveryOrder[] => toPlace(notice.placeId, orderOf(notice, null));

/** An entry of the audit log, in the transaction that changes the notice. */
export async function audit(
  { people }: NoticesDeps,
  tx: Transaction,
  {
    what,
    number,
    context,
  }: {
    readonly what: 'notices.write' | 'notices.approve' | 'notices.drop' | 'notices.update' | 'notices.end';
    readonly number: number;
    readonly context: InteractionContext;
  },
): Promise<void> {
  const { organisationId, id: actorId } = context.actor;
  await people.audit(tx, { organisationId, actorId, surface: context.platform, what, subject: noticeName(number) });
}

async function refuseTooMany(tx: Transaction, organisationId: string): Promise<void> {
  const counts = [];
  for (const state of ['open', 'draft'] as const)
    counts.push((await listNotices(tx, { organisationId, state }, { limit: 1, offset: 0 })).totalCount);
  if (counts.reduce((sum, count) => sum + count, 0) >= limits.open)
    throw new InvalidInput('notices.manyOpen', refusals.manyOpen(limits.open));
}

type Said = Pick<Notice, 'touches' | 'why' | 'beginsAt' | 'endsAt' | 'audience' | 'channels'>;

const yearMs = 366 * 86_400_000;

async function read(deps: NoticesDeps, values: FormValues, context: InteractionContext): Promise<Said> {
  const { touches, why, begins, ends, where, ...who } = readInput('notices.invalid', written, values);
  const now = deps.clock.now();
  const { timeZone } = context.actor;
  const beginsAt = begins === undefined ? now : parseMoment(begins, 'begins', { now, timeZone, dateMeans: 'start' });
  if (Math.abs(beginsAt.getTime() - now.getTime()) > yearMs)
    throw InvalidInput.field('notices.farBegin', 'begins', refusals.farBegin());
  const endsAt = ends === undefined ? null : readEnd(ends, 'ends', { now, timeZone, beginsAt });
  if (where.includes('mail') && !deps.sendsMail) throw InvalidInput.field('notices.noMail', 'where', refusals.noMail());
  const audience = await readAudience(deps, context.actor.organisationId, who);
  return { touches, why, beginsAt, endsAt, audience, channels: channels.filter((each) => where.includes(each)) };
}

/** An expected end, in the future and behind the beginning. Throws InvalidInput on `field`. */
export function readEnd(
  typed: string,
  field: string,
  { now, timeZone, beginsAt }: { readonly now: Date; readonly timeZone: string; readonly beginsAt: Date },
): Date {
  // `2h` of something that begins tomorrow is two hours from then.
  const from = beginsAt > now && /^\s*(?:for )?\d[\d\s.,]*[a-z]+\s*$/iu.test(typed) ? beginsAt : now;
  const endsAt = parseMoment(typed, field, { now: from, timeZone, dateMeans: 'end' });
  if (endsAt <= now) throw InvalidInput.field('notices.past', field, refusals.past());
  if (endsAt <= beginsAt) throw InvalidInput.field('notices.beforeBegin', field, refusals.beforeBegin());
  return endsAt;
}

async function readAudience(
  { customers }: NoticesDeps,
  organisationId: string,
  { to = 'everyone', customers: typed }: { readonly to?: string | undefined; readonly customers?: string | undefined },
): Promise<NoticeAudience> {
  if (typed !== undefined) return namedCustomers(customers, organisationId, typed);
  const segment = /^segment:(.*)$/su.exec(to)?.[1];
  if (segment === undefined) return { kind: 'everyone' };
  return { kind: 'segment', segment: await customers.knownSegment(organisationId, segment, 'to') };
}

/** One name, or several between semicolons. */
async function namedCustomers(
  customers: NoticesDeps['customers'],
  organisationId: string,
  typed: string,
): Promise<NoticeAudience> {
  const found = await customers.findSeveral({ organisationId, typed, most: limits.customers });
  if ('tooMany' in found)
    throw InvalidInput.field(
      'notices.manyCustomers',
      'customers',
      refusals.manyCustomers(found.tooMany, limits.customers),
    );
  if ('unknown' in found)
    throw InvalidInput.field('notices.customer', 'customers', refusals.customer(found.unknown, found.guess));
  return found.ids.length === 0 ? { kind: 'everyone' } : { kind: 'customers', ...found };
}
