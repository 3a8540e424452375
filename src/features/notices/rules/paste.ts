/** A text to paste into social media, with its length as each network counts it. Pure. */

/** A text that fits, or by how much it does not. */
export interface PasteLength {
  readonly network: string;
  readonly length: number;
  readonly limit: number;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const link = /https?:\/\/[^\s]+/gu;
/** Any link counts so much on X and Mastodon, however long it is. */
const linkLength = 23;

const countGraphemes = (text: string): number => [...graphemes.segment(text)].length;

/** Characters that X counts once; the others, and each emoji, count twice (twitter-text, configuration 3). */
const isLight = (code: number): boolean =>
  code <= 0x10ff ||
  (code >= 0x2000 && code <= 0x200d) ||
  (code >= 0x2010 && code <= 0x201f) ||
  (code >= 0x2032 && code <= 0x2037);

function countWeighted(text: string): number {
  return [...graphemes.segment(text.normalize('NFC'))].reduce((sum, { segment }) => {
    if (/\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(segment) && segment !== '©' && segment !== '®')
      return sum + 2;
    return sum + [...segment].reduce((all, letter) => all + (isLight(letter.codePointAt(0) ?? 0) ? 1 : 2), 0);
  }, 0);
}

/** Of a text in which each link has a fixed length. */
function withShortLinks(text: string, count: (words: string) => number): number {
  const links = text.match(link) ?? [];
  return count(text.replaceAll(link, '')) + links.length * linkLength;
}

/** Its length on each network, with the limit there. */
export const pasteLengths = (text: string): readonly PasteLength[] => [
  { network: 'X', length: withShortLinks(text, countWeighted), limit: 280 },
  { network: 'Bluesky', length: countGraphemes(text), limit: 300 },
  { network: 'Mastodon', length: withShortLinks(text, countGraphemes), limit: 500 },
];
