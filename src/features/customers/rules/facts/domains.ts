/** By which domain a company is known, and which domains say nothing because anybody has a mailbox there. Pure. */

import type { Attributes } from '../attribute.js';

/** Providers of mailboxes for everybody, and their names in other countries. */
const publicNames = new Set(
  (
    'gmail googlemail yahoo ymail rocketmail hotmail outlook live msn icloud aol gmx proton protonmail pm tutanota tuta ' +
    'mail email zoho yandex fastmail hey web freenet t-online posteo mailbox arcor orange wanadoo free sfr laposte neuf ' +
    'libero virgilio tiscali alice tin comcast verizon sbcglobal att bellsouth cox charter earthlink btinternet sky ' +
    'virginmedia talktalk ntlworld blueyonder qq 163 126 sina sohu foxmail naver daum hanmail nate rambler inbox list bk ' +
    'ukr seznam wp onet interia o2 bol uol terra ig bigpond optusnet rediffmail rogers shaw sympatico telus mailinator ' +
    'guerrillamail yopmail me mac bluewin hispeed ziggo kpnmail xs4all skynet telenet'
  ).split(' '),
);

/** `https://www.Acme.com/about` and `acme.com` are `acme.com`. null: it is none. */
export function domainOf(typed: string): string | null {
  const text = typed.trim().toLowerCase();
  if (text === '' || text.length > 300 || /\s/u.test(text)) return null;
  const address = text.includes('://') ? text : `http://${text}`;
  if (!URL.canParse(address)) return null;
  const host = new URL(address).hostname.replace(/^www\./u, '').replace(/\.$/u, '');
  // Not an address of a machine, nor a name without a dot.
  return /^(?:[\p{L}\p{N}-]{1,63}\.)+[\p{L}][\p{L}\p{N}-]{1,62}$/u.test(host) && host.length <= 253 ? host : null;
}

/** The company's domain in an address. null: a mailbox that anybody may have. @param emailKey as addresses are compared */
export function companyDomainOf(emailKey: string): string | null {
  const domain = domainOf(emailKey.slice(emailKey.lastIndexOf('@') + 1));
  return domain === null || isPublic(domain) ? null : domain;
}

/** How people and systems call the address of a company. */
const domainNames = ['domain', 'website', 'web', 'url', 'homepage'];

/** The company's own domains, as its facts say. */
export function domainsOf(attributes: Attributes): readonly string[] {
  const told = Object.entries(attributes).flatMap(([key, { value }]) =>
    domainNames.includes(key.toLowerCase()) && typeof value === 'string' ? (domainOf(value) ?? []) : [],
  );
  return [...new Set(told)].filter((domain) => !isPublic(domain));
}

/** A domain and those that it lies in: `mail.acme.com`, `acme.com`. */
export const domainsAround = (domain: string): readonly string[] =>
  domain.split('.').flatMap((_, index, labels) => (index < labels.length - 1 ? [labels.slice(index).join('.')] : []));

/** Whether anybody may have a mailbox or a page there. */
export function isPublic(domain: string): boolean {
  const labels = domain.split('.');
  // yahoo.com, yahoo.co.uk, but not gmail.acme.com.
  const isShort = labels.length === 2 || (labels.length === 3 && (labels[1]?.length ?? 9) <= 3);
  return isShort && publicNames.has(labels[0] ?? '');
}
