/** Gives a card that went through JSON its instants back; store.ts calls it. */
import type { Card } from '../../../chat/card.js';

/** @param json what JSON.stringify made of a Card: only the bot writes these, so the shape is trusted. */
export function reviveCard(json: unknown): Card {
  return revive(json) as Card;
}

function revive(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revive);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, revive(inner)] as const);
  const copy = Object.fromEntries(entries);
  return copy.kind === 'time' && typeof copy.at === 'string' ? { ...copy, at: new Date(copy.at) } : copy;
}
