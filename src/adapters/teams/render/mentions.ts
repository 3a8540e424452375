/** Whom a card may ping in Teams: the text of each mention and the entity that goes with it. render-card makes and reads it. */
import type { Card } from '../../../chat/card.js';
import type { NameLookup } from '../../../chat/messenger.js';
import { say } from '../../../kernel/language/say.js';
import type { PersonRef } from '../../../kernel/person.js';
import type { Element, MentionEntity } from './adaptive-card.js';

/** By our member id. Nobody in it: shown as `@name` without a ping. */
export type Mentions = ReadonlyMap<string, MentionEntity>;

/** Teams' own user id, an Entra object id, or a user principal name. */
const TEAMS_ID = /^(?:29:[\w-]+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[^\s<>"@]+@[^\s<>"@]+)$/i;

/** One entity for each person that the card mentions and the platform knows. */
export function mentionsOf(card: Card, lookup: NameLookup): Mentions {
  const mentions = new Map<string, MentionEntity>();
  for (const person of peopleIn(card.blocks)) {
    const id = lookup.externalId(person.id);
    if (!id || !TEAMS_ID.test(id) || mentions.has(person.id)) continue;
    const taken = new Set([...mentions.values()].map((mention) => mention.text));
    const name = freeName(plainName(person.name), taken);
    mentions.set(person.id, { type: 'mention', text: at(name), mentioned: { id, name } });
  }
  return mentions;
}

/** Those that are really in the body: Teams refuses a card whose entities have no text. */
export function entitiesIn(body: readonly Element[], mentions: Mentions): readonly MentionEntity[] {
  const json = JSON.stringify(body);
  return [...mentions.values()].filter(({ text }) => json.includes(text));
}

function at(name: string): string {
  return `<at>${name}</at>`;
}

/** Two people of one name would ping the same one: Teams tells them apart by the text. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(at(name))) return name;
  let nth = 2;
  while (taken.has(at(`${name} (${nth})`))) nth += 1;
  return `${name} (${nth})`;
}

/** Letters, digits and what names are written with: nothing that markup could read. */
function plainName(name: string): string {
  const plain = name.replace(/[^\p{L}\p{M}\p{N} .'’-]/gu, ' ');
  return plain.replace(/\s+/g, ' ').trim() || say('somebody');
}

function peopleIn(value: unknown): readonly PersonRef[] {
  if (Array.isArray(value)) return value.flatMap(peopleIn);
  if (typeof value !== 'object' || value === null || value instanceof Date) return [];
  if (isMention(value)) return [value.person];
  return Object.values(value).flatMap(peopleIn);
}

function isMention(value: object): value is { kind: 'mention'; person: PersonRef } {
  return 'kind' in value && value.kind === 'mention';
}
