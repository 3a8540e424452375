/** A card as Slack shows it: drawn on the server by a Block Kit renderer; here its buttons and times come to life. */
import { buttonsOf, press } from './card-actions.js';
import { isDark } from './dark.js';
import { h } from './dom.js';
import { dateOf, timeOfDay } from './time.js';

/** Each runs as its first letter does; the renderer draws some as elements without a name. */
const paragraphs = 'p, li, blockquote, h1, h2, h3, h4, div:not(:has(div, p, ul, ol, blockquote, button, svg))';

export function drawSlack(message) {
  const holder = h('div', { class: 'slack' });
  // Made by React, which escapes every word; scripts and event attributes are forbidden by the page's policy besides.
  const template = document.createElement('template');
  template.innerHTML = message.slackHtml;
  holder.append(template.content);
  for (const part of [holder.firstElementChild, ...holder.querySelectorAll('[data-theme]')]) {
    part?.setAttribute('data-theme', isDark() ? 'dark' : 'light');
  }
  // The renderer's button folds a chart in Slack; nothing stands behind it here.
  for (const button of holder.querySelectorAll('button:not([data-button])'))
    if (!button.textContent.trim()) button.remove();
  for (const heading of holder.querySelectorAll('h1, h2, h3, h4')) heading.setAttribute('aria-level', '2');
  for (const text of holder.querySelectorAll(paragraphs)) text.dir = 'auto';
  for (const time of holder.querySelectorAll('time[data-format]')) time.textContent = localTime(time);
  bindButtons(holder, message);
  return holder;
}

/** The server names each button by its place among the card's buttons. */
function bindButtons(holder, message) {
  const actions = buttonsOf(message.card);
  for (const button of holder.querySelectorAll('button[data-button]')) {
    const action = actions[Number(button.dataset.button)];
    if (action) button.addEventListener('click', () => void press(message, action, button));
  }
}

/** Slack shows times in the reader's own zone; the format is `{date_long} at {time}` or a part of it. */
function localTime(time) {
  const date = new Date(Number(time.dataset.timestamp) * 1000);
  return time.dataset.format.replace('{date_long}', dateOf(date)).replace('{time}', timeOfDay(date));
}
