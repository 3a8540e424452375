/** What the next person should know of a customer by what they said: open promises, how it stands, who heard what. */

import type { AskedOfCustomer, Contact, CustomerPart } from '../../chat/customer-part.js';
import { phrase, say } from '../../kernel/language/say.js';
import { countWords, promiseLine, resolvedLine, saidLine } from './cards/customer-part.js';
import { lastToneLine } from './cards/tone-card.js';
import type { FeedbackDeps } from './deps.js';
import { feedbackName } from './rules/feedback.js';
import { standingSign } from './rules/tone/words-said.js';
import { type KnownOfCustomer, knownOfCustomer } from './store/customer-part.js';

const name = 'feedback';

/** @see Feature.customerPart */
export async function customerPart({ database, clock }: FeedbackDeps, asked: AskedOfCustomer): Promise<CustomerPart> {
  const { organisationId, customer, timeZone, except } = asked;
  const now = clock.now();
  const known = await knownOfCustomer(database, { organisationId, customerId: customer.id, now });
  const capture = {
    kind: 'button',
    action: 'feedback.captureFor',
    label: say('Capture feedback'),
    value: customer.id,
  } as const;
  const { counts, latest, lastWords } = known;
  const sign = lastWords && standingSign(lastWords);
  const promised = known.promised.filter(({ number }) => feedbackName(number) !== except);
  return {
    name,
    mind: [...(sign ? [lastToneLine(sign)] : []), ...promised.map((item) => promiseLine(item, { now, timeZone }))],
    state: countWords(counts),
    contacts: latest.flatMap(contactsOf),
    actions: [capture],
    figures: {
      ...counts,
      lastAt: counts.lastAt?.toISOString() ?? null,
      tone: sign && { tone: sign.tone, words: sign.causes },
      promised: promised.map(({ number, promiseEndsAt }) => ({
        id: feedbackName(number),
        promiseEndsAt: promiseEndsAt?.toISOString() ?? null,
      })),
    },
  };
}

/** That it was said, and that the customer was told how it ended. */
function contactsOf(item: KnownOfCustomer['latest'][number]): readonly Contact[] {
  const { at, capturedById, resolvedAt, resolvedById, customerTold, text } = item;
  const subject = feedbackName(item.number);
  const said: Contact = {
    at,
    memberId: capturedById,
    channel: phrase('feedback'),
    line: saidLine(item),
    text,
    subject,
  };
  if (resolvedAt === null || customerTold === null) return [said];
  const told: Contact = {
    at: resolvedAt,
    memberId: resolvedById,
    channel: phrase('answer'),
    line: resolvedLine(item),
    text: customerTold,
    subject,
  };
  return [told, said];
}
