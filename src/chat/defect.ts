/** How an apology and the log's entry of the same defect find each other. */
import { randomInt } from 'node:crypto';

export { describeDefect } from '../kernel/defect.js';

/** Without letters and digits that are mistaken for each other when read out over the phone. */
const ALPHABET = 'ACDEFGHJKMNPQRTUVWXY34679';
const REFERENCE_LENGTH = 6;

/** Six characters that an apology shows and the log carries, so that the one leads to the other. */
export function newReference(): string {
  return Array.from({ length: REFERENCE_LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
}
