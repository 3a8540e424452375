/**
 * Links to what the bot serves to whoever has the link, for a while: minutes, charts. Rooms sign them into cards,
 * the web routes check them before they answer.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** Signs and checks links that are good for a while. */
export interface SignedLinks {
  /** The absolute address of `path` (`/minutes/ID.md`), good until `expiresAt`. */
  sign(path: string, expiresAt: Date): string;
  /** Whether `pathAndQuery`, as the request has it, was signed here and is still good at `now`. */
  isGood(pathAndQuery: string, now: Date): boolean;
}

/** @param baseUrl where others reach the bot, without a slash at its end; asked at each signing */
export function createSignedLinks(secret: string, baseUrl: () => string): SignedLinks {
  const signatureOf = (path: string, until: string) =>
    createHmac('sha256', secret).update(`${path} ${until}`).digest('base64url');
  return {
    sign(path, expiresAt) {
      const until = String(Math.ceil(expiresAt.getTime() / 1000));
      return `${baseUrl()}${path}?until=${until}&signature=${signatureOf(path, until)}`;
    },
    isGood(pathAndQuery, now) {
      const { pathname, searchParams } = new URL(pathAndQuery, 'http://chair.invalid');
      const until = searchParams.get('until') ?? '';
      const given = Buffer.from(searchParams.get('signature') ?? '');
      const right = Buffer.from(signatureOf(pathname, until));
      const isOurs = given.length === right.length && timingSafeEqual(given, right);
      return isOurs && Number(until) * 1000 > now.getTime();
    },
  };
}
