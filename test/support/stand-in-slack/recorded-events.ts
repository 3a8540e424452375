/** Events as Slack sends them, with every field that it sends; driver.ts puts them into their envelope. */
import { readFileSync } from 'node:fs';
import { type Json, overlay } from './payloads.js';

const recorded = readFileSync(new URL('./payloads/events.json', import.meta.url), 'utf8');

/** As recorded, with these parts laid over it, objects within objects too. */
export function recordedEvent(type: string, changes: Json = {}): Json {
  const event = (JSON.parse(recorded) as Record<string, Json>)[type];
  if (!event) throw new Error(`No event ${type} was recorded.`);
  return overlay(event, changes);
}
