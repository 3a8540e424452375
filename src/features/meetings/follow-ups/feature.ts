/** What follow-ups answer to: the command `follow`, the buttons of their cards, and what one owes. Read by the room's door. */
import type { Block } from '../../../chat/card.js';
import type { Chapter, Feature } from '../../../chat/feature.js';
import type { FormValues } from '../../../chat/form.js';
import type { InteractionContext } from '../../../chat/interaction.js';
import { cutOf } from '../../../chat/pages.js';
import { openForm, type Reply, showCard } from '../../../chat/reply.js';
import { Conflict, InvalidInput, NotFound } from '../../../kernel/errors.js';
import { dateInZone } from '../../../kernel/time/local-day.js';
import type { Transaction } from '../../../storage/database.js';
import { agendaOrder } from '../agenda/orders.js';
import { followUpCard, followUpListCard, followUpRow, handOverForm, moveForm } from '../cards/follow-up-card.js';
import * as say from '../cards/follow-up-refusals.js';
import type { MeetingsDeps } from '../deps.js';
import { type FollowUp, parseFollowUpName } from '../rules/follow-up.js';
import { findOpenIn } from '../store/agenda.js';
import { countOpen, findFollowUp, firstOpen, listOpen } from '../store/follow-ups.js';
import { type FollowUpDeed, handOverFollowUp, moveFollowUp, reopenFollowUp, settleFollowUp } from './change.js';
import { readDueOn, readOwner } from './draft.js';
import { followUpPictures } from './picture.js';
import { followUpOutgoing, followUpReminders } from './reminders.js';

const pageLength = 10;

/** Commands, buttons and forms of promises made in meetings. Registers their reminders. */
export function followUpsFeature(deps: MeetingsDeps): Feature {
  deps.reminders.register(followUpReminders(deps));
  const change = (context: InteractionContext, work: (tx: Transaction, deed: FollowUpDeed) => Promise<FollowUp>) =>
    changed(deps, context, work);
  return {
    commands: [
      {
        name: 'follow',
        usage: 'follow [A-31]',
        does: 'shows what was promised in meetings here, or one follow-up',
        handle: ({ text }, context) =>
          text.trim() === '' ? list(deps, 1, context) : show(deps, numberOf(text), context),
      },
    ],
    actions: {
      'meetings.showFollowUp': (value, context) => show(deps, numberOf(value), context),
      'meetings.followUps': (page, context) => list(deps, Number(page), context),
      'meetings.doneFollowUp': (value, context) =>
        change(context, (tx, deed) => settleFollowUp(tx, deps, { which: numberOf(value), as: 'done', deed })),
      'meetings.dropFollowUp': (value, context) =>
        change(context, (tx, deed) => settleFollowUp(tx, deps, { which: numberOf(value), as: 'dropped', deed })),
      'meetings.reopenFollowUp': (value, context) =>
        change(context, (tx, deed) => reopenFollowUp(tx, deps, { which: numberOf(value), deed })),
      'meetings.moveFollowUp': (value, context) => openMoving(deps, numberOf(value), context),
      'meetings.handOverFollowUp': async (value, context) =>
        openForm(handOverForm(await findOpen(deps, numberOf(value), context))),
    },
    forms: {
      'meetings.moveFollowUp': (subject, values, context) => move(deps, numberOf(subject), values, context),
      'meetings.handOverFollowUp': (subject, values, context) => handOver(deps, numberOf(subject), values, context),
    },
    owedBy: (context) => owedBy(deps, context),
    outgoing: followUpOutgoing(deps),
  };
}

function numberOf(typed: string): number {
  const number = parseFollowUpName(typed);
  if (number !== null) return number;
  throw InvalidInput.field('meetings.unknownFollowUp', 'text', say.unknownName);
}

async function find(deps: MeetingsDeps, number: number, { actor }: InteractionContext): Promise<FollowUp> {
  const followUp = await findFollowUp(deps.database, actor.organisationId, number);
  if (!followUp) throw new NotFound('meetings.noFollowUp', say.notFound(number));
  return followUp;
}

