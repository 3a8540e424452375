/** Reads a person at a customer as somebody typed them, and an address as addresses are compared. */
import { z } from 'zod';
import { cleanName } from './rules/customer.js';
import type { PersonDraft } from './rules/customer-person.js';

/** A local part without the signs that stand around addresses, and a host with a dot. */
const shape =
  /^[^\s@"<>()[\]\\,;:]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+\p{L}[\p{L}\p{N}-]*[\p{L}\p{N}]$/u;
const email = z.email({ pattern: shape }).max(254);

/** An address as it is compared; null: it is none that a mail could reach. */
export function emailKey(typed: string): string | null {
  const trimmed = typed.trim();
  return email.safeParse(trimmed).success ? trimmed.normalize('NFC').toLowerCase() : null;
}

/** `Ada <ada@acme.com>` and `mailto:ada@acme.com` are `ada@acme.com`. */
export const bareAddress = (typed: string): string => typed.replace(/^.*<([^<>]+)>$/u, '$1').replace(/^mailto:/iu, '');

/** `Ada Byron, CFO, ada@acme.com`: a name first, then a role and an address in either order. null: it is not that. */
export function readPerson(typed: string): PersonDraft | null {
  const parts = typed
    .split(',')
    .map(cleanName)
    .filter((part) => part !== '');
  const mails = parts.map((part) => part.replace(/^<(.*)>$/u, '$1')).filter((part) => part.includes('@'));
  const [address = null, ...more] = mails;
  const [name, ...roles] = parts.filter((part) => !part.includes('@'));
  if (more.length > 0 || (address !== null && emailKey(address) === null)) return null;
  const called = name ?? address;
  return called === null || called === undefined
    ? null
    : { name: called, role: roles.join(', ') || null, email: address };
}
