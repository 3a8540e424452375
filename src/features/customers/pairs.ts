/** Customers that may be one: the champion is asked, merges them or says that they are two. Nothing is merged by itself. */
import type { InteractionContext } from '../../chat/interaction.js';
import { createList, type ListHandlers } from '../../chat/list.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { NotAllowed, NotFound } from '../../kernel/errors.js';
import { isId } from '../../kernel/id.js';
import { canAdminister } from '../../kernel/person.js';
import { addWorkingDays } from '../../kernel/time/working-time.js';
import { type Kind, partiesOf, readCrowd, recipientsOf, remindersOf } from '../../reminders/index.js';
import type { Transaction } from '../../storage/database.js';
import { calendarOf } from '../people/index.js';
import {
  differentCard,
  pairBlocks,
  pairsButton,
  pairsHeading,
  pairsNote,
  pairView,
  pairWords,
} from './cards/pair-cards.js';
import type { CustomersDeps } from './deps.js';
import {
  claimPairs,
  findPairs,
  listPairs,
  type Pair,
  pairKind,
  pairsDue,
  setDifferent,
  setPairsDue,
} from './store/pairs.js';

/** Answers `customer pairs` and its buttons. */
export function pairList(deps: CustomersDeps): ListHandlers {
  return createList<Pair>({
    action: 'customers.pairs',
    lists: { all: () => pairsHeading() },
    everything: 'all',
    find: (_, cut, { actor }) => listPairs(deps.database, actor.organisationId, cut),
    rows: async (all, { actor }) => all.flatMap((pair) => pairBlocks(pair, canAdminister(actor.role))),
    note: async (_context, count) => (count === 0 ? null : pairsNote()),
  });
}

/** Asks the champion, once about each pair, with whatever else they are asked. */
export function pairReminders(deps: CustomersDeps): Kind {
  const { database } = deps;
  const pairsById = async (organisationId: string, ids: readonly string[]) =>
    new Map((await findPairs(database, organisationId, ids)).map((pair) => [pair.id, pair]));
  return {
    name: pairKind,
    ladder: { due: pairsDue, claim: claimPairs, climb: (tx, pairs, now) => askChampion(deps, tx, pairs, now) },
    async standing(organisationId, ids) {
      const found = await pairsById(organisationId, ids);
      const standing = { round: 1, ownerId: null, urgentAt: null };
      return new Map([...found].map(([id, { differentAt }]) => [id, { ...standing, isOpen: differentAt === null }]));
    },
    async show(organisationId, lines) {
      const subjectIds = lines.map(({ reminder }) => reminder.subjectId);
      const found = await pairsById(organisationId, subjectIds);
      return new Map(subjectIds.map((id) => [id, pairView(found.get(id) ?? null)]));
    },
    more: () => pairsButton(),
  };
}

/** Where there is no champion yet, the next working day asks again. */
async function askChampion(
  { people }: CustomersDeps,
  tx: Transaction,
  pairs: readonly { readonly id: string; readonly organisationId: string }[],
  now: Date,
) {
  const crowd = await readCrowd(
    people,
    pairs.map(({ organisationId }) => ({ organisationId, memberIds: [] })),
    tx,
  );
  const planned = [];
  for (const pair of pairs) {
    const nobody = { ownerId: null, placeId: null, fallbacks: [], waitsForOwner: false };
    const recipients = recipientsOf(partiesOf(crowd, pair.organisationId, nobody), ['champion'], now);
    const { settings } = crowd.household(pair.organisationId);
    await setPairsDue(
      tx,
      [pair.organisationId],
      [pair.id],
      recipients.length > 0 ? null : addWorkingDays(calendarOf(settings), now, 1),
    );
    planned.push(...remindersOf(pairKind, { subject: pair, round: 1, step: 0, repeat: 0 }, recipients));
  }
  return planned;
}

/** *Different*, which is remembered, and its way back. @param id of the pair */
export async function decidePair(
  deps: CustomersDeps,
  { id, isDifferent }: { readonly id: string; readonly isDifferent: boolean },
  { actor, platform }: InteractionContext,
): Promise<Reply> {
  const { clock, outbox, people, reminders } = deps;
  const { organisationId, id: actorId, role } = actor;
  if (!canAdminister(role)) throw new NotAllowed('customers.pairs', pairWords.notYours());
  const pair = await outbox.commit(async (tx) => {
    const [found] = isId(id) ? await findPairs(tx, organisationId, [id]) : [];
    if (!found || !(await setDifferent(tx, organisationId, id, isDifferent ? clock.now() : null)))
      throw new NotFound('customers.noPair', pairWords.gone());
    const change = { organisationId, what: 'customers.decidePair', actorId, surface: platform };
    const customerIds = [found.part.id, found.whole.id];
    await people.recordChange(tx, { ...change, details: { customerIds, isDifferent } });
    await outbox.enqueue(tx, await reminders.movedOn(tx, pairKind, [id], { isEnd: true }));
    return found;
  });
  return showCard(differentCard(pair, isDifferent));
}
