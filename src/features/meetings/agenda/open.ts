/**
 * Opens meetings: at their time, late when the bot was away for less than their length, by hand, or when a platform says
 * that people meet. Whoever is first opens it; all others find it open.
 */

import { groupBy } from '../../../kernel/group-by.js';
import { newId } from '../../../kernel/id.js';
import { organisationsOf } from '../../../kernel/organisations-of.js';
import type { Surface } from '../../../kernel/person.js';
import type { Transaction } from '../../../storage/database.js';
import type { MeetingsDeps } from '../deps.js';
import type { Meeting } from '../rules/agenda.js';
import { chooseChair } from '../rules/chair.js';
import {
  claimMeetings,
  findPresent,
  findSeriesOf,
  insertMeeting,
  listUnderWay,
  lockPlaces,
  openingWork,
  peekToOpen,
  saveMissed,
  saveOpened,
} from '../store/agenda.js';
import { appendHistory } from '../store/history.js';
import { findOpenIn } from '../store/open-meetings.js';
import { takeUpPreventions } from '../store/ticks.js';
import { closeByItself } from './close.js';
import { type Ground, lookBackMs, type Opening, readGround, readPresent } from './ground.js';
import { agendaOrder, missedOrders } from './orders.js';
import { type Ending, endQuestions, namePresenters } from './take-turns.js';

const batchSize = 100;

/** Opens what is due, or says that it was missed; answers how many. */
export async function openDue(deps: MeetingsDeps, now: Date): Promise<number> {
  const due = await peekToOpen(deps.database, now, batchSize);
  // Those of a place stand together, because all that it missed is one message.
  const byPlace = [...groupBy(due, placeOf).values()].flat();
  return deps.batches.inGroups(openingWork, now, [byPlace], (some) => openSome(deps, some, now));
}

async function openSome(deps: MeetingsDeps, due: readonly Meeting[], now: Date): Promise<void> {
  const inTime = due.filter(({ endsAt }) => endsAt > now);
  const tooLate = due.filter(({ endsAt }) => endsAt <= now);
  await closeFormer(deps, inTime, now);
  const ground = await readGround(deps, inTime, now);
  const missing = await readPresent(deps, tooLate, now);
  await deps.outbox.commit(async (tx) => {
    // Two copies must not each tell a place a part of what it missed.
    await lockPlaces(tx, tooLate.map(placeOf));
    const ids = due.map(({ id }) => id);
    const claimed = await claimMeetings(tx, now, ids);
    const origin = { actorId: null, surface: 'clock' } as const;
    await miss(deps, tx, { meetings: claimed.filter(({ endsAt }) => endsAt <= now), present: missing, now });
    await open(deps, tx, { meetings: claimed.filter(({ endsAt }) => endsAt > now), ground, now, origin });
  });
}

/**
 * What was opened by hand and is still open ends where the planned one begins, with its minutes: who was asked, who
 * presents and what the report counts belong to the planned one, and what was not ticked is on its agenda.
 */
async function closeFormer(deps: MeetingsDeps, meetings: readonly Meeting[], now: Date): Promise<void> {
  const ids = meetings.map(({ id }) => id);
  if (ids.length === 0) return;
  for (const former of await listUnderWay(deps.database, organisationsOf(meetings), ids, now))
    await closeByItself(deps, former);
}

const placeOf = ({ placeId }: Opening): string => placeId;

async function miss(
  deps: MeetingsDeps,
  tx: Transaction,
  { meetings: missed, present, now }: Ending & { readonly meetings: readonly Meeting[] },
): Promise<void> {
  await saveMissed(
    tx,
    organisationsOf(missed),
    missed.map(({ id }) => id),
  );
  await endQuestions(deps, tx, { meetings: missed, present, now });
  await appendHistory(
    tx,
    missed.map(({ id, organisationId }) => ({
      organisationId,
      subject: `meeting:${id}`,
      at: now,
      what: 'missed',
      actorId: null,
      surface: 'clock' as const,
    })),
  );
  await deps.outbox.enqueue(tx, [...groupBy(missed, placeOf).values()].flatMap(missedOrders));
}

