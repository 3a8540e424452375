/** What this browser remembers of the playground; private windows may refuse, then it is forgotten on reload. */

const fallback = new Map();

export function remember(key, value) {
  fallback.set(key, value);
  try {
    localStorage.setItem(`empty-chair.${key}`, JSON.stringify(value));
  } catch {
    // Forgotten on reload.
  }
}

export function recall(key) {
  if (fallback.has(key)) return fallback.get(key);
  try {
    return JSON.parse(localStorage.getItem(`empty-chair.${key}`)) ?? undefined;
  } catch {
    return undefined;
  }
}
