/**
 * What falls due by the clock: the ends of experiments, and the questions about them. The due times stand in the
 * database, so any copy of the bot does it, once, also after an outage.
 */
import type { Sweep } from '../../chat/feature.js';
import { inBatches } from '../../kernel/due-work.js';
import { groupBy } from '../../kernel/group-by.js';
import { newId } from '../../kernel/id.js';
import { nextWorkingMoment } from '../../kernel/time/working-time.js';
import type { Transaction } from '../../storage/database.js';
import { calendarOf, isAway, isPresent, type MemberProfile, type OrganisationProfile } from '../people/index.js';
import type { IdeasDeps } from './deps.js';
import { questionsOrder } from './orders.js';
import { askAgainAt, type Experiment, isChampionAskedToo } from './rules/experiment.js';
import { claimDue, experimentsDue, saveExperiment } from './store/experiments.js';
import { findByIds } from './store/ideas.js';
import {
  claimDueNudges,
  type NudgeRole,
  type PlannedNudge,
  planNudges,
  questionsDue,
  queueNudges,
} from './store/nudges.js';

/** Experiments in one transaction: there are never many that end on one day. */
const batchSize = 100;

export function createSweeps(deps: IdeasDeps): readonly Sweep[] {
  return [
    {
      name: 'ideas.experiments',
      due: experimentsDue,
      run: (now) => inBatches(() => planBatch(deps, now)),
    },
    {
      name: 'ideas.questions',
      due: questionsDue,
      run: (now) => inBatches(() => queueBatch(deps, now)),
    },
  ];
}

function planBatch(deps: IdeasDeps, now: Date): Promise<number> {
  return deps.database.transaction(async (tx) => {
    const experiments = await claimDue(tx, now, batchSize);
    const profiles = new Map<string, OrganisationProfile>();
    for (const experiment of experiments) {
      const { organisationId } = experiment;
      const profile = profiles.get(organisationId) ?? (await deps.people.organisation(organisationId, tx));
      profiles.set(organisationId, profile);
      await plan(deps, tx, { experiment, profile, now });
    }
    return experiments.length;
  });
}

interface Due {
  readonly experiment: Experiment;
  readonly profile: OrganisationProfile;
  readonly now: Date;
}

/** Asks whoever can answer, in their hours, and looks again on the next working day. */
async function plan(deps: IdeasDeps, tx: Transaction, due: Due): Promise<void> {
  const { experiment, profile, now } = due;
  const calendar = calendarOf(profile.settings);
  const asked = await whomToAsk(deps, tx, due);
  // Everybody is away: nobody is chased, and the question waits a day.
  if (!asked) return saveExperiment(tx, { ...experiment, dueAt: askAgainAt(calendar, now) });
  const repeat = experiment.askCount + 1;
  const { champion } = profile;
  const isChampionToo = isChampionAskedToo(repeat) && isPresent(champion, now) && champion.id !== asked.id;
  const recipients: [NudgeRole, MemberProfile][] = [
    ['asked', asked],
    ...(isChampionToo ? ([['champion', champion]] as [NudgeRole, MemberProfile][]) : []),
  ];
  const nudges = recipients.map(([role, member]): PlannedNudge => {
    const { organisationId, id: experimentId, round } = experiment;
    const dueAt = nextWorkingMoment(calendar, member.workingHours, now);
    return { organisationId, experimentId, round, repeat, role, recipientId: member.id, dueAt };
  });
  await planNudges(tx, nudges);
  const askedAt = nudges[0]?.dueAt ?? now;
  await saveExperiment(tx, {
    ...experiment,
    askCount: repeat,
    askedId: asked.id,
    dueAt: askAgainAt(calendar, askedAt),
  });
}

/** Its runner; while they are away their delegate; else the champion, the author, or nobody for now. */
async function whomToAsk(
  deps: IdeasDeps,
  tx: Transaction,
  { experiment, profile, now }: Due,
): Promise<MemberProfile | null> {
  const { organisationId, runnerId, ideaId } = experiment;
  const member = (id: string | null | undefined) => (id ? deps.people.member(organisationId, id, tx) : null);
  const runner = await member(runnerId);
  // Somebody who left may have named a stand-in for an absence that is long over.
  const delegate = runner && !runner.hasLeft && isAway(runner, now) ? await member(runner.delegateId) : null;
  for (const each of [runner, delegate, profile.champion]) if (isPresent(each, now)) return each;
  const [idea] = await findByIds(tx, organisationId, [ideaId]);
  const author = await member(idea?.authorId);
  return isPresent(author, now) ? author : null;
}

/** Each recipient's due questions become one message. */
async function queueBatch(deps: IdeasDeps, now: Date): Promise<number> {
  const count = await deps.database.transaction(async (tx) => {
    const nudges = await claimDueNudges(tx, now, batchSize);
    const orders = [];
    for (const [recipientId, theirs] of groupBy(nudges, (nudge) => nudge.recipientId)) {
      const batchId = newId(now);
      const ids = theirs.map((nudge) => nudge.id);
      await queueNudges(tx, ids, batchId);
      const hasReminder = theirs.some(({ repeat }) => repeat > 1);
      orders.push(questionsOrder(theirs[0]?.organisationId ?? '', { batchId, recipientId }, hasReminder));
    }
    await deps.outbox.enqueue(tx, orders);
    return nudges.length;
  });
  deps.outbox.kick();
  return count;
}
