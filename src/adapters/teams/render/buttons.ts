/** Buttons: what a person presses, in sets or beside a line. blocks.ts calls it. */
import type { Action, ButtonAction } from '../../../chat/card.js';
import { isBlank, literal, literalLine, NOTHING } from '../../platform/render/literal-text.js';
import { webAddress } from '../../platform/render/web-address.js';
import { limits } from '../limits.js';
import type { CardAction, Execute, TextRun } from './adaptive-card.js';
import { harmless, harmlessPieces } from './markdown.js';

const styles = { primary: 'positive', danger: 'destructive' } as const;

/** The button, or null for a link that no browser should open: show its address as text then. */
export function cardAction(action: Action): CardAction | null {
  if (action.kind === 'button') return action.confirm ? asked(action, action.confirm) : execute(action, action.label);
  const url = webAddress(action.url);
  return url === null ? null : { type: 'Action.OpenUrl', title: title(action.label), url };
}

/**
 * The verb is the action; older clients send the fallback instead, so it carries the action in its data.
 * @throws RangeError when an id or value is longer than the neutral card allows: cut, it would find another thing.
 */
function execute(action: ButtonAction, label: string): Execute {
  const verb = within(action.action, limits.verb, `The action id of the button "${action.label}"`);
  const value = within(action.value, limits.buttonValue, `The value of the button ${action.action}`);
  const look = { title: title(label), ...(action.style && { style: styles[action.style] }) };
  const data = { value, ...(action.turnsPage && { turnsPage: true }) };
  const fallback = { type: 'Action.Submit', ...look, data: { action: verb, ...data } } as const;
  return { type: 'Action.Execute', ...look, verb, data, fallback };
}

/** Adaptive Cards have no "are you sure?": the button opens it below, with the button that counts. */
function asked(action: ButtonAction, confirm: NonNullable<ButtonAction['confirm']>): CardAction {
  const question = [
    runsLine(confirm.title, { weight: 'Bolder' }),
    ...(isBlank(confirm.text) ? [] : [runsLine(confirm.text)]),
  ];
  return {
    type: 'Action.ShowCard',
    title: title(action.label),
    ...(action.style && { style: styles[action.style] }),
    card: { type: 'AdaptiveCard', body: question, actions: [execute(action, confirm.yes)] },
  };
}

function runsLine(text: string, look: Partial<TextRun> = {}): { type: 'RichTextBlock'; inlines: TextRun[] } {
  const pieces = harmlessPieces(isBlank(text) ? NOTHING : literal(text, limits.formText));
  return { type: 'RichTextBlock', inlines: pieces.map((piece) => ({ type: 'TextRun', text: piece, ...look })) };
}

function title(label: string): string {
  return harmless(literalLine(label, limits.buttonText));
}

function within(text: string, max: number, what: string): string {
  // Halves of letters are none that a JSON reader takes.
  if (text.length <= max) return text.replace(/\p{Surrogate}/gu, '\uFFFD');
  throw new RangeError(`${what} has ${text.length} characters, at most ${max} are allowed: carry an id there`);
}
