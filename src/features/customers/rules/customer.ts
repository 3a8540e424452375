/** What is kept of a customer, within which limits, and how names are cleaned before they are kept. Pure. */

/** A customer as lists and cards name it. */
export interface CustomerRef {
  readonly id: string;
  readonly name: string;
  readonly segment: string | null;
}

/** A customer with all that is kept of them. */
export interface CustomerProfile extends CustomerRef {
  readonly ownerId: string | null;
  /** Other ways in which people write the name, as written. */
  readonly aliases: readonly string[];
  /** Further facts by name: `plan` is `Gold`. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** In characters, or in how many there may be. */
export const limits = {
  name: 200,
  segment: 60,
  aliases: 50,
  attributes: 50,
  attributeName: 60,
  attributeValue: 500,
} as const;

/** One line, no control characters (the database can't keep some of them), no half characters, single spaces. */
export function cleanName(typed: string): string {
  return typed
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cs}\s]+/gu, ' ')
    .trim();
}

/** How many characters a person would count. */
export function lengthOf(text: string): number {
  return [...text].length;
}

/** `plan=Gold` or `plan: Gold`; an empty value takes the attribute away. null: neither sign is there, or no name before it. */
export function readAttribute(typed: string): readonly [name: string, value: string] | null {
  const [, name = '', value = ''] = /^([^=:]*)[=:](.*)$/su.exec(cleanName(typed)) ?? [];
  return name.trim() === '' ? null : [name.trim(), value.trim()];
}
