/** Finds ideas that say about the same as what somebody is writing, the likest first. */
import type { IdeasDeps } from './deps.js';
import type { Answers, Idea } from './rules/idea.js';
import { likeness, similarFrom } from './rules/likeness.js';
import { findByIds } from './store/ideas.js';
import { findNeighbours } from './store/search.js';

export interface Similar {
  readonly idea: Idea;
  /** 0 to 1: rules/likeness.ts. */
  readonly likeness: number;
}

/** More than these nobody compares. */
const shownCount = 3;

type Written = Pick<Answers, 'title'> & Partial<Answers>;

export async function similarTo(
  { database }: IdeasDeps,
  organisationId: string,
  written: Written,
): Promise<readonly Similar[]> {
  const { title, delights = '', problem = null, benefit = null, experience = null } = written;
  const asked = { title, delights, problem, benefit, experience };
  const { mine, candidates, rarity } = await findNeighbours(database, organisationId, asked);
  const alike = candidates
    .map((candidate) => ({ id: candidate.id, likeness: likeness(mine, candidate, rarity) }))
    .filter((each) => each.likeness >= similarFrom)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, shownCount);
  const ideas = await findByIds(
    database,
    organisationId,
    alike.map(({ id }) => id),
  );
  return ideas.map((idea) => ({ idea, likeness: alike.find(({ id }) => id === idea.id)?.likeness ?? 0 }));
}
