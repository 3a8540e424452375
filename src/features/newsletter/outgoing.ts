/** What delivery sends for this room: each message is composed from the state as it is at that moment. */
import { z } from 'zod';
import type { Dispatch, Outgoing } from '../../chat/feature.js';
import { canAdminister } from '../../kernel/person.js';
import { mailOutgoing } from './by-mail.js';
import { draftCard, newsletterCard } from './cards/newsletter-card.js';
import { skippedCard } from './cards/words.js';
import type { NewsletterDeps } from './deps.js';
import { lookUrl } from './look.js';
import type { Newsletter } from './rules/newsletter.js';
import { findNewsletter } from './store/newsletters.js';
import { audienceOf, viewOf } from './view.js';

const ofOne = z.object({
  organisationId: z.string(),
  newsletterId: z.string(),
  isPrivate: z.boolean().default(false),
  /** Who gets a draft; absent in what an older version ordered. */
  memberId: z.string().optional(),
});
type OfOne = z.output<typeof ofOne>;

/** Builds them. */
export const outgoing = (deps: NewsletterDeps): Readonly<Record<string, Outgoing>> => ({
  'newsletter.draft': {
    compose: (payload) =>
      composed(deps, payload, async (newsletter, { memberId }) =>
        draftCard(await viewOf(deps, newsletter), {
          mayApprove: await mayApprove(deps, memberId),
          goesTo: await audienceOf(deps, newsletter),
          lookUrl: memberId === undefined ? null : lookUrl(deps, newsletter, memberId),
        }),
      ),
  },
  'newsletter.send': {
    compose: (payload) =>
      composed(deps, payload, async (newsletter, { isPrivate }) =>
        newsletter.state === 'sent' ? newsletterCard(await viewOf(deps, newsletter), isPrivate) : null,
      ),
  },
  ...mailOutgoing(deps),
  'newsletter.skipped': { compose: (payload) => composed(deps, payload, async (one) => skippedCard(one, true)) },
});

async function mayApprove({ people }: NewsletterDeps, memberId: string | undefined): Promise<boolean> {
  const actor = memberId === undefined ? null : await people.actorOf(memberId);
  return actor === null || canAdminister(actor.role);
}

async function composed(
  { database }: NewsletterDeps,
  payload: unknown,
  show: (newsletter: Newsletter, payload: OfOne) => Promise<Extract<Dispatch, { kind: 'send' }>['card'] | null>,
): Promise<Dispatch> {
  const read = ofOne.parse(payload);
  const { organisationId, newsletterId } = read;
  const newsletter = await findNewsletter(database, organisationId, newsletterId);
  const card = newsletter && (await show(newsletter, read));
  return card ? { kind: 'send', card } : { kind: 'skip', reason: 'the newsletter is gone' };
}
