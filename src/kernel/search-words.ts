/** What people look for, as they type it. */

/** The words of a search; those in quotation marks stay together. */
export function searchWords(typed: string): readonly string[] {
  return Array.from(typed.matchAll(/"([^"]+)"|“([^“”]+)”|(\S+)/gu), ([, ...found]) => found.find(Boolean) ?? '');
}
