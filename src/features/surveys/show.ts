/** Shows surveys: the list, how one goes, its links, and what stands beside the number. */
import type { Block } from '../../chat/card.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { createList, type ListHandlers } from '../../chat/list.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { InvalidInput, NotAllowed } from '../../kernel/errors.js';
import { canAdminister } from '../../kernel/person.js';
import {
  besideNumber as besideNumberBlock,
  linksCard,
  openHeading,
  type SurveyView,
  startNote,
  stoppedCard,
  surveyCard,
  surveyRow,
  surveysHeading,
} from './cards/survey-cards.js';
import { audienceText, surveyRefusals as refusals } from './cards/survey-words.js';
import type { SurveysDeps } from './deps.js';
import { kinds } from './kinds/kinds.js';
import { type Survey, surveyNumbers } from './rules/survey.js';
import { markGiven } from './store/askings.js';
import { type CountedSurvey, endSurvey, findByNumber, findCounted, listSurveys } from './store/surveys.js';

/** The router asks of what is typed; a button may be forwarded. */
export function refuseOthers({ actor }: Pick<InteractionContext, 'actor'>): void {
  if (!canAdminister(actor.role)) throw new NotAllowed('surveys.notYours', refusals.notYours());
}

/** Answers `survey` and its buttons. */
export function surveysList(deps: SurveysDeps): ListHandlers {
  return createList<CountedSurvey>({
    action: 'surveys.list',
    lists: { all: surveysHeading, open: openHeading },
    everything: 'all',
    one: { name: surveyNumbers, show: (number, context) => show(deps, number, context) },
    find: ({ which }, cut, { actor: { organisationId } }) =>
      listSurveys(deps.database, { organisationId, at: which === 'open' ? deps.clock.now() : null }, cut),
    rows: async (surveys) => surveys.map((survey) => surveyRow(survey, titleOf(survey), deps.clock.now())),
    note: async (_, totalCount) => (totalCount === 0 ? null : startNote()),
  });
}

/** Throws NotFound. */
export async function findNumbered(
  { database }: SurveysDeps,
  organisationId: string,
  number: number,
): Promise<CountedSurvey> {
  const found = await findByNumber(database, organisationId, number);
  if (!found) throw surveyNumbers.notFound(number);
  return found;
}

/** `survey S-1`: how it goes, and what its answers say to this viewer. Throws NotFound. */
export async function show(deps: SurveysDeps, number: number, context: InteractionContext): Promise<Reply> {
  const survey = await findNumbered(deps, context.actor.organisationId, number);
  const card = surveyCard(await toView(deps, survey, context));
  const results = (await kinds[survey.kind].results?.(deps, survey, context)) ?? [];
  return showCard({ ...card, blocks: [...card.blocks, ...results] });
}

/** By its id, as it is now. */
export async function viewOf(deps: SurveysDeps, id: string, context: InteractionContext): Promise<SurveyView> {
  const survey = await findCounted(deps.database, context.actor.organisationId, id);
  if (!survey) throw new Error('A survey that was just written is there.');
  return toView(deps, survey, context);
}

const titleOf = ({ kind, about, audience }: Survey): string => kinds[kind].title(about, audienceText(audience));

async function toView(deps: SurveysDeps, survey: CountedSurvey, { actor }: InteractionContext): Promise<SurveyView> {
  const { settings } = await deps.people.organisation(actor.organisationId);
  return {
    survey,
    title: titleOf(survey),
    now: deps.clock.now(),
    timeZone: settings.timeZone,
    mayChange: canAdminister(actor.role),
    sendsMail: deps.sendsMail,
    openLink: `${deps.baseUrl()}/s/${deps.tokens.make('p', survey)}`,
  };
}

/** `survey stop S-1` */
export async function stop(deps: SurveysDeps, typed: string, context: InteractionContext): Promise<Reply> {
  refuseOthers(context);
  if (typed.trim() === '') throw new InvalidInput('surveys.nameOne', refusals.nameOne());
  const { organisationId, id: actorId } = context.actor;
  const { id, number } = await findNumbered(deps, organisationId, surveyNumbers.read(typed));
  const wasOpen = await deps.database.transaction(async (tx) => {
    if (!(await endSurvey(tx, organisationId, id, deps.clock.now()))) return false;
    const change = { organisationId, actorId, surface: context.platform };
    await deps.people.audit(tx, { ...change, what: 'surveys.stop', subject: surveyNumbers.nameOf(number) });
    return true;
  });
  return showCard(stoppedCard(await viewOf(deps, id, context), wasOpen));
}

const hourMs = 3_600_000;

/** The file of links; whoever is in it counts as asked from now on. */
export async function handOutLinks(deps: SurveysDeps, typed: string, context: InteractionContext): Promise<Reply> {
  refuseOthers(context);
  const { organisationId, id: actorId } = context.actor;
  const { id, number, audience } = await findNumbered(deps, organisationId, surveyNumbers.read(typed));
  if (audience.kind === 'link') throw new InvalidInput('surveys.noLinks', refusals.noLinks());
  const now = deps.clock.now();
  await deps.database.transaction(async (tx) => {
    await markGiven(tx, organisationId, id, now);
    const change = { organisationId, actorId, surface: context.platform };
    await deps.people.audit(tx, { ...change, what: 'surveys.links', subject: surveyNumbers.nameOf(number) });
  });
  const { survey } = await viewOf(deps, id, context);
  const url = deps.links.sign(`/surveys/${organisationId}/${id}.csv`, new Date(now.getTime() + hourMs));
  return showCard(linksCard(survey, url));
}

/** Surveys that take answers now, beside the number; at most three. */
export async function besideNumber(deps: SurveysDeps, organisationId: string): Promise<readonly Block[]> {
  const at = deps.clock.now();
  const { items } = await listSurveys(deps.database, { organisationId, at, kind: 'nps' }, { limit: 3, offset: 0 });
  return items.map(besideNumberBlock);
}
