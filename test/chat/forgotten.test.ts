/** Who and what was forgotten is kept under words of ours, which each reads in their language. */
import { expect, test } from '@jest/globals';
import { renderCard as renderForSlack } from '../../src/adapters/slack/render/render-card.js';
import { renderCard as renderForTeams } from '../../src/adapters/teams/render/render-card.js';
import { quote, text, titledCard } from '../../src/chat/blocks.js';
import { mention } from '../../src/chat/card.js';
import { forgottenCustomer, forgottenPerson, forgottenWords } from '../../src/chat/forgotten.js';
import { cardToText } from '../../src/chat/plain-text.js';
import { inLanguage } from '../../src/kernel/language/reader.js';

const nobody = { externalId: () => undefined };
const card = titledCard(`F-1 · ${forgottenCustomer('0af9c1')}`, [
  quote(forgottenWords),
  text(['By ', mention({ id: 'm', name: forgottenPerson })]),
]);
const shown = (language: string) =>
  inLanguage(language, () =>
    [renderForSlack(card, nobody), renderForTeams(card, nobody), cardToText(card)].map((each) => JSON.stringify(each)),
  );

test('in English as it is kept', () => {
  for (const each of shown('en'))
    for (const words of ['Forgotten customer 0af9c1', '(forgotten)', 'Somebody forgotten'])
      expect(each).toContain(words);
});

test.each([
  ['ur', ['بھلایا گیا گاہک', '(بھلا دیا گیا)', 'کوئی جسے بھلا دیا گیا']],
  ['hy', ['Մոռացված հաճախորդ 0af9c1', '(մոռացված)', 'Մոռացված մեկը']],
])('in %s in that language, on every platform', (language, words) => {
  for (const each of shown(language)) {
    for (const word of words) expect(each).toContain(word);
    expect(each).not.toMatch(/orgotten/u);
  }
});
