/** Reads which idea is meant and who is concerned by it; used by every use case of this room. */
import type { Transaction } from '../../storage/database.js';
import type { Deed, IdeasDeps } from './deps.js';
import type { Experiment } from './rules/experiment.js';
import { type Idea, type IdeaState, ideaNumbers, ideaStates } from './rules/idea.js';
import type { Concerned } from './rules/moves.js';
import { findByNumber, lockByNumber } from './store/ideas.js';

/** `I-7` as a button's value or a form's subject. Throws InvalidInput. */
export const numberOf = ideaNumbers.read;

/** `I-7 parked`: what a form was opened on, with how it stood then. */
export function readSubject(subject: string): { readonly number: number; readonly seen: IdeaState | null } {
  const [name = '', state] = subject.split(' ');
  return { number: numberOf(name), seen: ideaStates.find((each) => each === state) ?? null };
}

/** Throws NotFound, also for another organisation's. */
export async function find({ database }: IdeasDeps, organisationId: string, number: number): Promise<Idea> {
  const idea = await findByNumber(database, organisationId, number);
  if (!idea) throw ideaNumbers.notFound(number);
  return idea;
}

/** The id of what is called so; null: there is none. */
export async function idOf({ database }: IdeasDeps, organisationId: string, typed: string): Promise<string | null> {
  const number = ideaNumbers.parse(typed);
  return number === null ? null : ((await findByNumber(database, organisationId, number))?.id ?? null);
}

/** Locked until `tx` ends. */
export async function lock(tx: Transaction, organisationId: string, number: number): Promise<Idea> {
  const idea = await lockByNumber(tx, organisationId, number);
  if (!idea) throw ideaNumbers.notFound(number);
  return idea;
}

export function concernedBy(idea: Idea, experiment: Experiment | null, { actor }: Pick<Deed, 'actor'>): Concerned {
  return {
    authorId: idea.authorId,
    runnerId: experiment?.runnerId ?? null,
    isChampionOrAdmin: actor.role !== 'member',
  };
}
