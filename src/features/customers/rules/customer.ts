/** What is kept of a customer, within which limits, and how names are cleaned before they are kept. Pure. */

/** A customer as lists and cards name it. */
export interface CustomerRef {
  readonly id: string;
  readonly name: string;
  readonly segment: string | null;
}

/** The same with what whoever answers them has to know. */
export interface KnownCustomer extends CustomerRef {
  /** All that they are in: the one that was written first, then those whose rule holds. */
  readonly segments: readonly string[];
  /** Our member who looks after them; null: nobody. */
  readonly ownerId: string | null;
  /** What they prefer, as people wrote it. */
  readonly preferenceTexts: readonly string[];
}

/** A customer as a name led to it. */
export interface NamedCustomer extends KnownCustomer {
  /** Nobody was called so: it was made just now. */
  readonly isNew?: true;
}

/** In characters, or in how many there may be. */
export const limits = {
  name: 200,
  segment: 60,
  segmentRules: 100,
  aliases: 50,
  attributes: 50,
  attributeName: 60,
  attributeValue: 500,
  preferences: 12,
  preference: 200,
  people: 20,
  personName: 120,
  personRole: 120,
} as const;

/** One line, no control characters (the database can't keep some of them), no half characters, single spaces. */
export function cleanName(typed: string): string {
  // Most are clean already, and systems send thousands.
  if (/^[!-~]+(?: [!-~]+)*$/.test(typed)) return typed;
  return typed
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cs}\s]+/gu, ' ')
    .trim();
}

/** How many characters a person would count. */
export function lengthOf(text: string): number {
  return /^[\x20-\x7e]*$/.test(text) ? text.length : [...text].length;
}
