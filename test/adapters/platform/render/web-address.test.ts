import { describe, expect, test } from '@jest/globals';
import { webAddress } from '../../../../src/adapters/platform/render/web-address.js';

describe('an address that a card may open', () => {
  test.each([
    ['https://e.example/a?b=c&d=e#f', 'https://e.example/a?b=c&d=e#f'],
    ['HTTP://E.example', 'http://e.example/'],
    ['mailto:jo@e.example', 'mailto:jo@e.example'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: what somebody might type
    ['https://e.example/?q={{x}}|${y}^z`<at>\\', 'https://e.example/?q=%7B%7Bx%7D%7D%7C$%7By%7D%5Ez%60%3Cat%3E%5C'],
  ])('%s', (typed, address) => {
    expect(webAddress(typed)).toBe(address);
  });

  test.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc',
    'e.example',
    '',
    `https://e.example/${'x'.repeat(3_000)}`,
  ])('is not %s', (typed) => {
    expect(webAddress(typed)).toBeNull();
  });
});
