/** Takes back a score or a value that somebody typed by mistake, and tells the places that read the wrong number. */

import type { InteractionContext } from '../../chat/interaction.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { NotFound } from '../../kernel/errors.js';
import { isId } from '../../kernel/id.js';
import { say } from '../../kernel/language/say.js';
import { refuseTakingBack } from '../../kernel/take-back.js';
import type { Transaction } from '../../storage/database.js';
import type { Merging } from '../customers/index.js';
import { nothingToTakeBack } from './cards/refusals.js';
import { takenBackCard } from './cards/small-cards.js';
import type { NpsDeps } from './deps.js';
import { monthStarts } from './rules/period.js';
import { placesToldSince, recountAnswers } from './store/score-changes.js';
import { deleteScore, findTyped, lockMetric, metricsOf, recountMonths } from './store/scores.js';
import { deleteValue, findValue, saveValue } from './store/values.js';
import { correction } from './undo.js';

const gone = () => new NotFound('nps.nothingToTakeBack', say(nothingToTakeBack));

/** By whoever recorded it, for ten minutes, and by the champion. Feedback that its words became is withdrawn as well. */
export async function takeBackScore(deps: NpsDeps, value: string, context: InteractionContext): Promise<Reply> {
  const { organisationId, id: actorId } = context.actor;
  const id = /^\d{1,18}$/.test(value) ? BigInt(value) : null;
  const found = id === null ? null : await findTyped(deps.database, organisationId, id);
  if (!found || id === null) throw gone();
  const now = deps.clock.now();
  refuseTakingBack({ byId: found.takenById, at: found.takenAt }, context.actor, now);
  const { feedbackNumber, customerId } = await deps.outbox.commit(async (tx) => {
    const { settings } = await deps.people.holdOrganisation(tx, organisationId);
    await lockMetric(tx, organisationId, found.metricId);
    const deleted = await deleteScore(tx, organisationId, id);
    if (!deleted) throw gone();
    if (deleted.customerId) await deps.customers.factsChanged(tx, organisationId, [deleted.customerId], ['score']);
    await recountMonths(tx, organisationId, found.metricId, {
      timeZone: settings.timeZone,
      monthStarts: monthStarts(settings.timeZone, now),
    });
    // Told first: a metric that this answer made goes with it.
    await tellPlaces(deps, tx, { ...found, organisationId, since: found.takenAt });
    await recountAnswers(tx, organisationId, found.metricId, { gone: 1, madeSince: found.takenAt });
    await deps.people.recordChange(tx, {
      organisationId,
      what: 'nps.takeBack',
      actorId,
      surface: context.platform,
      details: { metricId: found.metricId, scoreId: value },
    });
    return deleted;
  });
  if (feedbackNumber !== null) await deps.feedback.withdrawMistake(feedbackNumber, context);
  // A slip of the finger made the customer too. Last: what is withdrawn names nobody.
  const made = { ids: customerId === null ? [] : [customerId], madeSince: found.takenAt };
  await deps.database.transaction((tx) => deps.customers.forgetUnused(tx, organisationId, made));
  return showCard(takenBackCard(say('The score is taken back, and counts nowhere any more.')));
}

/** @param value `METRIC DATE BEFORE`: what stood there before comes back, where something did */
export async function takeBackValue(deps: NpsDeps, value: string, context: InteractionContext): Promise<Reply> {
  const { organisationId, id: actorId } = context.actor;
  const [metricId = '', date = '', typed = ''] = value.split(' ');
  const before = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(typed) ? Number(typed) : null;
  if (!isId(metricId)) throw gone();
  const now = deps.clock.now();
  await deps.outbox.commit(async (tx) => {
    await deps.people.holdOrganisation(tx, organisationId);
    await lockMetric(tx, organisationId, metricId);
    const found = await findValue(tx, organisationId, { metricId, date });
    if (!found) throw gone();
    refuseTakingBack({ byId: found.takenById, at: found.takenAt }, context.actor, now);
    if (before === null) await deleteValue(tx, organisationId, metricId, date);
    else await saveValue(tx, organisationId, metricId, { date, value: before, at: now, takenById: actorId });
    await tellPlaces(deps, tx, { metricId, name: found.name, organisationId, since: found.takenAt });
    const details = { metricId, date };
    const what = 'nps.takeBack';
    await deps.people.recordChange(tx, { organisationId, what, actorId, surface: context.platform, details });
  });
  const stands =
    before === null ? say('No value is kept for that date any more.') : say('The value from before is back.');
  return showCard(takenBackCard(stands));
}

async function tellPlaces(
  deps: NpsDeps,
  tx: Transaction,
  of: { readonly organisationId: string; readonly metricId: string; readonly name: string; readonly since: Date },
): Promise<void> {
  const places = await placesToldSince(tx, of);
  const now = deps.clock.now();
  await deps.outbox.enqueue(
    tx,
    places.map((placeId) => correction({ ...of, number: null, placeId }, now)),
  );
  await deps.putRight.tell(tx, of.organisationId);
}

/** Two customers became one, or two again: each month counts one latest answer of each. */
export async function recountMerged(deps: NpsDeps, tx: Transaction, merging: Merging): Promise<void> {
  if (!merging.tables.has('scores')) return;
  const now = deps.clock.now();
  for (const { metricId, organisationId } of await metricsOf(tx, merging.customerIds)) {
    const { settings } = await deps.people.holdOrganisation(tx, organisationId);
    await lockMetric(tx, organisationId, metricId);
    const starts = monthStarts(settings.timeZone, now);
    await recountMonths(tx, organisationId, metricId, { timeZone: settings.timeZone, monthStarts: starts });
  }
}
