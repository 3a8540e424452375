/** What the parser's steps hand on while they go through one typed line from left to right. */
import type { DetailSpec } from './shape.js';

export interface Reading {
  readonly line: string;
  /** The details that the command takes. */
  readonly specs: readonly DetailSpec[];
  /** Closing marks that do not come any more, noted by findClosingQuote: without it a hostile line takes quadratic time. */
  readonly absentMarks: Set<string>;
}

export function startReading(line: string, specs: readonly DetailSpec[]): Reading {
  return { line, specs, absentMarks: new Set() };
}
