/** Buttons: what a person presses, in rows of actions or beside a line. render-card's table calls it. */

import type { Button, ConfirmationDialog } from '@slack/types';
import type { Action, ButtonAction, LinkAction } from '../../../chat/card.js';
import { say } from '../../../kernel/language/say.js';
import { NOTHING } from '../../platform/render/literal-text.js';
import { webAddress } from '../../platform/render/web-address.js';
import { limits } from '../limits.js';
import { plainLine, plainText } from './text-object.js';

/** The action_id of every button that only opens an address; Slack reports the press, receive acknowledges and ignores it. */
export const openLinkActionId = 'openLink';

/** At the end of the action_id of a button that turns a page. */
const pageMark = '#page';

/** Slack wants action_ids to differ within a block, so the second `feedback.list#page` there is `feedback.list#page#2`. */
export function actionOf(actionId: string): string {
  return actionId.replace(/(#page)?(#\d+)?$/, '');
}

/** Whether the button shows another page of its card. */
export function turnsPage(actionId: string): boolean {
  return /#page(#\d+)?$/.test(actionId);
}

/** The button, or null for a link that no browser should open: show its address as text then. */
export function button(action: Action): Button | null {
  return action.kind === 'button' ? pressButton(action) : linkButton(action);
}

/** @throws RangeError when an id or value is longer than Slack takes: cut, it would find another thing or none. */
function pressButton(action: ButtonAction): Button {
  return {
    type: 'button',
    action_id: within(
      action.action + (action.turnsPage ? pageMark : ''),
      limits.id,
      `The action id of the button "${action.label}"`,
    ),
    text: plainLine(action.label, limits.buttonText),
    ...(action.value !== '' && {
      value: within(action.value, limits.buttonValue, `The value of the button ${action.action}`),
    }),
    ...(action.style && { style: action.style }),
    ...(action.confirm && { confirm: confirmation(action.confirm, action.style) }),
  };
}

function linkButton({ label, url }: LinkAction): Button | null {
  const address = webAddress(url);
  if (address === null) return null;
  return { type: 'button', action_id: openLinkActionId, text: plainLine(label, limits.buttonText), url: address };
}

function confirmation(confirm: NonNullable<ButtonAction['confirm']>, style: ButtonAction['style']): ConfirmationDialog {
  return {
    title: plainLine(confirm.title, limits.confirmTitle),
    text: plainText(confirm.text || NOTHING, limits.confirmText),
    confirm: plainLine(confirm.yes, limits.confirmButton),
    deny: plainLine(say('Cancel'), limits.confirmButton),
    ...(style === 'danger' && { style }),
  };
}

/** Ids that repeat get their number. */
export function withUniqueIds(buttons: readonly Button[]): Button[] {
  const seen = new Map<string, number>();
  return buttons.map((each) => {
    const id = each.action_id ?? openLinkActionId;
    const nth = (seen.get(id) ?? 0) + 1;
    seen.set(id, nth);
    return nth === 1 ? each : { ...each, action_id: `${id}#${nth}` };
  });
}

/** The text when it is short enough, without halves of letters, which no JSON reader takes; a longer id or value is our own defect and is refused by name. */
export function within(text: string, max: number, what: string): string {
  if (text.length <= max) return text.replace(/\p{Surrogate}/gu, '\uFFFD');
  throw new RangeError(`${what} has ${text.length} characters, Slack takes ${max}: carry an id there`);
}
