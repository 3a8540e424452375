/** Closes meetings, by button or by themselves at their end: writes the minutes, and what was discussed moves on. */
import type { Sweep } from '../../../chat/feature.js';
import type { InteractionContext } from '../../../chat/interaction.js';
import { done, type Reply } from '../../../chat/reply.js';
import { Conflict, NotFound } from '../../../kernel/errors.js';
import { isId } from '../../../kernel/id.js';
import { inLanguage } from '../../../kernel/language/reader.js';
import type { Actor, Surface } from '../../../kernel/person.js';
import type { Transaction } from '../../../storage/database.js';
import { organisationLanguage } from '../../people/index.js';
import * as refusals from '../cards/agenda-refusals.js';
import { minutesCards } from '../cards/minutes-card.js';
import type { MeetingsDeps } from '../deps.js';
import { type Meeting, tickedIds } from '../rules/agenda.js';
import type { Minutes } from '../rules/minutes.js';
import { closingDue, closingWork, findMeeting, lockMeeting, peekToClose, saveClosed } from '../store/agenda.js';
import { listOfMeeting } from '../store/follow-ups.js';
import { appendHistory } from '../store/history.js';
import { listForAgenda, wasSharedAfter } from '../store/learnings.js';
import { listTicks } from '../store/ticks.js';
import { type Agenda, gather } from './gather.js';
import { gatherLimit } from './gather-items.js';
import { agendaOrder, minutesOrders } from './orders.js';
import { writeMinutes } from './write-minutes.js';

export function closingSweep(deps: MeetingsDeps): Sweep {
  return {
    name: closingWork,
    due: closingDue,
    async run(now) {
      const due = await peekToClose(deps.database, now, batchSize);
      return deps.batches.oneByOne(closingWork, now, due, (meeting) => closeByItself(deps, meeting));
    },
  };
}

const batchSize = 50;

/** At its end, because the next of its place begins, or because a platform says that the people have parted. */
export async function closeByItself(deps: MeetingsDeps, due: MeetingRef, surface: Surface = 'clock'): Promise<void> {
  try {
    await close(deps, due, { actor: null, surface });
  } catch (error) {
    // Somebody pressed the button, or another copy was faster.
    if (!(error instanceof Conflict)) throw error;
  }
}

export async function closeByButton(
  deps: MeetingsDeps,
  id: string,
  { actor, platform }: InteractionContext,
): Promise<Reply> {
  const meeting = isId(id) ? await findMeeting(deps.database, actor.organisationId, id) : null;
  if (meeting?.organisationId !== actor.organisationId) throw new NotFound('meetings.noMeeting', refusals.noMeeting());
  await close(deps, meeting, { actor, surface: platform });
  return done;
}

type MeetingRef = Pick<Meeting, 'id' | 'organisationId'>;

interface Origin {
  readonly actor: Actor | null;
  readonly surface: Surface;
}

/** What is ticked or shared while the minutes are written belongs into them: then they are written again. */
async function close(deps: MeetingsDeps, { organisationId, id }: MeetingRef, origin: Origin): Promise<void> {
  for (;;) {
    const meeting = await findMeeting(deps.database, organisationId, id);
    if (!meeting) throw new NotFound('meetings.noMeeting', refusals.noMeeting());
    if (meeting.state !== 'open') throw await notOpen(deps, meeting);
    const { settings } = await deps.people.organisation(organisationId);
    // They are kept as they are written, for all who read them later.
    const [agenda, minutes] = await inLanguage(organisationLanguage.of(settings), async () => {
      const gathered = await gather(deps, meeting);
      return [gathered, writeMinutes(gathered)] as const;
    });
    if (await saveMinutes(deps, { agenda, minutes }, origin)) break;
  }
  await moveIdeasOn(deps, organisationId, id);
}

async function notOpen({ people }: MeetingsDeps, meeting: Meeting): Promise<Conflict> {
  if (meeting.state !== 'closed') return refusals.notOpen(meeting);
  const by = meeting.closedById ? await people.member(meeting.organisationId, meeting.closedById) : null;
  return refusals.alreadyClosed(meeting, by?.name ?? null);
}

/** false: something was ticked since it was gathered. */
function saveMinutes(
  deps: MeetingsDeps,
  { agenda, minutes }: { readonly agenda: Agenda; readonly minutes: Minutes },
  { actor, surface }: Origin,
): Promise<boolean> {
  const { clock, outbox } = deps;
  const { id, organisationId } = agenda.meeting;
  return outbox.commit(async (tx) => {
    const locked = await lockMeeting(tx, organisationId, id);
    if (locked?.state !== 'open')
      throw locked?.state === 'closed' ? refusals.alreadyClosed(locked, null) : refusals.notOpen(agenda.meeting);
    if (await hasMovedOn(tx, agenda)) return false;
    const at = clock.now();
    await saveClosed(tx, organisationId, { id, at, byId: actor?.id ?? null, minutes });
    const counts = { learnings: minutes.learnings.length, decisions: minutes.decisions.length };
    const entry = { organisationId, subject: `meeting:${id}`, at, what: 'closed', surface, details: counts };
    await appendHistory(tx, [{ ...entry, actorId: actor?.id ?? null }]);
    const partCount = minutesCards({ ...locked, minutes }, '').length;
    await outbox.enqueue(tx, [agendaOrder(locked), ...minutesOrders(locked, partCount)]);
    return true;
  });
}

/** Whether something was ticked, shared or promised since the agenda was gathered. */
async function hasMovedOn(tx: Transaction, agenda: Agenda): Promise<boolean> {
  const { id, organisationId, placeId } = agenda.meeting;
  const promised = agenda.followUps.filter(({ followUp }) => followUp.meetingId === id).length;
  return (
    (await listTicks(tx, organisationId, id)).length !== agenda.ticks.size ||
    (await listOfMeeting(tx, organisationId, id)).length > promised ||
    (await wasSharedAfter(tx, { organisationId, placeId, after: agenda.now })) ||
    (await wasSharedMeanwhile(tx, agenda))
  );
}

/** So long a learning may take from the moment it is dated to the moment others see it. */
const overlapMs = 60_000;

/** Dated before the agenda was gathered, and seen only after it. */
async function wasSharedMeanwhile(tx: Transaction, { meeting, learnings, now }: Agenda): Promise<boolean> {
  const { id: meetingId, organisationId, placeId } = meeting;
  const window = { from: new Date(now.getTime() - overlapMs), until: now };
  const lately = await listForAgenda(tx, { organisationId, placeId, meetingId, ...window }, gatherLimit);
  const gathered = new Set(learnings.map(({ learning }) => learning.id));
  // Whether what was told privately belongs here depends on who is in the place, which is not known in here.
  return lately.items.some((learning) => learning.placeId !== null && !gathered.has(learning.id));
}

/**
 * Ideas that the meeting ticked have been discussed. Done after the closing and again when the minutes are sent, so
 * that a crash in between loses none.
 */
export async function moveIdeasOn(
  { database, people, ideas }: MeetingsDeps,
  organisationId: string,
  id: string,
): Promise<void> {
  const meeting = await findMeeting(database, organisationId, id);
  if (meeting?.state !== 'closed') return;
  const ticks = await listTicks(database, meeting.organisationId, id);
  const discussed = await Promise.all(
    ticks.flatMap((tick) =>
      tickedIds([tick], 'idea').map(async (ideaId) => {
        const actor = await people.actorOf(tick.memberId);
        return { id: ideaId, decision: tick.decision, actor };
      }),
    ),
  );
  await ideas.markDiscussed({ organisationId: meeting.organisationId, meetingId: id, discussed });
}