interface Origin {
  /** null: the bot itself, or a platform. */
  readonly actorId: string | null;
  readonly surface: Surface;
}

export interface OpenNow extends Origin {
  readonly organisationId: string;
  readonly placeId: string;
  /** How it is called when the place has no series. */
  readonly name: string;
  readonly timeZone: string;
}

/** A planned meeting that opens within the hour is the one that is meant. */
const nearMs = 60 * 60_000;
const defaultLengthMinutes = 60;

/** Opens the place's meeting at once; twice is one. */
export async function openNow(
  deps: MeetingsDeps,
  asked: OpenNow,
): Promise<{ readonly meetingId: string; readonly isNew: boolean }> {
  const { database, clock, outbox } = deps;
  const { organisationId, placeId, actorId, surface } = asked;
  const underWay = await findOpenIn(database, organisationId, placeId);
  if (underWay) return { meetingId: underWay.id, isNew: false };
  const now = clock.now();
  const series = await findSeriesOf(database, organisationId, placeId);
  const fresh = {
    id: newId(now),
    organisationId,
    placeId,
    seriesId: series?.id ?? null,
    name: series?.name ?? asked.name,
    startsAt: now,
    endsAt: new Date(now.getTime() + (series?.lengthMinutes ?? defaultLengthMinutes) * 60_000),
    timeZone: series?.timeZone ?? asked.timeZone,
  };
  const ground = await readGround(deps, [fresh], now);
  const opened = await outbox.commit(async (tx) => {
    await lockPlaces(tx, [placeId]);
    const present = await findPresent(tx, organisationId, placeId, { now, until: new Date(now.getTime() + nearMs) });
    if (present?.state === 'open') return { meetingId: present.id, isNew: false };
    if (!present) await insertMeeting(tx, fresh);
    const meeting = present ?? { ...fresh, presenterId: null };
    await open(deps, tx, { meetings: [meeting], ground, now, origin: { actorId, surface } });
    return { meetingId: meeting.id, isNew: true };
  });
  return opened;
}

interface Openings {
  readonly meetings: readonly (Opening & Pick<Meeting, 'presenterId' | 'timeZone'>)[];
  readonly ground: Ground;
  readonly now: Date;
  readonly origin: Origin;
}

/** Opens these, which the caller has locked. */
export async function open(deps: MeetingsDeps, tx: Transaction, openings: Openings): Promise<void> {
  const { meetings, ground, now, origin } = openings;
  if (meetings.length === 0) return;
  const presenters = await namePresenters(tx, { meetings, present: ground.present, now });
  const opened = meetings.map((meeting) => ({
    id: meeting.id,
    chair: chooseChair(
      ground.candidates.get(meeting.organisationId) ?? [],
      ground.lately.get(meeting.placeId)?.satLately ?? [],
      { now, timeZone: meeting.timeZone },
    ),
    presenterId: presenters.get(meeting.id) ?? null,
  }));
  await saveOpened(tx, organisationsOf(meetings), opened, now);
  await takeUpPreventions(tx, meetings.flatMap(preventionsFor(ground, now)));
  await endQuestions(deps, tx, { meetings, present: ground.present, now });
  await appendHistory(
    tx,
    meetings.map(({ id, organisationId }) => ({
      organisationId,
      subject: `meeting:${id}`,
      at: now,
      what: 'opened',
      ...origin,
    })),
  );
  await deps.outbox.enqueue(tx, meetings.map(agendaOrder));
}

/** What was resolved since the place last met: its own, and what was captured where nobody meets. */
function preventionsFor({ lately, resolved, meetingPlaces }: Ground, now: Date) {
  return ({ organisationId, placeId }: Opening) => {
    const since = lately.get(placeId)?.openedAt ?? new Date(now.getTime() - lookBackMs);
    return (resolved.get(organisationId) ?? [])
      .filter((item) => item.resolvedAt >= since)
      .filter((item) => item.placeId === placeId || item.placeId === null || !meetingPlaces.has(item.placeId))
      .map(({ id, resolvedAt }) => ({ feedbackId: id, organisationId, placeId, resolvedAt }));
  };
}
