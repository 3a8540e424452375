/** Notes what somebody is to be thanked for, in the transaction in which they earn it: so nothing that came by an import is. */
import { newId } from '../../kernel/id.js';
import type { Transaction } from '../../storage/database.js';
import { calendarOf, hoursOf } from '../people/index.js';
import type { HonoursDeps } from './deps.js';
import { type Honour, isRound, sayAt } from './rules/honour.js';
import { thanks } from './settings.js';
import { hasEarned, insertHonour } from './store/honours.js';

/** Listens to the rooms where people earn thanks; call it once for a house. */
export function listen(deps: HonoursDeps): void {
  const { ideas, feedback, meetings } = deps;
  ideas.onAdopted((tx, { organisationId, id: subjectId, authorId: memberId, placeId }) =>
    earn(deps, tx, { organisationId, kind: 'adopted', subjectId, memberId, placeId, count: null }),
  );
  feedback.onSaidSolved(async (tx, { organisationId, id: subjectId, resolvedById: memberId, placeId }) => {
    if (memberId === null) return;
    await earn(deps, tx, { organisationId, kind: 'solved', subjectId, memberId, placeId, count: null });
  });
  feedback.onResolved((tx, { organisationId, id }) => answered(deps, tx, organisationId, id));
  meetings.onLearned(async (tx, { organisationId, id: subjectId, memberId, placeId }) => {
    const count = await meetings.learnedBy(organisationId, memberId, tx);
    const earned = { organisationId, kind: 'learnings', subjectId, memberId, placeId, count } as const;
    if (isRound(count) && !(await hasEarned(tx, earned, null))) await earn(deps, tx, earned);
  });
}

/** The tenth answer in a row within the promise, while nothing of theirs is late. The promise is its owner's. */
async function answered(deps: HonoursDeps, tx: Transaction, organisationId: string, subjectId: string): Promise<void> {
  const answer = await deps.feedback.answered(organisationId, subjectId, tx);
  if (!answer?.ownerId || !answer.isInTime) return;
  const { ownerId: memberId, placeId } = answer;
  const { count, isLateNow, lastLateAt } = await deps.feedback.streakOf(organisationId, memberId, tx);
  const earned = { organisationId, kind: 'streak', subjectId, memberId, placeId, count } as const;
  if (isRound(count) && !isLateNow && !(await hasEarned(tx, earned, lastLateAt))) await earn(deps, tx, earned);
}

async function earn(deps: HonoursDeps, tx: Transaction, earned: Omit<Honour, 'id' | 'earnedAt'>): Promise<void> {
  const { settings } = await deps.people.organisation(earned.organisationId, tx);
  if (!thanks.of(settings)) return;
  const earnedAt = deps.clock.now();
  const dueAt = sayAt(calendarOf(settings), hoursOf(settings), earnedAt);
  await insertHonour(tx, { ...earned, id: newId(earnedAt), earnedAt }, dueAt);
}
