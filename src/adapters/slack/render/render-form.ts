/**
 * A form as a Slack modal. A field's block_id is its name and its element's action_id is its kind, so that receive
 * can read `view.state.values[name][kind]` back without knowing the form; private_metadata is the subject. A text
 * that is longer than one of Slack's inputs continues in `name#2`, `name#3`: joined, they are the value.
 */

import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { Field, Form } from '../../../chat/form.js';
import type { NameLookup } from '../../../chat/messenger.js';
import { split } from '../../../chat/shorten.js';
import { say } from '../../../kernel/language/say.js';
import { isBlank, isBlankLine, literal, literalLine, sendable } from '../../platform/render/literal-text.js';
import { limits } from '../limits.js';
import { actionOf, within } from './buttons.js';
import { inputElement } from './inputs.js';
import { richBlock, richElements, richSection } from './rich-text.js';
import { plainLine, plainText } from './text-object.js';

const nobody: NameLookup = { externalId: () => undefined };

/**
 * Errors are shown as notes, for a form that opens with them; on a submitted form Slack shows them itself
 * (`response_action: errors`).
 * @param lookup the Slack user ids of members, for the ones chosen in advance and those named in the intro.
 * @throws InvalidInput (`form.tooManyOptions`) when Slack can't show a field's options.
 * @throws RangeError when an id, a value or the number of fields is beyond Slack's limits: the room's defect.
 */
export function renderForm(form: Form, lookup: NameLookup = nobody): ModalView {
  const view: ModalView = {
    type: 'modal',
    callback_id: within(form.form, limits.id, 'The form id'),
    private_metadata: within(form.subject, limits.privateMetadata, `The subject of ${form.form}`),
    title: plainLine(form.title, limits.viewTitle),
    submit: plainLine(form.submit, limits.viewTitle),
    close: plainLine(say('Cancel'), limits.viewTitle),
    blocks: [
      ...intro(form, lookup),
      ...looseErrors(form),
      ...form.fields.flatMap(parts).flatMap((field) => input(field, form, lookup)),
    ],
  };
  refuseOversize(view);
  return view;
}

function intro({ intro: line }: Form, lookup: NameLookup): KnownBlock[] {
  if (line === undefined || isBlankLine(line)) return [];
  return [richBlock(richSection(richElements(line, { lookup, textMax: limits.text })))];
}

/** Errors that no field of this form owns. */
function looseErrors({ fields, errors = {} }: Form): KnownBlock[] {
  const named = new Set(fields.map(({ name }) => name));
  return Object.entries(errors).flatMap(([name, message]) => (named.has(name) ? [] : [errorNote(message)]));
}

/** The field that an input belongs to: `text` for `text` and `text#2`. */
export function fieldOf(blockId: string): string {
  return actionOf(blockId);
}

function parts(field: Field): Field[] {
  const pieces = field.kind === 'text' ? split(sendable(field.value ?? ''), limits.inputText) : [];
  if (field.kind !== 'text' || pieces.length < 2) return [field];
  return pieces.map((value, at) => ({
    ...field,
    name: at === 0 ? field.name : `${field.name}#${at + 1}`,
    label: say('{field} ({part, number} of {count, number})', {
      field: field.label,
      part: at + 1,
      count: pieces.length,
    }),
    optional: field.optional || at > 0,
    maxLength: limits.inputText,
    value,
  }));
}

function input(field: Field, { errors = {} }: Form, lookup: NameLookup): KnownBlock[] {
  const error = errors[field.name];
  const note = error === undefined ? [] : [errorNote(error)];
  const element = inputElement(field, lookup);
  if (!element)
    return [
      ...note,
      smallPrint(say('{field}: there is nothing to choose from yet.', { field: literalLine(field.label) })),
    ];
  const block: InputBlock = {
    type: 'input',
    block_id: within(field.name, limits.id, 'The name of a field'),
    label: plainLine(field.label, limits.inputLabel),
    element,
    optional: field.optional ?? false,
    ...hint(field),
  };
  return [...note, block];
}

function hint(field: Field): Pick<InputBlock, 'hint'> {
  const isCut = field.kind === 'text' && (field.maxLength ?? limits.inputText) > limits.inputText;
  const room = say('At most {count, number} characters here.', { count: limits.inputText });
  const text = [field.hint ?? '', isCut ? room : ''].filter((part) => !isBlank(part)).join(' ');
  return text ? { hint: plainText(text, limits.inputHint) } : {};
}

/** What is wrong, above the field or on top of the form. */
export function errorNote(message: string): KnownBlock {
  return smallPrint(`⚠️ ${literal(message)}`);
}

function smallPrint(text: string): KnownBlock {
  return { type: 'context', elements: [plainText(text, limits.text)] };
}

function refuseOversize(view: ModalView): void {
  if (view.blocks.length > limits.viewBlocks) {
    throw new RangeError(
      `The form ${view.callback_id} has ${view.blocks.length} blocks, Slack takes ${limits.viewBlocks}`,
    );
  }
  const bytes = Buffer.byteLength(JSON.stringify(view));
  if (bytes > limits.viewJson) {
    throw new RangeError(`The form ${view.callback_id} has ${bytes} bytes, Slack takes ${limits.viewJson}`);
  }
}
