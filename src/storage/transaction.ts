/** Runs a piece of work in one transaction, again when the database asks for it; embedded.ts and server.ts offer it. */
import { setTimeout as wait } from 'node:timers/promises';
import { Prisma, type PrismaClient } from './generated/client.js';

/** What a use case is handed to read and write with; nothing else may be asked before it ends. */
export type Transaction = Prisma.TransactionClient;

const attemptCount = 5;

/**
 * Commits what `work` did, or nothing of it. PostgreSQL may end one of two transactions that stand in each other's
 * way and asks to run it again: that is done here, so `work` must have no effect outside its transaction.
 */
export async function runTransaction<T>(prisma: PrismaClient, work: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      // A fresh literal each time: Prisma 7.10 changes the object that it is given. Its own limits (2 s to get a
      // connection, 5 s to finish) are too short for a burst on the embedded database, which runs one at a time.
      return await prisma.$transaction(work, { maxWait: 15_000, timeout: 20_000 });
    } catch (error) {
      if (attempt === attemptCount || !isConflictOfTransactions(error)) throw error;
    }
    await wait(attempt * Math.random() * 40);
  }
}

/** P2034 from Prisma's own queries; from raw SQL the same comes as P2010 with PostgreSQL's code inside. */
function isConflictOfTransactions(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  return (
    error.code === 'P2034' ||
    (error.code === 'P2010' && /\b(40001|40P01)\b|TransactionWriteConflict/.test(error.message))
  );
}
