import { expect, test } from '@jest/globals';
import { saysNobody } from '../../../src/features/customers/rules/nobody.js';

test.each([
  ...['Anonymous', 'anonymous user', 'Anonymous 12', 'Unknown', 'Unknown customer', '(not set)', 'Customer unknown'],
  ...['Anonym', 'Unbekannter Kunde', 'Keine Angabe', 'Inconnu', 'anónimo', 'Desconocido', 'Guest', 'Okänd', '匿名'],
])('%j names nobody', (name) => {
  expect(saysNobody(name)).toBe(true);
});

test.each([
  ...[
    'Unknown Worlds',
    'Anonymous Coffee',
    'Guest House Müller',
    'Test',
    'Na',
    'None of Us',
    'Visitor Centre Oslo',
    '',
  ],
])('%j may be a customer', (name) => {
  expect(saysNobody(name)).toBe(false);
});
