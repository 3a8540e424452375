/** Seals tokens before they are stored, and opens them: AES-256-GCM. Several keys, so that the first can be replaced. */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { ConfigError } from '../../../../kernel/errors.js';

export interface TokenSeal {
  /** Of the key that seals: the beginning of its hash, which tells nothing of the key. */
  readonly keyId: string;
  /** @param boundTo the row and column; what was sealed for one opens nowhere else */
  seal(text: string, boundTo: string): string;
  /** With whichever key sealed it. @throws Error when it was changed, bound elsewhere, or its key is not here */
  open(sealed: string, boundTo: string): string;
  /** Whether the key of that id is here. */
  knows(keyId: string): boolean;
}

const algorithm = 'aes-256-gcm';
const keyBytes = 32;
const ivBytes = 12;

/**
 * @param keys base64 of 32 bytes each, with commas between: the first seals, all open
 * @throws ConfigError
 */
export function createTokenSeal(keys: string): TokenSeal {
  const known = new Map(keys.split(',').map(readKey));
  const [first] = known;
  if (!first) throw new ConfigError([wrongKey]);
  const [keyId, key] = first;
  return {
    keyId,
    knows: (id) => known.has(id),
    seal(text, boundTo) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv(algorithm, key, iv).setAAD(Buffer.from(boundTo));
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return [keyId, ...[iv, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.');
    },
    open(sealed, boundTo) {
      const [id = '', ...parts] = sealed.split('.');
      const [iv, tag, text] = parts.map((part) => Buffer.from(part, 'base64url'));
      const sealedWith = known.get(id);
      if (!sealedWith || !iv || !tag || !text) throw new Error('A token is sealed with a key that is not here.');
      const decipher = createDecipheriv(algorithm, sealedWith, iv, { authTagLength: 16 }).setAAD(Buffer.from(boundTo));
      return Buffer.concat([decipher.setAuthTag(tag).update(text), decipher.final()]).toString('utf8');
    },
  };
}

const wrongKey = 'SLACK_TOKEN_KEY: must be 32 random bytes in base64; make one with: openssl rand -base64 32';

function readKey(text: string): [string, Buffer] {
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== keyBytes) throw new ConfigError([wrongKey]);
  return [createHash('sha256').update(key).digest('hex').slice(0, 8), key];
}
