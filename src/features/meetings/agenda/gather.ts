/**
 * Everything that an agenda shows, gathered anew from every room as everybody in the place may see it: the living card,
 * its pages and the minutes are made from it.
 */

import { type Block, inlines, type Line } from '../../../chat/card.js';
import type { Viewer } from '../../../chat/interaction.js';
import { lineLength, shortenLine } from '../../../chat/shorten.js';
import { say } from '../../../kernel/language/say.js';
import type { PersonRef } from '../../../kernel/person.js';
import type { KnownCustomer } from '../../customers/index.js';
import type { AgendaFeedback } from '../../feedback/index.js';
import type { AgendaIdea } from '../../ideas/index.js';
import type { NoticeRow } from '../../notices/index.js';
import type { AgendaNumber } from '../../nps/index.js';
import type { MemberProfile, OrganisationProfile } from '../../people/index.js';
import type { AgendaTrial } from '../../trials/index.js';
import type { MeetingsDeps } from '../deps.js';
import type { Meeting, Section, Tick } from '../rules/agenda.js';
import type { ChairReason } from '../rules/chair.js';
import { type FollowUp, isLate } from '../rules/follow-up.js';
import { type Learning, learningsFrom } from '../rules/learning.js';
import { numbersSince, trialsSince } from '../rules/minutes.js';
import { listMeetingPlaces, listPrevious } from '../store/agenda.js';
import { askedOf, listQuestions } from '../store/questions.js';
import { listPreventions, listTicks } from '../store/ticks.js';
import { feedbackFor, gatherLimit, ideasFor, learningsFor, promisesFor } from './gather-items.js';

/** Everything that a meeting's card shows, gathered from all rooms. */
export interface Agenda {
  readonly meeting: Meeting;
  readonly organisation: OrganisationProfile;
  /** null: nobody has anything to say. */
  readonly chair: SeatedCustomer | null;
  readonly presenter: { readonly person: PersonRef; readonly hasAccepted: boolean } | null;
  readonly asked: { readonly answered: readonly PersonRef[]; readonly open: readonly PersonRef[] };
  /** What customers are told at this moment, as rows. */
  readonly notices: readonly NoticeRow[];
  readonly learnings: readonly AgendaLearning[];
  readonly ideas: readonly AgendaIdea[];
  readonly numbers: readonly AgendaNumber[];
  readonly numbersSince: Date | null;
  /** Early tests in which something new was said. */
  readonly trials: readonly AgendaTrial[];
  readonly trialsSince: Date | null;
  readonly resolved: readonly AgendaFeedback[];
  readonly overdue: readonly AgendaFeedback[];
  readonly followUps: readonly AgendaFollowUp[];
  /** How many there are of a section besides those that are gathered here. */
  readonly moreCounts: Readonly<Record<Section, number>>;
  readonly ticks: ReadonlyMap<string, NamedTick>;
  /** Who closed it; null: it closed by itself, or is open. */
  readonly closedBy: PersonRef | null;
  readonly now: Date;
}

export interface SeatedCustomer {
  readonly customer: KnownCustomer;
  readonly reasons: readonly ChairReason[];
  /** Whom the champion's choice is named after. */
  readonly seatedBy: PersonRef | null;
  /** The little that one should know, from every room. */
  readonly known: readonly Line[];
  readonly lastContactAt: Date | null;
}

/** A learning on an agenda, with names. */
export interface AgendaLearning {
  readonly learning: Learning;
  readonly by: string;
  readonly customer: string | null;
  /** It stood on an earlier agenda already. */
  readonly isCarriedOver: boolean;
}

export interface AgendaFollowUp {
  readonly followUp: FollowUp;
  readonly owner: PersonRef | null;
  readonly isLate: boolean;
}

/** A tick with the name of whoever set it. */
export type NamedTick = Tick & { readonly by: string };

