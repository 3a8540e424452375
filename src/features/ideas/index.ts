/**
 * The door of ideas: proposals that answer for the customer. Which customers does it touch, and why would it
 * delight them? post.ts takes one in and offers what is similar, support.ts and move.ts carry it on,
 * experiments.ts tries it, reminders.ts comes back on the end date, outgoing.ts composes what is sent, show.ts and
 * listing.ts answer, report.ts counts; meetings ask meeting.ts for what is new. house.ts builds it.
 */

import type { Command, Feature, ReportPeriod } from '../../chat/feature.js';
import type { Form } from '../../chat/form.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { wordsToFind } from '../../chat/list.js';
import { meantBy } from '../../chat/meant.js';
import { shownBy } from '../../chat/numbered.js';
import { done, openForm, type Reply } from '../../chat/reply.js';
import { isId } from '../../kernel/id.js';
import { phrase, say } from '../../kernel/language/say.js';
import type { Actor } from '../../kernel/person.js';
import type { Transaction } from '../../storage/database.js';
import type { MeetingPlace } from '../people/index.js';
import { type IdeasByPlace, ideasByPlace } from './by-place.js';
import { endForm, moveForm, resultForm, tryForm } from './cards/forms.js';
import { adoptersText, stillRunning } from './cards/refusals.js';
import { customerPart } from './customer-part.js';
import type { Deed, IdeasDeps, OnAdopted, Origin } from './deps.js';
import { enterResult, moveEnd, readMeasuring, refuseOthers, runningOf, tryIdea } from './experiments.js';
import { concernedBy, find, idOf, numberOf, readSubject } from './find.js';
import { homeParts } from './home-part.js';
import { ideasList } from './listing.js';
import { type AgendaIdea, adopted, byIds, markShown, type NewIdeas, newIn } from './meeting.js';
import { discuss, moveIdea, type Ticked } from './move.js';
import { createOutgoing } from './outgoing.js';
import {
  discardDraft,
  formFor,
  type KnownOfIdea,
  openIdea,
  postAnyway,
  resumeDraft,
  submitIdea,
  supportInstead,
} from './post.js';
import { noteTrial, showAnew } from './record.js';
import { experimentReminders } from './reminders.js';
import { reportOn } from './report.js';
import type { Experiment } from './rules/experiment.js';
import { type Idea, ideaNumbers } from './rules/idea.js';
import { mayDecide } from './rules/moves.js';
import { endSchema, moveSchema, parse, resultSchema, trySchema } from './schema.js';
import { aboutCustomer, aboutFeedback, owedBy, show, showCited, showHistory } from './show.js';
import { latestOf } from './store/experiments.js';
import { reindex } from './store/search.js';
import { askWhose, hearComment, support, unsupport } from './support.js';
import { toldEvents } from './told-events.js';

export type { IdeasByPlace, PlaceIdeas } from './by-place.js';
export type { AgendaIdea } from './meeting.js';
export { ideasSettings } from './settings.js';

/** What other rooms and the scheduler may ask of ideas. */
export interface IdeasRoom extends Feature {
  /**
   * Ideas that no meeting has discussed yet: of the place, of places without meetings, and those that somebody of the
   * place wrote privately; the oldest first.
   */
  newIn(place: MeetingPlace): Promise<NewIdeas>;
  /** The words of these were changed otherwise than by posting: they are found by those that are left. */
  reindex(tx: Transaction, organisationId: string, ids: readonly string[]): Promise<void>;
  /** Whatever became of them, in the order of `ids`. */
  byIds(organisationId: string, ids: readonly string[]): Promise<readonly AgendaIdea[]>;
  /** As byIds, of one that is adopted; null: it is not, or not any more. */
  adopted(organisationId: string, id: string): Promise<AgendaIdea | null>;
  /** Called by whoever wants to know of adopted ideas, when it is built. */
  onAdopted(hook: OnAdopted): void;
  /** What each place did with ideas in the period; by-place.ts defines the figures. */
  byPlace(organisationId: string, period: ReportPeriod): Promise<IdeasByPlace>;
  /** The form of a new one, with what customers said as its evidence; posted as any other. */
  formFor(organisationId: string, known: KnownOfIdea): Promise<Form>;
  /** The id of `I-7`, however it is typed; null: there is none. */
  idOf(organisationId: string, typed: string): Promise<string | null>;
  /** Customers began to try it early, or the test has ended: its history, thread and author hear of it. */
  noteTrial(
    tx: Transaction,
    happened: { readonly ideaId: string; readonly trial: string; readonly what: 'trialBegan' | 'trialEnded' },
    origin: Omit<Origin, 'actor'> & { readonly actor: Pick<Actor, 'id'> | null },
  ): Promise<void>;
  /** What another room says of it has changed: its card is written anew where it stands. */
  showAnew(tx: Transaction, organisationId: string, ideaId: string): Promise<void>;
  /** They stood on this meeting's agenda: counted once per meeting, for "discussed within two meetings". */
  markShown(
    ideaIds: readonly string[],
    meeting: { readonly organisationId: string; readonly meetingId: string },
  ): Promise<void>;
  /**
   * A meeting discussed them: those that are still new move to discussed. Their history, thread and author hear who
   * ticked them and what was decided, also of those that had moved on. Told again it changes nothing.
   */
  markDiscussed(ticked: Ticked): Promise<void>;
}

