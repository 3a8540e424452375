/** The words of a name, folded: what is left when case, accents and punctuation don't count. Pure; for name-key.ts. */

/** Letters that keep their stroke or bow when accents are taken off. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/**
 * A name as it is written, but for case and punctuation: legal forms and accents stay, because "Katja KK" is not
 * "Katja" until a person says so.
 */
export function spelling(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/['’‘ʼ`´]/gu, '')
    .split(/[\p{P}\p{Z}\p{C}\s]+/u)
    .filter(isSomething)
    .join(' ');
}

/** Only accents of Latin, Greek and Cyrillic are taken off, and Arabic vowel signs: in Indic scripts marks are vowels. */
export function nameWords(name: string): readonly string[] {
  // Nothing is folded in these but case; files bring thousands.
  if (/^[A-Za-z0-9 ]*$/.test(name)) return name.toLowerCase().split(' ').filter(isSomething);
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\u0300-\u036f\u064b-\u0652\u0640]/gu, '')
    .normalize('NFC')
    .replaceAll(/[ßæœøłđðþı]/gu, (letter) => plainLetters[letter] ?? letter)
    .replaceAll(/['’‘ʼ`´]/gu, '')
    .replaceAll('&', ' and ')
    .replaceAll(dotted, (letters) => letters.replaceAll(/[.\s]/gu, ''))
    .split(/[\p{P}\p{Z}\p{C}\s]+/u)
    .filter(isSomething);
}

const isSomething = (word: string): boolean => word !== '';

/** `S.A.` and `J. P.` are one word, `A. Smith` is two. */
const dotted = /(?<![\p{L}\p{N}])\p{L}(?:\.\s?\p{L})+(?![\p{L}\p{N}])/gu;
