/** What meetings need to know when they open, read before the transaction that opens them. open.ts asks. */

import { groupBy } from '../../../kernel/group-by.js';
import { organisationsOf } from '../../../kernel/organisations-of.js';
import { isPresent, type MemberProfile } from '../../people/index.js';
import type { MeetingsDeps } from '../deps.js';
import type { Meeting } from '../rules/agenda.js';
import type { ChairCandidate } from '../rules/chair.js';
import { listLately, listMeetingPlaces } from '../store/agenda.js';
import { countByCustomer } from '../store/learnings.js';
import { listQuestions } from '../store/questions.js';
import type { PresentMembers } from './take-turns.js';

const dayMs = 86_400_000;
/** What a place's first meeting looks back at. */
export const lookBackMs = 14 * dayMs;
/** How far back an answer still says much. */
const scoreMs = 28 * dayMs;

/** A meeting that opens. */
export type Opening = Pick<Meeting, 'id' | 'organisationId' | 'placeId'>;

/** What is read before the transaction, of all the meetings' organisations and places. */
export interface Ground {
  readonly candidates: ReadonlyMap<string, readonly ChairCandidate[]>;
  readonly lately: Awaited<ReturnType<typeof listLately>>;
  readonly resolved: ReadonlyMap<string, readonly { id: string; placeId: string | null; resolvedAt: Date }[]>;
  /** Places that speak of what was captured in them themselves. */
  readonly meetingPlaces: ReadonlySet<string>;
  readonly present: PresentMembers;
}

/** Reads it in as few questions as there are organisations and places. */
export async function readGround(deps: MeetingsDeps, meetings: readonly Opening[], now: Date): Promise<Ground> {
  const { database, feedback } = deps;
  const organisationIds = [...new Set(meetings.map(({ organisationId }) => organisationId))];
  const placeIds = [...new Set(meetings.map(({ placeId }) => placeId))];
  const [lately, places, present] = await Promise.all([
    listLately(database, organisationsOf(meetings), placeIds),
    listMeetingPlaces(database, organisationIds),
    readPresent(deps, meetings, now),
  ]);
  const firstLook = new Date(now.getTime() - lookBackMs);
  const read = await Promise.all(
    organisationIds.map(async (id) => {
      const theirs = meetings.filter(({ organisationId }) => organisationId === id);
      const since = theirs.map(({ placeId }) => lately.get(placeId)?.openedAt ?? firstLook);
      const earliest = new Date(Math.min(...since.map((at) => at.getTime())));
      const [candidates, resolved] = await Promise.all([
        readCandidates(deps, id, now),
        feedback.forAgenda.resolvedSince(id, earliest),
      ]);
      return { id, candidates, resolved };
    }),
  );
  return {
    candidates: new Map(read.map(({ id, candidates }) => [id, candidates])),
    resolved: new Map(read.map(({ id, resolved }) => [id, resolved])),
    lately,
    meetingPlaces: new Set(places.map(({ placeId }) => placeId)),
    present,
  };
}

async function readCandidates(
  { database, feedback, nps }: MeetingsDeps,
  organisationId: string,
  now: Date,
): Promise<readonly ChairCandidate[]> {
  const since = (ms: number) => new Date(now.getTime() - ms);
  const [heard, scores, learned] = await Promise.all([
    feedback.forAgenda.heard(organisationId, since(lookBackMs)),
    nps.latestScores(organisationId, since(scoreMs)),
    countByCustomer(database, organisationId, since(lookBackMs)),
  ]);
  const candidates = new Map<string, { -readonly [Key in keyof ChairCandidate]: ChairCandidate[Key] }>();
  const of = (customerId: string) => {
    const known = candidates.get(customerId) ?? { customerId, feedback: [], score: null, learningCount: 0 };
    candidates.set(customerId, known);
    return known;
  };
  for (const said of heard) {
    const candidate = of(said.customerId);
    candidate.feedback = [...candidate.feedback, said];
  }
  for (const { customerId, value, at } of scores) of(customerId).score = { value, at };
  for (const { customerId, count } of learned) of(customerId).learningCount = count;
  return [...candidates.values()];
}

/** Those who were asked the day before are there; where nobody was asked, the platform says who is. */
/** By place: who is there and not away. */
export async function readPresent(
  { database, people, log }: MeetingsDeps,
  meetings: readonly Opening[],
  now: Date,
): Promise<PresentMembers> {
  const questions = await listQuestions(
    database,
    organisationsOf(meetings),
    meetings.map(({ id }) => id),
  );
  const present = await Promise.all(
    [...groupBy(meetings, ({ placeId }) => placeId)].map(async ([placeId, theirs]) => {
      const organisationId = theirs[0]?.organisationId ?? '';
      const ids = theirs.map(({ id }) => id);
      const asked = questions.filter(({ meetingId }) => ids.includes(meetingId)).map(({ memberId }) => memberId);
      try {
        const members =
          asked.length > 0
            ? await people.members(organisationId, [...new Set(asked)])
            : await people.placeMembers(organisationId, placeId);
        return [placeId, (members ?? []).filter((member) => isPresent(member, now))] as const;
      } catch (err) {
        // A platform that can't say who is there must not keep the meeting from opening: nobody is named to start.
        log.warn({ err, placeId }, 'members of a place not found');
        return [placeId, []] as const;
      }
    }),
  );
  return new Map<string, readonly MemberProfile[]>(present);
}
