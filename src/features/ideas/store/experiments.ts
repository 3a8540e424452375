/** SQL of experiments: started, asked about, answered or stopped. */
import { claimable, type Database, dueNext, type Sql, sql, type Transaction } from '../../../storage/database.js';
import { type Experiment, experimentKind } from '../rules/experiment.js';

const columns = sql.raw(`id, organisation_id AS "organisationId", idea_id AS "ideaId", change, metric,
  value_before AS "valueBefore", value_after AS "valueAfter", better, learned, ends_on AS "endsOn",
  runner_id AS "runnerId", started_by_id AS "startedById", started_at AS "startedAt", state, round,
  ask_count AS "askCount", asked_id AS "askedId", due_at AS "dueAt", answered_by_id AS "answeredById",
  answered_at AS "answeredAt"`);

/** Adds a new experiment. */
export async function insertExperiment(tx: Transaction, e: Experiment): Promise<void> {
  await tx.execute`
    INSERT INTO experiments (id, organisation_id, idea_id, change, metric, value_before, value_after, better, learned,
      ends_on, runner_id, started_by_id, started_at, state, round, ask_count, asked_id, due_at, answered_by_id,
      answered_at)
    VALUES (${e.id}::uuid, ${e.organisationId}::uuid, ${e.ideaId}::uuid, ${e.change}, ${e.metric}, ${e.valueBefore},
      ${e.valueAfter}, ${e.better}, ${e.learned}, ${e.endsOn}, ${e.runnerId}::uuid, ${e.startedById}::uuid,
      ${e.startedAt}, ${e.state}, ${e.round}::int, ${e.askCount}::int, ${e.askedId}::uuid, ${e.dueAt},
      ${e.answeredById}::uuid, ${e.answeredAt})`;
}

/** Writes an experiment as it is now. Its id, organisation and idea never change. */
export async function saveExperiment(tx: Transaction, e: Experiment): Promise<void> {
  await tx.execute`
    UPDATE experiments SET change = ${e.change}, metric = ${e.metric}, value_before = ${e.valueBefore},
      value_after = ${e.valueAfter}, better = ${e.better}, learned = ${e.learned}, ends_on = ${e.endsOn},
      runner_id = ${e.runnerId}::uuid, started_by_id = ${e.startedById}::uuid, started_at = ${e.startedAt},
      state = ${e.state}, round = ${e.round}::int, ask_count = ${e.askCount}::int, asked_id = ${e.askedId}::uuid,
      due_at = ${e.dueAt}, answered_by_id = ${e.answeredById}::uuid, answered_at = ${e.answeredAt}
    WHERE organisation_id = ${e.organisationId}::uuid AND id = ${e.id}::uuid`;
}

/** The latest of each of these ideas, by idea. */
export async function latestOf(
  db: Sql,
  organisationIds: readonly string[],
  ideaIds: readonly string[],
): Promise<ReadonlyMap<string, Experiment>> {
  const rows = await db.query<Experiment[]>`
    SELECT DISTINCT ON (idea_id) ${columns} FROM experiments
    WHERE organisation_id = ANY(${[...organisationIds]}::uuid[]) AND idea_id = ANY(${[...ideaIds]}::uuid[])
    ORDER BY idea_id, state = 'running' DESC, started_at DESC, id DESC`;
  return new Map(rows.map((experiment) => [experiment.ideaId, experiment]));
}

/** By our own ids, in no order, across organisations; unknown ids are left out. */
export async function findExperiments(
  db: Sql,
  organisationIds: readonly string[],
  ids: readonly string[],
): Promise<Experiment[]> {
  if (ids.length === 0) return [];
  return db.query`SELECT ${columns} FROM experiments WHERE organisation_id = ANY(${[...organisationIds]}::uuid[])
      AND id = ANY(${[...ids]}::uuid[])`;
}

/** Those whose question waits for this person, the longest first. */
export async function askedOf(
  database: Database,
  organisationId: string,
  memberId: string,
): Promise<readonly Experiment[]> {
  return database.query`
    SELECT ${columns} FROM experiments
    WHERE organisation_id = ${organisationId}::uuid AND asked_id = ${memberId}::uuid AND state = 'running'
      AND ask_count > 0
    ORDER BY ends_on, started_at`;
}

/** When the next experiment is to be asked about. */
export const experimentsDue = dueNext(experimentKind, { table: 'experiments', dueAt: 'due_at' });

/** Those that are due and not in the hands of another copy of the bot; locked. */
export async function claimDue(tx: Transaction, now: Date, limit: number): Promise<readonly Experiment[]> {
  return tx.query`
    SELECT ${columns} FROM experiments
    WHERE due_at <= ${now} AND ${claimable(experimentKind, 'experiments', now)}
    ORDER BY due_at, id LIMIT ${limit}::int FOR UPDATE SKIP LOCKED`;
}
