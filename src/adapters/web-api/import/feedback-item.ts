/** A row of a file as an item for the feedback room. kinds.ts names it. */
import type { FileColumns } from '../../../chat/column-names.js';
import { isNoWords } from '../../../chat/no-words.js';
import { dayNumberOf } from '../../../kernel/time/calendar-date.js';
import { firstInstantAt } from '../../../kernel/time/local-day.js';
import { type Fields, type ItemOf, isFault, momentIn, type ReadStyle } from './item.js';
import { scoreIn } from './read/scores.js';

/**
 * The ways in which other programs write what the room knows; anything else goes on as it is and is judged there.
 * @param synonyms by field and by what is written, in small letters
 */
export function feedbackItem(synonyms: FileColumns['synonyms'], style: ReadStyle): ItemOf {
  return ({ capturedAt, ...fields }: Fields) => {
    if (isNoWords(fields.text ?? '')) return { leftOut: 'no words' };
    const moment = momentIn(capturedAt, 'capturedAt', style);
    if (typeof moment !== 'string' && isFault(moment)) return moment;
    const known = Object.entries(fields).flatMap(([field, value = '']) => {
      if (field !== 'text' && isNoWords(value)) return [];
      return [[field, synonyms[field]?.get(value.toLowerCase()) ?? valueIn(field, value)] as const];
    });
    return { ...Object.fromEntries(known), capturedAt: instantOf(moment, style.timeZone) };
  };
}

function valueIn(field: string, typed: string): string | number {
  const score = field === 'score' ? scoreIn(typed) : null;
  return score !== null && 'value' in score ? score.value : typed;
}

/** When a piece was said, in UTC: a day without a time is its noon. */
export function instantOf(moment: string, timeZone: string): string {
  if (moment.length !== 10) return moment;
  return new Date(firstInstantAt(timeZone, dayNumberOf(moment) ?? 0, 12 * 60)).toISOString().replace('.000Z', 'Z');
}
