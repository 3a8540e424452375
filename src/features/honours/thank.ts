/** Says thanks where the work lives, in the organisation's working hours: once, and only while it is true. */
import { z } from 'zod';
import type { Card } from '../../chat/card.js';
import type { Dispatch, Outgoing, Sweep } from '../../chat/feature.js';
import type { Destination } from '../../chat/messenger.js';
import { nextWorkingMoment } from '../../kernel/time/working-time.js';
import { newsPlaceId } from '../feedback/index.js';
import { calendarOf, hoursOf, type Settings } from '../people/index.js';
import { adoptedCard, learningsCard, solvedCard, streakCard } from './cards/thanks.js';
import type { HonoursDeps } from './deps.js';
import type { Honour } from './rules/honour.js';
import { thanks } from './settings.js';
import {
  dropHonour,
  dueHonours,
  findHonour,
  postpone,
  saveThanked,
  take,
  thanksDue,
  thankWork,
  whoOptedOut,
} from './store/honours.js';

/** At a time; the next follow at once. */
const atOnce = 50;

/** Who reads in a place is asked of its platform, so each is done by itself, and not in one transaction. */
export const thankSweep = (deps: HonoursDeps): Sweep => ({
  name: thankWork,
  due: thanksDue,
  run: async (now) =>
    deps.batches.oneByOne(thankWork, now, await dueHonours(deps.database, now, atOnce), (honour) =>
      hand(deps, honour, now),
    ),
});

async function hand(deps: HonoursDeps, honour: Honour, now: Date): Promise<void> {
  const { organisationId, id: honourId } = honour;
  const { settings } = await deps.people.organisation(organisationId);
  const opensAt = nextWorkingMoment(calendarOf(settings), hoursOf(settings), now);
  if (opensAt > now) return postpone(deps.database, honour, opensAt);
  const to = await destinationOf(deps, honour, settings);
  await deps.outbox.commit(async (tx) => {
    if (!(await take(tx, honour))) return;
    const order = { organisationId, kind: 'honours.thanks', payload: { honourId }, to, atMostOnce: true };
    await deps.outbox.enqueue(tx, [order]);
  });
}

/** Where the work lives, unless outsiders read there; else where news go; else to them alone. */
async function destinationOf({ people }: HonoursDeps, honour: Honour, settings: Settings): Promise<Destination> {
  const { memberId } = honour;
  for (const placeId of [honour.placeId, newsPlaceId.of(settings)])
    if (placeId !== null && !(await people.isShared(placeId))) return { kind: 'place', placeId };
  return { kind: 'member', memberId };
}

const ofHonour = z.object({ honourId: z.string() });

/** Reads again whether it is true, and whether they want to be named. */
export const thanksOutgoing = (deps: HonoursDeps): Outgoing => ({
  async compose(payload, organisationId): Promise<Dispatch> {
    const { honourId } = ofHonour.parse(payload);
    const honour = await findHonour(deps.database, organisationId, honourId);
    const card = honour && (await cardOf(deps, honour));
    if (card) return { kind: 'send', card };
    await dropHonour(deps.database, organisationId, honourId);
    return { kind: 'skip', reason: 'it is not true any more, or they want no thanks' };
  },
  async settled(payload, outcome, organisationId) {
    const { honourId } = ofHonour.parse(payload);
    const isSaid = 'ref' in outcome || outcome.mayHaveArrived === true;
    if (isSaid) await saveThanked(deps.database, organisationId, honourId, deps.clock.now());
    else await dropHonour(deps.database, organisationId, honourId);
  },
});

async function cardOf(deps: HonoursDeps, honour: Honour): Promise<Card | null> {
  const { organisationId, memberId, count } = honour;
  const { settings } = await deps.people.organisation(organisationId);
  const member = await deps.people.member(organisationId, memberId);
  if (!thanks.of(settings) || !member || member.hasLeft) return null;
  if ((await whoOptedOut(deps.database, organisationId, [memberId])).has(memberId)) return null;
  const { name } = member;
  switch (honour.kind) {
    case 'adopted': {
      const idea = await deps.ideas.adopted(organisationId, honour.subjectId);
      return idea && adoptedCard(name, idea);
    }
    case 'solved': {
      const answer = await deps.feedback.answered(organisationId, honour.subjectId);
      return answer?.saidSolved === true ? solvedCard(name, answer) : null;
    }
    case 'streak': {
      const streak = await deps.feedback.streakOf(organisationId, memberId);
      return count !== null && streak.count >= count && !streak.isLateNow ? streakCard(name, count) : null;
    }
    case 'learnings': {
      const learned = await deps.meetings.learnedBy(organisationId, memberId);
      return count !== null && learned >= count ? learningsCard(name, count) : null;
    }
  }
}
