/**
 * What becomes of the turns when a meeting begins, was missed, or is not held: whoever let "Will you share?" stand has
 * had theirs, somebody presents, and a meeting that is skipped takes no turn. open.ts and the schedule call it.
 */

import { groupBy } from '../../../kernel/group-by.js';
import { organisationsOf } from '../../../kernel/organisations-of.js';
import type { Transaction } from '../../../storage/database.js';
import type { MemberProfile } from '../../people/index.js';
import type { MeetingsDeps } from '../deps.js';
import type { Meeting, MeetingState } from '../rules/agenda.js';
import { isTurn, type Question, questionKind } from '../rules/question.js';
import { chooseTurn, giveTurnBack, type TakenTurn, type Turn, takeTurn } from '../rules/turns.js';
import { expireQuestions, lastTurnAt, listQuestions } from '../store/questions.js';
import { lockTurns, saveTurns, type TurnKind, type TurnPlace } from '../store/ticks.js';
import { sharersOf } from './ask.js';

/** By place: who is there and not away, and may be named to start; nobody: that is not known. */
export type PresentMembers = ReadonlyMap<string, readonly MemberProfile[]>;

type Beginning = Pick<Meeting, 'id' | 'organisationId' | 'placeId'>;

export interface Ending {
  readonly meetings: readonly Beginning[];
  readonly present: PresentMembers;
  readonly now: Date;
}

/** Nobody is asked any more to share in them; what they learned they can still answer. */
export async function endQuestions(deps: MeetingsDeps, tx: Transaction, ending: Ending): Promise<void> {
  const { meetings, now } = ending;
  if (meetings.length === 0) return;
  const ids = meetings.map(({ id }) => id);
  const shares = (await expireQuestions(tx, organisationsOf(meetings), ids, now)).filter(
    ({ kind }) => kind === 'share',
  );
  const shareIds = shares.map(({ id }) => id);
  await deps.outbox.enqueue(tx, await deps.reminders.movedOn(tx, questionKind, shareIds, { isEnd: true }));
  // Whom it never reached was not asked.
  const silent = shares.filter(({ wasPosted }) => wasPosted);
  if (silent.length > 0) await countSilence(deps, tx, { ...ending, silent });
}

async function countSilence(
  { people }: MeetingsDeps,
  tx: Transaction,
  { meetings, present, now, silent }: Ending & { readonly silent: readonly Question[] },
): Promise<void> {
  const asked = silent.flatMap(({ meetingId, memberId }) =>
    meetings.filter(({ id }) => id === meetingId).map((meeting) => ({ ...meeting, memberId })),
  );
  const book = await openBook(tx, 'share', asked);
  for (const [organisationId, theirs] of groupBy(asked, (each) => each.organisationId)) {
    const organisation = await people.organisation(organisationId, tx);
    for (const { placeId, memberId } of theirs) {
      const sharers = sharersOf(organisation, present.get(placeId) ?? []);
      book.take(placeId, { takerId: memberId, presentIds: sharers.map(({ id }) => id), now });
    }
  }
  await book.save();
}

/** A date as the schedule had it, or has it now. */
interface Scheduled {
  readonly id: string;
  readonly state: MeetingState;
}

/**
 * A meeting that is not held takes nobody's turn: whoever had said yes or no to it is asked again for the next. Held
 * after all, what they said counts again. Called by whatever skips, cancels and takes up dates, in its transaction.
 */
export async function keepTurnsFair(
  tx: Transaction,
  before: readonly (Scheduled & Pick<Meeting, 'organisationId' | 'placeId'>)[],
  { after, now }: { readonly after: readonly Scheduled[]; readonly now: Date },
): Promise<void> {
  const known = new Map(before.map((meeting) => [meeting.id, meeting]));
  const changed = new Map(
    after.flatMap(({ id, state }) => {
      const was = known.get(id);
      const isHeld = state === 'planned';
      return was && (was.state === 'planned') !== isHeld
        ? [[id, { organisationId: was.organisationId, placeId: was.placeId, isHeld }]]
        : [];
    }),
  );
  if (changed.size === 0) return;
  const asked = await listQuestions(tx, organisationsOf(changed.values()), [...changed.keys()]);
  const taken = asked.filter(({ kind, state }) => kind === 'share' && isTurn(state));
  if (taken.length === 0) return;
  const book = await openBook(tx, 'share', [...changed.values()]);
  for (const question of taken) {
    const { placeId = '', isHeld = false } = changed.get(question.meetingId) ?? {};
    const { memberId } = question;
    if (isHeld) book.take(placeId, { takerId: memberId, presentIds: [], now });
    else book.giveBack(placeId, { memberId, lastAt: await lastTurnAt(tx, question) });
  }
  await book.save();
}

/**
 * Whoever said yes beforehand and is there presents; otherwise somebody is named to start, by turns, and last of all
 * those who would rather not. Presenting is a turn, whichever way one came to it. Answers who presents, by meeting.
 */
export async function namePresenters(
  tx: Transaction,
  { meetings, present, now }: Ending & { readonly meetings: readonly (Beginning & Pick<Meeting, 'presenterId'>)[] },
): Promise<ReadonlyMap<string, string>> {
  const presenters = new Map<string, string>();
  const asked = await listQuestions(
    tx,
    organisationsOf(meetings),
    meetings.map(({ id }) => id),
  );
  const book = await openBook(tx, 'presenter', meetings);
  for (const { id, placeId, presenterId } of meetings) {
    const presentIds = (present.get(placeId) ?? []).map((member) => member.id);
    const isThere = presentIds.length === 0 || presentIds.includes(presenterId ?? '');
    const unwilling = asked.filter(({ meetingId }) => meetingId === id).filter(isUnwilling);
    const unwillingIds = unwilling.map(({ memberId }) => memberId);
    const named = () =>
      chooseTurn(book.of(placeId), presentIds, unwillingIds) ?? chooseTurn(book.of(placeId), presentIds, []);
    const takerId = presenterId && isThere ? presenterId : named();
    if (!takerId) continue;
    presenters.set(id, takerId);
    book.take(placeId, { takerId, presentIds, now });
  }
  await book.save();
  return presenters;
}

const isUnwilling = ({ state }: Question): boolean => state === 'declined' || state === 'swapped';

/** The turns of some places; several can be taken before they are saved, as two meetings of a place may open together. */
async function openBook(tx: Transaction, kind: TurnKind, places: readonly TurnPlace[]) {
  const known = await lockTurns(tx, kind, places);
  const organisationIds = new Map(places.map(({ organisationId, placeId }) => [placeId, organisationId]));
  const turns = new Map<string, readonly Turn[]>(groupBy(known, ({ placeId }) => placeId));
  const of = (placeId: string): readonly Turn[] => turns.get(placeId) ?? [];
  return {
    of,
    take(placeId: string, { takerId, presentIds, now }: TakenTurn): void {
      // Where nobody knows who is there, nobody counts as absent.
      const couldIds = presentIds.length > 0 ? presentIds : of(placeId).map(({ memberId }) => memberId);
      turns.set(placeId, takeTurn(of(placeId), { takerId, presentIds: couldIds, now }));
    },
    giveBack(placeId: string, back: Pick<Turn, 'memberId' | 'lastAt'>): void {
      turns.set(placeId, giveTurnBack(of(placeId), back));
    },
    save: () =>
      saveTurns(
        tx,
        kind,
        [...turns].flatMap(([placeId, theirs]) => {
          const place = { organisationId: organisationIds.get(placeId) ?? '', placeId };
          return theirs.map((turn) => ({ ...turn, ...place }));
        }),
      ),
  };
}
