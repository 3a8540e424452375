/**
 * Ticks an item off in one press, and adds a note of what was decided. A tick is a row of its own: whoever is first
 * stands, a note is added where there is none, and nobody overwrites.
 */

import { z } from 'zod';
import type { FormValues } from '../../../chat/form.js';
import type { InteractionContext } from '../../../chat/interaction.js';
import { done, openForm, type Reply, showCard } from '../../../chat/reply.js';
import { readInput, trimmed } from '../../../chat/typed.js';
import { NotFound } from '../../../kernel/errors.js';
import { isId } from '../../../kernel/id.js';
import { phrase, say } from '../../../kernel/language/say.js';
import { noteForm } from '../cards/agenda-forms.js';
import { itemsOf } from '../cards/agenda-items.js';
import * as refusals from '../cards/agenda-refusals.js';
import { tickedBeforeCard } from '../cards/ticked-card.js';
import type { MeetingsDeps } from '../deps.js';
import { settleFollowUp } from '../follow-ups/change.js';
import { decisionLimit, type ItemKey, itemKey, type Meeting, parseItemKey, type Tick } from '../rules/agenda.js';
import { findMeeting, lockMeeting } from '../store/agenda.js';
import { appendHistory } from '../store/history.js';
import { insertTick, tickPrevention } from '../store/ticks.js';
import { type Agenda, gather } from './gather.js';
import { agendaOrder } from './orders.js';

const decided = (what: string) => z.object({ decision: trimmed(what, decisionLimit) });
const prevented = decided(phrase('how it is prevented next time, or why it need not be'));
const noted = decided(phrase('what was decided'));

/** Throws NotFound for another organisation's. */
export async function meetingOf(
  { database }: MeetingsDeps,
  id: string,
  { actor }: InteractionContext,
): Promise<Meeting> {
  const meeting = isId(id) ? await findMeeting(database, actor.organisationId, id) : null;
  if (meeting?.organisationId !== actor.organisationId) throw new NotFound('meetings.noMeeting', refusals.noMeeting());
  return meeting;
}

/** One press is enough: the note can be added afterwards. */
export async function tickByButton(deps: MeetingsDeps, value: string, context: InteractionContext): Promise<Reply> {
  return tick(deps, { ...(await targetOf(deps, { value, typed: null }, context)), decision: null }, context);
}

/** Asks for the note. It is refused here, before somebody types, where another has written one. */
export async function openNote(deps: MeetingsDeps, value: string, context: InteractionContext): Promise<Reply> {
  const { agenda, key, what } = await targetOf(deps, { value, typed: null }, context);
  const standing = agenda.ticks.get(itemKey(key.section, key.id));
  if (standing?.decision) return standsAlready(standing, standing.by, { ...standing, memberId: context.actor.id });
  const feedback = agenda.resolved.find(({ id }) => id === key.id);
  return openForm(noteForm({ subject: value, section: key.section, what, soFar: feedback?.told?.prevention ?? '' }));
}

/** An item that is not ticked yet, or not any more, is ticked by its note. */
export async function noteByForm(
  deps: MeetingsDeps,
  { subject, values }: { readonly subject: string; readonly values: FormValues },
  context: InteractionContext,
): Promise<Reply> {
  const typed = typeof values.decision === 'string' ? values.decision : '';
  const target = await targetOf(deps, { value: subject, typed }, context);
  const shape = target.key.section === 'feedback' ? prevented : noted;
  return tick(deps, { ...target, ...readInput('meetings.decision', shape, { decision: typed }) }, context);
}

interface Target {
  readonly meeting: Meeting;
  readonly key: ItemKey;
  readonly agenda: Agenda;
  /** The item in a few plain words. */
  readonly what: string;
}

/** `MEETING SECTION:ID`, as the agenda's buttons carry it: looked up, so that only what stands there can be ticked. */
async function targetOf(
  deps: MeetingsDeps,
  { value, typed }: { readonly value: string; readonly typed: string | null },
  context: InteractionContext,
): Promise<Target> {
  const [id = '', ...rest] = value.split(' ');
  const meeting = await meetingOf(deps, id, context);
  const key = parseItemKey(rest.join(' '));
  if (meeting.state !== 'open') throw refusals.notOpen(meeting, typed);
  const agenda = await gather(deps, meeting);
  const item = key && itemsOf(agenda, key.section).find((each) => each.key === itemKey(key.section, key.id));
  if (!key || !item) throw new NotFound('meetings.noItem', refusals.noItem(typed));
  return { meeting, key, agenda, what: item.what };
}

async function tick(
  deps: MeetingsDeps,
  { meeting, key, decision, agenda }: Target & { readonly decision: string | null },
  { actor, platform }: InteractionContext,
): Promise<Reply> {
  const { clock, outbox, people } = deps;
  const { organisationId, id: meetingId } = meeting;
  const mine: Tick = { item: itemKey(key.section, key.id), memberId: actor.id, tickedAt: clock.now(), decision };
  const standing = agenda.ticks.get(mine.item);
  if (standing && !addsTo(standing, mine)) return standsAlready(standing, standing.by, mine);
  const { tick: stands, isNew } = await outbox.commit(async (tx) => {
    const locked = await lockMeeting(tx, organisationId, meetingId);
    if (locked?.state !== 'open') throw refusals.notOpen(locked ?? meeting, decision);
    const ticked = await insertTick(tx, organisationId, meetingId, mine);
    if (!ticked.isNew) return ticked;
    if (key.section === 'feedback')
      await tickPrevention(tx, organisationId, { feedbackId: key.id, meetingId, tick: mine });
    const deed = { organisationId, actorId: actor.id, surface: platform };
    if (key.section === 'followUp') await settleFollowUp(tx, deps, { which: key.id, as: 'done', deed });
    const entry = { ...deed, subject: `meeting:${meetingId}`, at: mine.tickedAt, what: standing ? 'noted' : 'ticked' };
    await appendHistory(tx, [{ ...entry, details: { item: mine.item } }]);
    await outbox.enqueue(tx, [agendaOrder(meeting)]);
    return ticked;
  });
  if (isNew) return done;
  const by = await people.member(organisationId, stands.memberId);
  return standsAlready(stands, by?.name ?? say('Somebody'), mine);
}

/** A tick without a note takes one from anybody. */
const addsTo = (standing: Tick, { decision }: Tick): boolean => standing.decision === null && decision !== null;

/** Pressed twice is no race; where another was faster, throws Conflict that says so. */
function standsAlready(stands: Tick, by: string, { memberId, decision }: Tick): Reply {
  if (stands.memberId === memberId) return showCard(tickedBeforeCard(stands, decision));
  throw refusals.alreadyTicked(stands, by, decision);
}
