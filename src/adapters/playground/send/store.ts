/** All SQL of the playground: its messages, its clock, how much of the story is told. */
import type { Card } from '../../../chat/card.js';
import { keyIdOf, type Seal } from '../../../kernel/seal.js';
import { type Database, sql } from '../../../storage/database.js';
import { reviveCard } from './revive-card.js';

/** A message of the playground, as it is kept. */
export interface StoredMessage {
  readonly id: string;
  readonly channel: string;
  readonly threadId: string | null;
  /** null: the bot. */
  readonly authorId: string | null;
  /** What a person said; null for cards. */
  readonly text: string | null;
  readonly card: Card | null;
  readonly askedIn: string | null;
  readonly asked: string | null;
  readonly postedAt: Date;
  readonly updatedAt: Date;
}

export type NewMessage = Pick<StoredMessage, 'channel'> &
  Partial<Pick<StoredMessage, 'threadId' | 'authorId' | 'text' | 'card' | 'askedIn' | 'asked'>> & {
    readonly mark?: string;
  };

/** Which part of a channel: the newest `limit`, before the message `before`. All when absent. */
export interface Window {
  readonly limit?: number;
  readonly before?: string;
}

/** How the playground's clock and story stand. */
export interface ClockState {
  /** How far the clock was moved ahead of the machine's, in ms. */
  readonly aheadMs: number;
  readonly storyEndsAt: Date | null;
  readonly storyToldCount: number;
}

/** The playground's messages and clock in the database. */
export interface PlaygroundStore {
  add(message: NewMessage, at: Date): Promise<StoredMessage>;
  /** null when there is no such message. */
  edit(id: string, card: Card, at: Date): Promise<StoredMessage | null>;
  /** Ids of what was posted there under this mark, oldest first. */
  marked(channel: string, mark: string): Promise<readonly string[]>;
  /** Answers whether it is gone now. */
  remove(id: string): Promise<true>;
  byId(id: string): Promise<StoredMessage | null>;
  /** Oldest first. */
  list(channel: string, window: Window): Promise<readonly StoredMessage[]>;
  /** The newest message of each channel. */
  newest(): Promise<readonly { readonly channel: string; readonly id: string }[]>;
  /** Whether nobody at all was ever here: no organisation, on any platform. */
  isEmptyDatabase(): Promise<boolean>;
  /** Makes the clock's row unless it is there; answers whether it was made. @param storyEndsAt null: no story. */
  makeClockState(storyEndsAt: Date | null): Promise<boolean>;
  clockState(): Promise<ClockState>;
  saveClockState(change: Partial<ClockState>): Promise<void>;
}

const columns = sql.raw(`id::text, channel, thread_id::text AS "threadId", author_id AS "authorId", text, card,
  asked_in AS "askedIn", asked, posted_at AS "postedAt", updated_at AS "updatedAt"`);

