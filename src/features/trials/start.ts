/** Starts an early test, and moves its last day. Nobody is written to by it. */

import { z } from 'zod';
import type { CommandLine } from '../../chat/command-line.js';
import type { FormValues } from '../../chat/form.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { openForm, type Reply, showCard } from '../../chat/reply.js';
import { optional, readInput, trimmed } from '../../chat/typed.js';
import { newId } from '../../kernel/id.js';
import { phrase, say } from '../../kernel/language/say.js';
import { canAdminister } from '../../kernel/person.js';
import { dateOfDay, dayNumberOf } from '../../kernel/time/calendar-date.js';
import { dateInZone, firstInstantAt } from '../../kernel/time/local-day.js';
import { parseDate } from '../../kernel/time/read-date.js';
import { calendarOf, type MemberProfile, type Settings } from '../people/index.js';
import { startForm, type TrialStart } from './cards/forms.js';
import { refusals } from './cards/trial-words.js';
import type { TrialsDeps } from './deps.js';
import { record } from './record.js';
import { askAt, endOf, isOpen, limits, summaryKind, trialName, trialNumbers } from './rules/trial.js';
import { findCounted, insertTrial, listTrials, saveTrial } from './store/trials.js';
import { cardFor, find, lock, refuseOthers } from './view.js';

const oneLine = (text: string): string => text.replace(/\s+/gu, ' ');
const typedSchema = z.object({
  title: trimmed(phrase('what is tried'), limits.title).transform(oneLine),
  about: optional(trimmed(phrase('what it is'), limits.about)),
});

type Typed = { readonly [Key in 'until' | 'for' | 'segment' | 'owner' | 'about']?: string | undefined } & {
  readonly title: string;
};

/** `trial "New invoices" until:2027-02-01 for:I-7`, `trial T-1`, `trial T-1 until:…`; the form where nothing is said. */
export async function trialByCommand(
  deps: TrialsDeps,
  { text, details, isLiteral }: CommandLine,
  context: InteractionContext,
): Promise<Reply> {
  const number = isLiteral ? null : trialNumbers.parse(text);
  if (number === null && (text.trim() === '' || details.until === undefined)) {
    // Without a name and a last day nothing can begin: the form keeps what was said.
    return openStart(deps, { ...(text.trim() !== '' && { title: text.trim() }), ...details }, context);
  }
  if (number === null) return start(deps, { title: text, ...details }, context);
  const trial = await find(deps, context.actor.organisationId, number);
  const { until, ...rest } = details;
  if (Object.keys(rest).length > 0) throw refusals.onlyUntil(trial);
  if (until !== undefined) return moveEnd(deps, number, until, context);
  return showCard(await cardFor(deps, trial, context));
}

/** The form, with what is known already. */
export async function openStart(deps: TrialsDeps, known: TrialStart, context: InteractionContext): Promise<Reply> {
  refuseMembers(context);
  return openForm(
    startForm({ owner: context.actor.id, ...known }, await deps.customers.segments(context.actor.organisationId)),
  );
}

export function startByForm(deps: TrialsDeps, values: FormValues, context: InteractionContext): Promise<Reply> {
  const given = (name: string) =>
    typeof values[name] === 'string' && values[name].trim() !== '' ? values[name] : undefined;
  const owner = given('owner');
  // A people picker gives our member id, which findMember takes in angle brackets.
  const named = owner === undefined ? {} : { owner: `<@${owner}>` };
  const typed = {
    until: given('until'),
    for: given('for'),
    segment: given('segment'),
    about: given('about'),
    ...named,
  };
  return start(deps, { title: given('title') ?? '', ...typed }, context);
}

function refuseMembers({ actor }: Pick<InteractionContext, 'actor'>): void {
  if (!canAdminister(actor.role)) throw refusals.notYours();
}

