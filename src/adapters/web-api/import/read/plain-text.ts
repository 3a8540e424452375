/** One way of writing for what other programs write in many: digits of any script, spaces and invisible marks. */

/** The zero of each script whose digits programs write; its other digits follow it. */
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50].map((zero) => [zero, zero + 9] as const);

/** Full-width and other digits as 0 to 9, every space as a plain one, marks of writing direction taken out, trimmed. */
export function plain(typed: string): string {
  // Most cells are plain already.
  if (/^[\x21-\x7e]*$/.test(typed)) return unguarded(typed);
  return unguarded(typed)
    .normalize('NFKC')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59]/g, digit)
    .replace(/\s+/g, ' ')
    .trim();
}

function digit(sign: string): string {
  const code = sign.charCodeAt(0);
  const [zero = code] = zeros.find(([first, last]) => code >= first && code <= last) ?? [];
  return String(code - zero);
}

/** `="00123"`, by which programs keep Excel from changing a value: the value. */
export const unguarded = (cell: string): string => (cell.startsWith('="') ? cell.replace(/^="([^"]*)"$/, '$1') : cell);

/** Letters that are compared: small, without accents. */
export function folded(word: string): string {
  return word
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase();
}
