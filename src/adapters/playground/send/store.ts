/** All Prisma of the playground: its messages, its clock, how much of the story is told. */
import type { Card } from '../../../chat/card.js';
import type { Database } from '../../../storage/database.js';
import type { PlaygroundMessage } from '../../../storage/generated/client.js';
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
  Partial<Pick<StoredMessage, 'threadId' | 'authorId' | 'text' | 'card' | 'askedIn' | 'asked'>>;

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

/** Builds the store on an open database. */
export function createStore({ prisma }: Database): PlaygroundStore {
  return {
    add: async (message, at) => toMessage(await prisma.playgroundMessage.create({ data: toRow(message, at) })),
    async edit(id, card, at) {
      const data = { card: toJson(card), updatedAt: at };
      const [row] = await prisma.playgroundMessage.updateManyAndReturn({ where: { id: BigInt(id) }, data });
      return row ? toMessage(row) : null;
    },
    async byId(id) {
      const row = await prisma.playgroundMessage.findUnique({ where: { id: BigInt(id) } });
      return row && toMessage(row);
    },
    async list(channel, { limit, before }) {
      const rows = await prisma.playgroundMessage.findMany({
        where: { channel, ...(before && { id: { lt: BigInt(before) } }) },
        orderBy: { id: 'desc' },
        ...(limit && { take: limit }),
      });
      return rows.reverse().map(toMessage);
    },
    async newest() {
      const groups = await prisma.playgroundMessage.groupBy({ by: ['channel'], _max: { id: true } });
      return groups.map((group) => ({ channel: group.channel, id: String(group._max.id) }));
    },
    isEmptyDatabase: async () => (await prisma.organisation.count()) === 0,
    async makeClockState(storyEndsAt) {
      const { count } = await prisma.playgroundClock.createMany({
        data: [{ id: 1, storyEndsAt }],
        skipDuplicates: true,
      });
      return count === 1;
    },
    async clockState() {
      const row = await prisma.playgroundClock.findUnique({ where: { id: 1 } });
      return row ?? { aheadMs: 0, storyEndsAt: null, storyToldCount: 0 };
    },
    async saveClockState(change) {
      await prisma.playgroundClock.upsert({ where: { id: 1 }, create: { id: 1, ...change }, update: change });
    },
  };
}

function toRow(message: NewMessage, at: Date) {
  const { threadId, card, ...rest } = message;
  return {
    ...rest,
    threadId: threadId ? BigInt(threadId) : null,
    ...(card && { card: toJson(card) }),
    postedAt: at,
    updatedAt: at,
  };
}

function toMessage(row: PlaygroundMessage): StoredMessage {
  return {
    ...row,
    id: String(row.id),
    threadId: row.threadId === null ? null : String(row.threadId),
    card: row.card === null ? null : reviveCard(row.card),
  };
}

/**
 * Instants become ISO 8601 text; reviveCard() turns them back. What PostgreSQL can't store (NUL, half a surrogate
 * pair) becomes U+FFFD, as it does on the platforms.
 */
function toJson(card: Card): object {
  return JSON.parse(JSON.stringify(card), (_, value) => (typeof value === 'string' ? storable(value) : value));
}

function storable(text: string): string {
  return Buffer.from(text.replaceAll('\0', '\ufffd'), 'utf8').toString('utf8');
}
