/** The recorded requests of Slack, fresh for each use, with what a test changes in them. driver.ts sends them. */
import { readFileSync } from 'node:fs';

export type Json = Record<string, unknown>;

const names = [
  'slash-command',
  'block-actions-message',
  'block-actions-view',
  'view-submission',
  'message-action',
  'global-shortcut',
  'event-message',
] as const;
export type PayloadName = (typeof names)[number];

const recorded = new Map(
  names.map((name) => [name, readFileSync(new URL(`./payloads/${name}.json`, import.meta.url), 'utf8')]),
);

/** As recorded, with these parts laid over it, objects within objects too. */
export function payload(name: PayloadName, changes: Json = {}): Json {
  return overlay(JSON.parse(recorded.get(name) ?? '{}') as Json, changes);
}

/** `over` laid over `under`, objects within objects too. */
export function overlay(under: Json, over: Json): Json {
  const laid = Object.entries(over).map(([key, value]) => {
    const below = under[key];
    return [key, isPlain(below) && isPlain(value) ? overlay(below, value) : value] as const;
  });
  return { ...under, ...Object.fromEntries(laid) };
}

function isPlain(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
