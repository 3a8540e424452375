/** Sends surveys by mail: so many a day, in working hours, each person once whatever crashes. */
import { z } from 'zod';
import type { Dispatch, Outgoing, Sweep } from '../../chat/feature.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { type Reply, showCard } from '../../chat/reply.js';
import type { DeliveryOrder } from '../../delivery/delivery.js';
import { Conflict, InvalidInput } from '../../kernel/errors.js';
import { nextWorkingMoment } from '../../kernel/time/working-time.js';
import type { Transaction } from '../../storage/database.js';
import { mailingSweep } from '../customers/index.js';
import { calendarOf, hoursOf } from '../people/index.js';
import { askingMail } from './cards/mail-card.js';
import { sendingCard } from './cards/survey-cards.js';
import { surveyRefusals as refusals } from './cards/survey-words.js';
import type { SurveysDeps } from './deps.js';
import { kinds } from './kinds/kinds.js';
import { isOpen, surveyName, surveyNumbers } from './rules/survey.js';
import { pageWords, surveyMailsPerDay } from './settings.js';
import { findNumbered, refuseOthers, viewOf } from './show.js';
import { findAsking, noteMailUnsure, takeToMail } from './store/askings.js';
import { claimSending, findSurvey, saveSending, sendingDue, sendingWork } from './store/surveys.js';

/** `survey send S-1`: from now on its mails go out. */
export async function startSending(deps: SurveysDeps, typed: string, context: InteractionContext): Promise<Reply> {
  refuseOthers(context);
  if (!deps.sendsMail) throw new InvalidInput('surveys.noMail', refusals.noMail());
  const { organisationId, id: actorId } = context.actor;
  const survey = await findNumbered(deps, organisationId, surveyNumbers.read(typed));
  const now = deps.clock.now();
  if (!isOpen(survey, now)) throw new Conflict('surveys.notOpen', refusals.notOpen(surveyName(survey.number)));
  if (survey.audience.kind === 'link') throw new InvalidInput('surveys.noLinks', refusals.noLinks());
  await deps.database.transaction(async (tx) => {
    await saveSending(tx, survey, now);
    const change = { organisationId, actorId, surface: context.platform };
    await deps.people.audit(tx, { ...change, what: 'surveys.send', subject: surveyName(survey.number) });
  });
  const { settings } = await deps.people.organisation(organisationId);
  const perDay = surveyMailsPerDay.of(settings);
  const startsAt = nextWorkingMoment(calendarOf(settings), hoursOf(settings), now);
  return showCard(sendingCard(await viewOf(deps, survey.id, context), { perDay, startsAt }));
}

/** Hands mails that are due to delivery. */
export const sendingSweep = (deps: SurveysDeps): Sweep =>
  mailingSweep(deps, {
    work: sendingWork,
    due: sendingDue,
    claim: async (tx, now, limit) =>
      (await claimSending(tx, now, limit)).map((survey) => ({
        ...survey,
        // Whom planning finds later is sent to as well.
        growsAt: survey.planDueAt,
        isOver: !isOpen(survey, now),
      })),
    save: saveSending,
    perDay: surveyMailsPerDay,
    countSince: (tx, organisationId, since) => countAsking(deps, tx, organisationId, since),
    take: async (tx, { organisationId, id: surveyId }, { at, limit }) =>
      (await takeToMail(tx, { organisationId, surveyId, at }, limit)).map((asking) => orderOf(organisationId, asking)),
  });

/** How many mails that ask something went out since then: surveys and invitations to early tests share a day. */
export const countAsking = (
  { outbox }: Pick<SurveysDeps, 'outbox'>,
  tx: Transaction,
  organisationId: string,
  since: Date,
): Promise<number> => outbox.countMails(tx, { organisationId, since, about: ['surveys', 'earlyTests'] });

const orderOf = (organisationId: string, { id, personId }: { id: string; personId: string }): DeliveryOrder => ({
  organisationId,
  kind: 'surveys.ask',
  payload: { organisationId, askingId: id },
  to: { kind: 'person', organisationId, personId },
  atMostOnce: true,
});

const ofAsking = z.object({ organisationId: z.string(), askingId: z.string() });

/** What this room sends. */
export const outgoing = (deps: SurveysDeps): Readonly<Record<string, Outgoing>> => ({
  'surveys.ask': {
    compose: (payload) => compose(deps, ofAsking.parse(payload)),
    async settled(payload, outcome) {
      const { organisationId, askingId } = ofAsking.parse(payload);
      const isUnsure = 'failed' in outcome && outcome.mayHaveArrived === true;
      await noteMailUnsure(deps.database, { organisationId, askingId }, isUnsure ? deps.clock.now() : null);
    },
  },
});

const skip = (reason: string): Dispatch => ({ kind: 'skip', reason });

async function compose(deps: SurveysDeps, { organisationId, askingId }: z.output<typeof ofAsking>): Promise<Dispatch> {
  const asking = await findAsking(deps.database, organisationId, askingId);
  if (!asking) return skip('they are gone');
  if (asking.answeredAt) return skip('they have answered');
  const survey = await findSurvey(deps.database, organisationId, asking.surveyId);
  if (!survey || !isOpen(survey, deps.clock.now())) return skip('the survey has ended');
  const person = await deps.customers.person(organisationId, asking.personId);
  if (!person || person.leftOutOf.includes('surveys')) return skip('they want no surveys');
  const { name, settings } = await deps.people.organisation(organisationId);
  const url = `${deps.baseUrl()}/s/${deps.tokens.make('s', { organisationId, id: askingId })}`;
  const { mail, question } = kinds[survey.kind].asks(survey.about, name);
  return { kind: 'send', card: askingMail({ ...mail, question, words: pageWords.of(settings), url }) };
}
