/** A HubSpot for tests: companies, contacts, deals and tickets behind its search, in the types of HubSpot's own client. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type {
  CollectionResponseWithTotalSimplePublicObjectForwardPaging as Found,
  PublicObjectSearchRequest,
  SimplePublicObject,
} from '@hubspot/api-client/lib/codegen/crm/companies/index.js';

type Kind = 'companies' | 'contacts' | 'deals' | 'tickets';
type Properties = SimplePublicObject['properties'];

export interface StandInHubspot {
  readonly apiUrl: string;
  readonly token: string;
  /** Of each request: what was searched. */
  readonly asked: Kind[];
  /** Scopes that the token lacks. */
  readonly forbidden: Set<Kind>;
  /** @param companyId whose it is; absent: it is a company */
  add(kind: Kind, id: string, properties: Properties, companyId?: string): void;
  stop(): Promise<void>;
}

interface Kept extends Pick<SimplePublicObject, 'id' | 'properties'> {
  readonly kind: Kind;
  readonly companyId: string | null;
}

export async function openHubspot(): Promise<StandInHubspot> {
  const kept: Kept[] = [];
  const asked: Kind[] = [];
  const forbidden = new Set<Kind>();
  const token = 'pat-eu1-test';
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => void parts.push(part));
    request.on('end', () => {
      const kind = /^\/crm\/v3\/objects\/(companies|contacts|deals|tickets)\/search$/.exec(
        request.url ?? '',
      )?.[1] as Kind;
      asked.push(kind);
      const status =
        request.headers.authorization !== `Bearer ${token}`
          ? 401
          : request.method !== 'POST'
            ? 405
            : forbidden.has(kind)
              ? 403
              : 200;
      const body = JSON.parse(Buffer.concat(parts).toString()) as PublicObjectSearchRequest;
      const answer =
        status === 200
          ? search(
              kept.filter((each) => each.kind === kind),
              body,
            )
          : { status: 'error' };
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    asked,
    forbidden,
    add: (kind, id, properties, companyId) => void kept.push({ kind, id, properties, companyId: companyId ?? null }),
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** Groups are alternatives, the filters of a group hold together; at most five groups. */
function search(
  all: readonly Kept[],
  { filterGroups = [], properties = [], limit = 10 }: PublicObjectSearchRequest,
): Found {
  if (filterGroups.length > 5) throw new Error('HubSpot takes at most five groups of filters.');
  const found = all.filter((each) => filterGroups.some(({ filters }) => filters.every((filter) => fits(each, filter))));
  const results = found.slice(0, limit).map(({ id, properties: own }) => ({
    id,
    createdAt: new Date(0),
    updatedAt: new Date(0),
    properties: Object.fromEntries(properties.map((name) => [name, own[name] ?? null])),
  }));
  return { total: found.length, results };
}

type Filter = NonNullable<PublicObjectSearchRequest['filterGroups']>[number]['filters'][number];

function fits({ properties, companyId }: Kept, { propertyName, operator, value, values }: Filter): boolean {
  const own = propertyName === 'associations.company' ? companyId : (properties[propertyName] ?? null);
  switch (String(operator)) {
    case 'EQ':
      return own?.toLowerCase() === value?.toLowerCase();
    case 'IN':
      // Values have to be lower case, else HubSpot finds nothing.
      return own !== null && (values ?? []).includes(own.toLowerCase());
    case 'CONTAINS_TOKEN':
      return ` ${own?.toLowerCase()} `.includes(` ${value?.toLowerCase()} `);
    case 'NOT_HAS_PROPERTY':
      return own === null;
    default:
      throw new Error(`The stand-in does not know ${operator}.`);
  }
}
