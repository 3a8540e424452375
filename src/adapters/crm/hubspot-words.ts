/** What is asked of HubSpot beside the company, and how its properties are put into words. */

import { type SourceContact, type SourceFact, sourceLimits } from '../../chat/customer-source.js';
import { shorten } from '../../chat/shorten.js';
import { phrase } from '../../kernel/language/say.js';
import type { HubspotFound, HubspotProperties } from './hubspot-found.js';

/** The kinds of things that are read beside the company: each one search. */
export type BesideKind = 'contacts' | 'deals' | 'tickets';

/** What each is called where it could not be read. */
export const besideNames: Readonly<Record<BesideKind, string>> = {
  contacts: phrase('contacts'),
  deals: phrase('deals'),
  tickets: phrase('tickets'),
};

const ofCompany = (id: string) => ({ propertyName: 'associations.company', operator: 'EQ', value: id });

/** As many as a card names. */
const limit = 3;

/** Each with the body of its search, by the company's id. */
export const besideCompany: readonly { readonly kind: BesideKind; body(companyId: string): object }[] = [
  {
    kind: 'contacts',
    body: (id) => ({
      filterGroups: [{ filters: [{ propertyName: 'associatedcompanyid', operator: 'EQ', value: id }] }],
      properties: ['firstname', 'lastname', 'jobtitle', 'associatedcompanyid'],
      limit,
    }),
  },
  {
    kind: 'deals',
    body: (id) => ({
      filterGroups: [{ filters: [ofCompany(id), { propertyName: 'hs_is_closed', operator: 'EQ', value: 'false' }] }],
      properties: ['dealname', 'amount', 'deal_currency_code', 'closedate'],
      sorts: ['closedate'],
      limit,
    }),
  },
  {
    kind: 'tickets',
    body: (id) => ({
      filterGroups: [{ filters: [ofCompany(id), { propertyName: 'closed_date', operator: 'NOT_HAS_PROPERTY' }] }],
      properties: ['subject', 'createdate'],
      sorts: ['-createdate'],
      limit,
    }),
  },
];

/** The company's own facts. */
export function companyFacts(of: HubspotProperties): readonly SourceFact[] {
  return [
    ...fact(phrase('Industry'), words(of.industry)),
    ...fact(phrase('Stage'), words(of.lifecyclestage)),
    ...fact(phrase('Employees'), figure(of.numberofemployees)),
    ...fact(phrase('Revenue a year'), figure(of.annualrevenue)),
    ...fact(phrase('Where'), [of.city, of.country].filter((part) => part).join(', ')),
  ];
}

/** What contacts, deals and tickets say; what could not be read is left out. */
export function factsBeside(companyId: string, beside: ReadonlyMap<BesideKind, HubspotFound>): readonly SourceFact[] {
  const contacts = (beside.get('contacts')?.results ?? []).filter(
    ({ properties }) => properties.associatedcompanyid === companyId,
  );
  const people = contacts.map(({ properties }) => person(properties)).filter((name) => name !== '');
  return [
    ...fact(phrase('People in HubSpot'), people.join('; ')),
    ...counted(phrase('Open deals'), beside.get('deals'), deal),
    ...counted(phrase('Open tickets'), beside.get('tickets'), ({ subject }) => subject ?? ''),
  ];
}

/** Whom and what was last heard of: when somebody last spoke with them, and what they asked for. */
export function contactsOf(company: HubspotProperties, tickets: HubspotFound | undefined): readonly SourceContact[] {
  const asked = (tickets?.results ?? []).map(({ properties }) => ({
    at: instant(properties.createdate),
    channel: phrase('HubSpot ticket'),
    line: cut(properties.subject ?? '') || phrase('a ticket without a subject'),
  }));
  const spoken = {
    at: instant(company.notes_last_contacted),
    channel: 'HubSpot',
    line: phrase('a call, a mail or a meeting'),
  };
  return [spoken, ...asked].flatMap(({ at, ...rest }) => (at === null ? [] : [{ at, ...rest }]));
}

const cut = (text: string): string => shorten(text.replaceAll(/[\p{Cc}\p{Cs}\s]+/gu, ' ').trim(), sourceLimits.value);

function fact(label: string, value: string): readonly SourceFact[] {
  const shown = cut(value);
  return shown === '' ? [] : [{ label, value: shown }];
}

/** `COMPUTER_SOFTWARE` is `Computer software`. */
function words(code: string | null | undefined): string {
  const text = (code ?? '').replaceAll('_', ' ').toLowerCase().trim();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function figure(value: string | null | undefined): string {
  const number = value ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? number.toLocaleString('en-GB') : '';
}

function person({ firstname, lastname, jobtitle }: HubspotProperties): string {
  const name = [firstname, lastname].filter((part) => part).join(' ');
  return name !== '' && jobtitle ? `${name} (${jobtitle})` : name;
}

function deal({ dealname, amount, deal_currency_code: currency }: HubspotProperties): string {
  const sum = [figure(amount), currency ?? ''].filter((part) => part !== '').join(' ');
  return [dealname ?? '', figure(amount) === '' ? '' : sum].filter((part) => part !== '').join(', ');
}

function counted(
  label: string,
  found: HubspotFound | undefined,
  name: (properties: HubspotProperties) => string,
): readonly SourceFact[] {
  if (!found || found.total === 0) return [];
  const named = found.results.map(({ properties }) => name(properties)).filter((each) => each !== '');
  const count = found.total.toLocaleString('en-GB');
  return fact(label, named.length === 0 ? count : `${count}: ${named.join('; ')}`);
}

function instant(value: string | null | undefined): Date | null {
  // The search answers ISO 8601; exports and older accounts hold milliseconds.
  const at = value ? new Date(/^\d+$/.test(value) ? Number(value) : value) : null;
  return at === null || Number.isNaN(at.getTime()) ? null : at;
}
