/** Who gets a first week: whoever joins the place, and whom the champion adds. Skipping it, and going on. */
import type { Arrival } from '../../chat/arrival.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { Conflict, InvalidInput } from '../../kernel/errors.js';
import { nextWorkingMoment } from '../../kernel/time/working-time.js';
import type { Transaction } from '../../storage/database.js';
import { calendarOf, type MemberProfile } from '../people/index.js';
import * as words from './cards/words.js';
import type { FirstWeekDeps } from './deps.js';
import { days, type Newcomer, nextDay } from './rules/newcomer.js';
import { newcomersPlaceId } from './settings.js';
import { insertNewcomer, lockNewcomer, saveNewcomer } from './store/newcomers.js';

/** Gives a first week to whoever joins the place that the organisation chose; once in their life. */
export async function arrived(deps: FirstWeekDeps, { organisationId, placeId, memberId }: Arrival): Promise<void> {
  const { settings } = await deps.people.organisation(organisationId);
  if (newcomersPlaceId.of(settings) !== placeId) return;
  const member = await deps.people.member(organisationId, memberId);
  if (!member || member.hasLeft) return;
  await deps.outbox.commit((tx) => begin(deps, tx, { member, startedById: null }));
}

/** `newcomers add @x` */
export async function addNewcomer(deps: FirstWeekDeps, typed: string, { actor }: InteractionContext): Promise<Reply> {
  const member = await deps.people.findMember(actor.organisationId, typed, 'member');
  const isNew = await deps.outbox.commit((tx) => begin(deps, tx, { member, startedById: actor.id }));
  if (!isNew) throw new Conflict('firstWeek.hadIt', words.hadIt(member.name));
  return showCard(words.startedCard(member.name));
}

async function begin(
  deps: FirstWeekDeps,
  tx: Transaction,
  { member, startedById }: { readonly member: MemberProfile; readonly startedById: string | null },
): Promise<boolean> {
  const { organisationId, id: memberId, workingHours } = member;
  const { settings } = await deps.people.holdOrganisation(tx, organisationId);
  const now = deps.clock.now();
  return insertNewcomer(tx, {
    ...{ organisationId, memberId, startedById, startedAt: now, sentCount: 0, skippedAt: null, promisedAt: null },
    dueAt: nextWorkingMoment(calendarOf(settings), workingHours, now),
  });
}

/** The button "Skip the rest". */
export async function skip(deps: FirstWeekDeps, context: InteractionContext): Promise<Reply> {
  await change(deps, context, async (newcomer) => ({ ...newcomer, dueAt: null, skippedAt: deps.clock.now() }));
  return showCard(words.skippedCard());
}

/** The button "Go on". */
export async function resume(deps: FirstWeekDeps, context: InteractionContext): Promise<Reply> {
  await change(deps, context, async (newcomer, tx) => {
    if (newcomer.sentCount >= days.length) throw new Conflict('firstWeek.allSent', words.allSent());
    const { organisationId, memberId } = newcomer;
    const { settings } = await deps.people.holdOrganisation(tx, organisationId);
    const member = await deps.people.member(organisationId, memberId, tx);
    if (!member) return newcomer;
    return {
      ...newcomer,
      skippedAt: null,
      dueAt: nextDay(calendarOf(settings), member.workingHours, deps.clock.now()),
    };
  });
  return showCard(words.resumedCard());
}

/** Throws InvalidInput where they have no first week. */
export async function change(
  deps: FirstWeekDeps,
  { actor }: InteractionContext,
  to: (newcomer: Newcomer, tx: Transaction) => Promise<Newcomer>,
): Promise<void> {
  await deps.outbox.commit(async (tx) => {
    const newcomer = await lockNewcomer(tx, actor.organisationId, actor.id);
    if (!newcomer) throw new InvalidInput('firstWeek.none', words.neverStarted());
    await saveNewcomer(tx, await to(newcomer, tx));
  });
}
