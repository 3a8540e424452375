/** What delivery sends for this room: each message is composed from the state as it is at that moment. */
import { z } from 'zod';
import type { Dispatch, Outgoing } from '../../chat/feature.js';
import { draftCard, newsletterCard } from './cards/newsletter-card.js';
import { skippedCard } from './cards/words.js';
import type { NewsletterDeps } from './deps.js';
import type { Newsletter } from './rules/newsletter.js';
import { findNewsletter } from './store/newsletters.js';
import { viewOf } from './view.js';

const ofOne = z.object({ organisationId: z.string(), newsletterId: z.string(), isPrivate: z.boolean().default(false) });

/** Builds them. */
export const outgoing = (deps: NewsletterDeps): Readonly<Record<string, Outgoing>> => ({
  'newsletter.draft': {
    compose: (payload) =>
      composed(deps, payload, async (newsletter) =>
        draftCard(await viewOf(deps, newsletter), 'It is skipped when nobody approves it within three working days.'),
      ),
  },
  'newsletter.send': {
    compose: (payload) =>
      composed(deps, payload, async (newsletter, isPrivate) =>
        newsletter.state === 'sent' ? newsletterCard(await viewOf(deps, newsletter), isPrivate) : null,
      ),
  },
  'newsletter.skipped': { compose: (payload) => composed(deps, payload, async (one) => skippedCard(one, true)) },
});

async function composed(
  { database }: NewsletterDeps,
  payload: unknown,
  show: (newsletter: Newsletter, isPrivate: boolean) => Promise<Extract<Dispatch, { kind: 'send' }>['card'] | null>,
): Promise<Dispatch> {
  const { organisationId, newsletterId, isPrivate } = ofOne.parse(payload);
  const newsletter = await findNewsletter(database, organisationId, newsletterId);
  const card = newsletter && (await show(newsletter, isPrivate));
  return card ? { kind: 'send', card } : { kind: 'skip', reason: 'the newsletter is gone' };
}
