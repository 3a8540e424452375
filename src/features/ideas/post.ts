/** From a title to a posted idea: the form, what is similar, the draft that is kept while one decides, and the posting. */

import type { Form, FormValues } from '../../chat/form.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { openForm, type Reply, showCard } from '../../chat/reply.js';
import { isId, newId } from '../../kernel/id.js';
import { say } from '../../kernel/language/say.js';
import type { Actor } from '../../kernel/person.js';
import type { Transaction } from '../../storage/database.js';
import { alreadyPostedCard, discardedCard, postedCard } from './cards/answers.js';
import { ideaForm, type TypedAnswers } from './cards/forms.js';
import { draftGone } from './cards/refusals.js';
import { similarCard, similarIntro } from './cards/similar-card.js';
import { day } from './cards/words.js';
import { type CheckedLinks, checkLinks } from './check-links.js';
import type { Deed, IdeasDeps } from './deps.js';
import { numberOf } from './find.js';
import { placeCardOrders } from './orders.js';
import { type Idea, limits } from './rules/idea.js';
import { asksFrom } from './rules/likeness.js';
import { type Draft, draftFields, parse, postSchema, titleSchema } from './schema.js';
import { ideaAccess } from './settings.js';
import { type Similar, similarTo } from './similar.js';
import {
  deleteDraft,
  findDraft,
  findWaitingDraft,
  insertDraft,
  lockDraft,
  type StoredDraft,
  saveDraft,
  settleDraft,
} from './store/drafts.js';
import { findByIds, insertIdea } from './store/ideas.js';
import { support } from './support.js';

/** `idea [TITLE]`: the form, with what is already there; without a title, with what this person wrote and did not post. */
export async function openIdea(deps: IdeasDeps, typed: string, { actor }: InteractionContext): Promise<Reply> {
  if (typed.trim() === '') {
    const draft = await findWaitingDraft(deps.database, actor.organisationId, actor.id);
    if (draft) return openForm(await resumed(deps, draft));
    return openForm(ideaForm({}, await newForm(deps, actor.organisationId)));
  }
  const { title } = parse(titleSchema, { title: typed });
  const similar = await similarTo(deps, actor.organisationId, { title });
  const intro = similar.length > 0 ? { intro: similarIntro(similar.map(({ idea }) => idea)) } : {};
  return openForm(ideaForm({ title }, { ...(await newForm(deps, actor.organisationId)), ...intro }));
}

/** What another room knows of an idea before anybody wrote it. */
export interface KnownOfIdea {
  readonly title: string;
  /** Its evidence; at most as many as an idea cites. */
  readonly feedbackIds: readonly string[];
}

/** @see IdeasRoom.formFor */
export async function formFor(
  deps: IdeasDeps,
  organisationId: string,
  { title, feedbackIds }: KnownOfIdea,
): Promise<Form> {
  const cited = await deps.feedback.glimpse(organisationId, { ids: feedbackIds.slice(0, limits.links) }, null);
  const evidence = cited.map(({ name }) => name).join(', ');
  return ideaForm({ title, evidence }, await newForm(deps, organisationId));
}

const newForm = async (deps: IdeasDeps, organisationId: string) => ({
  subject: newId(deps.clock.now()),
  asksAccess: await asksForAccess(deps, organisationId),
});

async function asksForAccess({ people }: IdeasDeps, organisationId: string): Promise<boolean> {
  const { settings } = await people.organisation(organisationId);
  return ideaAccess.of(settings);
}

async function resumed(deps: IdeasDeps, draft: StoredDraft) {
  const wrote = day(draft.createdAt.toISOString().slice(0, 10), deps.clock.now());
  const intro = say('This is what you wrote on {wrote} and have not posted. Change what you like.', { wrote });
  const subject = `${draft.id} ${seenSimilar}`;
  const asksAccess = await asksForAccess(deps, draft.organisationId);
  return ideaForm(draft.values as TypedAnswers, { subject, asksAccess, intro });
}

/** Behind the id: its author has been shown what is similar, and goes on all the same. */
const seenSimilar = 'seen';

/** A form's own id, under which its draft is kept and its idea is posted once. */
function readFormId(subject: string, now: Date): { readonly id: string; readonly hasSeen: boolean } {
  const [id = '', seen] = subject.split(' ');
  return { id: isId(id) ? id : newId(now), hasSeen: seen === seenSimilar };
}

/** The form. */
export async function submitIdea(
  deps: IdeasDeps,
  { subject, values }: { readonly subject: string; readonly values: FormValues },
  context: InteractionContext,
): Promise<Reply> {
  const draft = parse(postSchema, values);
  const { organisationId } = context.actor;
  const links = await checkLinks(deps, organisationId, draft);
  const { id, hasSeen } = readFormId(subject, deps.clock.now());
  const before = await findDraft(deps.database, organisationId, context.actor.id, id);
  if (before?.ideaId) return settledReply(deps, organisationId, before.ideaId);
  const stored = draftOf(deps, { id, values }, context);
  const similar = hasSeen && before ? [] : await similarTo(deps, organisationId, draft);
  const alike = similar.filter((each) => each.likeness >= asksFrom);
  if (alike.length === 0)
    return post(deps, { draft, links, similar, stored: before ?? stored, isKept: before !== null }, context);
  await saveDraft(deps.database, stored);
  const shown = alike.map(({ idea }) => ({ idea, isOwn: idea.authorId === context.actor.id }));
  return showCard(similarCard({ id, title: draft.title }, shown));
}

