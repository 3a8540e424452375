/** What happens when somebody presses a button of a card, whichever look it was drawn in. */
import { attempt, speak, warn } from './announce.js';
import { click } from './api.js';
import { confirmed } from './confirm-dialog.js';
import { openForm } from './form-dialog.js';
import { say } from './say.js';
import { refreshState, session } from './session.js';

/** The buttons of a neutral card, in the order in which every look shows them. */
export function buttonsOf(card) {
  return card.blocks.flatMap((block) => {
    if (block.kind === 'actions') return block.actions;
    return block.kind === 'row' && block.action ? [block.action] : [];
  });
}

/** @param action one of buttonsOf(): asks first where it wants a confirmation, then presses. */
export async function press(message, action, element) {
  if (action.kind === 'openLink') return void window.open(action.url, '_blank', 'noopener');
  if (action.confirm && !(await confirmed(action.confirm, action.style))) return;
  const body = { as: session.you.id, message: message.id, action: action.action, value: action.value };
  const answer = await attempt(() => click(body), element);
  if (answer) showReply(answer.reply, element);
}

/** The action that captures what somebody said; no card has it, so it is asked of the message itself. */
export async function capture(message, element) {
  const body = { as: session.you.id, message: message.id, action: 'message.capture' };
  const answer = await attempt(() => click(body), element);
  if (answer) showReply(answer.reply, element);
}

/** Cards arrive in the conversation by themselves; forms open, errors are said. */
export function showReply(reply, element) {
  // Champions, roles and zones may have changed by it.
  void refreshState().catch(() => {});
  if (reply.kind === 'form') openForm(reply.form, element);
  else if (reply.kind === 'fieldErrors') warn(reply.text);
  else if (reply.kind === 'card') speak(say('Only you see: {text}', { text: reply.text }));
  else speak(say('Done.'));
}
