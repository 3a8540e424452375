/** Drafts, edits, approves and skips newsletters. */

import { z } from 'zod';
import type { FormValues } from '../../chat/form.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { openForm, type Reply, showCard } from '../../chat/reply.js';
import { readInput } from '../../chat/typed.js';
import { toMembers, toPlace } from '../../delivery/delivery.js';
import { newId } from '../../kernel/id.js';
import { say } from '../../kernel/language/say.js';
import type { Transaction } from '../../storage/database.js';
import { calendarOf, type OrganisationProfile } from '../people/index.js';
import { approversOf, draftEdits, draftOrders } from './approvers.js';
import { draftCard, editForm } from './cards/newsletter-card.js';
import { approvedCard, refusals, skippedCard, standingCard } from './cards/words.js';
import type { NewsletterDeps } from './deps.js';
import { contentOf } from './gather.js';
import { lookUrl } from './look.js';
import {
  approvalKind,
  firstNudgeAt,
  limits,
  livingKey,
  type Newsletter,
  newsletterName,
  newsletterNumbers,
} from './rules/newsletter.js';
import { newsletterDays, newsletterPlaceId } from './settings.js';
import {
  findByNumber,
  findPlan,
  insertDraft,
  latest,
  listSubscribers,
  saveNewsletter,
  savePlan,
} from './store/newsletters.js';
import { findReaderOf, planMails, saveMailing } from './store/readers.js';
import { audienceOf, draftNamed, isEmpty, refuseOthers, tellable, viewOf } from './view.js';

const dayMs = 86_400_000;

/** The draft for those who approve it; for others, and where nothing is drafted, when the next comes. @param typed `L-1`: that one */
export async function show(deps: NewsletterDeps, typed: string, context: InteractionContext): Promise<Reply> {
  const { organisationId, role, timeZone, id } = context.actor;
  const newest =
    typed.trim() === '' ? await latest(deps.database, organisationId) : await findNamed(deps, organisationId, typed);
  const mayApprove = role !== 'member';
  if (newest && (typed.trim() !== '' || newest.state === 'draft') && (mayApprove || newest.state === 'sent')) {
    const view = await viewOf(deps, newest);
    return showCard(
      draftCard(view, { mayApprove, goesTo: await audienceOf(deps, newest), lookUrl: lookUrl(deps, newest, id) }),
    );
  }
  const { settings } = await deps.people.organisation(organisationId);
  const [counts, dueAt, subscribers, reader] = await Promise.all([
    audienceOf(deps, { organisationId, placeId: newsletterPlaceId.of(settings) }),
    findPlan(deps.database, organisationId),
    listSubscribers(deps.database, organisationId, limits.subscribers),
    findReaderOf(deps.database, organisationId, id),
  ]);
  const mine = { privately: subscribers.includes(id), byMail: (reader?.confirmedAt ?? null) !== null };
  const { place } = counts;
  const { sendsMail } = deps;
  return showCard(standingCard({ dueAt, mine, place, timeZone, sendsMail, counts: mayApprove ? counts : null }));
}

async function findNamed({ database }: NewsletterDeps, organisationId: string, typed: string): Promise<Newsletter> {
  const number = newsletterNumbers.read(typed);
  const found = await findByNumber(database, organisationId, number);
  if (!found) throw newsletterNumbers.notFound(number);
  return found;
}

/** One now, before its time. */
export async function draftNow(deps: NewsletterDeps, context: InteractionContext): Promise<Reply> {
  refuseOthers(context);
  const { organisationId } = context.actor;
  const number = await deps.outbox.commit(async (tx) => {
    const organisation = await deps.people.holdOrganisation(tx, organisationId);
    const before = await latest(tx, organisationId);
    if (before?.state === 'draft') throw refusals.open(before);
    if (newsletterPlaceId.of(organisation.settings) === null) throw refusals.nowhere();
    return startDraft(deps, tx, { organisation, before, tells: false });
  });
  return show(deps, newsletterName(number), context);
}

/** Writes a draft without words, which are gathered when somebody looks; answers its number. @param tells whether those who approve it hear of it */
export async function startDraft(
  deps: NewsletterDeps,
  tx: Transaction,
  {
    organisation,
    before,
    tells,
  }: { readonly organisation: OrganisationProfile; readonly before: Newsletter | null; readonly tells: boolean },
): Promise<number> {
  const { id: organisationId, settings } = organisation;
  const now = deps.clock.now();
  const days = newsletterDays.of(settings);
  const earliest = new Date(now.getTime() - days * dayMs);
  const from = before && before.state === 'sent' && before.draftedAt > earliest ? before.draftedAt : earliest;
  const dueAt = firstNudgeAt(calendarOf(settings), now);
  const draft = {
    organisationId,
    id: newId(now),
    from,
    draftedAt: now,
    placeId: newsletterPlaceId.of(settings),
    dueAt,
  };
  const number = await insertDraft(tx, draft);
  await savePlan(tx, organisationId, new Date(now.getTime() + days * dayMs));
  if (tells) await deps.outbox.enqueue(tx, draftOrders(draft, (await approversOf(deps, organisationId, tx)).told));
  return number;
}

