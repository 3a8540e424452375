/** Everybody whom a card mentions, so that a look can name them. slack-look.ts asks. */
import type { PersonRef } from '../../../kernel/person.js';

export function peopleIn(value: unknown): readonly PersonRef[] {
  if (Array.isArray(value)) return value.flatMap(peopleIn);
  if (typeof value !== 'object' || value === null) return [];
  return isMention(value) ? [value.person] : Object.values(value).flatMap(peopleIn);
}

function isMention(value: object): value is { kind: 'mention'; person: PersonRef } {
  return 'kind' in value && value.kind === 'mention';
}
