/** `survey gap`: what was designed and done, as owners say, beside what customers expected and got. */
import type { InteractionContext } from '../../chat/interaction.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { periodOf } from '../../kernel/time/period.js';
import { gapCard } from './cards/gap-card.js';
import type { SurveysDeps } from './deps.js';
import { countExpected, listTouchpoints } from './store/gap.js';

/** Long enough for ten answers of a small company. */
const usualPeriod = '90d';

/** The four boxes, of all touchpoints or of one. Throws InvalidInput on `period`. */
export async function showGap(
  { database, feedback, people, clock }: SurveysDeps,
  typed: { readonly touchpoint?: string | undefined; readonly period?: string | undefined },
  { actor: { organisationId } }: InteractionContext,
): Promise<Reply> {
  const { settings } = await people.organisation(organisationId);
  const period = periodOf(typed.period ?? usualPeriod, clock.now(), settings.timeZone);
  const touchpoints = await listTouchpoints(database, organisationId);
  const named = typed.touchpoint?.trim() || null;
  const touchpoint = touchpoints.find((each) => each.toLowerCase() === named?.toLowerCase()) ?? named;
  const [answers, ticks] = await Promise.all([
    countExpected(database, organisationId, { touchpoint, period }),
    feedback.designTicks(organisationId, { period, topic: touchpoint }),
  ]);
  return showCard(gapCard({ touchpoint, period: period.label, ticks, answers, touchpoints }));
}
