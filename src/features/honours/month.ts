/** What each place did with ideas in a month: asked for, and posted when the month is over. */
import { z } from 'zod';
import type { Card } from '../../chat/card.js';
import type { Dispatch, Outgoing, Sweep } from '../../chat/feature.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { readPage } from '../../chat/pages.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { InvalidInput } from '../../kernel/errors.js';
import { say } from '../../kernel/language/say.js';
import { periodOf } from '../../kernel/time/period.js';
import { nextWorkingMoment } from '../../kernel/time/working-time.js';
import type { Transaction } from '../../storage/database.js';
import type { IdeasByPlace } from '../ideas/index.js';
import { calendarOf, hoursOf, type Recount } from '../people/index.js';
import { type MonthView, monthCard, noSuchMonth, pageLength, writtenPrivately } from './cards/month-card.js';
import type { HonoursDeps } from './deps.js';
import { monthAfter, monthAt, postAt } from './rules/month.js';
import { monthPlaceId, ranking } from './settings.js';
import { whoOptedOut } from './store/honours.js';
import {
  claimMonths,
  findMonth,
  type MonthPlan,
  monthsDue,
  monthWork,
  removeMonth,
  saveMonth,
} from './store/months.js';

/** `honours month [last|2026-10]` */
export async function askMonth(deps: HonoursDeps, typed: string, { actor }: InteractionContext): Promise<Reply> {
  const { settings } = await deps.people.organisation(actor.organisationId);
  const present = monthAt(settings.timeZone, deps.clock.now());
  const asked = typed.trim().toLowerCase();
  const month = asked === '' ? present : asked === 'last' ? monthAfter(present, -1) : asked;
  if (!/^\d{4}-(?:0[1-9]|1[0-2])$/.test(month)) throw InvalidInput.field('honours.month', 'month', noSuchMonth(typed));
  return showCard(await cardOf(deps, actor.organisationId, { month, page: 1, isPosted: false }));
}

/** Its buttons. @param value `2026-11 2`: the month and the page */
export function pressMonth(deps: HonoursDeps, value: string, context: InteractionContext): Promise<Reply> {
  const [, month, page = '1'] = /^(\d{4}-(?:0[1-9]|1[0-2]))(?: (\d{1,6}))?$/.exec(value) ?? [];
  if (month === undefined) return askMonth(deps, '', context);
  return cardOf(deps, context.actor.organisationId, { month, page: Number(page), isPosted: false }).then(showCard);
}

interface Asked {
  readonly month: string;
  /** From 1. */
  readonly page: number;
  /** It stands in a place, where nobody turns its pages. */
  readonly isPosted: boolean;
}

async function cardOf(deps: HonoursDeps, organisationId: string, { month, page, isPosted }: Asked): Promise<Card> {
  const { settings } = await deps.people.organisation(organisationId);
  const period = periodOf(month, deps.clock.now(), settings.timeZone);
  const { places, authors } = await deps.ideas.byPlace(organisationId, period);
  const named = await withNames(deps, organisationId, places);
  const shown = await readPage(
    async ({ limit, offset }) => ({ items: named.slice(offset, offset + limit), totalCount: named.length }),
    page,
    pageLength,
  );
  const people = ranking.of(settings) ? await rankingOf(deps, organisationId, authors) : [];
  return monthCard({ month, label: period.label, isPosted, shown, all: named, people });
}

/** By name, what was written privately last. */
async function withNames(
  { people }: HonoursDeps,
  organisationId: string,
  places: IdeasByPlace['places'],
): Promise<MonthView['all']> {
  const known = await people.places(
    organisationId,
    places.flatMap(({ placeId }) => placeId ?? []),
  );
  const nameOf = (placeId: string | null): string => {
    if (placeId === null) return writtenPrivately();
    const place = known.get(placeId);
    return place ? `#${place.name}` : say('A place that is gone');
  };
  return places
    .map((place) => ({ ...place, name: nameOf(place.placeId) }))
    .toSorted((a, b) => Number(a.placeId === null) - Number(b.placeId === null) || a.name.localeCompare(b.name, 'en'));
}

/** Most first. Whoever left, or wants to be named in no thanks, is not in it. */
async function rankingOf(
  { people, database }: HonoursDeps,
  organisationId: string,
  authors: IdeasByPlace['authors'],
): Promise<MonthView['people']> {
  const ids = authors.map(({ authorId }) => authorId);
  const [members, out] = await Promise.all([
    people.members(organisationId, ids),
    whoOptedOut(database, organisationId, ids),
  ]);
  const here = new Map(members.filter(({ id, hasLeft }) => !hasLeft && !out.has(id)).map(({ id, name }) => [id, name]));
  return authors.flatMap(({ authorId, count }) => {
    const name = here.get(authorId);
    return name === undefined ? [] : [{ name, count }];
  });
}

/** Where months are posted, and the working hours, say when the next is. */
export const monthRecount = (deps: HonoursDeps): Recount => ({
  on: [monthPlaceId.key, 'timeZone', 'workingDays', 'workingHours', 'holidays'],
  async run(tx, { id, settings }) {
    if (monthPlaceId.of(settings) === null) return removeMonth(tx, id);
    const month = (await findMonth(tx, id)) ?? monthAt(settings.timeZone, deps.clock.now());
    await saveMonth(tx, id, month, postAt(calendarOf(settings), hoursOf(settings), month));
  },
});

/** Posts the months that are over. */
export const monthSweep = (deps: HonoursDeps): Sweep =>
  deps.batches.sweep({
    work: monthWork,
    due: monthsDue,
    limit: 20,
    claim: claimMonths,
    async run(tx, plans: readonly MonthPlan[], now) {
      for (const plan of plans) await post(deps, tx, plan, now);
    },
  });

async function post(
  deps: HonoursDeps,
  tx: Transaction,
  { organisationId, month }: MonthPlan,
  now: Date,
): Promise<void> {
  const { settings } = await deps.people.holdOrganisation(tx, organisationId);
  const placeId = monthPlaceId.of(settings);
  if (placeId === null) return removeMonth(tx, organisationId);
  const [calendar, hours] = [calendarOf(settings), hoursOf(settings)];
  const opensAt = nextWorkingMoment(calendar, hours, now);
  if (opensAt > now) return saveMonth(tx, organisationId, month, opensAt);
  const present = monthAt(settings.timeZone, now);
  await saveMonth(tx, organisationId, present, postAt(calendar, hours, present));
  // After a long outage the last month is news, and those before are not.
  const payload = { month: monthAfter(present, -1), placeId };
  const order = { organisationId, kind: 'honours.month', payload, to: { kind: 'place', placeId } as const };
  await deps.outbox.enqueue(tx, [{ ...order, atMostOnce: true }]);
}

const ofMonth = z.object({ month: z.string(), placeId: z.string() });

/** The post. */
export const monthOutgoing = (deps: HonoursDeps): Outgoing => ({
  async compose(payload, organisationId): Promise<Dispatch> {
    const { month, placeId } = ofMonth.parse(payload);
    const { settings } = await deps.people.organisation(organisationId);
    if (monthPlaceId.of(settings) !== placeId) return { kind: 'skip', reason: 'months are posted elsewhere now' };
    return { kind: 'send', card: await cardOf(deps, organisationId, { month, page: 1, isPosted: true }) };
  },
});
