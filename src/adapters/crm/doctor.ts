/** The check of the CRMs: asks each of them for a company that is nobody's, and says what came. */
import { type CustomerSource, type SourceTrouble, troubleWords } from '../../chat/customer-source.js';
import { type Check, type Finding, failing, ok, warning } from '../platform/check.js';

/** Nobody's: example.com is kept for examples (RFC 2606). */
const nobody = { names: ['Empty Chair test'], domains: ['example.com'], isThem: () => false };

export interface CrmCheckDeps {
  /** null: none is set up. */
  readonly sources: readonly CustomerSource[] | null;
  /** Who is served here; null: nobody can be asked now. */
  readonly organisationIds: () => Promise<readonly string[] | null>;
}

/** Whether the CRMs answer, and whether they are shown to anybody. */
export function crmCheck({ sources, organisationIds }: CrmCheckDeps): Check {
  return {
    name: 'crm',
    does: 'whether the CRMs that profiles ask answer, and whose they are',
    async run() {
      if (sources === null) return [ok('None is connected. docs/crm.md says how.')];
      const found = await Promise.all(sources.map(look));
      return [...found, ...whose(sources, await organisationIds())];
    },
  };
}

const bind = 'Set CRM_ORGANISATION to the id of the one whose CRM it is: npm run organisation -- list shows it.';

/** Nothing is wrong where nothing is said. */
function whose(sources: readonly CustomerSource[], served: readonly string[] | null): readonly Finding[] {
  const owner = sources[0]?.organisationId ?? null;
  if (owner === null && served === null) {
    return [warning('CRM_ORGANISATION is not set, and nobody can be asked how many organisations are served.', bind)];
  }
  if (owner === null && (served?.length ?? 0) > 1) {
    return [failing('Several organisations are served, so nobody is shown what the CRM knows.', bind)];
  }
  if (owner !== null && served !== null && !served.includes(owner)) {
    return [failing('CRM_ORGANISATION is the id of nobody here, so nobody is shown what the CRM knows.', bind)];
  }
  return [];
}

async function look(source: CustomerSource): Promise<Finding> {
  const answer = await source.lookUp(nobody);
  if (answer.kind !== 'failed') return ok(`${source.name} answers.`);
  return failing(troubleWords(source.name, answer.trouble), remedies[answer.trouble]);
}

const remedies: Readonly<Record<SourceTrouble, string>> = {
  address: 'Mend CRM_LOOKUP_URL.',
  private: 'Set CRM_PRIVATE_ADDRESSES=on if it is meant to be there.',
  redirects: 'Set CRM_LOOKUP_URL to the address at which it ends.',
  tooLarge: 'Let it answer with the fields that are shown, and nothing else.',
  slow: 'Look whether it is busy, and let it do less for one answer.',
  unreachable: 'Look whether it runs, and whether this machine may call it.',
  notJson: 'Let it answer JSON, as docs/crm.md shows.',
  refused: 'Mend HUBSPOT_TOKEN and the scopes of its app, or CRM_LOOKUP_SECRET on both sides.',
  busy: 'Look again in a minute.',
  status: 'Its own log says why.',
};
