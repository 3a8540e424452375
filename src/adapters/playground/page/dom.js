/** Makes elements; every text goes in as text, never as HTML. All modules of the page use it. */

/**
 * `h('button', { class: 'quiet', onclick: go, 'aria-label': 'Go' }, 'Go')`. Properties that begin with `on` are
 * listeners; `true` sets an attribute without a value; `null`, `undefined` and `false` leave it out.
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export const byId = (id) => document.getElementById(id);

/** Text that only screen readers speak. */
export const spoken = (text) => h('span', { class: 'hidden' }, text);

/** A number that no other element has: for labels that name their field by id. */
let lastId = 0;
export function freshId(prefix) {
  lastId += 1;
  return `${prefix}-${lastId}`;
}
