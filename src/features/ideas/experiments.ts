/** Trying an idea: an experiment begins, its end moves, and somebody enters the value after. */
import { InvalidInput } from '../../kernel/errors.js';
import { newId } from '../../kernel/id.js';
import { say } from '../../kernel/language/say.js';
import type { Actor } from '../../kernel/person.js';
import { dateInZone } from '../../kernel/time/local-day.js';
import { parseDate } from '../../kernel/time/read-date.js';
import type { Transaction } from '../../storage/database.js';
import type { MemberProfile, OrganisationProfile } from '../people/index.js';
import { calendarOf, hoursOf } from '../people/index.js';
import * as refusals from './cards/refusals.js';
import type { Deed, IdeasDeps } from './deps.js';
import { concernedBy, lock } from './find.js';
import { carryOut, isSentAgain, type Moving, refuseStale } from './move.js';
import { record } from './record.js';
import { askAt, type Experiment, experimentKind, longestDays } from './rules/experiment.js';
import type { Idea } from './rules/idea.js';
import { isConcerned } from './rules/moves.js';
import type { Trial } from './schema.js';
import { insertExperiment, latestOf, saveExperiment } from './store/experiments.js';

export async function tryIdea(deps: IdeasDeps, { number, seen, deed }: Moving, typed: Trial): Promise<void> {
  const now = deps.clock.now();
  const trial = { ...typed, endsOn: readEnd(typed.endsOn, deed, now) };
  const [organisation, runner] = await Promise.all([
    deps.people.organisation(deed.organisationId),
    runnerOf(deps, trial.runner, deed),
  ]);
  await deps.outbox.commit(async (tx) => {
    const idea = await lock(tx, deed.organisationId, number);
    const sight = { idea, seen, actorId: deed.actor.id };
    const before = (await latestOf(tx, [idea.organisationId], [idea.id])).get(idea.id);
    if (isSentAgain(sight, { to: 'trying', why: trial.change }) && before && isOf(before, trial)) return;
    await refuseStale(deps, tx, sight);
    if (before?.state === 'running') throw refusals.stillRunning(idea, before, now);
    const experiment = begin(trial, { idea, deed, runner, organisation, now });
    await insertExperiment(tx, experiment);
    await carryOut(deps, tx, { idea, to: 'trying', why: trial.change, origin: deed, now, experiment });
  });
}

const isOf = (experiment: Experiment, trial: Trial): boolean =>
  (['change', 'metric', 'valueBefore', 'better', 'endsOn'] as const).every((key) => experiment[key] === trial[key]);

/** By the people picker's id, or (in a form that was filled in by hand) a name; nobody: whoever starts it. */
async function runnerOf({ people }: IdeasDeps, typed: string | null, deed: Deed): Promise<MemberProfile> {
  const { organisationId, actor } = deed;
  const runner =
    (await people.member(organisationId, typed ?? actor.id)) ??
    (typed ? await people.findMember(organisationId, typed, 'runner') : null);
  if (!runner) throw refusals.unknownRunner();
  if (runner.hasLeft) throw refusals.runnerLeft(runner);
  return runner;
}

interface Beginning {
  readonly idea: Idea;
  readonly deed: Deed;
  readonly runner: MemberProfile;
  readonly organisation: OrganisationProfile;
  readonly now: Date;
}

function begin(trial: Trial, { idea, deed, runner, organisation, now }: Beginning): Experiment {
  const { runner: _runner, ...answers } = trial;
  return {
    ...answers,
    id: newId(now),
    organisationId: idea.organisationId,
    ideaId: idea.id,
    valueAfter: null,
    learned: null,
    runnerId: runner.id,
    startedById: deed.actor.id,
    startedAt: now,
    state: 'running',
    round: 1,
    askCount: 0,
    askedId: null,
    dueAt: askAt(calendarOf(organisation.settings), runner.workingHours, trial.endsOn),
    answeredById: null,
    answeredAt: null,
  };
}

/** The day `YYYY-MM-DD`: after today, by the calendar of whoever says it, and within a year. */
function readEnd(typed: string, { actor }: Deed, now: Date): string {
  const today = dateInZone(actor.timeZone, now);
  const endsOn = parseDate(typed, 'endsOn', { today, towards: 'future' });
  const latest = dateInZone(actor.timeZone, new Date(now.getTime() + longestDays * 86_400_000));
  if (endsOn <= today) throw refusals.endInPast(today, now);
  if (endsOn > latest) throw refusals.endTooFar(latest, now);
  return endsOn;
}

/** Which experiment somebody speaks of: the idea's number, and our id of the one that they saw. */
export interface Measuring {
  readonly number: number;
  readonly experimentId: string;
  readonly deed: Deed;
}