/** For the forms that only fit an open one. */
async function findOpen(deps: MeetingsDeps, number: number, context: InteractionContext): Promise<FollowUp> {
  const followUp = await find(deps, number, context);
  if (followUp.state === 'open') return followUp;
  throw new Conflict('meetings.alreadySettled', say.alreadySettled(number, followUp.state));
}

async function show(deps: MeetingsDeps, number: number, context: InteractionContext): Promise<Reply> {
  return showOne(deps, await find(deps, number, context));
}

async function showOne(deps: MeetingsDeps, followUp: FollowUp): Promise<Reply> {
  const [picture] = await followUpPictures(deps, followUp.organisationId, [followUp]);
  if (!picture) throw new Error('One follow-up gives one picture.');
  return showCard(followUpCard(picture));
}

/** Of the place where it is asked; in a private chat of the whole organisation. */
async function list(deps: MeetingsDeps, wanted: number, { actor, place }: InteractionContext): Promise<Reply> {
  const { organisationId } = actor;
  const whose = { organisationId, placeId: place?.id };
  const count = await countOpen(deps.database.prisma, whose);
  const cut = cutOf(count, wanted, pageLength);
  const items = await followUpPictures(deps, organisationId, await listOpen(deps.database.prisma, whose, cut));
  return showCard(followUpListCard({ ...cut, items }, count, place));
}

/** An agenda on which it stands shows it as it is now. */
async function changed(
  deps: MeetingsDeps,
  { actor, platform }: InteractionContext,
  work: (tx: Transaction, deed: FollowUpDeed) => Promise<FollowUp>,
): Promise<Reply> {
  const deed = { organisationId: actor.organisationId, actorId: actor.id, surface: platform };
  const followUp = await deps.outbox.commit(async (tx) => {
    const after = await work(tx, deed);
    const open = after.placeId ? await findOpenIn(tx, after.placeId) : null;
    if (open) await deps.outbox.enqueue(tx, [agendaOrder(open)]);
    return after;
  });
  return showOne(deps, followUp);
}

async function openMoving(deps: MeetingsDeps, number: number, context: InteractionContext): Promise<Reply> {
  const followUp = await findOpen(deps, number, context);
  const owner = await deps.people.member(followUp.organisationId, followUp.ownerId);
  return openForm(moveForm(followUp, dateInZone(owner?.timeZone ?? 'UTC', deps.clock.now())));
}

async function move(
  deps: MeetingsDeps,
  number: number,
  { due }: FormValues,
  context: InteractionContext,
): Promise<Reply> {
  const followUp = await findOpen(deps, number, context);
  const owner = await deps.people.member(followUp.organisationId, followUp.ownerId);
  const dueOn = readDueOn(String(due ?? ''), { timeZone: owner?.timeZone ?? 'UTC' }, deps.clock.now());
  return changed(deps, context, (tx, deed) => moveFollowUp(tx, deps, { which: number, dueOn, deed }));
}

async function handOver(
  deps: MeetingsDeps,
  number: number,
  { owner }: FormValues,
  context: InteractionContext,
): Promise<Reply> {
  const to = await readOwner(deps, context.actor.organisationId, String(owner ?? ''));
  return changed(deps, context, (tx, deed) => handOverFollowUp(tx, deps, { which: number, to, deed }));
}

/** What a card that gathers from all rooms shows of this one: a day's work and more. */
const chapterLength = 50;

/** What the asker has promised, the earliest date first; each is done with one press. */
async function owedBy(deps: MeetingsDeps, { actor }: InteractionContext): Promise<Chapter> {
  const { organisationId, id: ownerId } = actor;
  const { items, totalCount: count } = await firstOpen(
    deps.database.prisma,
    { organisationId, ownerId },
    chapterLength,
  );
  const pictures = await followUpPictures(deps, organisationId, items);
  const rest = count - items.length;
  const more: Block[] = rest > 0 ? [{ kind: 'note', line: `and ${rest} more follow-ups, which are due later` }] : [];
  return { count, blocks: [...pictures.map((picture) => followUpRow(picture, 'Done')), ...more] };
}