/** The form with every part. @param typed `L-1`; empty: the one that is drafted */
export async function openEdit(deps: NewsletterDeps, typed: string, context: InteractionContext): Promise<Reply> {
  refuseOthers(context);
  const draft = await draftNamed(deps, context.actor.organisationId, typed);
  return openForm(editForm(draft, await contentOf(deps, draft)));
}

const words = z
  .string()
  .default('')
  .transform((text) => text.replaceAll('\u0000', '').trim())
  .refine((text) => [...text].length <= limits.part, {
    error: () => say('At most {limit, number} characters.', { limit: limits.part }),
  });
const written = z.object({ portrait: words, learned: words, well: words, badly: words, question: words });

/** Keeps what was written. A part that was rewritten stands on its feedback still: where that becomes confidential, it goes. */
export async function takeEdit(
  deps: NewsletterDeps,
  { subject, values }: { readonly subject: string; readonly values: FormValues },
  context: InteractionContext,
): Promise<Reply> {
  refuseOthers(context);
  const { organisationId } = context.actor;
  const said = readInput('newsletter.invalid', written, values);
  const gathered = await contentOf(deps, await draftNamed(deps, organisationId, subject));
  await deps.outbox.commit(async (tx) => {
    const draft = await draftNamed(deps, organisationId, subject, tx);
    await saveNewsletter(tx, { ...draft, content: { ...gathered, ...said } });
    await deps.outbox.enqueue(tx, await draftEdits(deps, tx, draft));
  });
  return show(deps, subject, context);
}

/** It goes to its place and to whoever gets it privately. */
export async function approve(deps: NewsletterDeps, typed: string, context: InteractionContext): Promise<Reply> {
  refuseOthers(context);
  const { organisationId, id: actorId } = context.actor;
  const looked = await draftNamed(deps, organisationId, typed);
  if (isEmpty(await tellable(deps, organisationId, await contentOf(deps, looked)))) throw refusals.empty();
  const now = deps.clock.now();
  const { sent, memberCount, mailCount } = await deps.outbox.commit(async (tx) => {
    const draft = await draftNamed(deps, organisationId, newsletterName(looked.number), tx);
    const after = { ...draft, state: 'sent' as const, approvedById: actorId, endedAt: now, dueAt: null };
    await saveNewsletter(tx, after);
    const subscribers = await listSubscribers(tx, organisationId, limits.subscribers);
    const order = (isPrivate: boolean) => ({
      ...{ organisationId, kind: 'newsletter.send', living: livingKey(draft.id) },
      payload: { organisationId, newsletterId: draft.id, isPrivate },
    });
    await deps.outbox.enqueue(tx, [
      ...(await draftEdits(deps, tx, draft)),
      ...(await deps.reminders.movedOn(tx, approvalKind, [draft.id], { isEnd: true })),
      ...toPlace(draft.placeId, order(false)),
      ...toMembers(subscribers, order(true)),
    ]);
    await audit(deps, tx, { what: 'newsletter.approve', newsletter: draft, context });
    const planned = deps.sendsMail ? await planMails(tx, draft) : 0;
    if (planned > 0) await saveMailing(tx, draft, now);
    return { sent: after, memberCount: subscribers.length, mailCount: planned };
  });
  const place = sent.placeId === null ? null : await deps.people.place(organisationId, sent.placeId);
  return showCard(approvedCard(sent, { place: place?.name ?? null, memberCount, mailCount }));
}

/** Nobody gets it. */
export async function skip(deps: NewsletterDeps, typed: string, context: InteractionContext): Promise<Reply> {
  refuseOthers(context);
  const { organisationId } = context.actor;
  const skipped = await deps.outbox.commit(async (tx) => {
    const draft = await draftNamed(deps, organisationId, typed, tx);
    await saveNewsletter(tx, { ...draft, state: 'skipped', endedAt: deps.clock.now(), dueAt: null });
    const moved = await deps.reminders.movedOn(tx, approvalKind, [draft.id], { isEnd: true });
    await deps.outbox.enqueue(tx, [...(await draftEdits(deps, tx, draft)), ...moved]);
    await audit(deps, tx, { what: 'newsletter.skip', newsletter: draft, context });
    return draft;
  });
  return showCard(skippedCard(skipped, false));
}

async function audit(
  { people }: NewsletterDeps,
  tx: Transaction,
  {
    what,
    newsletter,
    context,
  }: {
    readonly what: 'newsletter.approve' | 'newsletter.skip';
    readonly newsletter: Newsletter;
    readonly context: InteractionContext;
  },
): Promise<void> {
  const { actor, platform: surface } = context;
  const { organisationId, number } = newsletter;
  await people.audit(tx, { organisationId, what, actorId: actor.id, surface, subject: newsletterName(number) });
}
