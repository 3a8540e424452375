/** What the agenda answers to: each id and the use case behind it, a line each. Read by the room's door. */
import type { Feature } from '../../../chat/feature.js';
import type { InteractionContext } from '../../../chat/interaction.js';
import { done, openForm, type Reply, showCard } from '../../../chat/reply.js';
import { InvalidInput } from '../../../kernel/errors.js';
import { isId } from '../../../kernel/id.js';
import { phrase, say } from '../../../kernel/language/say.js';
import { agendaCard, sectionCard } from '../cards/agenda-card.js';
import { followUpForm } from '../cards/agenda-forms.js';
import * as refusals from '../cards/agenda-refusals.js';
import { notedFollowUpCard } from '../cards/follow-up-card.js';
import { learningForm } from '../cards/learning-cards.js';
import { type MinutesFile, minutesFile } from '../cards/minutes-file.js';
import type { MeetingsDeps } from '../deps.js';
import { addFollowUp } from '../follow-ups/change.js';
import { readFollowUpDraft } from '../follow-ups/draft.js';
import { sections } from '../rules/agenda.js';
import { dateAhead } from '../rules/follow-up.js';
import { refuseShared } from '../schedule/change.js';
import { standsAlone } from '../stands-alone.js';
import { findMeeting, findMeetingOfAddress, lockMeeting, openingDue, openingWork } from '../store/agenda.js';
import { answerByForm, hears, openAnswer, owedBy } from './answer.js';
import { askingSweeps } from './ask.js';
import { closeByButton, closingSweep } from './close.js';
import { customerPart } from './customer-part.js';
import { gather } from './gather.js';
import { aboutCustomer, learnByCommand, learnByForm, nameCustomer, openNaming } from './learn.js';
import { openDue, openNow } from './open.js';
import { agendaOrder, showAnew } from './orders.js';
import { agendaOutgoing } from './outgoing.js';
import { aboutFeedback } from './prevention.js';
import { questionReminders } from './question-reminders.js';
import { openSeating, seat } from './seat.js';
import { respond } from './share.js';
import { learningIsFeedback, takeBackLearning, untick } from './take-back.js';
import { meetingOf, noteByForm, openNote, tickByButton } from './tick.js';

/** Commands, buttons and forms of agendas. Registers the reminders of questions that nobody answered. */
export function agendaFeature(deps: MeetingsDeps): Feature {
  deps.reminders.register(questionReminders(deps));
  deps.putRight.listen((tx, organisationId) => showAnew(deps, tx, organisationId));
  deps.customers.onRename((tx, _, organisationId) => showAnew(deps, tx, organisationId));
  return {
    commands: [
      {
        name: 'learn',
        usage: 'learn TEXT [customer:]',
        does: phrase('records something learned about a customer'),
        examples: ['learn "They plan their year in March" customer:Acme'],
        details: [{ key: 'customer', names: 'customer', mayBeNew: true }],
        keeps: { asks: phrase('Is this what you learned?'), button: phrase('Yes, a learning') },
        handle: ({ text, details: { customer } }, context) => learnByCommand(deps, { text, customer }, context),
      },
      {
        name: 'meeting now',
        usage: 'meeting now',
        does: phrase('opens the agenda at once'),
        handle: ({ text }, context) => {
          standsAlone('now', text);
          return openByCommand(deps, context);
        },
      },
    ],
    actions: {
      'meetings.addLearning': async (id, context) => openForm(learningForm(await meetingOf(deps, id, context))),
      'meetings.learnAbout': async (id, { actor }) => {
        const customer = (await deps.customers.byIds(actor.organisationId, [id])).get(id);
        return openForm(learningForm(null, customer?.name));
      },
      'meetings.nameCustomer': (id, context) => openNaming(deps, id, context),
      'meetings.addFollowUp': (id, context) => openFollowUp(deps, id, context),
      'meetings.takeBack': (id, context) => takeBackLearning(deps, id, context),
      'meetings.isFeedback': (id, context) => learningIsFeedback(deps, id, context),
      'meetings.tick': (value, context) => tickByButton(deps, value, context),
      'meetings.addNote': (value, context) => openNote(deps, value, context),
      'meetings.untick': (value, context) => untick(deps, value, context),
      'meetings.section': (value, context) => showSection(deps, value, context),
      'meetings.seat': (id, context) => openSeating(deps, id, context),
      'meetings.close': (id, context) => closeByButton(deps, id, context),
      'meetings.answer': (id, context) => openAnswer(deps, id, context),
      'meetings.share': (id, context) => respond(deps, { id, answer: 'accepted' }, context),
      'meetings.swap': (id, context) => respond(deps, { id, answer: 'swapped' }, context),
      'meetings.decline': (id, context) => respond(deps, { id, answer: 'declined' }, context),
    },
    forms: {
      'meetings.learn': (meetingId, values, context) => learnByForm(deps, { meetingId, values }, context),
      'meetings.nameCustomer': (id, { customer }, context) => nameCustomer(deps, { id, typed: customer }, context),
      'meetings.answer': (id, values, context) => answerByForm(deps, { id, values }, context),
      'meetings.addFollowUp': (id, values, context) => promise(deps, { id, values }, context),
      'meetings.addNote': (subject, values, context) => noteByForm(deps, { subject, values }, context),
      'meetings.seat': (id, { customer }, context) => seat(deps, { id, typed: customer }, context),
    },
    hears: (said, context) => hears(deps, said, context),
    owedBy: (context) => owedBy(deps, context),
    customerPart: (asked) => customerPart(deps, asked),
    tellsContacts: true,
    aboutCustomer: (customerId, viewer, cut) => aboutCustomer(deps, { customerId, ...cut }, viewer),
    aboutFeedback: (feedbackId, context) => aboutFeedback(deps, feedbackId, context),
    outgoing: agendaOutgoing(deps),
    sweeps: [
      ...askingSweeps(deps),
      {
        name: openingWork,
        due: openingDue,
        run: (now) => openDue(deps, now),
      },
      closingSweep(deps),
    ],
  };
}

