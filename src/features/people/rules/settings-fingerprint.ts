/** Tells whether settings are still those that somebody was shown. Pure; the settings form carries it. */
import { createHash } from 'node:crypto';
import type { SettingsPatch } from './settings.js';

/** Sixteen letters and digits, the same for the same settings. */
export function fingerprint(settings: SettingsPatch): string {
  return createHash('sha256').update(JSON.stringify(settings, sortedKeys)).digest('hex').slice(0, 16);
}

/** The database gives the keys of JSON back in an order of its own. */
function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
