/** Asks HubSpot for a company with its contacts, deals and tickets, by the token of a private app. */

import {
  type AskedOfSource,
  type CustomerSource,
  type SourceAnswer,
  sourceLimits,
} from '../../chat/customer-source.js';
import { deadlineSignal } from '../../kernel/deadline.js';
import { phrase } from '../../kernel/language/say.js';
import { found, type HubspotFound, type HubspotProperties } from './hubspot-found.js';
import { besideCompany, besideNames, companyFacts, contactsOf, factsBeside } from './hubspot-words.js';
import { type Reach, readJson, SourceFailed } from './read-json.js';

export interface HubspotOptions extends Omit<Reach, 'signal'> {
  /** Of a private app with read scopes for companies, contacts, deals and tickets. */
  readonly token: string;
  readonly organisationId: string | null;
  /** Without a slash at its end. */
  readonly apiUrl: string;
  readonly timeMs?: number;
}

/** @see CustomerSource */
export function createHubspot({ timeMs = sourceLimits.timeMs, ...options }: HubspotOptions): CustomerSource {
  const { token, organisationId, apiUrl, ...reach } = options;
  return {
    name: 'HubSpot',
    organisationId,
    async lookUp(asked) {
      const signal = deadlineSignal(timeMs);
      const search = async (kind: string, body: object): Promise<HubspotFound> => {
        const url = `${apiUrl}/crm/v3/objects/${kind}/search`;
        const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
        const answer = await readJson({ url, headers, body: JSON.stringify(body) }, { ...reach, signal });
        const read = found.safeParse(answer);
        if (!read.success) throw new SourceFailed('notJson');
        return read.data;
      };
      try {
        return await lookUp(asked, search);
      } catch (error) {
        if (!(error instanceof SourceFailed)) throw error;
        return { kind: 'failed', trouble: error.trouble };
      }
    },
  };
}

type Search = (kind: string, body: object) => Promise<HubspotFound>;

const companyProperties = [
  ...['name', 'domain', 'industry', 'lifecyclestage', 'numberofemployees', 'annualrevenue', 'city', 'country'],
  'notes_last_contacted',
];

/** HubSpot takes at most five groups of filters; `IN` compares lower case. */
function whichCompany({ names, domains }: AskedOfSource): object {
  const values = (all: readonly string[]) => all.slice(0, 20).map((each) => each.toLowerCase());
  const filters = [
    ...(domains.length > 0 ? [{ propertyName: 'domain', operator: 'IN', values: values(domains) }] : []),
    { propertyName: 'name', operator: 'IN', values: values(names) },
    // "Acme" is "Acme Ltd" there.
    { propertyName: 'name', operator: 'CONTAINS_TOKEN', value: names[0] ?? '' },
  ];
  return { filterGroups: filters.map((filter) => ({ filters: [filter] })), properties: companyProperties, limit: 20 };
}

async function lookUp(asked: AskedOfSource, search: Search): Promise<SourceAnswer> {
  const { results } = await search('companies', whichCompany(asked));
  const identified = results.map(({ id, properties }) => ({
    id,
    properties,
    name: properties.name ?? null,
    domain: properties.domain ?? null,
  }));
  const theirs = identified.filter((company) => asked.isThem(company));
  const byDomain = theirs.filter(({ domain }) => domain !== null && asked.domains.includes(domain.toLowerCase()));
  const fits = byDomain.length > 0 ? byDomain : theirs;
  const [company, twin] = fits;
  if (!company) {
    // Only what bears their name is worth a word: a search by words finds neighbours too.
    const namesake = identified.find(({ name }) => asked.isThem({ name, domain: null }));
    return namesake ? { kind: 'other', called: [called(namesake)] } : { kind: 'unknown' };
  }
  if (twin) return { kind: 'other', called: [called(company), called(twin)] };
  return withTheRest(company, search);
}

const called = ({ name, domain }: { readonly name: string | null; readonly domain: string | null }): string =>
  name && domain ? `${name} (${domain})` : (name ?? domain ?? phrase('a company'));

async function withTheRest(
  company: { readonly id: string; readonly properties: HubspotProperties },
  search: Search,
): Promise<SourceAnswer> {
  const read = await Promise.all(
    besideCompany.map(async ({ kind, body }) => {
      try {
        return [kind, await search(kind, body(company.id))] as const;
      } catch (error) {
        // What one of them may not read does not take away the others.
        if (error instanceof SourceFailed) return [kind, null] as const;
        throw error;
      }
    }),
  );
  const beside = new Map(read.flatMap(([kind, answer]) => (answer ? [[kind, answer] as const] : [])));
  return {
    kind: 'found',
    facts: [...companyFacts(company.properties), ...factsBeside(company.id, beside)].slice(0, sourceLimits.facts),
    contacts: contactsOf(company.properties, beside.get('tickets')).slice(0, sourceLimits.contacts),
    without: read.flatMap(([kind, answer]) => (answer ? [] : [besideNames[kind]])),
  };
}
