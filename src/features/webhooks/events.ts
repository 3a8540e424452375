/** The events that webhooks can be told: those of all rooms, by the names that people type, and what is sent of one. */
import type { ToldEvent } from '../../chat/told-events.js';
import { refusals } from './cards/webhook-words.js';
import type { WebhooksDeps } from './deps.js';
import { type Message, testMark } from './rules/webhook.js';
import { entryOf } from './store/messages.js';

/** All there are. */
export const allEvents = ({ chapters }: Pick<WebhooksDeps, 'chapters'>): readonly ToldEvent[] =>
  chapters().flatMap(({ toldEvents = [] }) => toldEvents);

/** As receivers know it. */
export const typeOf = (events: readonly ToldEvent[], mark: string): string =>
  events.find(({ marks }) => marks.includes(mark))?.type ?? mark;

/** Those whose marks are among these. */
export const typesOf = (events: readonly ToldEvent[], marks: readonly string[]): readonly string[] =>
  events.filter((event) => event.marks.some((mark) => marks.includes(mark))).map(({ type }) => type);

/**
 * Reads `resolved,overdue`: an event's name, either half of it (`feedback`: all of feedback), or `all`. Answers marks.
 * @throws InvalidInput on `events`
 */
export function readEvents(events: readonly ToldEvent[], typed: string | undefined): readonly string[] {
  const words = (typed ?? 'all')
    .toLowerCase()
    .split(/[\s,]+/u)
    .filter(Boolean);
  if (words.length === 0) throw refusals.events('', events);
  const chosen = words.flatMap((word) => {
    const found = events.filter(({ type }) => word === 'all' || type === word || type.split('.').includes(word));
    if (found.length === 0) throw refusals.events(word, events);
    return found;
  });
  return [...new Set(chosen.flatMap(({ marks }) => marks))];
}

/** What is sent of a message, as JSON; null: what it is about is gone. */
export async function bodyOf(deps: WebhooksDeps, message: Message): Promise<string | null> {
  const { organisationId, mark, subject, at } = message;
  const timestamp = at.toISOString();
  if (mark === testMark) return JSON.stringify({ type: testMark, timestamp, data: { test: true } });
  const event = allEvents(deps).find(({ marks }) => marks.includes(mark));
  const entry = await entryOf(deps.database, message);
  if (!event || (message.entryId !== null && entry === null)) return null;
  const details = (entry?.details ?? message.data ?? {}) as Readonly<Record<string, unknown>>;
  const id = subject.slice(subject.indexOf(':') + 1);
  const data = await event.compose({ organisationId, id, mark, at, details });
  return data === null ? null : JSON.stringify({ type: event.type, timestamp, data });
}
