/** What people and programs write where there are no words. Pure. */

const noWords = new Set([
  ...['na', 'n/a', 'n.a.', 'n.a', '#n/a', '#na', 'nil', 'null', 'undefined', 'none', 'nan', '(none)', '(blank)'],
  ...['(empty)', 'no comment', 'no comments', 'keine', 'k.a.', 'k. a.', 'aucun', 'ninguno', 'ninguna', 'nessuno'],
]);

/** "NA", "-", "none" and nothing at all: what people and programs write where there are no words. */
export function isNoWords(typed: string): boolean {
  if (typed.length > 40 && typed.trim().length > 40) return false;
  const bare = typed.normalize('NFKC').replace(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, '');
  const text = bare.replace(/\s+/gu, ' ').trim();
  return /^[-\u2010-\u2015_./\\]*$/.test(text) || (text.length <= 12 && noWords.has(text.toLowerCase()));
}
