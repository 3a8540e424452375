/** What the next person should know of a customer by the early tests that they were invited to. */

import type { AskedOfCustomer, CustomerPart } from '../../chat/customer-part.js';
import type { Chapter } from '../../chat/feature.js';
import type { Viewer } from '../../chat/interaction.js';
import type { Cut } from '../../chat/pages.js';
import { say } from '../../kernel/language/say.js';
import { theirTrialRow, theirTrialText } from './cards/trial-card.js';
import type { TrialsDeps } from './deps.js';
import { trialName } from './rules/trial.js';
import { trialsOfCustomer } from './store/trials.js';

/** As many as one line names. */
const namedCount = 3;

/** @see Feature.customerPart */
export async function customerPart({ database, clock }: TrialsDeps, asked: AskedOfCustomer): Promise<CustomerPart> {
  const { organisationId, customer } = asked;
  const of = { organisationId, customerId: customer.id };
  const { items, totalCount } = await trialsOfCustomer(database, of, { limit: namedCount, offset: 0 });
  const now = clock.now();
  const named = items.map((trial) => theirTrialText(trial, now));
  const rest = totalCount > items.length ? [say('and {count} more', { count: totalCount - items.length })] : [];
  const value = [...named, ...rest].reduce(
    (list, next) => (list === '' ? next : say('{list}, {next}', { list, next })),
    '',
  );
  return {
    name: 'trials',
    ...(items.length > 0 && { state: [{ label: say('Early tests'), value }] }),
    figures: {
      latest: items.map(({ number, title, endsOn, theirAnswer }) => ({
        id: trialName(number),
        title,
        endsOn,
        answer: theirAnswer,
      })),
    },
  };
}

/** @see Feature.aboutCustomer */
export async function aboutCustomer(
  { database, clock }: TrialsDeps,
  { customerId, ...cut }: { readonly customerId: string } & Cut,
  { actor: { organisationId } }: Viewer,
): Promise<Chapter> {
  const { items, totalCount } = await trialsOfCustomer(database, { organisationId, customerId }, cut);
  return { count: totalCount, blocks: items.map((trial) => theirTrialRow(trial, clock.now())) };
}
