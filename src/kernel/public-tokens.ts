/**
 * Tokens of public pages: they name a thing of an organisation to somebody who has no account. They are not kept: each is
 * made of the ids and a code that only this installation can make, so a guessed one costs no look-up in the database.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * What a token opens: a survey for everybody (`p`), one person's survey (`s`), whether feedback is solved (`f`), an
 * invitation to an early test (`t`), one person's wishes (`u`), a status page (`n`), somebody's subscription to one (`m`),
 * a wall (`w`), somebody's newsletter by mail (`l`); `b` names whom a mail went to.
 */
export type TokenScope = 'p' | 's' | 'f' | 't' | 'u' | 'b' | 'n' | 'm' | 'w' | 'l';

/** What a token names, by our ids. */
export interface TokenSubject {
  readonly organisationId: string;
  readonly id: string;
}

/** Makes and reads tokens of public pages. */
export interface PublicTokens {
  /** 60 letters, digits, `-` and `_`. */
  make(scope: TokenScope, subject: TokenSubject): string;
  /** null: it was not made here, or opens something else. */
  read(scope: TokenScope, token: string): TokenSubject | null;
}

const idLength = 16;
/** 104 bits of the code: nobody finds one by trying. */
const codeLength = 13;
const shape = /^[\w-]{60}$/;

/** @param secret of this installation; another one makes all tokens worthless */
export function createPublicTokens(secret: string): PublicTokens {
  const codeOf = (scope: TokenScope, ids: Buffer) =>
    createHmac('sha256', secret).update(`public ${scope} `).update(ids).digest().subarray(0, codeLength);
  return {
    make(scope, { organisationId, id }) {
      const ids = Buffer.concat([toBytes(organisationId), toBytes(id)]);
      return Buffer.concat([ids, codeOf(scope, ids)]).toString('base64url');
    },
    read(scope, token) {
      if (!shape.test(token)) return null;
      const bytes = Buffer.from(token, 'base64url');
      const ids = bytes.subarray(0, 2 * idLength);
      const isOurs = timingSafeEqual(bytes.subarray(2 * idLength), codeOf(scope, ids));
      return isOurs ? { organisationId: toId(ids.subarray(0, idLength)), id: toId(ids.subarray(idLength)) } : null;
    },
  };
}

const toBytes = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');

function toId(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
