/** Turns what was typed after `customer`, or into its form, into a draft of changes; every problem at once. */
import { z } from 'zod';
import { InvalidInput } from '../../kernel/errors.js';
import { nameWordsFor, wordsFor } from './cards/refusals.js';
import { readPerson } from './read-person.js';
import { readAttribute } from './rules/attribute.js';
import { cleanName, lengthOf, limits } from './rules/customer.js';
import type { PersonDraft } from './rules/customer-person.js';
import { readPreferences } from './rules/preference.js';

const text = z.string({ error: () => wordsFor.text() });

const name = text.transform(cleanName).superRefine((typed, context) => {
  const length = lengthOf(typed);
  if (length === 0) context.addIssue({ code: 'custom', message: nameWordsFor.empty() });
  if (length > limits.name) context.addIssue({ code: 'custom', message: nameWordsFor.long(length) });
});

/** `none` and nothing take the value away. */
const orNone = text.transform((typed) => (/^(?:none)?$/iu.test(typed.trim()) ? null : cleanName(typed)));

const attribute = text.transform((typed, context) => {
  const read = readAttribute(typed);
  const [attributeName, value] = read ?? ['', ''];
  if (!read) context.addIssue({ code: 'custom', message: wordsFor.attribute(typed) });
  else if (lengthOf(attributeName) > limits.attributeName || lengthOf(value) > limits.attributeValue) {
    context.addIssue({ code: 'custom', message: wordsFor.attributeLength() });
  }
  return [attributeName, value] as const;
});

const preferences = text.transform(readPreferences).superRefine((typed, context) => {
  const long = typed.find((each) => lengthOf(each) > limits.preference);
  if (long !== undefined) context.addIssue({ code: 'custom', message: wordsFor.preference(lengthOf(long)) });
});

const person = text.transform((typed, context): PersonDraft => {
  const read = readPerson(typed);
  if (!read) context.addIssue({ code: 'custom', message: wordsFor.person(typed) });
  else if (lengthOf(read.name) > limits.personName || lengthOf(read.role ?? '') > limits.personRole) {
    context.addIssue({ code: 'custom', message: wordsFor.personLength() });
  }
  return read ?? { name: '', role: null, email: null };
});

const draft = z.object({
  name: name.optional(),
  segment: orNone
    .refine((typed) => typed === null || lengthOf(typed) <= limits.segment, { error: () => wordsFor.segment() })
    .optional(),
  /** A member still to be found; null: nobody. */
  owner: orNone.optional(),
  aliases: z
    .array(name)
    .max(limits.aliases, { error: () => wordsFor.aliases() })
    .optional(),
  attributes: z
    .array(attribute)
    .max(limits.attributes, { error: () => wordsFor.attributes() })
    .optional(),
  preferences: z
    .array(preferences)
    .transform((each) => each.flat())
    .optional(),
  people: z
    .array(person)
    .max(limits.people, { error: () => wordsFor.people() })
    .optional(),
});

/** Absent: stays as it is. */
export type CustomerDraft = z.infer<typeof draft>;

/** @param fields how the draft's keys are called where they were typed: `aliases` is `alias` in the command */
export function readCustomerDraft(values: unknown, fields: Readonly<Record<string, string>> = {}): CustomerDraft {
  const read = draft.safeParse(values);
  if (read.success) return read.data;
  const problems = read.error.issues.map(({ path, message }) => {
    const key = String(path[0] ?? '');
    return [fields[key] ?? key, message] as const;
  });
  const messages = [...new Set(problems.map(([, message]) => message))];
  throw new InvalidInput('customers.invalid', messages.join(' '), Object.fromEntries(problems));
}
