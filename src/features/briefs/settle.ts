/** Turns briefs on and off, and shows how they stand: the command `brief` and its kin. */

import { calendarAddress } from '../../calendar/calendar-address.js';
import { leftOutWords } from '../../calendar/calendar-words.js';
import type { Unread } from '../../calendar/dates/unread.js';
import type { FormValues } from '../../chat/form.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { openForm, type Reply, showCard } from '../../chat/reply.js';
import { InvalidInput, NotAllowed } from '../../kernel/errors.js';
import { newId } from '../../kernel/id.js';
import type { Actor } from '../../kernel/person.js';
import * as words from './cards/brief-cards.js';
import type { BriefsDeps } from './deps.js';
import { findMeetings, keepMeetings } from './read.js';
import { nextBriefs } from './store/briefs.js';
import { addressOf, findCalendarOf, forgetCalendars, saveCalendar, sealAddress } from './store/calendars.js';

/** `brief calendar https://…ics`; without the address its form. Throws NotAllowed where others may read it. */
export async function setByCommand(deps: BriefsDeps, typed: string, context: InteractionContext): Promise<Reply> {
  if (typed.trim() === '') return openForm(words.calendarForm());
  if (context.place !== null) throw new NotAllowed('briefs.secret', words.notHere());
  return setCalendar(deps, typed, context);
}

export const setByForm = (deps: BriefsDeps, { calendar = '' }: FormValues, context: InteractionContext) =>
  setCalendar(deps, String(calendar), context);

/** Reads it first: an address that can't be read is refused with the reason, and nothing changes. */
async function setCalendar(deps: BriefsDeps, typed: string, { actor }: InteractionContext): Promise<Reply> {
  const { organisationId, id: memberId, timeZone } = actor;
  const url = calendarAddress(typed);
  if (url === null) throw refusal(words.briefCalendarWords({ why: 'address' }));
  const found = await findMeetings(deps, { organisationId, url, timeZone });
  if (found.kind === 'trouble') throw refusal(words.briefCalendarWords(found.trouble));
  const now = deps.clock.now();
  await deps.outbox.commit(async (tx) => {
    // Another address knows nothing of what the one before said.
    await forgetCalendars(tx, organisationId, [memberId]);
    const id = newId(now);
    const sealed = sealAddress(deps.database, id, url);
    const fresh = { id, organisationId, memberId, url: sealed, fetchDueAt: now, fetchedAt: now };
    const calendar = { ...fresh, failureCount: 0, failingSince: null, failedAt: null, trouble: null, isTold: false };
    await saveCalendar(tx, calendar);
    await keepMeetings(tx, deps, calendar, found.meetings);
  });
  return showStanding(deps, actor, { isFresh: true, leftOut: found.leftOut });
}

const refusal = (words: string): InvalidInput => InvalidInput.field('briefs.calendar', 'calendar', words);

/** `brief`; an address behind it is meant as one. */
export async function briefByCommand(deps: BriefsDeps, typed: string, context: InteractionContext): Promise<Reply> {
  if (typed.trim() === '') return showBriefs(deps, context);
  if (calendarAddress(typed) !== null) return setByCommand(deps, typed, context);
  throw new InvalidInput('briefs.unknownText', words.unknownBrief());
}

export const showBriefs = (deps: BriefsDeps, { actor }: InteractionContext) => showStanding(deps, actor, {});

interface Remarks {
  readonly isFresh?: boolean;
  /** What could not be read just now. */
  readonly leftOut?: readonly Unread[];
}

async function showStanding(
  { database, clock, customers }: BriefsDeps,
  { organisationId, id, timeZone }: Actor,
  { isFresh = false, leftOut = [] }: Remarks,
): Promise<Reply> {
  const calendar = await findCalendarOf(database, organisationId, id);
  if (!calendar) return showCard(words.noBriefsCard());
  const { fetchedAt, failedAt, trouble, failingSince } = calendar;
  const waiting = await nextBriefs(database, calendar.organisationId, calendar.id, clock.now());
  const [first] = waiting;
  const together = waiting.filter(({ startsAt }) => startsAt.getTime() === first?.startsAt.getTime());
  const known = await customers.byIds(
    organisationId,
    together.map(({ customerId }) => customerId),
  );
  const names = together.flatMap(({ customerId }) => known.get(customerId)?.name ?? []);
  const standing = {
    host: new URL(addressOf(database, calendar)).host,
    ...{ timeZone, fetchedAt },
    next: first?.dueAt ? { dueAt: first.dueAt, startsAt: first.startsAt, names } : null,
    failed: failedAt && trouble ? { at: failedAt, trouble, isOver: failingSince === null } : null,
    leftOut: leftOut.length > 0 ? leftOutWords(leftOut) : undefined,
  };
  return showCard(words.briefsCard(standing, isFresh));
}

/** `brief off`: forgets everything. */
export async function turnOff(deps: BriefsDeps, typed: string, { actor }: InteractionContext): Promise<Reply> {
  if (typed.trim() !== '') throw new InvalidInput('briefs.unknownText', words.nothingBehindOff());
  const { organisationId, id } = actor;
  const count = await deps.database.transaction((tx) => forgetCalendars(tx, organisationId, [id]));
  return showCard(words.briefsOffCard(count > 0));
}
