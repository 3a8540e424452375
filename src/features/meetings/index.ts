/**
 * The door of meetings: every meeting opens with what was learned from customers, and what is promised there is
 * chased. schedule/ knows when meetings are, agenda/ what happens in them, follow-ups/ chases what was promised,
 * report/ says how the habit goes; house.ts builds it.
 */
import type { Card } from '../../chat/card.js';
import type { Feature } from '../../chat/feature.js';
import type { Gathering } from '../../chat/gathering.js';
import type { InteractionContext } from '../../chat/interaction.js';
import type { Reply } from '../../chat/reply.js';
import { phrase } from '../../kernel/language/say.js';
import type { Actor } from '../../kernel/person.js';
import type { Transaction } from '../../storage/database.js';
import { agendaAhead } from './agenda/ahead.js';
import { agendaFeature, minutesOf } from './agenda/feature.js';
import { gathered } from './agenda/gathering.js';
import { learnByCommand } from './agenda/learn.js';
import type { MinutesFile } from './cards/minutes-file.js';
import type { MeetingsDeps, OnLearned } from './deps.js';
import { addFollowUp, type FollowUpDeed } from './follow-ups/change.js';
import { type FollowUpDraft, readFollowUpDraft } from './follow-ups/draft.js';
import { followUpsFeature } from './follow-ups/feature.js';
import { joinParts } from './join-parts.js';
import { reportFeature } from './report/feature.js';
import { followUpNumbers } from './rules/follow-up.js';
import type { Learning } from './rules/learning.js';
import { scheduleFeature } from './schedule/feature.js';
import { countLearnedBy, listLearnedSince } from './store/learnings.js';
import { toldEvents } from './told-events.js';

export type { MinutesFile } from './cards/minutes-file.js';
export { meetingsSettings } from './settings.js';

/** The door of meetings, with what platforms and the web server ask of it. */
export interface MeetingsRoom extends Feature {
  /** A platform says that people meet or part: a planned agenda opens before its time, or closes. */
  gathered(told: Gathering): Promise<void>;
  /** Reads a promise as somebody typed it for themselves; throws InvalidInput on `text` and `due`. */
  readPromise(
    typed: { readonly text: string; readonly due: string },
    context: InteractionContext,
  ): Promise<FollowUpDraft>;
  /** Adds what `readPromise` read, which no meeting made, in the caller's transaction. Answers its name: A-31. */
  promise(tx: Transaction, draft: FollowUpDraft, deed: FollowUpDeed): Promise<string>;
  /** What the signed address in an agenda serves; null: no such meeting, or it is not closed yet. */
  minutesOf(meetingId: string): Promise<MinutesFile | null>;
  /** What was learned at `since` or after and stands still, the newest first. */
  learnedSince(organisationId: string, since: Date, limit: number): Promise<readonly Learning[]>;
  /** The agenda of this person's next meeting as it would be on the table now; null: none is ahead. */
  agendaAhead(actor: Actor): Promise<{ readonly startsAt: Date; readonly card: Card } | null>;
  /** How many learnings of theirs stand. */
  learnedBy(organisationId: string, memberId: string, within?: Transaction): Promise<number>;
  /** Called by whoever wants to know of learnings, when it is built. */
  onLearned(hook: OnLearned): void;
  /** Keeps what somebody says as a learning of theirs. Throws InvalidInput on `text`. */
  learn(text: string, context: InteractionContext): Promise<Reply>;
}

/** Builds the room on all others. */
export function createMeetings(given: Omit<MeetingsDeps, 'onLearned'>): MeetingsRoom {
  const onLearned: OnLearned[] = [];
  const deps: MeetingsDeps = { ...given, onLearned };
  return {
    title: phrase('Meetings'),
    topic: { name: 'meetings', about: phrase('when a channel meets, its agenda, learnings, follow-ups, the report') },
    ...joinParts([scheduleFeature(deps), agendaFeature(deps), followUpsFeature(deps), reportFeature(deps)]),
    toldEvents: toldEvents(deps),
    gathered: (told) => gathered(deps, told),
    readPromise: (typed, context) => readFollowUpDraft(deps, typed, context),
    promise: (tx, draft, deed) => promise(deps, tx, draft, deed),
    minutesOf: (meetingId) => minutesOf(deps, meetingId),
    learnedSince: (organisationId, since, limit) => listLearnedSince(deps.database, { organisationId, since, limit }),
    agendaAhead: (actor) => agendaAhead(deps, actor),
    learnedBy: (organisationId, memberId, within) => countLearnedBy(within ?? deps.database, organisationId, memberId),
    onLearned: (hook) => void onLearned.push(hook),
    learn: (text, context) => learnByCommand(deps, { text }, context),
  };
}

async function promise(
  deps: MeetingsDeps,
  tx: Transaction,
  draft: FollowUpDraft,
  { organisationId, actorId: createdById, surface }: FollowUpDeed,
): Promise<string> {
  const added = { ...draft, organisationId, placeId: null, meetingId: null, createdById, surface };
  return followUpNumbers.nameOf((await addFollowUp(tx, deps, added)).number);
}
