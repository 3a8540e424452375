/**
 * Offers known customers in every form that asks for one, and asks about a nearly known name before anybody is made.
 * Used by the router, for all rooms and platforms alike.
 */
import { sayEither } from '../kernel/language/list.js';
import { say } from '../kernel/language/say.js';
import type { NameBook } from './feature.js';
import type { Field, Form, FormValues } from './form.js';
import type { Reply } from './reply.js';

/** The name of the field that is put above the text. */
const CHOSEN = 'knownCustomer';
/** Units that every platform's option takes; longer names are typed. */
const longestOption = 75;
/** Its option for somebody who is not among them. */
const NEW = '+';

/** null: the form names nobody, or nobody is known yet. */
export async function withKnownNames(
  form: Form,
  book: NameBook | undefined,
  organisationId: string,
): Promise<Form | null> {
  const at = form.fields.findIndex((field) => field.kind === 'text' && field.names === 'customer');
  const asked = form.fields[at];
  if (!asked || !book?.known) return null;
  const known = (await book.known(organisationId)).filter((name) => name.length <= longestOption);
  if (known.length === 0) return null;
  const choice: Field = {
    kind: 'choice',
    name: CHOSEN,
    label: asked.label,
    optional: true,
    options: [
      ...known.map((name) => ({ value: name, label: name })),
      { value: NEW, label: say('A new customer: written below') },
    ],
  };
  const text: Field = { ...asked, label: say('Or the customer’s name'), optional: true };
  return { ...form, fields: [...form.fields.slice(0, at), choice, text, ...form.fields.slice(at + 1)] };
}

/** The values as the room expects them, or what has to be said first. The list wins over the text. */
export async function settleKnownName(
  values: FormValues,
  book: NameBook | undefined,
  organisationId: string,
): Promise<{ readonly values: FormValues } | { readonly refusal: Reply }> {
  const { [CHOSEN]: chosen, ...rest } = values;
  const typed = typeof rest.customer === 'string' ? rest.customer.trim() : '';
  if (typeof chosen === 'string' && chosen !== '' && chosen !== NEW) return { values: { ...rest, customer: chosen } };
  if (chosen === NEW) return typed === '' ? refuse(say('Write the name of the new customer.')) : { values: rest };
  if (typed === '' || !book) return { values: rest };
  const words = typed.split(/\s+/u);
  if ((await book.longest(organisationId, words)) === words.length) return { values: rest };
  const alike = await book.alike(organisationId, typed);
  if (alike.length === 0) return { values: rest };
  const meant = sayEither(alike);
  return refuse(
    say('Did you mean {meant}? Choose it in the list above, or “A new customer” there to make {typed}.', {
      meant,
      typed,
    }),
  );
}

const refuse = (message: string): { readonly refusal: Reply } => ({
  refusal: { kind: 'fieldErrors', errors: { customer: message }, message },
});
