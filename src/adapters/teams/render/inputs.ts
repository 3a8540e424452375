/** The input of each kind of field; a new kind without one does not compile. render-form calls it. */

import type { Field, FieldKind, Option } from '../../../chat/form.js';
import type { NameLookup } from '../../../chat/messenger.js';
import { say } from '../../../kernel/language/say.js';
import { isBlank, literalLine, sendable } from '../../platform/render/literal-text.js';
import { limits } from '../limits.js';
import type { Input, InputChoiceSet } from './adaptive-card.js';
import { harmless } from './markdown.js';

type FieldOf<Kind extends FieldKind> = Extract<Field, { kind: Kind }>;

export interface KnownPeople {
  readonly people: readonly Option[];
  readonly lookup: NameLookup;
}

/** Up to this many options are all shown at once; more are a menu, and a long menu can be searched. */
const expandedOptions = 5;
const searchedOptions = 20;

const inputs = {
  text: ({ multiline, maxLength, value, placeholder, ...field }) => ({
    type: 'Input.Text',
    ...common(field, say('Please fill this in.')),
    ...(multiline && { isMultiline: true }),
    ...(maxLength && { maxLength }),
    ...(value && { value: sendable(value) }),
    ...(placeholder && !isBlank(placeholder) && { placeholder: words(placeholder, limits.formText) }),
  }),
  choice: (field) => choice(field),
  choices: (field) => choices(field),
  person: ({ value, ...field }, { people, lookup }) => {
    const isListed = people.some((option) => option.value === value);
    const chosen = value && (isListed ? value : lookup.externalId(value));
    return {
      type: 'Input.ChoiceSet',
      ...common(field, say('Please choose a person.')),
      style: 'compact',
      choices: people.map(choiceOf),
      'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users' },
      ...(chosen && { value: chosen }),
    };
  },
  date: ({ value, ...field }) => ({
    type: 'Input.Date',
    ...common(field, say('Please choose a date.')),
    ...(value && { value }),
  }),
  // Never `isRequired`: that would mean it has to be on.
  yesNo: ({ value, ...field }) => ({
    type: 'Input.Toggle',
    ...common({ ...field, optional: true }, ''),
    title: say('Yes'),
    value: value ? 'true' : 'false',
  }),
} satisfies { readonly [Kind in FieldKind]: (field: FieldOf<Kind>, known: KnownPeople) => Input | null };

/** Null when there is nothing to choose from. */
export function inputElement(field: Field, known: KnownPeople): Input | null {
  // As in block-renderers.ts: the entry found by a field's kind takes that very field.
  const render = inputs[field.kind] as (field: Field, known: KnownPeople) => Input | null;
  return render(field, known);
}

function choice({ options, value, ...field }: FieldOf<'choice'>): InputChoiceSet | null {
  if (options.length === 0) return null;
  const isKnown = options.some((option) => option.value === value);
  return {
    type: 'Input.ChoiceSet',
    ...common(field, say('Please choose one.')),
    style: choiceStyle(options.length, field.optional),
    choices: options.map(choiceOf),
    ...(isKnown && { value }),
  };
}

/** A radio button once pressed can't be taken back, so what may stay empty is a menu. */
function choiceStyle(count: number, optional = false): InputChoiceSet['style'] {
  if (count > searchedOptions) return 'filtered';
  return count <= expandedOptions && !optional ? 'expanded' : 'compact';
}

/** @throws RangeError when a value holds a comma: Teams joins what was chosen by commas. */
function choices({ options, value = [], ...field }: FieldOf<'choices'>): InputChoiceSet | null {
  if (options.length === 0) return null;
  const odd = options.find((option) => option.value.includes(','));
  if (odd)
    throw new RangeError(`The option "${odd.label}" of ${field.name} has a comma in its value: carry an id there`);
  const chosen = options.filter((option) => value.includes(option.value));
  return {
    type: 'Input.ChoiceSet',
    ...common(field, say('Please choose at least one.')),
    style: 'expanded',
    isMultiSelect: true,
    wrap: true,
    choices: options.map(choiceOf),
    ...(chosen.length > 0 && { value: chosen.map((option) => option.value).join(',') }),
  };
}

function common(
  { name, label, optional }: Pick<Field, 'name' | 'label' | 'optional'>,
  errorMessage: string,
): Pick<Input, 'id' | 'label' | 'isRequired' | 'errorMessage'> {
  const required = optional ? {} : { isRequired: true, errorMessage };
  return { id: name, label: words(label, limits.formText), ...required };
}

function choiceOf({ value, label }: Option): { title: string; value: string } {
  return { title: words(label, limits.optionText), value };
}

/** Labels and titles are no Markdown, but one string each. */
function words(typed: string, max: number): string {
  return harmless(literalLine(typed, max));
}
