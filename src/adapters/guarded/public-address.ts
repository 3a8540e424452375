/** Tells public internet addresses from private ones, which the bot must not be made to request. */
import type { LookupAddress } from 'node:dns';
import { lookup as resolve } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Thrown where a connection would go to an address that is not public. */
export class PrivateAddress extends Error {}

/** Public by its number, but on every machine of Azure it is the platform's own: metadata, keys, health. */
const azurePlatform = '168.63.129.16';

/** All of IPv6 that is given out to the internet. Outside of it ::7f00:1 is one more way to write 127.0.0.1. */
const internet6 = ipaddr.parseCIDR('2000::/3');

/** Whether `address` (an IP, as digits) is reached over the public internet. What ipaddr.js has a special name for is not. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  // 127.0.0.1 may also be written as ::ffff:127.0.0.1.
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast' || parsed.toString() === azurePlatform) return false;
  return parsed.kind() === 'ipv4' || parsed.match(internet6);
}

/** Whom an address (an IP, as digits) belongs to: itself, and in IPv6 its /64, of which one sender has all. */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  return 'parts' in parsed ? parsed.parts.slice(0, 4).join(':') : parsed.toString();
}

/**
 * Resolves a name for one connection and hands over only addresses that were looked at: asking twice would let a
 * name answer with a public address first and a private one then.
 */
export function guardedLookup(isAllowed: (address: string) => boolean): LookupFunction {
  return (hostname, options, done) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error) return done(error, '', 0);
      const addresses: readonly LookupAddress[] = found;
      if (!addresses.every(({ address }) => isAllowed(address))) return done(new PrivateAddress(hostname), '', 0);
      if (options.all) return done(null, [...addresses]);
      const [first] = addresses;
      return done(null, first?.address ?? '', first?.family);
    });
  };
}

/** A host written as an IP is connected to without any lookup, so it is looked at by itself; null: it is a name. */
export function literalAddress(hostname: string): string | null {
  const bare = hostname.replace(/^\[|\]$/gu, '');
  return isIP(bare) === 0 ? null : bare;
}
