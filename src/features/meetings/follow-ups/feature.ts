/** What follow-ups answer to: the command `follow`, the buttons of their cards, and what one owes. Read by the room's door. */
import type { Chapter, Feature } from '../../../chat/feature.js';
import type { FormValues } from '../../../chat/form.js';
import { historyCard, namesById } from '../../../chat/history.js';
import type { InteractionContext } from '../../../chat/interaction.js';
import { createList, type ListHandlers, moreBlocks, wordsToFind } from '../../../chat/list.js';
import { meantBy } from '../../../chat/meant.js';
import { shownBy } from '../../../chat/numbered.js';
import { openForm, type Reply, showCard } from '../../../chat/reply.js';
import { Conflict } from '../../../kernel/errors.js';
import { phrase, say } from '../../../kernel/language/say.js';
import { dateInZone } from '../../../kernel/time/local-day.js';
import type { Transaction } from '../../../storage/database.js';
import { agendaOrder } from '../agenda/orders.js';
import {
  followUpCard,
  followUpHeadings,
  followUpHistoryLine,
  followUpRow,
  handOverForm,
  moveForm,
} from '../cards/follow-up-card.js';
import * as refusals from '../cards/follow-up-refusals.js';
import type { MeetingsDeps } from '../deps.js';
import { type FollowUp, followUpNumbers } from '../rules/follow-up.js';
import { findFollowUp, followUpHistory, listFollowUps } from '../store/follow-ups.js';
import { findOpenIn } from '../store/open-meetings.js';
import { type FollowUpDeed, handOverFollowUp, moveFollowUp, reopenFollowUp, settleFollowUp } from './change.js';
import { readDueOn, readOwner } from './draft.js';
import { followUpPictures } from './picture.js';
import { followUpOutgoing, followUpReminders } from './reminders.js';

/** Commands, buttons and forms of promises made in meetings. Registers their reminders. */
export function followUpsFeature(deps: MeetingsDeps): Feature {
  deps.reminders.register(followUpReminders(deps));
  const list = followUpList(deps);
  const change = (context: InteractionContext, work: (tx: Transaction, deed: FollowUpDeed) => Promise<FollowUp>) =>
    changed(deps, context, work);
  return {
    commands: [
      {
        name: 'follow',
        usage: 'follow [open|mine|done] [words]',
        does: phrase('lists what was promised in meetings here; follow A-31 shows one'),
        examples: ['follow mine'],
        asked: [{ words: /^what did we promise$|^show (?:promises|follow-?ups)$/iu, line: 'follow' }],
        keeps: wordsToFind,
        handle: list.typed,
      },
    ],
    actions: {
      'meetings.showFollowUp': (value, context) => show(deps, numberOf(value), context),
      'meetings.followUps': list.pressed,
      'meetings.followUpHistory': (value, context) => showHistory(deps, value, context),
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
    shows: (text) => shownBy('follow', followUpNumbers, text),
    meant: meantBy({
      letter: 'A',
      nameOf: followUpNumbers.nameOf,
      show: 'follow',
      list: {
        command: 'follow',
        names: {
          open: phrase('Show what is open'),
          mine: phrase('Show what is mine'),
          done: phrase('Show what is done'),
        },
      },
    }),
    owedBy: (context) => owedBy(deps, context),
    outgoing: followUpOutgoing(deps),
  };
}

const numberOf = followUpNumbers.read;

async function find(deps: MeetingsDeps, number: number, { actor }: InteractionContext): Promise<FollowUp> {
  const followUp = await findFollowUp(deps.database, actor.organisationId, number);
  if (!followUp) throw followUpNumbers.notFound(number);
  return followUp;
}

async function showHistory(deps: MeetingsDeps, value: string, context: InteractionContext): Promise<Reply> {
  const { number, page } = followUpNumbers.readPage(value);
  const { id, organisationId } = await find(deps, number, context);
  const name = followUpNumbers.nameOf(number);
  const card = await historyCard(
    {
      title: name,
      timeZone: context.actor.timeZone,
      action: 'meetings.followUpHistory',
      name,
      read: (cut) => followUpHistory(deps.database, id, cut),
      namesOf: (events) =>
        namesById(
          deps.people,
          organisationId,
          events.flatMap(({ actorId, details }) => [actorId, details.ownerId]),
        ),
      line: followUpHistoryLine,
    },
    page,
  );
  return showCard(card);
}

/** For the forms that only fit an open one. */
async function findOpen(deps: MeetingsDeps, number: number, context: InteractionContext): Promise<FollowUp> {
  const followUp = await find(deps, number, context);
  if (followUp.state === 'open') return followUp;
  throw new Conflict('meetings.alreadySettled', refusals.alreadySettled(number, followUp.state));
}

async function show(deps: MeetingsDeps, number: number, context: InteractionContext): Promise<Reply> {
  return showOne(deps, await find(deps, number, context));
}

async function showOne(deps: MeetingsDeps, followUp: FollowUp): Promise<Reply> {
  const [picture] = await followUpPictures(deps, followUp.organisationId, [followUp]);
  if (!picture) throw new Error('One follow-up gives one picture.');
  return showCard(followUpCard(picture));
}

/** Of the place where it is asked; in a private chat of the whole organisation. `mine` are the asker's, of all places. */
function followUpList(deps: MeetingsDeps): ListHandlers {
  return createList<FollowUp>({
    action: 'meetings.followUps',
    lists: followUpHeadings,
    everything: 'all',
    one: { name: followUpNumbers, show: (number, context) => show(deps, number, context) },
    find({ which, search }, cut, { actor: { organisationId, id }, place }) {
      const whose = which === 'mine' ? { ownerId: id } : { placeId: place?.id };
      const state = which === 'done' || which === 'all' ? which : 'open';
      return listFollowUps(deps.database, { organisationId, state, search, ...whose }, cut);
    },
    rows: async (items, { actor }) =>
      (await followUpPictures(deps, actor.organisationId, items)).map((picture) => followUpRow(picture)),
  });
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
    const open = after.placeId ? await findOpenIn(tx, after.organisationId, after.placeId) : null;
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
  const found = await listFollowUps(
    deps.database,
    { organisationId, ownerId, state: 'open' },
    { limit: chapterLength, offset: 0 },
  );
  const pictures = await followUpPictures(deps, organisationId, found.items);
  const more = moreBlocks(found, (count) =>
    say('and {count, plural, one {# more follow-up, which is} other {# more follow-ups, which are}} due later', {
      count,
    }),
  );
  return {
    count: found.totalCount,
    blocks: [...pictures.map((picture) => followUpRow(picture, 'done')), ...more],
  };
}
