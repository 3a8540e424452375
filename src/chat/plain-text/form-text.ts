/** Forms as plain text that reads well aloud. */
import { withCommas } from '../../kernel/language/list.js';
import { say } from '../../kernel/language/say.js';
import { isolate } from '../bidi.js';
import type { Field, FieldKind, Form, Option } from '../form.js';
import { lineToText } from './line-text.js';

type FieldOf<Kind extends FieldKind> = Extract<Field, { kind: Kind }>;

/** What the field asks for, and what it holds already. */
interface FieldText {
  readonly asks?: string;
  readonly holds?: string | undefined;
}

const fieldTexts: { readonly [Kind in FieldKind]: (field: FieldOf<Kind>) => FieldText } = {
  text: ({ maxLength, placeholder, value }) => ({
    asks: withCommas([
      maxLength !== undefined && say('at most {count, number} characters', { count: maxLength }),
      placeholder !== undefined && say('for example {example}', { example: placeholder }),
    ]),
    holds: value,
  }),
  choice: ({ options, value }) => ({
    asks: say('one of: {choices}', { choices: labels(options) || say('nothing yet') }),
    holds: labels(options.filter((option) => option.value === value)),
  }),
  choices: ({ options, value = [] }) => ({
    asks: say('any of: {choices}', { choices: labels(options) || say('nothing yet') }),
    holds: labels(options.filter((option) => value.includes(option.value))),
  }),
  // The value is a member's id, which would say nothing when read aloud.
  person: ({ value }) => ({
    asks: say('a person'),
    holds: value === undefined ? undefined : say('somebody is chosen'),
  }),
  date: ({ value }) => ({ asks: say('a date'), holds: value }),
  yesNo: ({ value }) => ({
    asks: say('yes or no'),
    holds: value === undefined ? undefined : value ? say('yes') : say('no'),
  }),
};

/** Title, introduction, a paragraph a field (what it asks, what it holds, what is wrong with it), and the button. */
export function formToText({ title, intro, fields, submit, errors = {} }: Form): string {
  const known = new Set(fields.map((field) => field.name));
  const others = Object.keys(errors).filter((name) => !known.has(name));
  return [
    title,
    ...(intro === undefined ? [] : [lineToText(intro)]),
    ...others.map((name) => say('Problem: {problem}', { problem: errors[name] ?? '' })),
    ...fields.map((field) => fieldToText(field, errors[field.name])),
    `[${submit}]`,
  ].join('\n');
}

function fieldToText(field: Field, error: string | undefined): string {
  // As with blocks: the entry under a field's kind takes that very field.
  const { asks, holds } = (fieldTexts[field.kind] as (field: Field) => FieldText)(field);
  const demands = withCommas([field.optional ? say('optional') : say('required'), asks]);
  const lines = [`${isolate(field.label)} (${demands})${holds ? `: ${isolate(holds)}` : ''}`];
  if (field.hint !== undefined) lines.push(`  ${field.hint}`);
  if (error !== undefined) lines.push(`  ${say('Problem: {problem}', { problem: error })}`);
  return lines.join('\n');
}

function labels(options: readonly Option[]): string {
  return withCommas(options.map((option) => isolate(option.label)));
}
