/** Seals secrets before they are stored, and opens them: AES-256-GCM. Several keys, so that the first can be replaced. */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { ConfigError } from './errors.js';

/** What seals secrets. */
export interface Seal {
  /** Of the key that seals: the beginning of its hash, which tells nothing of the key. Empty: there is no key. */
  readonly keyId: string;
  /** @param boundTo the row and column; what was sealed for one opens nowhere else */
  seal(text: string, boundTo: string): string;
  /**
   * With whichever key sealed it. What was written before there was a key comes back as it is.
   * @throws Error when it was changed, bound elsewhere, or its key is not here
   */
  open(sealed: string, boundTo: string): string;
  /** Whether the key of that id is here. */
  knows(keyId: string): boolean;
}

/** Where there is no key: what is to be sealed stays as it is. */
export const noSeal: Seal = {
  keyId: '',
  seal: (text) => text,
  open(text) {
    if (keyIdOf(text) !== null) throw foreignKey();
    return text;
  },
  knows: () => false,
};

const algorithm = 'aes-256-gcm';
const keyBytes = 32;
const ivBytes = 12;

/** Whether text is keys as `createSeal` takes them. */
export function areKeys(text: string): boolean {
  return text.split(',').every((key) => Buffer.from(key.trim(), 'base64').length === keyBytes);
}

/**
 * @param keys base64 of 32 bytes each, with commas between: the first seals, all open
 * @param setting what they come from, as a problem names it
 * @throws ConfigError
 */
export function createSeal(keys: string, setting = 'SECRET_KEY'): Seal {
  if (!areKeys(keys)) {
    const rule = 'must be 32 random bytes in base64; make one with: openssl rand -base64 32';
    throw new ConfigError([`${setting}: ${rule}`]);
  }
  const known = new Map(keys.split(',').map(readKey));
  const [[keyId, key] = ['', Buffer.alloc(0)]] = known;
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
      const id = keyIdOf(sealed);
      if (id === null) return sealed;
      const [iv, tag, text] = sealed
        .split('.')
        .slice(1)
        .map((part) => Buffer.from(part, 'base64url'));
      const sealedWith = known.get(id);
      if (!sealedWith || !iv || !tag || !text) throw foreignKey();
      const decipher = createDecipheriv(algorithm, sealedWith, iv, { authTagLength: 16 }).setAAD(Buffer.from(boundTo));
      return Buffer.concat([decipher.setAuthTag(tag).update(text), decipher.final()]).toString('utf8');
    },
  };
}

/** Which key sealed it; null: it is not sealed. No address and no secret of ours looks like this. */
export function keyIdOf(text: string): string | null {
  return /^([0-9a-f]{8})(?:\.[\w-]*){3}$/.exec(text)?.[1] ?? null;
}

const foreignKey = (): Error => new Error('A secret is sealed with a key that is not here.');

function readKey(text: string): [string, Buffer] {
  const key = Buffer.from(text.trim(), 'base64');
  return [createHash('sha256').update(key).digest('hex').slice(0, 8), key];
}
