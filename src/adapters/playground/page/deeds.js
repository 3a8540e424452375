/** What the visitor has just done; the tour listens, and whoever shows or sends something says so. */

const listeners = new Set();

/**
 * `said` { line, reply }, `pressed` { action, reply }, `submitted` { form, reply }, `moved` {}, `shown` { messages },
 * `look` { look }.
 * @param {(deed: string, detail: object) => void} listener
 */
export const onDeed = (listener) => listeners.add(listener);

export function did(deed, detail = {}) {
  for (const listener of listeners) listener(deed, detail);
}
