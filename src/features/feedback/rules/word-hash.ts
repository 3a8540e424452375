/** A number in the place of a word, so that no customer's words are kept where they are only counted. Pure. */

/** FNV-1a of 32 bits over the UTF-16 units, with a sign, as PostgreSQL's integers have one. */
export function hashOf(stem: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < stem.length; at += 1) hash = Math.imul(hash ^ stem.charCodeAt(at), 0x01000193);
  return hash | 0;
}
