/** What an event is called, and whether it takes place: by its status, or by a title that says so. Pure. */
import type { Block } from './content-lines.js';
import { textIn } from './read-values.js';

/** In symbols: half of one can't be kept. */
const nameLimit = 200;

/** On one line. */
export function nameIn(block: Block): string {
  const name = textIn(block, 'SUMMARY').replace(/[\s\p{Cc}\p{Cs}]+/gu, ' ');
  return [...name.trim()].slice(0, nameLimit).join('') || 'Meeting';
}

/** As Outlook puts it in front of the title, in the languages that it is used in. */
const cancelledTitle = new RegExp(
  `^(?:${[
    'cancell?ed',
    'abgesagt|abgebrochen|storniert',
    'annulée?',
    'cancelad[oa]|anulad[oa]',
    'annullat[oa]',
    'geannuleerd|afgelast',
    'inställt|inställd|avbruten|avbokad|avlyst',
    'aflyst|annulleret',
    'avlyst|avbrutt',
    'peruutettu|peruttu',
    'odwołan[eay]|anulowan[eoa]',
    'zrušen[oýá]?',
    'отменено|отменена|отменён|отменен',
    'скасовано',
    'i̇?ptal(?: edildi)?',
    'キャンセル(?:済み)?|取り消し済み',
    '已取消|取消',
    '취소됨',
    'ακυρώθηκε',
    'törölve|lemondva',
    'anulat[ăa]?',
    'בוטל',
    'ملغى|تم الإلغاء',
  ].join('|')})\\s*[:：]`,
  'iu',
);

/** Outlook’s published calendars keep a cancelled meeting and show its time as free: the title alone says what happened. */
export function isCancelled(block: Block): boolean {
  if (textIn(block, 'STATUS').toUpperCase() === 'CANCELLED') return true;
  if (!cancelledTitle.test(nameIn(block))) return false;
  const shownAs = textIn(block, 'X-MICROSOFT-CDO-BUSYSTATUS').toUpperCase();
  return shownAs === 'FREE' || (shownAs === '' && textIn(block, 'TRANSP').toUpperCase() === 'TRANSPARENT');
}