export async function gather(deps: MeetingsDeps, meeting: Meeting): Promise<Agenda> {
  const { database, people, feedback, nps, notices, clock } = deps;
  const { organisationId, placeId, id: meetingId } = meeting;
  const now = clock.now();
  const [organisation, before, places, questions, ticks] = await Promise.all([
    people.organisation(organisationId),
    listPrevious(database, meeting.organisationId, placeId, meeting.openedAt ?? now),
    listMeetingPlaces(database, [organisationId]),
    listQuestions(database, [organisationId], [meetingId]),
    listTicks(database, organisationId, meetingId),
  ]);
  const elsewhere = places.map((each) => each.placeId).filter((id) => id !== placeId);
  const [previous = null] = before;
  const since = numbersSince(previous);
  const saidSince = trialsSince(previous);
  const at = { at: meeting.openedAt ?? now, until: meeting.closedAt ?? now };
  const from = learningsFrom(meeting.openedAt ?? now, before);
  const [learned, ideasShown, counted, news, preventions, late, notSolved, promised, noticesOpen, trials] =
    await Promise.all([
      learningsFor(deps, meeting, { from, until: meeting.closedAt ?? now, elsewhere, ticks }),
      ideasFor(deps, meeting, { elsewhere, ticks }),
      nps.newsSince(organisationId, since),
      Promise.all(deps.chapters().map((room) => room.agendaNews?.(organisationId, since) ?? [])),
      listPreventions(database, { organisationId, placeId }, gatherLimit),
      feedback.forAgenda.overdue(organisationId, elsewhere),
      feedback.forAgenda.notSolved(organisationId, { since: previous?.openedAt ?? null, exceptPlaceIds: elsewhere }),
      promisesFor(deps, meeting, ticks),
      meeting.closedAt === null ? notices.openRows(organisationId) : [],
      deps.trials.newsFor({ organisationId, since: saidSince, ...at }),
    ]);
  const { resolved, overdue } = await feedbackFor(deps, meeting, { preventions, overdue: late, notSolved, ticks });
  const learnings = learned.items;
  const followUps = promised.items;
  const asked = askedOf(questions);
  const members = await membersIn(deps, organisationId, [
    ...[meeting.presenterId, meeting.closedById, ...seaters(meeting)],
    ...asked.map(({ memberId }) => memberId),
    ...learnings.map(({ memberId }) => memberId),
    ...followUps.map(({ ownerId }) => ownerId),
    ...ticks.map(({ memberId }) => memberId),
  ]);
  const customers = await deps.customers.byIds(organisationId, present(learnings.map(({ customerId }) => customerId)));
  const ref = (id: string | null): PersonRef | null => members.get(id ?? '') ?? null;
  const nameOf = (id: string) => ref(id)?.name ?? say('somebody');
  const presenter = ref(meeting.presenterId);
  const hasAccepted = questions.some(({ memberId, state }) => memberId === presenter?.id && state === 'accepted');
  const heardFrom = (hasAnswered: boolean) =>
    asked
      .filter((each) => each.hasAnswered === hasAnswered)
      .flatMap(({ memberId }) => ref(memberId) ?? [])
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    meeting,
    organisation,
    chair: await seated(deps, meeting, ref),
    notices: noticesOpen,
    presenter: presenter && { person: presenter, hasAccepted },
    asked: { answered: heardFrom(true), open: heardFrom(false) },
    learnings: learnings.map((learning) => ({
      learning,
      by: nameOf(learning.memberId),
      customer: customers.get(learning.customerId ?? '')?.name ?? null,
      isCarriedOver: previous?.openedAt != null && learning.at <= (previous.closedAt ?? previous.openedAt),
    })),
    ideas: ideasShown.items,
    numbers: [...counted, ...news.flat()],
    numbersSince: since,
    trials,
    trialsSince: saidSince,
    resolved: resolved.items,
    overdue: overdue.items,
    moreCounts: {
      learning: learned.moreCount,
      idea: ideasShown.moreCount,
      number: 0,
      feedback: resolved.moreCount,
      overdue: overdue.moreCount,
      trial: 0,
      followUp: promised.moreCount,
    },
    followUps: followUps.map((followUp) => ({
      followUp,
      owner: ref(followUp.ownerId),
      isLate: isLate(followUp, members.get(followUp.ownerId)?.timeZone ?? meeting.timeZone, now),
    })),
    ticks: new Map(ticks.map((tick) => [tick.item, { ...tick, by: nameOf(tick.memberId) }])),
    closedBy: ref(meeting.closedById),
    now,
  };
}

const present = <T>(values: readonly (T | null)[]): T[] => [...new Set(values)].filter((value) => value !== null);

async function membersIn({ people }: MeetingsDeps, organisationId: string, ids: readonly (string | null)[]) {
  const members = await people.members(organisationId, present(ids));
  return new Map<string, MemberProfile>(members.map((member) => [member.id, member]));
}

function seaters({ chair }: Meeting): string[] {
  return (chair?.reasons ?? []).flatMap((reason) => (reason.kind === 'seated' ? reason.byId : []));
}

async function seated(
  deps: MeetingsDeps,
  meeting: Meeting,
  ref: (id: string | null) => PersonRef | null,
): Promise<SeatedCustomer | null> {
  if (!meeting.chair) return null;
  const { customerId, reasons } = meeting.chair;
  const customer = (await deps.customers.byIds(meeting.organisationId, [customerId])).get(customerId);
  if (!customer) return null;
  const viewer = everybody(meeting);
  const chapters = await Promise.all(
    deps.chapters().map((room) => room.aboutCustomer?.(customerId, viewer, { limit: knownLimit, offset: 0 })),
  );
  const said = chapters.flatMap((chapter) => (chapter ? [chapter] : []));
  const contacts = said.flatMap(({ lastContactAt }) => lastContactAt?.getTime() ?? []);
  const [seatedById = null] = seaters(meeting);
  return {
    customer,
    reasons,
    seatedBy: ref(seatedById),
    known: firstOfEach(said.map(({ blocks }) => blocks.flatMap(lineOf))),
    lastContactAt: contacts.length > 0 ? new Date(Math.max(...contacts)) : null,
  };
}

const knownLimit = 3;
/** Units of a line: a glance, `who` tells the whole. */
const knownLength = 150;

/** By turns from each room, so that one that knows much leaves room for the others. */
function firstOfEach(chapters: readonly (readonly Line[])[]): readonly Line[] {
  const longest = Math.max(0, ...chapters.map((lines) => lines.length));
  const rounds = Array.from({ length: longest }, (_, round) =>
    chapters.flatMap((lines) => lines.slice(round, round + 1)),
  );
  return rounds.flat().slice(0, knownLimit);
}

/** What a block says, without its button: the chair is for looking at. */
function lineOf(block: Block): readonly Line[] {
  if (block.kind === 'text') return [shortenLine(block.line, knownLength)];
  if (block.kind !== 'row') return [];
  const whole = [...inlines(block.line), ...(block.detail === undefined ? [] : [' – ', ...inlines(block.detail)])];
  // Rather without its small print than cut in the middle of it.
  return [lineLength(whole) <= knownLength ? whole : shortenLine(block.line, knownLength)];
}

/** Nobody in particular: whoever reads an agenda may be anybody in the place, so only what all may know is shown. */
function everybody({ organisationId, placeId, name, timeZone }: Meeting): Viewer {
  return {
    actor: { id: '00000000-0000-0000-0000-000000000000', name: 'everybody', organisationId, role: 'member', timeZone },
    place: { id: placeId, name },
  };
}
