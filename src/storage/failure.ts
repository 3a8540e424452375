/** What kind of error batch work met: batches.ts asks whether an item can be blamed for it, and what may be noted of it. */
import { ExpectedError } from '../kernel/errors.js';

/** An error as logs and the table put_aside may hold it: its message may contain customers' words and is left out. */
export interface Failure {
  /** `room.reason`, Prisma's code with PostgreSQL's, or the name of the error's class. */
  readonly code: string;
  /** The function and line that threw; null: not known. */
  readonly source: string | null;
  /** The stack without the message. */
  readonly stack: readonly string[];
}

export function describeFailure(error: unknown): Failure {
  const stack = stackOf(error);
  const isOurs = (frame: string) => !/node_modules|node:|src\/runtime\//.test(frame);
  return { code: codeOf(error), source: stack.find(isOurs) ?? stack[0] ?? null, stack };
}

/**
 * Whether the database is away, or asks to run the transaction again: then the same would have happened to any other
 * item. PostgreSQL's classes: 08 connection, 40 rollback, 53 resources, 57 operator, 58 system. A transaction that
 * expired is the fault of the item that took so long.
 */
export function isNoItemsFault(error: unknown): boolean {
  if (isExpired(error)) return false;
  const { code, state } = codesOf(error);
  return /^(08|40|53|57|58)/.test(state) || /^(P1\d{3}|P2024|P2028|P2034|P2037)$/.test(code);
}

/** Whether a transaction took longer than it may; not: whether it had to wait too long to begin. */
export function isExpired(error: unknown): boolean {
  const { code, meta } = (error ?? {}) as Coded;
  return code === 'P2028' && meta?.timeTaken !== undefined;
}

function codeOf(error: unknown): string {
  if (error instanceof ExpectedError) return error.code;
  const { code, state } = codesOf(error);
  const name = error instanceof Error ? error.name : typeof error;
  return [...new Set([code || name, state])].filter(Boolean).join(' ');
}

interface Coded {
  readonly code?: unknown;
  readonly meta?: {
    readonly driverAdapterError?: { readonly cause?: { readonly originalCode?: unknown } };
    readonly timeTaken?: unknown;
  };
}

/** `state` is PostgreSQL's SQLSTATE, '' when the error is none of PostgreSQL's. */
function codesOf(error: unknown): { readonly code: string; readonly state: string } {
  const { code, meta }: Coded = typeof error === 'object' && error !== null ? error : {};
  const text = typeof code === 'string' ? code : '';
  const original = meta?.driverAdapterError?.cause?.originalCode;
  if (typeof original === 'string') return { code: text, state: original };
  return { code: text, state: /^[0-9A-Z]{5}$/.test(text) && !text.startsWith('P') ? text : '' };
}

const frameCount = 12;

/** Frames as `climb (src/features/feedback/rules/ladder.ts:87:11)`: without the folder that the bot stands in. */
function stackOf(error: unknown): readonly string[] {
  const lines = error instanceof Error ? (error.stack ?? '').split('\n') : [];
  return lines
    .filter((line) => /^\s+at /.test(line))
    .slice(0, frameCount)
    .map((line) =>
      line
        .trim()
        .replace(/^at /, '')
        .replace(/(file:\/\/)?\/[^\s()]*\/((src|test|node_modules)\/)/, '$2'),
    );
}
