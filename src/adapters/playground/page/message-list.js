/** Puts messages on the page and keeps what did not change, so that nobody loses their place or their focus. */
import { byId, h } from './dom.js';
import { drawMessage } from './message.js';
import { say } from './say.js';
import { longDay } from './time.js';

/** By message id: the element and what it was drawn from. */
let drawn = new Map();

/** Draw everything anew next time: the reader, the channel or the look is another. */
export function forgetDrawn() {
  drawn = new Map();
}

/**
 * @param messages in their order; those of a thread stand in the message that it belongs to.
 * @param readUpTo id of the newest message that was read; a line stands between it and what is new
 */
export function drawList(messages, readUpTo) {
  const ids = new Set(messages.map((one) => one.id));
  const next = new Map();
  const items = [];
  let day = '';
  let hasNew = false;
  for (const message of messages.filter((one) => !ids.has(one.thread))) {
    const date = longDay(new Date(message.postedAt));
    if (date !== day) items.push(h('li', { class: 'day' }, h('span', {}, date)));
    day = date;
    if (!hasNew && readUpTo > 0 && Number(message.id) > readUpTo && items.some((one) => one.className !== 'day')) {
      hasNew = true;
      items.push(h('li', { class: 'day new' }, h('span', {}, say('New'))));
    }
    const replies = messages.filter((one) => one.thread === message.id);
    const entry = entryOf(message, replies);
    next.set(message.id, entry);
    items.push(entry.element);
  }
  drawn = next;
  replaceItems(items);
}

function entryOf(message, replies) {
  const stamp = JSON.stringify([message.updatedAt, replies.map((one) => [one.id, one.updatedAt])]);
  const known = drawn.get(message.id);
  if (known?.stamp === stamp) return known;
  const isThreadOpen = known?.element.querySelector('details.thread')?.open ?? false;
  return { stamp, element: h('li', {}, drawMessage(message, replies, isThreadOpen)) };
}

/** Elements that stay are not touched; a button that was redrawn while it had the focus gets it back. */
function replaceItems(items) {
  const list = byId('messages');
  const active = document.activeElement;
  const focus = list.contains(active) && {
    id: active.closest('[data-message]')?.dataset.message,
    label: active.textContent,
  };
  const staying = new Set(items);
  for (const child of [...list.children]) if (!staying.has(child)) child.remove();
  items.forEach((item, index) => {
    if (list.children[index] !== item) list.insertBefore(item, list.children[index] ?? null);
  });
  if (focus && !active.isConnected) refocus(list, focus);
}

function refocus(list, { id, label }) {
  const article = list.querySelector(`[data-message="${id}"]`);
  const button = [...(article?.querySelectorAll('button') ?? [])].find((one) => one.textContent === label);
  (button ?? article)?.focus({ preventScroll: true });
}