/** Builds the room and registers its reminders; call it once for a house. */
export function createIdeas(given: Omit<IdeasDeps, 'onAdopted'>): IdeasRoom {
  const onAdopted: OnAdopted[] = [];
  const deps: IdeasDeps = { ...given, onAdopted };
  deps.reminders.register(experimentReminders(deps));
  return {
    title: phrase('Ideas'),
    topic: { name: 'ideas', about: phrase('propose what would delight a customer, support and try it') },
    commands: createCommands(deps),
    actions: {
      'ideas.show': (value, context) => show(deps, numberOf(value), context),
      'ideas.history': (value, context) => showHistory(deps, value, context),
      'ideas.cited': (value, context) => showCited(deps, value, context),
      'ideas.list': ideasList(deps).pressed,
      'ideas.support': (value, context) =>
        support(deps, numberOf(value), { deed: deed(context), place: context.place }),
      'ideas.unsupport': (value, context) => unsupport(deps, numberOf(value), deed(context)),
      'ideas.unsupportOf': (value, context) => askWhose(deps, numberOf(value), deed(context)),
      'ideas.supportInstead': (value, context) => supportInstead(deps, value, context),
      'ideas.postAnyway': (value, context) => postAnyway(deps, value, context),
      'ideas.resume': (value, context) => resumeDraft(deps, value, context),
      'ideas.discard': (value, context) => discardDraft(deps, value, context),
      'ideas.move': (value, context) => askWhereTo(deps, value, context),
      'ideas.try': (value, context) => askToTry(deps, value, context),
      'ideas.result': (value, context) => askAbout(deps, value, context, resultForm),
      'ideas.moveEnd': (value, context) => askAbout(deps, value, context, endForm),
    },
    forms: {
      'ideas.post': (subject, values, context) => submitIdea(deps, { subject, values }, context),
      'ideas.unsupportOf': (subject, { member }, context) =>
        isId(String(member ?? ''))
          ? unsupport(deps, numberOf(subject), deed(context), String(member))
          : askWhose(deps, numberOf(subject), deed(context)),
      'ideas.move': (subject, values, context) =>
        doneBy(moveIdea(deps, { ...readSubject(subject), deed: deed(context) }, parse(moveSchema, values))),
      'ideas.try': (subject, values, context) =>
        doneBy(tryIdea(deps, { ...readSubject(subject), deed: deed(context) }, parse(trySchema, values))),
      'ideas.result': (subject, values, context) =>
        doneBy(
          enterResult(deps, { ...readMeasuring(subject, numberOf), deed: deed(context) }, parse(resultSchema, values)),
        ),
      'ideas.moveEnd': (subject, values, context) =>
        doneBy(moveEnd(deps, { ...readMeasuring(subject, numberOf), deed: deed(context) }, parse(endSchema, values))),
    },
    hears: (said, context) => hearComment(deps, said, context),
    customerPart: (asked) => customerPart(deps, asked),
    aboutCustomer: (customerId, viewer, cut) => aboutCustomer(deps, { customerId, ...cut }, viewer),
    aboutFeedback: (feedbackId, context) => aboutFeedback(deps, feedbackId, context),
    owedBy: (context) => owedBy(deps, context),
    shows: (text) => shownBy('idea', ideaNumbers, text),
    meant: ideaMeant,
    reportOn: (period, context) => reportOn(deps, period, context),
    toldEvents: toldEvents(deps),
    homeParts: ({ organisationId }) => homeParts(deps, organisationId),
    outgoing: createOutgoing(deps),
    reindex,
    newIn: (place) => newIn(deps, place),
    byIds: (organisationId, ids) => byIds(deps, organisationId, ids),
    adopted: (organisationId, id) => adopted(deps, organisationId, id),
    onAdopted: (hook) => void onAdopted.push(hook),
    byPlace: (organisationId, period) => ideasByPlace(deps, organisationId, period),
    formFor: (organisationId, known) => formFor(deps, organisationId, known),
    idOf: (organisationId, typed) => idOf(deps, organisationId, typed),
    showAnew: (tx, organisationId, ideaId) => showAnew(deps, tx, organisationId, ideaId),
    noteTrial: (tx, happened, origin) => noteTrial(deps, tx, happened, origin),
    markShown: (ideaIds, meeting) => markShown(deps, ideaIds, meeting),
    markDiscussed: ({ discussed, ...meeting }) =>
      discuss(deps, { ...meeting, discussed: discussed.filter(({ id }) => isId(id)) }),
  };
}

