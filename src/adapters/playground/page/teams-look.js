/** A card as Teams shows it, by Microsoft's own renderer of Adaptive Cards. */
import { buttonsOf, press } from './card-actions.js';
import { isDark } from './dark.js';
import { h } from './dom.js';
import { markdownToHtml } from './markdown.js';
import { say } from './say.js';
import { hostConfig } from './teams-host.js';
import { dateOf, timeOfDay } from './time.js';

export function drawTeams(message) {
  const { AdaptiveCard, HostConfig } = globalThis.AdaptiveCards;
  AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = markdownToHtml(text);
    result.didProcess = true;
  };
  const card = new AdaptiveCard();
  card.hostConfig = new HostConfig(hostConfig(isDark()));
  card.onExecuteAction = (action) => execute(message, action);
  const { content } = message.teams.attachments[0];
  card.parse(inReadersZone(content));
  const holder = h('div', { class: 'teams' }, card.render() ?? say('This card could not be drawn.'));
  // Teams lays out a whole card from the right, whatever its lines begin with.
  const direction = content.rtl ? 'rtl' : 'auto';
  for (const text of holder.querySelectorAll('.ac-textBlock, .ac-richTextBlock, p, li')) text.dir = direction;
  for (const heading of holder.querySelectorAll('[role=heading]')) heading.setAttribute('aria-level', '2');
  // Teams wraps buttons on narrow screens; the renderer would cut them off.
  for (const row of holder.querySelectorAll('.ac-actionSet, .ac-actionSet > div')) {
    row.style.flexWrap = 'wrap';
    row.style.rowGap = '8px';
  }
  return holder;
}

/** Execute carries the button's verb and value; a button that asks first has asked already, below itself. */
function execute(message, action) {
  if (action.url) return void window.open(action.url, '_blank', 'noopener');
  const button = buttonsOf(message.card).find((one) => one.action === action.verb && one.value === action.data?.value);
  if (button) void press(message, { ...button, confirm: undefined }, action.renderedElement);
}

/** Teams shows `{{DATE()}}` and `{{TIME()}}` in the reader's zone; the renderer would take this browser's. */
function inReadersZone(value) {
  if (Array.isArray(value)) return value.map(inReadersZone);
  if (typeof value !== 'object' || value === null) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inReadersZone(inner)]));
  if (copy.type === 'TextBlock') {
    copy.text = copy.text
      .replace(/\{\{DATE\(([^,)]+)[^)]*\)\}\}/g, (_, iso) => dateOf(new Date(iso)))
      .replace(/\{\{TIME\(([^)]+)\)\}\}/g, (_, iso) => timeOfDay(new Date(iso)));
  }
  return copy;
}
