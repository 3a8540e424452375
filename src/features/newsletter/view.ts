/** What a card of a newsletter needs: its words as everybody may read them now, the number, the picture. */
import { inlines, type Line } from '../../chat/card.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { canAdminister } from '../../kernel/person.js';
import type { Transaction } from '../../storage/database.js';
import type { Audience, NewsletterView } from './cards/newsletter-card.js';
import { refusals } from './cards/words.js';
import type { NewsletterDeps } from './deps.js';
import { contentOf } from './gather.js';
import { type Content, limits, type Newsletter, newsletterNumbers } from './rules/newsletter.js';
import { findByNumber, latest, listSubscribers } from './store/newsletters.js';
import { countReaders } from './store/readers.js';

const dayMs = 86_400_000;

/** Whoever pressed a button that was forwarded. */
export function refuseOthers({ actor }: Pick<InteractionContext, 'actor'>): void {
  if (!canAdminister(actor.role)) throw refusals.notYours();
}

/** `L-1`, or (empty) the one that is drafted. Throws where there is none, or it has ended. */
export async function draftNamed(
  { database }: NewsletterDeps,
  organisationId: string,
  typed: string,
  lockIn?: Transaction,
): Promise<Newsletter> {
  const number =
    typed.trim() === '' ? (await latest(lockIn ?? database, organisationId))?.number : newsletterNumbers.read(typed);
  if (number === undefined) throw refusals.noDraft();
  const found = await findByNumber(lockIn ?? database, organisationId, number, lockIn !== undefined);
  if (!found) throw newsletterNumbers.notFound(number);
  if (found.state !== 'draft') throw typed.trim() === '' ? refusals.noDraft() : refusals.ended(found);
  return found;
}

/** What became confidential, or was withdrawn, since it was gathered stands there no more. */
export async function tellable(deps: NewsletterDeps, organisationId: string, content: Content): Promise<Content> {
  const { wellId, badlyId } = content;
  const ids = [wellId, badlyId].filter((id) => id !== null);
  const found = ids.length === 0 ? [] : await deps.feedback.forAgenda.byIds(organisationId, ids);
  const isGone = (id: string | null) => id !== null && !found.some((each) => each.id === id && each.told !== null);
  return { ...content, ...(isGone(wellId) && { well: '' }), ...(isGone(badlyId) && { badly: '' }) };
}

/** As it stands now. */
export async function viewOf(deps: NewsletterDeps, newsletter: Newsletter): Promise<NewsletterView> {
  const { organisationId, approvedById, from, draftedAt } = newsletter;
  const content = await tellable(deps, organisationId, await contentOf(deps, newsletter));
  const [numbers, approver, chart, parts = []] = await Promise.all([
    deps.nps.newsSince(organisationId, null),
    approvedById === null ? null : deps.people.member(organisationId, approvedById),
    content.customerId === null ? null : deps.nps.chartOfCustomer(organisationId, content.customerId),
    // As on a wall: what whoever passes may read.
    deps.nps.homeParts?.({ organisationId, viewer: null }),
  ]);
  const nps = numbers.find(({ name }) => name === 'NPS');
  const number: Line | null = nps ? ['NPS ', ...inlines(nps.line)] : null;
  const days = Math.max(1, Math.round((draftedAt.getTime() - from.getTime()) / dayMs));
  const trend = (number && parts.find(({ id }) => id === 'number')?.chart) ?? null;
  return { newsletter, content, days, chart, number, trend, approver: approver?.name ?? null };
}

/** Where it goes, or went. */
export async function audienceOf(
  { database, people, sendsMail }: NewsletterDeps,
  { organisationId, placeId }: Pick<Newsletter, 'organisationId' | 'placeId'>,
): Promise<Audience> {
  const [place, subscribers, mailCount] = await Promise.all([
    placeId === null ? null : people.place(organisationId, placeId),
    listSubscribers(database, organisationId, limits.subscribers),
    sendsMail ? countReaders(database, organisationId) : 0,
  ]);
  return { place: place?.name ?? null, memberCount: subscribers.length, mailCount };
}

/** Whether nothing stands there that somebody wrote. */
export const isEmpty = ({ portrait, learned, well, badly, question }: Content): boolean =>
  [portrait, learned, well, badly, question].every((words) => words.trim() === '');
