/** "Delights me too": once per person, to be taken back; and what is said in the thread of an idea's card. */
import type { InteractionContext, Said } from '../../chat/interaction.js';
import { done, openForm, type Reply, showCard } from '../../chat/reply.js';
import { shorten } from '../../chat/shorten.js';
import { canAdminister, type PlaceRef } from '../../kernel/person.js';
import { alreadySupportedCard, notCountedCard, ownIdeaCard, supportedCard, takenBackCard } from './cards/answers.js';
import { unsupportForm } from './cards/forms.js';
import { supportOfOthers } from './cards/refusals.js';
import type { Deed, IdeasDeps } from './deps.js';
import { find, lock } from './find.js';
import { ideaIdOf } from './orders.js';
import { record } from './record.js';
import { type Idea, limits } from './rules/idea.js';
import { settleDraft } from './store/drafts.js';
import { addSupport, lockByIds, removeSupport, supportersOf } from './store/ideas.js';

interface Supporting {
  readonly deed: Deed;
  /** Where the button was pressed. */
  readonly place: PlaceRef | null;
  /** Of what was written before this idea was found to say the same. */
  readonly draftId?: string;
}

/** A second click is answered with how to take it back; it does not undo the first. */
export async function support(deps: IdeasDeps, number: number, { deed, place, draftId }: Supporting): Promise<Reply> {
  const now = deps.clock.now();
  const { idea, isNew } = await deps.outbox.commit(async (tx) => {
    const found = await lock(tx, deed.organisationId, number);
    if (found.authorId === deed.actor.id) return { idea: found, isNew: false };
    const added = await addSupport(tx, found, deed.actor.id, now);
    if (added) await record(deps, tx, { idea: found, happened: { what: 'supported', details: {} }, origin: deed, now });
    if (draftId) await settleDraft(tx, found.organisationId, draftId, found.id);
    return { idea: found, isNew: added };
  });
  if (idea.authorId === deed.actor.id) return showCard(ownIdeaCard(idea));
  if (!isNew) return showCard(alreadySupportedCard(idea));
  return standsIn(idea, place) ? done : showCard(supportedCard(idea));
}

const shownSupporters = 100;

/** For champions and admins: whose support is it that goes? */
export async function askWhose(deps: IdeasDeps, number: number, { actor }: Deed): Promise<Reply> {
  if (!canAdminister(actor.role)) throw supportOfOthers();
  const idea = await find(deps, actor.organisationId, number);
  const ids = (await supportersOf(deps.database, [idea.organisationId], [idea.id])).get(idea.id) ?? [];
  if (ids.length === 0) return showCard(notCountedCard(idea));
  const members = await deps.people.members(actor.organisationId, ids.slice(0, shownSupporters));
  return openForm(unsupportForm(idea, members));
}

/** @param memberId whose support it is */
export async function unsupport(
  deps: IdeasDeps,
  number: number,
  deed: Deed,
  memberId: string = deed.actor.id,
): Promise<Reply> {
  const isOwn = memberId === deed.actor.id;
  if (!isOwn && !canAdminister(deed.actor.role)) throw supportOfOthers();
  const now = deps.clock.now();
  const { idea, wasCounted } = await deps.outbox.commit(async (tx) => {
    const found = await lock(tx, deed.organisationId, number);
    const removed = await removeSupport(tx, found.organisationId, found.id, memberId);
    const happened = { what: 'unsupported', details: isOwn ? {} : { memberId } } as const;
    if (removed) {
      await record(deps, tx, { idea: found, happened, origin: deed, now });
      await deps.putRight.tell(tx, deed.organisationId);
    }
    return { idea: found, wasCounted: removed };
  });
  if (!isOwn) return done;
  if (idea.authorId === deed.actor.id) return showCard(ownIdeaCard(idea));
  return showCard(wasCounted ? takenBackCard(idea) : notCountedCard(idea));
}

/** The living card shows the new count there. */
const standsIn = (idea: Idea, place: PlaceRef | null): boolean => place !== null && place.id === idea.placeId;

/** A comment stays where it was said; the history keeps it and the card counts it. null: said elsewhere. */
export async function hearComment(
  deps: IdeasDeps,
  { text, repliesTo }: Said,
  { actor, platform }: InteractionContext,
): Promise<Reply | null> {
  if (!repliesTo) return null;
  const { organisationId } = actor;
  const ideaId = ideaIdOf(await deps.outbox.livingKeyAt(repliesTo));
  if (ideaId === null) return null;
  // What the thread shows is not ours to refuse: what no database keeps is left out of our copy.
  const words = shorten(
    text
      .replaceAll('\u0000', '')
      .replace(/\p{Cs}/gu, '')
      .trim(),
    limits.comment,
  );
  if (words === '') return done;
  const origin = { organisationId, actor, surface: platform };
  await deps.outbox.commit(async (tx) => {
    const [idea] = await lockByIds(tx, organisationId, [ideaId]);
    if (!idea) return;
    const happened = { what: 'commented', details: { text: words } } as const;
    await record(deps, tx, { idea, happened, origin, now: deps.clock.now() });
  });
  return done;
}