/** The value after: the experiment has its result, and everybody in the place hears of it. */
export async function enterResult(
  deps: IdeasDeps,
  measuring: Measuring,
  { valueAfter, learned }: { readonly valueAfter: string; readonly learned: string | null },
): Promise<void> {
  const { deed } = measuring;
  const now = deps.clock.now();
  await amend(deps, measuring, async (tx, { idea, experiment }) => {
    const answer = { valueAfter, learned, answeredById: deed.actor.id, answeredAt: now };
    await saveExperiment(tx, { ...experiment, ...answer, state: 'answered', dueAt: null });
    const details = { experimentId: experiment.id, before: experiment.valueBefore, after: valueAfter };
    await record(deps, tx, { idea, happened: { what: 'answered', details }, origin: deed, now });
  });
}

/** A new round: what was to be asked is forgotten, and asked anew on the new date. */
export async function moveEnd(
  deps: IdeasDeps,
  measuring: Measuring,
  { endsOn: typed, why }: { readonly endsOn: string; readonly why: string },
): Promise<void> {
  const { deed } = measuring;
  const now = deps.clock.now();
  const endsOn = readEnd(typed, deed, now);
  await amend(deps, measuring, async (tx, { idea, experiment, organisation, runner }) => {
    if (experiment.endsOn === endsOn) throw refusals.sameEnd(endsOn, now);
    const hours = runner?.workingHours ?? hoursOf(organisation.settings);
    const dueAt = askAt(calendarOf(organisation.settings), hours, endsOn);
    const round = experiment.round + 1;
    const moved = { ...experiment, endsOn, dueAt, round, askCount: 0, askedId: null };
    await saveExperiment(tx, moved);
    const details = { from: experiment.endsOn, to: endsOn, why };
    await record(deps, tx, { idea, happened: { what: 'endMoved', details }, origin: deed, now, experiment: moved });
  });
}

interface Frame {
  readonly idea: Idea;
  readonly experiment: Experiment;
  readonly organisation: OrganisationProfile;
  readonly runner: MemberProfile | null;
}

async function amend(
  deps: IdeasDeps,
  { number, experimentId, deed }: Measuring,
  decide: (tx: Transaction, frame: Frame) => Promise<void>,
): Promise<void> {
  const organisation = await deps.people.organisation(deed.organisationId);
  await deps.outbox.commit(async (tx) => {
    const idea = await lock(tx, deed.organisationId, number);
    const experiment = runningOf(
      idea,
      (await latestOf(tx, [idea.organisationId], [idea.id])).get(idea.id),
      experimentId,
    );
    const runner = await deps.people.member(deed.organisationId, experiment.runnerId, tx);
    refuseOthers({ idea, experiment, organisation, runner }, deed);
    await decide(tx, { idea, experiment, organisation, runner });
    await deps.outbox.enqueue(tx, await deps.reminders.movedOn(tx, experimentKind, [experiment.id], { isEnd: true }));
  });
}

/** Throws when it is not running any more, or another one is. */
export function runningOf(idea: Idea, experiment: Experiment | undefined | null, experimentId?: string): Experiment {
  if (!experiment) throw refusals.noExperiment(idea);
  if (experiment.state === 'answered') throw refusals.answeredAlready(idea, experiment);
  const isSeen = experimentId === undefined || experiment.id === experimentId;
  if (experiment.state !== 'running' || !isSeen) throw refusals.noExperiment(idea);
  return experiment;
}

/** Author, runner, champion, admins, and whoever was asked: the number of somebody else's experiment is not for all to set. */
export function isForThem({ idea, experiment, runner }: Omit<Frame, 'organisation'>, actor: Actor): boolean {
  if (experiment.askedId === actor.id || runner?.delegateId === actor.id) return true;
  return isConcerned(actor.id, concernedBy(idea, experiment, { actor }));
}

export function refuseOthers(
  frame: Omit<Frame, 'organisation'> & { organisation: OrganisationProfile },
  deed: Deed,
): void {
  const { idea, organisation, runner } = frame;
  if (isForThem(frame, deed.actor)) return;
  throw refusals.notConcerned(idea, runner?.name ?? say('somebody who left'), organisation.champion?.name ?? null);
}

/** `I-7 EXPERIMENT`, the subject of the forms above; the second half is only compared. */
export function readMeasuring(subject: string, numberOf: (name: string) => number): Omit<Measuring, 'deed'> {
  const [name = '', experimentId = ''] = subject.split(' ');
  if (experimentId === '')
    throw new InvalidInput(
      'ideas.oldForm',
      say('This form is of an earlier version. Open it again from the idea’s card.'),
    );
  return { number: numberOf(name), experimentId };
}
