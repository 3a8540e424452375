/** Gathers what a draft says from the other rooms, by their doors; the champion rewrites it. Nothing confidential comes through. */

import { namesById } from '../../chat/history.js';
import { excerpt, shorten } from '../../chat/shorten.js';
import { asSentence, withCommas } from '../../kernel/language/list.js';
import { say } from '../../kernel/language/say.js';
import type { Story } from '../feedback/index.js';
import type { NewsletterDeps } from './deps.js';
import { type Content, limits, type Newsletter, questionOf } from './rules/newsletter.js';
import { fillContent, findNewsletter } from './store/newsletters.js';

const learnedCount = 3;
const quoteLength = 240;

/** What it says; gathered when somebody looks for the first time, and kept from then on. */
export async function contentOf(deps: NewsletterDeps, newsletter: Newsletter): Promise<Content> {
  if (newsletter.content) return newsletter.content;
  await fillContent(deps.database, newsletter, await gather(deps, newsletter));
  const filled = await findNewsletter(deps.database, newsletter.organisationId, newsletter.id);
  if (!filled?.content) throw new Error('A newsletter that was filled has a content.');
  return filled.content;
}

async function gather(deps: NewsletterDeps, { organisationId, from, number }: Newsletter): Promise<Content> {
  const [portrait, learned, { well, badly }] = await Promise.all([
    portraitOf(deps, organisationId, from),
    learnedSince(deps, organisationId, from),
    deps.feedback.storiesSince(organisationId, from),
  ]);
  const texts = {
    portrait: portrait?.text ?? '',
    learned,
    well: well ? wellText(well) : '',
    badly: badly ? badlyText(badly) : '',
    question: say(questionOf(number)),
  };
  const bounded = Object.entries(texts).map(([part, text]) => [part, shorten(text, limits.part)]);
  return {
    ...(Object.fromEntries(bounded) as typeof texts),
    customerId: portrait?.customerId ?? null,
    wellId: well?.id ?? null,
    badlyId: badly?.id ?? null,
  };
}

/** The customer who had most to say. */
async function portraitOf({ customers, feedback, people }: NewsletterDeps, organisationId: string, from: Date) {
  const [most] = await feedback.forAgenda.mostHeard(organisationId, from, 1);
  if (!most) return null;
  const { customerId, saidCount: count, openCount: open } = most;
  const customer = (await customers.byIds(organisationId, [customerId])).get(customerId);
  if (!customer) return null;
  const owner = customer.ownerId === null ? null : await people.member(organisationId, customer.ownerId);
  const sentences = [
    asSentence(withCommas([customer.name, ...(customer.segment === null ? [] : [customer.segment])])),
    owner ? say('{name} looks after them.', { name: owner.name }) : say('Nobody looks after them yet.'),
    open === 0
      ? say(
          '{count, plural, one {They told us one thing; all of it is answered.} other {They told us # things; all of it is answered.}}',
          { count },
        )
      : say(
          '{count, plural, one {They told us one thing} other {They told us # things}}; {open, plural, one {# still waits} other {# still wait}} for an answer.',
          { count, open },
        ),
  ];
  return { customerId, text: sentences.join(' ') };
}

async function learnedSince(deps: NewsletterDeps, organisationId: string, from: Date): Promise<string> {
  const learned = await deps.meetings.learnedSince(organisationId, from, learnedCount);
  const [names, customers] = await Promise.all([
    namesById(
      deps.people,
      organisationId,
      learned.map(({ memberId }) => memberId),
    ),
    deps.customers.byIds(
      organisationId,
      learned.flatMap(({ customerId }) => customerId ?? []),
    ),
  ]);
  return learned
    .map(({ text, memberId, customerId }) => {
      const by = names.get(memberId)?.name ?? say('somebody');
      const about = customerId === null ? undefined : customers.get(customerId)?.name;
      return `${excerpt(text, quoteLength)} (${about === undefined ? by : say('{who}, of {customer}', { who: by, customer: about })})`;
    })
    .join('\n');
}

const wellText = ({ customer, text, told, owner }: Story): string =>
  say('{customer} said: “{said}” {owner} answered: “{told}”', {
    customer: customer ?? say('A customer'),
    said: excerpt(text, quoteLength),
    owner: owner ?? say('We'),
    told: excerpt(told, quoteLength),
  });

const badlyText = ({ customer, text, rootCause, prevention }: Story): string =>
  say('{customer} said: “{said}” They waited too long. Why: {why} What changed: {changed}', {
    customer: customer ?? say('A customer'),
    said: excerpt(text, quoteLength),
    why: excerpt(rootCause, quoteLength),
    changed: excerpt(prevention, quoteLength),
  });
