import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createSeenRows } from '../../../../src/adapters/web-api/import/seen-rows.js';

const digest = (value: number) => createHash('sha256').update(String(value)).digest();

test('Seen rows answer as a map does, also after growing', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(3000), fc.integer({ min: 1, max: 2 ** 32 - 1 })), { maxLength: 4000, size: 'max' }),
      (entries) => {
        const seen = createSeenRows();
        const map = new Map<number, number>();
        for (const [key, value] of entries) {
          seen.set(digest(key), value);
          map.set(key, value);
        }
        for (let key = 0; key <= 3000; key += 7) expect(seen.get(digest(key))).toBe(map.get(key) ?? 0);
      },
    ),
    { numRuns: 10 },
  );
});
