/** The figures of docs/tone.md, measured anew: it has to say what is true now. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { customerTones, toneLanguages } from '../../../../../src/features/feedback/rules/tone/tone-list.js';
import { measure, reviewsOf, samplesOf } from './measure.js';

const page = readFileSync(new URL('../../../../../docs/tone.md', import.meta.url), 'utf8');
const leastPrecision = 0.85;
/** As the page writes shares. */
const share = (value: number) => value.toFixed(2);

describe.each(toneLanguages)('Tones in the labelled words, %s', (language) => {
  const labelled = samplesOf(language);

  test('are labelled with tones that there are, each text once', () => {
    const known = new Set<string>([...customerTones, 'none']);
    expect(labelled.filter(({ tones }) => !tones.every((tone) => known.has(tone)))).toEqual([]);
    expect(new Set(labelled.map(({ words }) => words)).size).toBe(labelled.length);
  });

  test.each(customerTones)('%s: precise, and the page tells how precise and how much is found', (tone) => {
    const { labelledCount, precision, recall } = measure(labelled, tone, language);
    expect(precision).toBeGreaterThanOrEqual(leastPrecision);
    expect(recall).toBeGreaterThan(0);
    const row = `| ${language} | ${tone} | ${labelled.length} | ${labelledCount} | ${share(precision)} | ${share(recall)} |`;
    expect(page).toContain(row);
  });
});

/** The reviews that docs/tone.md names: whoever has them measures them too. */
const files = process.env.TEST_REVIEWS_CSV ? [process.env.TEST_REVIEWS_CSV] : [];

test('a file of reviews that is named is measured too: its negative ones are read as frustrated, and no others', () => {
  for (const file of files) {
    const labelled = reviewsOf(file);
    const { labelledCount, precision, recall } = measure(labelled, 'frustrated', 'en');
    expect(precision).toBeGreaterThanOrEqual(leastPrecision);
    expect(page).toContain(`| ${labelled.length} | ${labelledCount} | ${share(precision)} | ${share(recall)} |`);
  }
});
