/** Looks up what a written idea cites and names: feedback by number, customers and segments by name. Part of posting. */
import { InvalidInput } from '../../kernel/errors.js';
import { AmbiguousCustomers } from '../customers/index.js';
import * as refusals from './cards/refusals.js';
import type { IdeasDeps } from './deps.js';
import { readDoubtful, readEvidence } from './rules/evidence.js';
import { limits } from './rules/idea.js';
import type { Draft } from './schema.js';

export interface CheckedLinks {
  readonly feedbackIds: readonly string[];
  readonly customerIds: readonly string[];
  readonly segments: readonly string[];
}

/** Throws InvalidInput with every field's problem at once, so that nobody mends one to meet the next. */
export async function checkLinks(deps: IdeasDeps, organisationId: string, draft: Draft): Promise<CheckedLinks> {
  const [cited, named] = await Promise.all([
    citedBy(deps, organisationId, draft.evidence ?? ''),
    namedBy(deps, organisationId, draft),
  ]);
  const fields = {
    ...(typeof cited === 'string' ? { evidence: cited } : {}),
    ...(typeof named === 'string' ? { customers: named } : {}),
  };
  if (typeof cited === 'string' || typeof named === 'string') {
    throw new InvalidInput('ideas.unknownLinks', Object.values(fields).join(' '), fields);
  }
  return { feedbackIds: cited, ...named };
}

/** Our ids, or what is wrong. */
async function citedBy(
  { feedback }: IdeasDeps,
  organisationId: string,
  answer: string,
): Promise<readonly string[] | string> {
  const cited = readEvidence(answer);
  if (cited.length > limits.links) return refusals.tooManyLinks(cited.length);
  const found = await feedback.glimpse(organisationId, { numbers: cited.map(({ number }) => number) }, null);
  const missing = cited.filter(({ number }) => !found.some((each) => each.number === number));
  const [doubtful] = readDoubtful(answer);
  if (missing.length > 0) return refusals.noSuchFeedback(missing.map(({ name }) => name));
  return doubtful ? refusals.isThisFeedback(doubtful) : found.map(({ id }) => id);
}

/** What was listed has to be there; what a sentence happens to name is taken along. */
async function namedBy(
  { customers }: IdeasDeps,
  organisationId: string,
  draft: Draft,
): Promise<Omit<CheckedLinks, 'feedbackIds'> | string> {
  const typed = (draft.customers ?? '').split(/[,;\n]/u).map((each) => each.trim());
  const names = [...new Set(typed.filter((each) => each !== ''))];
  if (names.length > limits.customers) return refusals.tooManyNames(names.length);
  const customerIds = new Set<string>();
  const segments = new Set<string>();
  for (const name of names) {
    const found = await lookUp({ customers }, organisationId, name);
    if (typeof found === 'string') return found;
    if (found.customerId) customerIds.add(found.customerId);
    if (found.segment) segments.add(found.segment);
  }
  const mentioned = await customers.mentionedIn(organisationId, draft.touches);
  for (const { id } of mentioned.slice(0, limits.customers)) customerIds.add(id);
  return { customerIds: [...customerIds], segments: [...segments] };
}

async function lookUp(
  { customers }: Pick<IdeasDeps, 'customers'>,
  organisationId: string,
  name: string,
): Promise<{ readonly customerId?: string; readonly segment?: string } | string> {
  try {
    const customer = await customers.find(organisationId, name);
    if (customer) return { customerId: customer.id };
  } catch (error) {
    if (error instanceof AmbiguousCustomers) return error.message;
    throw error;
  }
  const segment = await customers.segmentNamed(organisationId, name);
  return segment ? { segment } : refusals.noSuchCustomer(name, await customers.nearest(organisationId, name));
}
