/** What is known by its shape as a secret or a card number, and what looks like one and is kept. */
import { describe, expect, test } from '@jest/globals';
import { isSecretName, secretIn } from '../../../src/features/customers/rules/facts/secrets.js';

/** Joined here, so that no scanner of repositories takes it for a real one. */
const key = (...parts: string[]) => parts.join('');

describe('A text', () => {
  test.each([
    ['of AWS', key('AKIA', 'IOSFODNN7EXAMPLE')],
    ['of Slack', key('xoxb', '-123456789012-abcdefABCDEF')],
    ['of Slack’s app', key('xapp', '-1-A0123456789-abc')],
    ['of GitHub', key('ghp_', 'abcdefghijklmnopqrstuvwxyz0123456789')],
    ['of GitHub, fine-grained', key('github_pat_', '11ABCDEFG0abcdefghijkl_xyz')],
    ['of Stripe', key('sk_live_', '4eC39HqLyjWDarjtT1zdp7dc')],
    ['of OpenAI', key('sk-', 'proj-abcdefghijklmnopqrstuvwx')],
    ['of Google', key('AIza', 'SyA-1234567890abcdefghijklmnopqrstu')],
    ['of Azure', key('AccountKey', '=', 'a'.repeat(86), '==')],
    ['of HubSpot', key('pat-na1', '-01234567-89ab-cdef-0123-456789abcdef')],
    ['of a webhook', key('whsec_', 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')],
    ['of Telegram', key('123456789', ':AA', 'HdqTcvCH1vGWJxfSeofSAs0K5PALDsaw')],
    ['of our own', key('ec_', 'a'.repeat(43))],
    ['as JSON Web Token', key('eyJhbGciOiJIUzI1NiJ9', '.eyJzdWIiOiIxMjM0NTY3ODkwIn0', '.abc')],
    ['as private key', key('-----BEGIN ', 'OPENSSH PRIVATE KEY-----')],
    ['as private key of PGP', key('-----BEGIN ', 'PGP PRIVATE KEY BLOCK-----')],
    ['as header', key('Bearer ', 'abcdefghijklmnop1234')],
    ['as address with a password', key('postgres://', 'ada:hunter2', '@db.acme.com/x')],
    ['within other words', `use ${key('AKIA', 'IOSFODNN7EXAMPLE')}, please`],
  ])('with a key %s is known', (_, text) => {
    expect(secretIn(text)).toBe('key');
  });

  test.each([
    ['Visa', '4111111111111111'],
    ['Visa in groups', 'pay with 4111 1111 1111 1111, thanks'],
    ['Visa with hyphens', '4111-1111-1111-1111'],
    ['Visa with narrow spaces', '4111\u202f1111\u202f1111\u202f1111'],
    ['Visa with two spaces', '4111  1111  1111  1111'],
    ['Visa in full-width digits', '４１１１１１１１１１１１１１１１'],
    ['Visa with invisible signs', '4111\u200b1111\u200b1111\u200b1111'],
    ['Visa behind a date', '2026-11-24 4111 1111 1111 1111'],
    ['Visa before its end', '4111 1111 1111 1111 12/27 123'],
    ['Mastercard', '5555555555554444'],
    ['Mastercard of the 2 series', '2223003122003222'],
    ['American Express', '3782 822463 10005'],
    ['Diners', '30569309025904'],
    ['Discover', '6011111111111117'],
    ['JCB', '3530111333300000'],
    ['UnionPay', '6240008631401148'],
  ])('with a number of %s is known', (_, text) => {
    expect(secretIn(text)).toBe('card');
  });

  test.each([
    ['a time in milliseconds', '1764000000000'],
    ['a number that fails the check', '4111 1111 1111 1112'],
    ['a phone number', '+44 20 7946 0958'],
    ['an id of a social network', '1234567890123456789'],
    ['an id that begins with 6', '6798765432101234562'],
    ['an IBAN', 'DE02 1203 0000 0000 2020 51'],
    ['a date', '2026-11-24T09:00:00.000Z'],
    ['a UUID', '0198f000-0000-7000-8000-000000000000'],
    ['a web address', 'https://acme.com/prices?plan=gold#top'],
    ['a sentence', 'They keep the secret of the basic recipe, token by token.'],
    ['nothing', ''],
  ])('with %s is kept', (_, text) => {
    expect(secretIn(text)).toBeNull();
  });
});

describe('A name', () => {
  test.each([
    'password',
    'Password',
    'user.passwd',
    'pass_phrase',
    'passwordHash',
    'apiKey',
    'API_KEY',
    'aws-secret-access-key',
    'client secret',
    'refreshToken',
    'signing_key',
    'card_number',
    'cardNo',
    'CVV',
    'pin',
  ])('such as %s is that of a secret', (name) => {
    expect(isSecretName(name)).toBe(true);
  });

  test.each([
    'passenger',
    'password changed at',
    'keyAccount',
    'shipping',
    'pinned',
    'company',
    'secretary',
    'plan',
    'spin',
  ])('such as %s is not', (name) => {
    expect(isSecretName(name)).toBe(false);
  });
});
