/** A card runs in the direction of its reader's language, also where its words are another's. */
import { expect, test } from '@jest/globals';
import { renderCard } from '../../../src/adapters/teams/render/render-card.js';
import { renderForm } from '../../../src/adapters/teams/render/render-form.js';
import { inLanguage } from '../../../src/kernel/language/reader.js';

const nobody = { externalId: () => undefined };
const card = () => renderCard({ title: 'F-12 · Acme', summary: 'F-12', blocks: [] }, nobody);
const form = () => renderForm({ form: 'a.b', subject: '', title: 'Acme', submit: 'Save', fields: [] });

test.each([
  ['en', undefined],
  ['hy', undefined],
  ['ur', true],
])('In %s a card and a form have rtl: %s', (language, rtl) => {
  expect(inLanguage(language, () => [card().rtl, form().rtl])).toEqual([rtl, rtl]);
});
