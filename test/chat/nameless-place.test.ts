/** Channels that no platform names: each reads our word for them in their language, and a name that looks like it stays. */
import { expect, test } from '@jest/globals';
import { namelessPlaces, placeToShow } from '../../src/chat/nameless-place.js';
import { inLanguage } from '../../src/kernel/language/reader.js';

const shown = (name: string, language: string) => inLanguage(language, () => placeToShow({ id: 'p', name }).name);

test.each(Object.values(namelessPlaces))('%s is said in the reader’s language', (name) => {
  expect(shown(name, 'en')).toBe(name);
  expect(shown(name, 'ur')).toMatch(/\p{Script=Arabic}/u);
  expect(shown(name, 'hy')).toMatch(/\p{Script=Armenian}/u);
});

test.each(['feedback', 'Open', 'general', 'Customers'])('a channel that is really called “%s” is called so', (name) => {
  expect(shown(name, 'ur')).toBe(name);
});