async function start(deps: TrialsDeps, typed: Typed, context: InteractionContext): Promise<Reply> {
  refuseMembers(context);
  if (typed.title.trim() === '') throw refusals.noTitle();
  const { title, about = null } = readInput('trials.invalid', typedSchema, typed);
  const { organisationId, id: createdById } = context.actor;
  const now = deps.clock.now();
  const { settings } = await deps.people.organisation(organisationId);
  const end = readEnd(typed.until, settings, now);
  const ideaId = typed.for === undefined ? null : await ideaOf(deps, organisationId, typed.for);
  const segment = typed.segment === undefined ? null : await deps.customers.knownSegment(organisationId, typed.segment);
  const owner = await deps.people.findMember(organisationId, typed.owner ?? `<@${createdById}>`, 'owner');
  const id = newId(now);
  const trial = {
    ...{ organisationId, id, title, about, ideaId, segment, createdById, createdAt: now, ...end },
    ownerId: owner.id,
    placeId: context.place?.id ?? null,
    dueAt: askAt(calendarOf(settings), owner.workingHours, end.endsOn, now),
  };
  await deps.outbox.commit(async (tx) => {
    const open = await listTrials(tx, { organisationId, at: now }, { limit: limits.open, offset: 0 });
    if (open.items.length >= limits.open) throw refusals.manyOpen();
    const number = await insertTrial(tx, trial);
    const origin = { organisationId, actor: context.actor, surface: context.platform };
    await record(deps, tx, { trial, happened: { what: 'started', details: { endsOn: end.endsOn } }, origin });
    if (ideaId !== null)
      await deps.ideas.noteTrial(tx, { ideaId, trial: trialName(number), what: 'trialBegan' }, origin);
    const change = { organisationId, actorId: createdById, surface: context.platform };
    const after = { title, endsOn: end.endsOn };
    await deps.people.audit(tx, { ...change, what: 'trials.start', subject: trialName(number), after });
  });
  const started = await findCounted(deps.database, organisationId, id);
  if (!started) throw new Error('A trial that was just written is there.');
  const card = await cardFor(deps, started, context);
  return showCard({ ...card, title: say('Started. {title}', { title: card.title }), tone: 'good' });
}

/** The last day, and the instant after it. */
function readEnd(typed: string | undefined, { timeZone }: Settings, now: Date) {
  if (typed === undefined) throw refusals.noUntil();
  const today = dateInZone(timeZone, now);
  const endsOn = parseDate(typed, 'until', { today, towards: 'future' });
  if (endsOn < today) throw refusals.past();
  const latest = dateOfDay((dayNumberOf(today) ?? 0) + limits.days);
  if (endsOn > latest) throw refusals.far(latest, now);
  return { endsOn, endsAt: new Date(firstInstantAt(timeZone, (dayNumberOf(endsOn) ?? 0) + 1)) };
}

async function ideaOf({ ideas }: TrialsDeps, organisationId: string, typed: string): Promise<string> {
  const id = await ideas.idOf(organisationId, typed);
  if (id === null) throw refusals.noIdea(typed);
  return id;
}

/** Another last day: the question comes then, and one that was ended goes on. */
async function moveEnd(deps: TrialsDeps, number: number, typed: string, context: InteractionContext): Promise<Reply> {
  const { organisationId, id: actorId } = context.actor;
  const now = deps.clock.now();
  const trial = await find(deps, organisationId, number);
  await refuseOthers(deps, trial, context);
  if (trial.toldCount > 0) throw refusals.told(trial);
  const { settings } = await deps.people.organisation(organisationId);
  const end = readEnd(typed, settings, now);
  const owner = await deps.people.member(organisationId, trial.ownerId);
  await deps.outbox.commit(async (tx) => {
    const before = await lock(tx, organisationId, number);
    if (before.endsOn === end.endsOn && isOpen(before, now)) return;
    const origin = { organisationId, actor: context.actor, surface: context.platform };
    await saveTrial(tx, {
      ...before,
      ...end,
      endedAt: null,
      ...{ round: before.round + 1, askCount: 0, askedId: null },
      dueAt: before.summarisedAt ? null : askAt(calendarOf(settings), hoursOfOwner(owner, settings), end.endsOn, now),
      sendDueAt: now,
    });
    await deps.outbox.enqueue(tx, await deps.reminders.movedOn(tx, summaryKind, [trial.id], { isEnd: true }));
    const details = { from: dateInZone(settings.timeZone, new Date(endOf(before).getTime() - 1)), to: end.endsOn };
    await record(deps, tx, { trial: before, happened: { what: 'moved', details }, origin });
    const change = { organisationId, actorId, surface: context.platform };
    const [was, is] = [{ endsOn: details.from }, { endsOn: details.to }];
    await deps.people.audit(tx, { ...change, what: 'trials.move', subject: trialName(number), before: was, after: is });
  });
  return showCard(await cardFor(deps, await find(deps, organisationId, number), context));
}

const hoursOfOwner = (owner: MemberProfile | null, { timeZone, workingHours }: Settings) =>
  owner?.workingHours ?? { timeZone, ...workingHours };