async function openByCommand(deps: MeetingsDeps, { place, actor, platform }: InteractionContext): Promise<Reply> {
  if (!place) throw new InvalidInput('meetings.onlyInPlace', refusals.onlyInPlace());
  await refuseShared(deps, place);
  const { organisationId, id: actorId, timeZone } = actor;
  const asked = {
    organisationId,
    placeId: place.id,
    name: say('Meeting of {place}', { place: `#${place.name}` }),
    timeZone,
    actorId,
  };
  const { meetingId, isNew } = await openNow(deps, { ...asked, surface: platform });
  const meeting = isNew ? null : await findMeeting(deps.database, organisationId, meetingId);
  // It is open already: whoever asks again may not have found it.
  return meeting ? showCard(agendaCard(await gather(deps, meeting))) : done;
}

async function openFollowUp(deps: MeetingsDeps, id: string, context: InteractionContext): Promise<Reply> {
  const meeting = await meetingOf(deps, id, context);
  const { id: ownerId, timeZone } = context.actor;
  return openForm(followUpForm(meeting, { ownerId, due: dateAhead(timeZone, deps.clock.now(), 7) }));
}

/** Also after the meeting has closed: then it is a promise of the place, and on its next agenda. */
async function promise(
  deps: MeetingsDeps,
  { id, values }: { readonly id: string; readonly values: Parameters<typeof readFollowUpDraft>[1] },
  context: InteractionContext,
): Promise<Reply> {
  const { outbox } = deps;
  const { placeId, name } = await meetingOf(deps, id, context);
  const draft = await readFollowUpDraft(deps, values, context);
  const { organisationId, id: createdById } = context.actor;
  const late = await outbox.commit(async (tx) => {
    const meeting = await lockMeeting(tx, organisationId, id);
    const isOpen = meeting?.state === 'open';
    const meetingId = isOpen ? id : null;
    const followUp = await addFollowUp(tx, deps, {
      ...draft,
      organisationId,
      placeId,
      meetingId,
      createdById,
      surface: context.platform,
    });
    if (isOpen) await outbox.enqueue(tx, [agendaOrder(meeting)]);
    return isOpen ? null : followUp;
  });
  return late ? showCard(notedFollowUpCard(late, name)) : done;
}

async function showSection(deps: MeetingsDeps, value: string, context: InteractionContext): Promise<Reply> {
  const [id = '', name, page] = value.split(' ');
  const meeting = await meetingOf(deps, id, context);
  const section = sections.find((each) => each === name) ?? 'learning';
  return showCard(sectionCard(await gather(deps, meeting), section, Number(page)));
}

/** What the minutes' address serves; null: no such meeting, or it is not closed. */
export async function minutesOf({ database, people }: MeetingsDeps, id: string): Promise<MinutesFile | null> {
  const meeting = isId(id) ? await findMeetingOfAddress(database, id) : null;
  if (!meeting) return null;
  const { organisationId, closedById, placeId } = meeting;
  const [closer, place] = await Promise.all([
    closedById ? people.member(organisationId, closedById) : null,
    people.place(organisationId, placeId),
  ]);
  return minutesFile(meeting, { closedBy: closer?.name ?? null, place: place?.name ?? null });
}
