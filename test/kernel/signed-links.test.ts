import { describe, expect, test } from '@jest/globals';
import { createSignedLinks } from '../../src/kernel/signed-links.js';

const now = new Date('2026-11-25T10:00:00Z');
const tomorrow = new Date('2026-11-26T10:00:00Z');
const links = createSignedLinks('secret', () => 'https://chair.example.com');
const pathOf = (url: string) => url.replace('https://chair.example.com', '');

describe('A signed link', () => {
  test('is good until its end, and no longer', () => {
    const path = pathOf(links.sign('/minutes/1.md', tomorrow));
    expect(links.isGood(path, now)).toBe(true);
    expect(links.isGood(path, tomorrow)).toBe(false);
  });

  test('is good for its own path alone', () => {
    const path = pathOf(links.sign('/minutes/1.md', tomorrow));
    expect(links.isGood(path.replace('1.md', '2.md'), now)).toBe(false);
  });

  test('can’t be made to live longer', () => {
    const path = pathOf(links.sign('/minutes/1.md', tomorrow));
    expect(links.isGood(path.replace(/until=\d+/, 'until=9999999999'), now)).toBe(false);
  });

  test('of somebody else’s secret is not good', () => {
    const others = createSignedLinks('other', () => 'https://chair.example.com');
    expect(links.isGood(pathOf(others.sign('/minutes/1.md', tomorrow)), now)).toBe(false);
  });

  test.each(['/minutes/1.md', '/minutes/1.md?until=&signature=', '/minutes/1.md?until=x&signature=é'])(
    'without a signature is not good: %s',
    (path) => expect(links.isGood(path, now)).toBe(false),
  );
});