/** Builds the store on an open database. */
export function createStore(database: Database): PlaygroundStore {
  const { seal } = database;
  const toMessage = (row: StoredMessage) => opened(row, seal);
  return {
    async add({ channel, threadId, authorId, text, card, askedIn, asked, mark }, at) {
      const [row] = await database.query<[StoredMessage]>`
        INSERT INTO playground_messages (channel, thread_id, author_id, text, card, asked_in, asked, mark, posted_at, updated_at)
        VALUES (${channel}, ${threadId}::text::bigint, ${authorId}::uuid, ${text}, ${card && toJson(sealed(card, seal))}::jsonb, ${askedIn},
          ${asked}, ${mark}, ${at}, ${at})
        RETURNING ${columns}`;
      return toMessage(row);
    },
    async edit(id, card, at) {
      const [row] = await database.query<StoredMessage[]>`
        UPDATE playground_messages SET card = ${toJson(sealed(card, seal))}::jsonb, updated_at = ${at} WHERE id = ${id}::text::bigint
        RETURNING ${columns}`;
      return row ? toMessage(row) : null;
    },
    async marked(channel, mark) {
      const rows = await database.query<{ id: string }[]>`
        SELECT id::text FROM playground_messages WHERE channel = ${channel} AND mark = ${mark} ORDER BY id`;
      return rows.map(({ id }) => id);
    },
    async remove(id) {
      await database.execute`DELETE FROM playground_messages WHERE id = ${id}::text::bigint`;
      return true;
    },
    async byId(id) {
      const [row] = await database.query<StoredMessage[]>`
        SELECT ${columns} FROM playground_messages WHERE id = ${id}::text::bigint`;
      return row ? toMessage(row) : null;
    },
    async list(channel, { limit = null, before = null }) {
      const rows = await database.query<StoredMessage[]>`
        SELECT ${columns} FROM playground_messages m
        WHERE channel = ${channel} AND (${before}::text IS NULL OR m.id < ${before}::text::bigint)
        ORDER BY m.id DESC LIMIT ${limit}::int`;
      return rows.reverse().map(toMessage);
    },
    newest: () => database.query`SELECT channel, max(id)::text AS id FROM playground_messages GROUP BY channel`,
    async isEmptyDatabase() {
      return (await database.query<unknown[]>`SELECT FROM organisations LIMIT 1`).length === 0;
    },
    async makeClockState(storyEndsAt) {
      const count = await database.execute`
        INSERT INTO playground_clock (id, story_ends_at) VALUES (1, ${storyEndsAt}) ON CONFLICT DO NOTHING`;
      return count === 1;
    },
    async clockState() {
      const [row] = await database.query<ClockState[]>`
        SELECT ahead_ms AS "aheadMs", story_ends_at AS "storyEndsAt", story_told_count AS "storyToldCount"
        FROM playground_clock WHERE id = 1`;
      return row ?? { aheadMs: 0, storyEndsAt: null, storyToldCount: 0 };
    },
    async saveClockState({ aheadMs, storyEndsAt, storyToldCount }) {
      await database.execute`INSERT INTO playground_clock (id) VALUES (1) ON CONFLICT DO NOTHING`;
      await database.execute`
        UPDATE playground_clock SET ahead_ms = coalesce(${aheadMs}::float8, ahead_ms),
          story_ends_at = coalesce(${storyEndsAt}::timestamptz, story_ends_at),
          story_told_count = coalesce(${storyToldCount}::int, story_told_count)
        WHERE id = 1`;
    },
  };
}

/** A card whose parts stand sealed beside its title. */
type SealedCard = Card & { readonly sealed?: string };

const boundTo = 'playground_messages/card';

/** What is shown once stands in nobody's database. */
function sealed(card: Card, seal: Seal): SealedCard {
  return card.shownOnce ? { ...card, blocks: [], sealed: seal.seal(JSON.stringify(card.blocks), boundTo) } : card;
}

/** The card comes as JSON. What a key sealed that is not here any more stays shut. */
function opened(row: StoredMessage, seal: Seal): StoredMessage {
  if (row.card === null) return row;
  const { sealed: shut, ...card }: SealedCard = row.card;
  const keyId = shut === undefined ? null : keyIdOf(shut);
  const isKnown = shut !== undefined && (keyId === null || seal.knows(keyId));
  return { ...row, card: reviveCard(isKnown ? { ...card, blocks: JSON.parse(seal.open(shut, boundTo)) } : card) };
}

/**
 * Instants become ISO 8601 text; reviveCard() turns them back. What PostgreSQL can't store (NUL, half a surrogate
 * pair) becomes U+FFFD, as it does on the platforms.
 */
function toJson(card: Card): string {
  return JSON.stringify(
    JSON.parse(JSON.stringify(card), (_, value) => (typeof value === 'string' ? storable(value) : value)),
  );
}

function storable(text: string): string {
  return Buffer.from(text.replaceAll('\0', '\ufffd'), 'utf8').toString('utf8');
}