function draftOf(
  { clock }: IdeasDeps,
  { id, values }: { readonly id: string; readonly values: FormValues },
  { actor, place }: InteractionContext,
): StoredDraft {
  const typed = draftFields.flatMap((field) => {
    const value = values[field];
    return typeof value === 'string' && value !== '' ? [[field, value]] : [];
  });
  return {
    id,
    organisationId: actor.organisationId,
    authorId: actor.id,
    placeId: place?.id ?? null,
    values: Object.fromEntries(typed),
    createdAt: clock.now(),
    ideaId: null,
  };
}

interface Posting {
  readonly draft: Draft;
  readonly links: CheckedLinks;
  readonly similar: readonly Similar[];
  /** Settled with the posting, so that what is sent off again finds the idea. */
  readonly stored: StoredDraft;
  readonly isKept: boolean;
}

async function post(
  deps: IdeasDeps,
  { draft, links, similar, stored, isKept }: Posting,
  context: InteractionContext,
): Promise<Reply> {
  const { actor, platform } = context;
  const writtenIn =
    context.place ?? (stored.placeId ? await deps.people.place(actor.organisationId, stored.placeId) : null);
  // No card of it stands where people of other companies read.
  const place = writtenIn && (await deps.people.isShared(writtenIn.id)) ? null : writtenIn;
  const { customers: _customers, ...answers } = draft;
  const now = deps.clock.now();
  const row = {
    ...answers,
    id: newId(now),
    organisationId: actor.organisationId,
    segments: links.segments,
    authorId: actor.id,
    placeId: place?.id ?? null,
    postedAt: now,
    surface: platform,
  };
  const outcome = await deps.outbox.commit(async (tx) => {
    if (!isKept) await insertDraft(tx, { ...stored, values: {} });
    const settled = await settledAs(tx, actor, stored.id);
    if (settled !== null) return { settled };
    const number = await insertIdea(tx, row, links);
    await settleDraft(tx, stored.organisationId, stored.id, row.id);
    await deps.outbox.enqueue(tx, placeCardOrders(row));
    return { number };
  });
  if (outcome.settled !== undefined) return settledReply(deps, actor.organisationId, outcome.settled);
  const idea = newIdea(row, outcome.number);
  return showCard(
    postedCard(
      idea,
      place,
      similar.map((each) => each.idea),
    ),
  );
}

function newIdea(row: Parameters<typeof insertIdea>[1], number: number): Idea {
  const unmoved = { movedAt: null, movedById: null, movedWhy: null, settledAfter: null };
  return { ...row, number, state: 'new', ...unmoved, supportCount: 0, commentCount: 0 };
}

/** What became of the draft already; null: it waits, and is locked. */
async function settledAs(
  tx: Transaction,
  author: Pick<Actor, 'id' | 'organisationId'>,
  id: string,
): Promise<string | null> {
  const draft = await lockDraft(tx, author.organisationId, author.id, id);
  if (!draft) throw draftGone();
  return draft.ideaId;
}

async function settledReply({ database }: IdeasDeps, organisationId: string, ideaId: string): Promise<Reply> {
  const [idea] = await findByIds(database, organisationId, [ideaId]);
  if (!idea) throw draftGone();
  return showCard(alreadyPostedCard(idea));
}

async function waiting(deps: IdeasDeps, draftId: string, { actor }: InteractionContext): Promise<StoredDraft> {
  const stored = isId(draftId) ? await findDraft(deps.database, actor.organisationId, actor.id, draftId) : null;
  if (!stored) throw draftGone();
  return stored;
}

/** The button "Post mine anyway". */
export async function postAnyway(deps: IdeasDeps, draftId: string, context: InteractionContext): Promise<Reply> {
  const stored = await waiting(deps, draftId, context);
  if (stored.ideaId) return settledReply(deps, stored.organisationId, stored.ideaId);
  const draft = parse(postSchema, stored.values);
  const links = await checkLinks(deps, stored.organisationId, draft);
  return post(deps, { draft, links, similar: [], stored, isKept: true }, context);
}

/** The button "Change mine". */
export async function resumeDraft(deps: IdeasDeps, draftId: string, context: InteractionContext): Promise<Reply> {
  const stored = await waiting(deps, draftId, context);
  return stored.ideaId
    ? settledReply(deps, stored.organisationId, stored.ideaId)
    : openForm(await resumed(deps, stored));
}

/** The button "Let it go". */
export async function discardDraft(deps: IdeasDeps, draftId: string, context: InteractionContext): Promise<Reply> {
  const stored = await waiting(deps, draftId, context);
  if (stored.ideaId) return settledReply(deps, stored.organisationId, stored.ideaId);
  await deleteDraft(deps.database, stored.organisationId, context.actor.id, stored.id);
  return showCard(discardedCard());
}

/** The button "Support I-3 instead". @param value `DRAFT I-3` */
export async function supportInstead(deps: IdeasDeps, value: string, context: InteractionContext): Promise<Reply> {
  const [draftId = '', name = ''] = value.split(' ');
  const { actor, platform } = context;
  const deed: Deed = { organisationId: actor.organisationId, actor, surface: platform };
  const stored = await waiting(deps, draftId, context);
  if (stored.ideaId) return settledReply(deps, stored.organisationId, stored.ideaId);
  return support(deps, numberOf(name), { deed, place: null, draftId: stored.id });
}