const ideaMeant = meantBy({
  letter: 'I',
  nameOf: ideaNumbers.nameOf,
  show: 'idea',
  list: {
    command: 'ideas',
    names: {
      open: phrase('Show what is open'),
      trying: phrase('Show what is being tried'),
      adopted: phrase('Show what is adopted'),
      parked: phrase('Show what is parked'),
    },
  },
});

function createCommands(deps: IdeasDeps): readonly Command[] {
  return [
    {
      name: 'idea',
      usage: 'idea [TITLE]',
      does: phrase('asks which customers an idea touches and why it would delight them; idea I-7 shows one'),
      examples: ['idea Text guests when their room is ready', 'idea I-7'],
      keeps: { asks: phrase('Is this the title of a new idea?'), button: phrase('Yes, a new idea'), meant: ideaMeant },
      handle: ({ text }, context) => {
        const number = ideaNumbers.parse(text);
        return number === null ? openIdea(deps, text, context) : show(deps, number, context);
      },
    },
    {
      name: 'ideas',
      usage: 'ideas [open|trying|adopted|parked] [words]',
      does: phrase('lists and searches ideas'),
      examples: ['ideas trying', 'ideas invoice'],
      asked: [
        { words: /^(?:show ideas|what ideas(?: (?:do we have|are there|are))?)$/iu, line: 'ideas' },
        { words: /^(?:show|what ideas are) (open|trying|adopted|parked)(?: ideas)?$/iu, line: 'ideas $1' },
      ],
      keeps: wordsToFind,
      handle: ideasList(deps).typed,
    },
  ];
}

function deed({ actor, platform }: InteractionContext): Deed {
  return { organisationId: actor.organisationId, actor, surface: platform };
}

/** The living cards show what changed: there is nothing to add. */
async function doneBy(work: Promise<unknown>): Promise<Reply> {
  await work;
  return done;
}

async function look(
  deps: IdeasDeps,
  value: string,
  { actor }: InteractionContext,
): Promise<{ readonly idea: Idea; readonly experiment: Experiment | null }> {
  const idea = await find(deps, actor.organisationId, numberOf(value));
  const experiments = await latestOf(deps.database, [idea.organisationId], [idea.id]);
  return { idea, experiment: experiments.get(idea.id) ?? null };
}

/** Offers only the moves that this person may make, and says who makes the others. */
async function askWhereTo(deps: IdeasDeps, value: string, context: InteractionContext): Promise<Reply> {
  const { idea, experiment } = await look(deps, value, context);
  if (mayDecide('adopted', context.actor.id, concernedBy(idea, experiment, deed(context))))
    return openForm(moveForm(idea, null));
  const [author, { champion }] = await Promise.all([
    deps.people.member(idea.organisationId, idea.authorId),
    deps.people.organisation(idea.organisationId),
  ]);
  return openForm(moveForm(idea, adoptersText(author?.name ?? say('its author'), champion?.name ?? null)));
}

async function askToTry(deps: IdeasDeps, value: string, context: InteractionContext): Promise<Reply> {
  const { idea, experiment } = await look(deps, value, context);
  if (experiment?.state === 'running') throw stillRunning(idea, experiment, deps.clock.now());
  return openForm(tryForm(idea, context.actor.id));
}

/** Opens a form about the experiment that runs, unless there is none any more, or it is not for this person. */
async function askAbout(
  deps: IdeasDeps,
  value: string,
  context: InteractionContext,
  form: typeof endForm,
): Promise<Reply> {
  const { idea, experiment } = await look(deps, value, context);
  const running = runningOf(idea, experiment);
  const [organisation, runner] = await Promise.all([
    deps.people.organisation(idea.organisationId),
    deps.people.member(idea.organisationId, running.runnerId),
  ]);
  refuseOthers({ idea, experiment: running, organisation, runner }, deed(context));
  return openForm(form(idea, running, deps.clock.now()));
}
