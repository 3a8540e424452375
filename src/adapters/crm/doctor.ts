/** The check of the CRMs: asks each of them for a company that is nobody's, and says what came. */
import { type CustomerSource, type SourceTrouble, troubleWords } from '../../chat/customer-source.js';
import { type Check, type Finding, failing, ok } from '../platform/check.js';

/** Nobody's: example.com is kept for examples (RFC 2606). */
const nobody = { names: ['Empty Chair test'], domains: ['example.com'], isThem: () => false };

/** @param sources null: none is set up */
export function crmCheck(sources: readonly CustomerSource[] | null): Check {
  return {
    name: 'crm',
    does: 'whether the CRMs that profiles ask answer',
    async run() {
      if (sources === null) return [ok('None is connected. docs/crm.md says how.')];
      return Promise.all(sources.map(look));
    },
  };
}

async function look(source: CustomerSource): Promise<Finding> {
  const answer = await source.lookUp(nobody);
  if (answer.kind !== 'failed') return ok(`${source.name} answers.`);
  return failing(`${source.name} ${troubleWords[answer.trouble]}.`, remedies[answer.trouble]);
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
