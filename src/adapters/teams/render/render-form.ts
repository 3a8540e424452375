/**
 * A form as the card of a Teams dialog. An input's id is its field's name; the submit button's data carries, under
 * `emptyChair`, the form, its subject and each field's kind, so that receive can read the values back (Teams sends
 * all of them as strings, several choices joined by commas).
 */

import type { Field, Form, Option } from '../../../chat/form.js';
import type { NameLookup } from '../../../chat/messenger.js';
import { readsRightToLeft } from '../../../kernel/language/reader.js';
import { say } from '../../../kernel/language/say.js';
import { isBlank, isBlankLine, literal, literalLine } from '../../platform/render/literal-text.js';
import { jsonBytes, limits } from '../limits.js';
import type { AdaptiveCard, Element } from './adaptive-card.js';
import { isRightToLeft, wordsIn } from './direction.js';
import { inputElement } from './inputs.js';
import { harmless } from './markdown.js';
import { headingElement, type TeamsContext, textElement } from './text.js';

const nobody: NameLookup = { externalId: () => undefined };
const context: TeamsContext = { mentions: new Map(), textMax: limits.formText };

/**
 * Errors stand at their fields; those of no field, on top.
 * @param people offered in the people picker before the directory is searched; their values come back as they are.
 * @param lookup what Teams knows each member by: for the person chosen in advance who is not among `people`.
 * @param instance of this showing of the form: sent twice, it is taken once
 * @throws RangeError when the form is larger than a dialog may be, or an option's value holds a comma where several
 *   may be chosen: the room's defect.
 */
export function renderForm(
  form: Form,
  people: readonly Option[] = [],
  lookup: NameLookup = nobody,
  instance: string | null = null,
): AdaptiveCard {
  const body = [...head(form), ...form.fields.flatMap((field) => fieldElements(field, form, { people, lookup }))];
  const card: AdaptiveCard = {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    fallbackText: harmless(literalLine(form.title, limits.title)),
    ...((readsRightToLeft() || isRightToLeft(wordsIn(body))) && { rtl: true }),
    body,
    actions: [
      { type: 'Action.Submit', title: buttonTitle(form.submit), style: 'positive', data: submitData(form, instance) },
    ],
  };
  const bytes = jsonBytes(card);
  if (bytes > limits.formBytes) {
    throw new RangeError(`The form ${form.form} has ${bytes} bytes, a dialog takes ${limits.formBytes}`);
  }
  return card;
}

function head({ title, intro, fields, errors = {} }: Form): Element[] {
  const named = new Set(fields.map(({ name }) => name));
  const loose = Object.entries(errors).flatMap(([name, message]) => (named.has(name) ? [] : [errorElement(message)]));
  return [
    headingElement(literalLine(title, limits.title), context, { size: 'Medium', weight: 'Bolder' }),
    ...(intro === undefined || isBlankLine(intro) ? [] : [textElement(intro, context)]),
    ...loose,
  ];
}

function fieldElements(field: Field, { errors = {} }: Form, known: Parameters<typeof inputElement>[1]): Element[] {
  const input = inputElement(field, known);
  const error = errors[field.name];
  return [
    input ??
      textElement(say('{field}: there is nothing to choose from yet.', { field: literalLine(field.label) }), context, {
        isSubtle: true,
      }),
    ...(error === undefined ? [] : [errorElement(error)]),
    ...(field.hint === undefined || isBlank(field.hint) ? [] : [hintElement(field.hint)]),
  ];
}

function errorElement(message: string): Element {
  return textElement(`⚠️ ${literal(message)}`, context, { color: 'Attention', weight: 'Bolder', spacing: 'Small' });
}

function hintElement(hint: string): Element {
  return textElement(hint, context, { size: 'Small', isSubtle: true, spacing: 'Small' });
}

function buttonTitle(label: string): string {
  return harmless(literalLine(label, limits.buttonText));
}

function submitData({ form, subject, fields }: Form, instance: string | null): Readonly<Record<string, unknown>> {
  const kinds = Object.fromEntries(fields.map(({ name, kind }) => [name, kind]));
  return { emptyChair: { form, subject, fields: kinds, ...(instance !== null && { instance }) } };
}
