/** What the cards of a first week tell, read when each is sent. Nothing confidential. */
import type { Card } from '../../chat/card.js';
import { groupBy } from '../../kernel/group-by.js';
import { say } from '../../kernel/language/say.js';
import { type HeardFeedback, promiseHours } from '../feedback/index.js';
import { type DayViews, dayCard, type HeardCustomer } from './cards/day-cards.js';
import type { FirstWeekDeps } from './deps.js';
import { limits } from './rules/life.js';
import { days } from './rules/newcomer.js';
import { listLives } from './store/lives.js';

/** What was said before counts no more as lately. */
const heardDays = 90;
/** Customers, sentences and texts on one card. */
const shownCount = 5;
const dayMs = 24 * 3_600_000;

/** The card of the day that comes after `sentCount` of them. */
export async function cardOf(deps: FirstWeekDeps, organisationId: string, at: number): Promise<Card> {
  const { name } = await deps.people.organisation(organisationId);
  const week = say('Your first week with the customers of {name}', { name });
  switch (days[at]) {
    case 'customers':
      return dayCard('customers', week, { heard: await mostHeard(deps, organisationId) });
    case 'sentences':
      return dayCard('sentences', week, { said: await sentences(deps, organisationId) });
    case 'life':
      return dayCard('life', week, {
        lives: (await listLives(deps.database, organisationId, limits.lives)).slice(0, shownCount),
      });
    case 'promise':
      return dayCard('promise', week, await promise(deps, organisationId));
    default:
      return dayCard('talk', week, { heard: [] });
  }
}

const heardLately = ({ feedback, clock }: FirstWeekDeps, organisationId: string): Promise<readonly HeardFeedback[]> =>
  feedback.forAgenda.heard(organisationId, sinceOf(clock.now()));

const sinceOf = (now: Date): Date => new Date(now.getTime() - heardDays * dayMs);

/** Those of whom most was heard lately, at most five. */
export async function mostHeard(deps: FirstWeekDeps, organisationId: string): Promise<readonly HeardCustomer[]> {
  const first = await deps.feedback.forAgenda.mostHeard(organisationId, sinceOf(deps.clock.now()), shownCount);
  const ids = first.map(({ customerId }) => customerId);
  const known = await deps.customers.byIds(organisationId, ids);
  return first.flatMap(({ customerId, ...counts }) => {
    const customer = known.get(customerId);
    return customer ? [{ customer, ...counts }] : [];
  });
}

/** The latest of each of five customers. */
async function sentences(deps: FirstWeekDeps, organisationId: string): Promise<DayViews['sentences']['said']> {
  const newest = [...(await heardLately(deps, organisationId))].sort(
    (a, b) => b.capturedAt.getTime() - a.capturedAt.getTime(),
  );
  const byCustomer = groupBy(newest, ({ customerId }) => customerId);
  const numbers = [...byCustomer.values()].flatMap(([latest]) => latest?.number ?? []).slice(0, shownCount);
  const found = await deps.feedback.glimpse(organisationId, { numbers }, null);
  return found.filter(({ excerpt }) => excerpt !== null);
}

/** The hours that count, and what ended last. */
async function promise(deps: FirstWeekDeps, organisationId: string): Promise<DayViews['promise']> {
  const { settings } = await deps.people.organisation(organisationId);
  const since = sinceOf(deps.clock.now());
  const ended = await deps.feedback.forAgenda.resolvedSince(organisationId, since);
  const told = await deps.feedback.forAgenda.byIds(
    organisationId,
    ended.slice(-20).map(({ id }) => id),
  );
  return { hours: promiseHours.of(settings), ended: told.filter((each) => each.told !== null).at(-1) ?? null };
}
