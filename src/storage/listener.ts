/**
 * Hears PostgreSQL's notifications on a connection of its own, and connects again when that breaks; server.ts opens it.
 * A notification is a hint, never the only way to learn of something: while the connection is away they are lost.
 */
import pg from 'pg';
import type { Logger } from '../kernel/logger.js';
import type { Listen } from './database-type.js';

const firstWaitMs = 100;
const longestWaitMs = 30_000;

/** @param open makes a connection that is not connected yet */
export function createListen(open: () => pg.Client, log: Logger): Listen {
  return async (channel, heard, lost) => {
    let current: pg.Client | null = null;
    let timer: NodeJS.Timeout | undefined;
    let waitMs = firstWaitMs;
    let hasStopped = false;

    async function connect(): Promise<void> {
      const client = open();
      current = client;
      let hasEnded = false;
      let isHearing = false;
      const onEnd = (error?: Error) => {
        if (hasEnded) return;
        hasEnded = true;
        if (hasStopped) return;
        if (isHearing) lost?.();
        log.warn({ channel, err: error, waitMs }, 'notifications are not heard, connecting again');
        timer = setTimeout(() => void connect(), waitMs).unref();
        waitMs = Math.min(waitMs * 2, longestWaitMs);
        void client.end().catch(() => undefined);
      };
      client.on('error', onEnd);
      client.on('end', () => onEnd());
      client.on('notification', ({ payload = '' }) => heard(payload));
      try {
        await client.connect();
        await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
        waitMs = firstWaitMs;
        isHearing = true;
        heard(null);
      } catch (error) {
        onEnd(error as Error);
      }
    }

    await connect();
    return async () => {
      hasStopped = true;
      clearTimeout(timer);
      await current?.end().catch(() => undefined);
    };
  };
}
