/** Takes in the command `customer` and its form: who is meant, who is new, and what is to be changed. */
import type { CommandLine } from '../../chat/command-line.js';
import type { FormValues } from '../../chat/form.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { beginsWithVerb } from '../../chat/meant.js';
import { openForm, type Reply, showCard } from '../../chat/reply.js';
import { InvalidInput } from '../../kernel/errors.js';
import { addCustomer } from './add.js';
import { nameOrCommandCard, unknownCustomerCard, whichCustomerCard } from './cards/customer-card.js';
import { customerForm } from './cards/forms.js';
import { takenWords, wordsFor } from './cards/refusals.js';
import { changeCustomer } from './change.js';
import type { CustomersDeps, OtherRooms } from './deps.js';
import { find, lookUp, nearest } from './find.js';
import type { Changes } from './rules/apply-draft.js';
import { isSeveral } from './rules/choose.js';
import { differInForm } from './rules/name-key.js';
import { type CustomerDraft, readCustomerDraft } from './schema.js';
import { profileOf, showById } from './show.js';

/** `customer NAME`: shows who is there, adds who is not, and makes the changes that came along. */
export async function settleByCommand(
  deps: CustomersDeps & OtherRooms,
  { text, isLiteral, details, lists }: CommandLine,
  context: InteractionContext,
): Promise<Reply> {
  const { organisationId } = context.actor;
  const { prefers, ...single } = details;
  const { alias: aliases, attribute: attributes, contact: people } = lists;
  const preferences = prefers === undefined ? undefined : [prefers];
  const values = { name: text, ...single, aliases, attributes, people, preferences };
  const { name = '', ...draft } = readCustomerDraft(values, {
    name: 'text',
    aliases: 'alias',
    attributes: 'attribute',
    people: 'contact',
    preferences: 'prefers',
  });
  const choice = await lookUp(deps.database, organisationId, name);
  if (isSeveral(choice)) return showCard(whichCustomerCard(name, choice));
  const changes = await changesOf(deps, organisationId, draft);
  if (!choice && !isLiteral && beginsWithVerb(name)) {
    const [, ...rest] = name.split(' ');
    const named = rest.length > 0 ? await lookUp(deps.database, organisationId, rest.join(' ')) : null;
    return showCard(nameOrCommandCard(name, isSeveral(named) ? null : named));
  }
  if (!choice) {
    const near = Object.keys(changes).length === 0 ? await nearest(deps.database, organisationId, name) : null;
    const like = near === null ? null : await find(deps.database, organisationId, near).catch(() => null);
    // Nearly known: who is meant is asked before anybody is made.
    if (like) return showCard(unknownCustomerCard(name, { nearest: like, mayAdd: true }));
    return addCustomer(deps, { name, changes }, context);
  }
  const otherName = differInForm(name, choice.name) ? name : undefined;
  if (Object.keys(changes).length === 0) return showById(deps, { id: choice.id, otherName }, context);
  return changeCustomer(deps, { id: choice.id, changes, mode: 'add', context }, otherName);
}

/** @param id empty: a new customer */
export async function openCustomerForm(deps: CustomersDeps, id: string, context: InteractionContext): Promise<Reply> {
  return openForm(customerForm(id === '' ? null : await profileOf(deps, id, context)));
}

/** @param id empty: a new customer; one that is there already is refused, not changed unseen */
export async function settleByForm(
  deps: CustomersDeps & OtherRooms,
  { id, values }: { readonly id: string; readonly values: FormValues },
  context: InteractionContext,
): Promise<Reply> {
  const { organisationId } = context.actor;
  const { name = '', ...draft } = readCustomerDraft(typedInForm(values));
  const changes = await changesOf(deps, organisationId, draft);
  if (id !== '') return changeCustomer(deps, { id, changes: { name, ...changes }, mode: 'replace', context });
  const taken = await find(deps.database, organisationId, name);
  if (taken) throw InvalidInput.field('customers.taken', 'name', takenWords(name, taken));
  return addCustomer(deps, { name, changes }, context);
}

/** What was filled in under "Remember a preference". Throws InvalidInput on `preference`. */
export async function preferByForm(
  deps: CustomersDeps,
  { id, values }: { readonly id: string; readonly values: FormValues },
  context: InteractionContext,
): Promise<Reply> {
  const ticked = Array.isArray(values.unwanted) ? values.unwanted.map(String) : [];
  const typed = [String(values.preference ?? ''), ...ticked].filter(isSomething);
  if (typed.length === 0) throw InvalidInput.field('customers.noPreference', 'preference', wordsFor.noPreference());
  const { preferences = [] } = readCustomerDraft({ preferences: typed }, { preferences: 'preference' });
  return changeCustomer(deps, { id, changes: { preferences }, mode: 'add', context });
}

/** Fields left empty mean that there is none. */
function typedInForm(values: FormValues): unknown {
  const { name = '', segment = '', owner = '', aliases, attributes, preferences } = values;
  const lines = (typed: FormValues[string]) => (typeof typed === 'string' ? typed.split('\n').filter(isSomething) : []);
  const lists = { aliases: lines(aliases), attributes: lines(attributes), preferences: lines(preferences) };
  return { name, segment, owner, ...lists };
}

const isSomething = (line: string): boolean => line.trim() !== '';

/** Only what was given; the owner found. Throws InvalidInput on `owner`. */
async function changesOf(
  { people }: CustomersDeps,
  organisationId: string,
  { owner, ...draft }: CustomerDraft,
): Promise<Changes> {
  const given = Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined)) as Changes;
  if (owner === undefined) return given;
  const ownerId = owner === null ? null : (await people.findMember(organisationId, owner, 'owner')).id;
  return { ...given, ownerId };
}
