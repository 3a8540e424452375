/** How an apology and the log's entry of the same defect find each other. */
import { randomInt } from 'node:crypto';
import type { Logger } from '../kernel/logger.js';

/** Letters and digits that are not mistaken for each other when read out over the phone. */
const ALPHABET = 'ACDEFGHJKMNPQRTUVWXY34679';
const REFERENCE_LENGTH = 6;

/** Six characters that stand in the apology and in the log, to find one by the other. */
export function newReference(): string {
  return Array.from({ length: REFERENCE_LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
}

/**
 * Logs what nobody expected, without anybody's words.
 * @param about what else the log's entry holds: ids and codes
 * @returns the reference that belongs into the apology
 */
export function logDefect(log: Logger, thrown: unknown, message: string, about: object = {}): string {
  const reference = newReference();
  log.error({ reference, err: thrown, ...about }, message);
  return reference;
}
