/** Modals that are no form: the skeleton of what is late, an answer, a form that comes back with its errors. reply.ts calls it. */

import type { KnownBlock, ModalView } from '@slack/types';
import type { FieldErrors } from '../../../kernel/errors.js';
import { say } from '../../../kernel/language/say.js';
import { limits } from '../limits.js';
import type { ElementValue, SubmittedView } from '../receive/payloads.js';
import type { SlackMessage } from '../render/render-card.js';
import { errorNote, fieldOf } from '../render/render-form.js';
import { plainLine, plainText } from '../render/text-object.js';

/** Of modals that nobody submits. */
export const quietViewId = 'slack.answer';

/** Shown at once where the answer is late: `views.open` must come within three seconds. */
export function skeletonView(metadata: string): ModalView {
  return quietView(say('One moment…'), metadata, [
    { type: 'section', text: plainText(say('I’m on it. The answer appears here.'), limits.text) },
  ]);
}

export function answerView(message: SlackMessage, metadata: string): ModalView {
  return quietView('Empty Chair', metadata, [...message.blocks]);
}

export function wordsView(words: string, metadata: string): ModalView {
  return quietView('Empty Chair', metadata, [{ type: 'section', text: plainText(words, limits.text) }]);
}

function quietView(title: string, metadata: string, blocks: KnownBlock[]): ModalView {
  return {
    type: 'modal',
    callback_id: quietViewId,
    private_metadata: metadata,
    title: plainLine(title, limits.viewTitle),
    close: plainLine(say('Close'), limits.viewTitle),
    blocks,
  };
}

export interface FormProblems {
  readonly errors: FieldErrors;
  readonly message: string;
}

/** The errors by block, when every one of them has its field; null: then the form is shown anew, see `reopenedView`. */
export function errorsByBlock(view: SubmittedView, { errors, message }: FormProblems): Record<string, string> | null {
  const blockOf = blocksByField(view);
  const entries = Object.entries(errors);
  const isSaid = entries.some(([, sentence]) => sentence === message) || message === '';
  if (entries.length === 0 || !isSaid || entries.some(([name]) => !blockOf.has(name))) return null;
  return Object.fromEntries(entries.map(([name, sentence]) => [blockOf.get(name) ?? name, sentence]));
}

/** The form as it was submitted, with what was filled in, and notes that say what is wrong. */
export function reopenedView(view: SubmittedView, { errors, message }: FormProblems): ModalView {
  const blockOf = blocksByField(view);
  const isOwned = (name: string) => blockOf.has(name);
  const loose = Object.entries(errors).flatMap(([name, sentence]) => (isOwned(name) ? [] : [sentence]));
  const owned = new Map(
    Object.entries(errors).flatMap(([name, text]) => (isOwned(name) ? [[blockOf.get(name), text]] : [])),
  );
  const isSaid = message === '' || Object.values(errors).includes(message);
  const notes = [...(isSaid ? [] : [message]), ...loose].map(errorNote);
  const blocks = view.blocks
    .filter((block) => !isErrorNote(block))
    .flatMap((block) => {
      const error = owned.get(block.block_id);
      return [...(error === undefined ? [] : [errorNote(error)]), withValue(block, view) as unknown as KnownBlock];
    });
  return {
    type: 'modal',
    callback_id: view.callback_id,
    private_metadata: view.private_metadata,
    title: plainLine(view.title.text, limits.viewTitle),
    ...(view.submit && { submit: plainLine(view.submit.text, limits.viewTitle) }),
    close: plainLine(view.close?.text ?? say('Cancel'), limits.viewTitle),
    blocks: [...notes, ...blocks],
  };
}

/** The first block of each field: a long text has several. */
function blocksByField({ blocks }: SubmittedView): Map<string, string> {
  const found = new Map<string, string>();
  for (const { type, block_id = '' } of blocks) {
    const name = fieldOf(block_id);
    if (type === 'input' && !found.has(name)) found.set(name, block_id);
  }
  return found;
}

type Block = SubmittedView['blocks'][number];

/** Notes of an earlier round. */
function isErrorNote(block: Block): boolean {
  return block.type === 'context' && JSON.stringify(block).includes('"⚠️ ');
}

function withValue(block: Block, { state }: SubmittedView): Block {
  const element = block.element;
  if (block.type !== 'input' || typeof element !== 'object' || element === null) return block;
  const actionId = 'action_id' in element ? String(element.action_id) : '';
  const value = state.values[block.block_id ?? '']?.[actionId];
  return value ? { ...block, element: { ...withoutInitial(element), ...initialOf(value) } } : block;
}

function withoutInitial(element: object): object {
  return Object.fromEntries(Object.entries(element).filter(([key]) => !key.startsWith('initial_')));
}

function initialOf({ value, selected_option, selected_options, selected_user, selected_date }: ElementValue): object {
  return {
    ...(value && { initial_value: value }),
    ...(selected_option && { initial_option: selected_option }),
    ...(selected_options?.length && { initial_options: selected_options }),
    ...(selected_user && { initial_user: selected_user }),
    ...(selected_date && { initial_date: selected_date }),
  };
}
