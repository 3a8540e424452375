import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { createSeal, noSeal } from '../../src/kernel/seal.js';

const key = () => randomBytes(32).toString('base64');

describe('Sealed secrets', () => {
  test('open with the key that sealed them, also behind a newer one, and where they were bound', () => {
    const [older, newer] = [key(), key()];
    const before = createSeal(older);
    const sealed = before.seal('xoxb-secret', 'T1/botToken');
    expect(sealed).not.toContain('secret');
    expect(sealed.startsWith(`${before.keyId}.`)).toBe(true);
    const both = createSeal(`${newer}, ${older}`);
    expect(both.open(sealed, 'T1/botToken')).toBe('xoxb-secret');
    expect(both.seal('x', 'b').startsWith(`${createSeal(newer).keyId}.`)).toBe(true);
    expect(both.seal('x', 'b')).not.toBe(both.seal('x', 'b'));
  });

  test('open nowhere else, not when changed, and not without their key', () => {
    const seal = createSeal(key());
    const sealed = seal.seal('xoxb-secret', 'T1/botToken');
    expect(() => seal.open(sealed, 'T2/botToken')).toThrow();
    const [id, iv, tag, text = ''] = sealed.split('.');
    const changed = `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`;
    expect(() => seal.open([id, iv, tag, changed].join('.'), 'T1/botToken')).toThrow();
    expect(() => seal.open([id, iv, tag?.slice(0, 6), text].join('.'), 'T1/botToken')).toThrow();
    expect(() => createSeal(key()).open(sealed, 'T1/botToken')).toThrow('key that is not here');
  });

  test.each([[''], ['short'], [`${key()},`]])('need whole keys: %#', (keys) => {
    expect(() => createSeal(keys)).toThrow('SECRET_KEY');
  });

  test('are told from what was written before there was a key, which comes back as it is', () => {
    const seal = createSeal(key());
    for (const plain of ['https://calendar.example/secret.ics', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'x', '']) {
      expect(seal.open(plain, 'a')).toBe(plain);
      expect(noSeal.open(noSeal.seal(plain, 'a'), 'b')).toBe(plain);
    }
    expect(() => noSeal.open(seal.seal('x', 'a'), 'a')).toThrow('key that is not here');
  });
});
