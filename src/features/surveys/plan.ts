/** Finds whom a survey asks, piece by piece, in the background: a hundred thousand people hold nobody up. */
import type { Sweep } from '../../chat/feature.js';
import { newId } from '../../kernel/id.js';
import type { Transaction } from '../../storage/database.js';
import type { SurveysDeps } from './deps.js';
import { addedLeftOut, isOpen, reasonAgainst, type Survey } from './rules/survey.js';
import { insertAskings, lastAsked } from './store/askings.js';
import { claimPlanning, planningDue, planningWork, savePlanning } from './store/surveys.js';

/** People in one transaction. */
const pieceLength = 1_000;

/** Goes on until everybody was looked at, one piece of a survey at a time. */
export const planningSweep = (deps: SurveysDeps): Sweep =>
  deps.batches.sweep({
    work: planningWork,
    due: planningDue,
    limit: 1,
    claim: claimPlanning,
    async run(tx, surveys, now) {
      for (const survey of surveys) await plan(deps, tx, survey, now);
    },
  });

async function plan({ customers }: SurveysDeps, tx: Transaction, survey: Survey, now: Date): Promise<void> {
  const { organisationId, id: surveyId, plannedUpTo: after, restDays } = survey;
  if (!isOpen(survey, now)) return savePlanning(tx, survey, { ...survey, planDueAt: null });
  const { audience: of } = survey;
  const people =
    of.kind === 'link' ? [] : await customers.askable({ organisationId, of, after, limit: pieceLength }, tx);
  const ids = people.map(({ id }) => id);
  const asked = await lastAsked(tx, organisationId, { surveyId, personIds: ids });
  const others = people.filter(({ id }) => !asked.get(id)?.isByThis);
  const judged = others.map(({ id: personId, leftOutOf, mailFailsSince, askedElsewhereAt }) => {
    const candidate = {
      personId,
      wantsNone: leftOutOf.includes('surveys'),
      isUnreachable: mailFailsSince !== null,
      lastAskedAt: later(asked.get(personId)?.at ?? null, askedElsewhereAt),
    };
    return { personId, reason: reasonAgainst(candidate, restDays, now) };
  });
  const chosen = judged.filter(({ reason }) => reason === null).map(({ personId }) => ({ id: newId(now), personId }));
  await insertAskings(tx, { organisationId, surveyId, at: now }, chosen);
  const isThrough = people.length < pieceLength;
  await savePlanning(tx, survey, {
    planDueAt: isThrough ? new Date(now.getTime() + dayMs) : now,
    plannedAt: survey.plannedAt ?? (isThrough ? now : null),
    plannedUpTo: isThrough ? null : (ids.at(-1) ?? null),
    leftOut: addedLeftOut(
      after === null ? {} : survey.leftOut,
      judged.map(({ reason }) => reason),
    ),
  });
}

/** Customers come, and rest ends: so often everybody is looked at again while answers are taken. */
const dayMs = 86_400_000;

const later = (one: Date | null, other: Date | null): Date | null =>
  one === null || (other !== null && other > one) ? other : one;
