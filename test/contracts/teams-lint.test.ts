/** The lint of Teams' cards sees each fault for which it is there. */
import { expect, test } from '@jest/globals';
import { readTeamsCard } from './teams-checker.js';
import { lintTeamsCard } from './teams-lint.js';

const submit = { type: 'Action.Submit', title: 'Go', data: {} };
const execute = { type: 'Action.Execute', title: 'Go', verb: 'a.b', data: {}, fallback: submit };
const words = { type: 'TextBlock', text: 'Words', wrap: true };
const card = (more: object = {}) => ({
  type: 'AdaptiveCard',
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
  version: '1.5',
  fallbackText: 'Words',
  body: [words],
  ...more,
});
const set = (count: number) => ({ type: 'ActionSet', actions: Array.from({ length: count }, () => execute) });
const refresh = (userIds: readonly string[]) => ({
  action: { type: 'Action.Execute', title: 'Refresh', verb: 'teams.refresh', data: {} },
  userIds,
});
const columns = (item: object) => ({ type: 'ColumnSet', columns: [{ type: 'Column', items: [item] }] });

test('a card that keeps the rules has no faults', () => {
  expect(lintTeamsCard(card({ actions: [execute], refresh: refresh(['29:1']) }))).toEqual([]);
  expect(lintTeamsCard(card({ body: [words, set(6), words] }))).toEqual([]);
  expect(lintTeamsCard(card({ rtl: true, body: [{ ...words, text: 'שלום עולם' }] }))).toEqual([]);
});

test.each<[string, object]>([
  ['version', { version: '1.6' }],
  ['no words for clients', { fallbackText: ' ' }],
  ['more than 6 buttons', { actions: set(7).actions }],
  ['more than 6 buttons in a set', { body: [set(7), words] }],
  ['not at card level', { body: [words, set(1)] }],
  ['inside of another element', { body: [columns(set(1))] }],
  ['without a fall-back', { actions: [{ ...execute, fallback: undefined }] }],
  ['without a fall-back', { body: [{ type: 'Chart.Line', title: 'x', data: [] }] }],
  ['refresh for other than', { refresh: refresh(Array.from({ length: 61 }, (_, nth) => `29:${nth}`)) }],
  ['refresh for other than', { refresh: refresh([]) }],
  ['refresh for other than', { refresh: refresh(['00000000-0000-4000-8000-000000000001']) }],
  ['a text without words', { body: [{ ...words, text: ' ' }] }],
  ['runs without words', { body: [{ type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: ' ' }] }] }],
  ['without alt text', { body: [{ type: 'Image', url: 'https://a.example/b.png', altText: '' }] }],
  ['without a label', { body: [{ type: 'Input.Text', id: 'a' }] }],
  ['hides or shows by itself', { body: [{ ...words, isVisible: false }] }],
  ['asks for more than 1.5', { body: [{ ...words, requires: { adaptiveCards: '1.6' } }] }],
  ['right to left and does not say so', { body: [{ ...words, text: 'שלום עולם' }] }],
  ['a quote that runs', { body: [{ type: 'Container', style: 'emphasis', items: [{ ...words, text: 'שלום' }] }] }],
])('%s', (fault, more) => {
  expect(lintTeamsCard(card(more)).join()).toContain(fault);
});

test('a card of 28 KB in UTF-8 passes, and one byte more is seen', () => {
  const bytes = 28 * 1024;
  // Letters of two bytes, which in UTF-16 would be as long as those of one.
  const filled = (count: number) => card({ body: [{ ...words, text: 'é'.repeat(10_000) + 'e'.repeat(count) }] });
  const empty = Buffer.byteLength(JSON.stringify(filled(0)));
  expect(readTeamsCard(filled(bytes - empty)).problems).toEqual([]);
  expect(readTeamsCard(filled(bytes - empty + 1)).problems).toEqual([`${bytes + 1} bytes`]);
});
