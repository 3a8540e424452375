/** The look at a newsletter before it goes out: a page behind a signed link shows it as Slack, Teams and mail. */
import type { NewsletterPages } from '../../chat/newsletter-pages.js';
import { isId } from '../../kernel/id.js';
import { phrase, say } from '../../kernel/language/say.js';
import { canAdminister } from '../../kernel/person.js';
import { inOrganisation } from '../../storage/scope.js';
import { mailEnding } from './by-mail.js';
import { newsletterMail } from './cards/mail-words.js';
import { audienceText, newsletterCard } from './cards/newsletter-card.js';
import type { NewsletterDeps } from './deps.js';
import { type Newsletter, newsletterName } from './rules/newsletter.js';
import { findNewsletter } from './store/newsletters.js';
import { audienceOf, viewOf } from './view.js';

/** A draft waits for some working days, and may be looked at for a while after. */
const goodForMs = 14 * 86_400_000;

/** The page's address, for this member alone. The same each time, so that a card that is shown anew is the same. */
export const lookUrl = ({ links }: NewsletterDeps, newsletter: Newsletter, memberId: string): string =>
  links.sign(
    `/newsletter/${newsletter.organisationId}/${memberId}/${newsletter.id}`,
    new Date(newsletter.draftedAt.getTime() + goodForMs),
  );

/** Builds the page. The link says who looks; whether they may is asked anew. */
export const lookPages = (deps: NewsletterDeps): Pick<NewsletterPages, 'look'> => ({
  async look(organisationId, memberId, newsletterId) {
    if (![organisationId, memberId, newsletterId].every(isId)) return null;
    return inOrganisation(organisationId, async () => {
      const [viewer, newsletter] = await Promise.all([
        deps.people.actorOf(memberId),
        findNewsletter(deps.database, organisationId, newsletterId),
      ]);
      if (viewer?.organisationId !== organisationId || !canAdminister(viewer.role) || !newsletter) return null;
      const [{ name, settings }, view, audience] = await Promise.all([
        deps.people.organisation(organisationId),
        viewOf(deps, newsletter),
        audienceOf(deps, newsletter),
      ]);
      const from = { name, colour: deps.pageColour(settings) };
      return {
        owner: { ...from, words: null },
        name: newsletterName(newsletter.number),
        says: newsletter.state === 'draft' ? audienceText(audience) : say(said[newsletter.state]),
        timeZone: viewer.timeZone,
        card: newsletterCard(view, false),
        mail: { card: newsletterMail(view, audience.place), from, ending: mailEnding(name) },
      };
    });
  },
});

const said = { sent: phrase('It went out.'), skipped: phrase('It was skipped: nobody got it.') } as const;
