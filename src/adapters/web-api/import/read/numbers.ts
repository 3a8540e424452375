/** Numbers as spreadsheets of several countries write them: 1,234.5 and 1.234,5, with a currency beside them. */
import { readNumber } from '../../../../kernel/read-number.js';
import { plain } from './plain-text.js';

/** What stands before the decimals. */
export type DecimalMark = '.' | ',';

/** In characters; longer ones are ids, or can't be kept exactly. */
const longestNumber = 20;
const currency = /^(?:\p{Sc}|[A-Z]{3})\s?|\s?(?:\p{Sc}|[A-Z]{3})$/gu;

const bare = (typed: string): string => plain(typed).replaceAll(currency, '').replaceAll(/['’]/gu, '');

/** The number; null: it is none, or digits that are no amount: a postcode, a telephone number. */
export function amountIn(typed: string, mark: DecimalMark): number | null {
  if (typed.length > longestNumber + 6) return null;
  const text = bare(typed);
  // Zeros in front and a plus belong to codes.
  if (text.length > longestNumber || /^-?0\d|^\+/u.test(text) || text.replaceAll(/\D/gu, '').length > 15) return null;
  const isGrouped = mark === ',' && /^-?\d{1,3}(?:\.\d{3})+(?:,\d+)?$/u.test(text);
  const isDecimal = mark === ',' && /^-?\d+,\d+$/u.test(text);
  const read = readNumber(isGrouped || isDecimal ? text.replaceAll('.', '').replace(',', '.') : text);
  return typeof read === 'number' ? read : null;
}

/** What a number says of its file's decimal mark. null: nothing, or it is none. */
export function decimalMarkIn(typed: string): DecimalMark | null {
  const text = bare(typed);
  if (text.length > longestNumber || !/^-?\d[\d.,]*\d$/u.test(text)) return null;
  const signs = text.replaceAll(/[^.,]/gu, '');
  if (signs === '') return null;
  if (/^\.+,$/u.test(signs)) return ',';
  if (/^,+\.$/u.test(signs)) return '.';
  if (/^\.{2,}$/u.test(signs)) return ',';
  if (/^,{2,}$/u.test(signs)) return '.';
  // 1.234 and 1,234 may be either; 0,123 and 12,5 have decimals.
  const isOpen = signs.length !== 1 || /^-?[1-9]\d{0,2}[.,]\d{3}$/u.test(text);
  return isOpen ? null : signs === ',' ? ',' : '.';
}
