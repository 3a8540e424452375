/** The commands that name two: `customer rename` and `customer merge`. */
import type { CommandLine } from '../../chat/command-line.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { InvalidInput } from '../../kernel/errors.js';
import { mergeCard } from './cards/customer-card.js';
import { noSuchWords, pairWords } from './cards/refusals.js';
import { changeCustomer } from './change.js';
import type { CustomersDeps, OtherRooms } from './deps.js';
import { find, nearest } from './find.js';
import { mergedAlready } from './merge.js';
import type { CustomerRef } from './rules/customer.js';
import { readCustomerDraft } from './schema.js';

/** `customer rename Old to New`: the old name still finds it. */
export async function renameByCommand(
  deps: CustomersDeps & OtherRooms,
  { text }: CommandLine,
  context: InteractionContext,
): Promise<Reply> {
  const [from, to] = pairOf(text, / (?:to|as|->|→) /iu, 'customer rename Acme to Acme Foods');
  const customer = await known(deps, from, context);
  const { name = '' } = readCustomerDraft({ name: to }, { name: 'text' });
  return changeCustomer(deps, { id: customer.id, changes: { name }, mode: 'add', context });
}

/** `customer merge A into B`: asks first. Typed again, it offers the way back. */
export async function mergeByCommand(
  deps: CustomersDeps,
  { text }: CommandLine,
  context: InteractionContext,
): Promise<Reply> {
  const [from, into] = pairOf(text, / (?:into|with|->|→) /iu, 'customer merge Globx into Globex');
  const [part, whole] = [await known(deps, from, context), await known(deps, into, context)];
  return part.id === whole.id ? mergedAlready(deps, whole, context) : showCard(mergeCard(part, whole));
}

function pairOf(text: string, between: RegExp, example: string): readonly [string, string] {
  const unquoted = text
    .replaceAll(/["“”„«»]/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim();
  const [from = '', to = '', ...more] = unquoted.split(between);
  if (from === '' || to === '' || more.length > 0) {
    throw InvalidInput.field('customers.pair', 'text', pairWords(example));
  }
  return [from, to];
}

async function known(deps: CustomersDeps, typed: string, { actor }: InteractionContext): Promise<CustomerRef> {
  const { database } = deps;
  const found = await find(database, actor.organisationId, typed);
  if (found) return found;
  throw InvalidInput.field(
    'customers.unknown',
    'text',
    noSuchWords(typed, await nearest(database, actor.organisationId, typed)),
  );
}
