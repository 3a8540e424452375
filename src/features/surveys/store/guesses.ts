/** SQL of what members believe customers will choose; each statement is bound to the organisation. */
import type { Sql, Transaction } from '../../../storage/database.js';
import type { MemberGuess } from '../rules/priorities.js';

/** Whose survey it is. */
export interface OfSurvey {
  readonly organisationId: string;
  readonly surveyId: string;
}

/** All guesses, the first one first. They never leave the room but as shares, and to whoever made them. */
export function listGuesses(db: Sql, { organisationId, surveyId }: OfSurvey): Promise<readonly MemberGuess[]> {
  return db.query<MemberGuess[]>`
    SELECT member_id AS "memberId", choice, at, looked_at AS "lookedAt" FROM survey_guesses
    WHERE organisation_id = ${organisationId}::uuid AND survey_id = ${surveyId}::uuid ORDER BY at, member_id`;
}

/** Keeps a guess, or another in its place. False: they have looked at the answers, and the one before stays. */
export async function saveGuess(
  tx: Transaction,
  { organisationId, surveyId }: OfSurvey,
  { memberId, choice, at }: Pick<MemberGuess, 'memberId' | 'choice' | 'at'>,
): Promise<boolean> {
  const count = await tx.execute`
    INSERT INTO survey_guesses AS g (organisation_id, survey_id, member_id, choice, at)
    VALUES (${organisationId}::uuid, ${surveyId}::uuid, ${memberId}::uuid, ${choice}, ${at})
    ON CONFLICT (organisation_id, survey_id, member_id) DO UPDATE SET choice = excluded.choice, at = excluded.at
    WHERE g.looked_at IS NULL`;
  return count > 0;
}

/** Notes that they look at the answers now. */
export async function noteLook(tx: Transaction, { organisationId, surveyId }: OfSurvey, memberId: string, at: Date) {
  await tx.execute`
    UPDATE survey_guesses SET looked_at = ${at}
    WHERE organisation_id = ${organisationId}::uuid AND survey_id = ${surveyId}::uuid AND member_id = ${memberId}::uuid
      AND looked_at IS NULL`;
}
