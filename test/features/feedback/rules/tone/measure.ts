/** Measures how well tones are read, against a file of words that people labelled. Used by the test beside it. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { readTone } from '../../../../../src/features/feedback/rules/tone/tone.js';
import type { CustomerTone, ToneLanguage } from '../../../../../src/features/feedback/rules/tone/tone-list.js';

/** Words with the tones that a reader hears in them. */
export interface Labelled {
  readonly words: string;
  readonly tones: readonly string[];
}

/** How a tone is read. Precision and recall are shares from 0 to 1. */
export interface Measured {
  /** How many are labelled so. */
  readonly labelledCount: number;
  readonly readCount: number;
  readonly precision: number;
  readonly recall: number;
}

/** Of docs/samples/tone-LANGUAGE.csv. */
export function samplesOf(language: ToneLanguage): readonly Labelled[] {
  const file = readFileSync(new URL(`../../../../../docs/samples/tone-${language}.csv`, import.meta.url), 'utf8');
  const rows = parse<{ words: string; tones: string }>(file, { columns: true });
  return rows.map(({ words, tones }) => ({ words, tones: tones.split(' ') }));
}

/** Of a file of reviews with the columns Comment and Label: what is negative counts as frustrated. */
export function reviewsOf(path: string): readonly Labelled[] {
  const rows = parse<{ Comment: string; Label: string }>(readFileSync(path, 'utf8'), { columns: true, bom: true });
  const said = rows.filter(({ Comment }) => Comment.trim() !== '');
  return said.map(({ Comment, Label }) => ({ words: Comment, tones: Label === 'negative' ? ['frustrated'] : [] }));
}

export function measure(labelled: readonly Labelled[], tone: CustomerTone, language: ToneLanguage): Measured {
  const judged = labelled.map(({ words, tones }) => {
    const reading = readTone(words);
    const isRead = reading?.language === language && reading.signs.some((sign) => sign.tone === tone);
    return { isRead, isLabelled: tones.includes(tone) };
  });
  const labelledCount = judged.filter(({ isLabelled }) => isLabelled).length;
  const readCount = judged.filter(({ isRead }) => isRead).length;
  const rightCount = judged.filter(({ isRead, isLabelled }) => isRead && isLabelled).length;
  return { labelledCount, readCount, precision: rightCount / readCount, recall: rightCount / labelledCount };
}
