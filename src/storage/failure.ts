/** What kind of error batch work met: batches.ts asks whether an item can be blamed for it, and what may be noted of it. */
import { describeDefect } from '../kernel/defect.js';
import { isDatabaseAway } from '../kernel/errors.js';

/** An error as the table put_aside may hold it: its message may contain customers' words and is left out. */
export interface Failure {
  /** `room.reason`, the driver's or PostgreSQL's code, or the name of the error's class. */
  readonly code: string;
  /** The function and line that threw; null: not known. */
  readonly source: string | null;
}

/** Names the failure by its codes and by our function nearest to it. Takes anything that was thrown; never throws. */
export function describeFailure(error: unknown): Failure {
  const { code, error: name, stack } = describeDefect(error);
  const isOurs = (frame: string) => !/node_modules|node:|src\/runtime\//.test(frame);
  const frame = stack.find(isOurs) ?? stack[0];
  return { code: code ?? name, source: frame ? shorten(frame) : null };
}

/** As `climb (src/features/feedback/rules/ladder.ts:87:11)`: without the folder that the bot stands in. */
function shorten(frame: string): string {
  return frame.replace(/^at /, '').replace(/(file:\/\/)?\/[^\s()]*\/((src|test|node_modules)\/)/, '$2');
}

/**
 * Whether the database is away, or asks to run the transaction again: then the same would have happened to any other
 * item. PostgreSQL's classes: 40 rollback, 57 operator. A transaction that expired is the fault of the item that took so
 * long.
 */
export function isNoItemsFault(error: unknown): boolean {
  return isDatabaseAway(error) || /^(40|57)[0-9A-Z]{3}$/.test(codeOf(error));
}

/** A transaction took longer than it may, and nothing of it was kept. */
export class TransactionExpired extends Error {
  override readonly name = 'TransactionExpired';
  readonly code = 'storage.transactionExpired';
}

/** PostgreSQL ended one of two transactions that stood in each other's way. */
export function isConflictOfTransactions(error: unknown): boolean {
  return ['40001', '40P01'].includes(codeOf(error));
}

/** A row cannot stand there: there is one like it, or what it refers to is gone. */
export const isRowRefused = (error: unknown): boolean => ['23503', '23505'].includes(codeOf(error));

/** PostgreSQL's SQLSTATE or the operating system's code; '' when the error has none. */
function codeOf(error: unknown): string {
  const { code }: { readonly code?: unknown } = typeof error === 'object' && error !== null ? error : {};
  return typeof code === 'string' ? code : '';
}
