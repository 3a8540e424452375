/** Whether a reminder is still true when it is to be sent: its subject waits, and its recipient is still the one to tell. */
import { groupBy } from '../kernel/group-by.js';
import type { Logger } from '../kernel/logger.js';
import { isAway, isPresent } from '../kernel/person.js';
import { type Crowd, type PeoplePort, readCrowd } from './crowd.js';
import type { Kind, Reminder, Standing } from './kind.js';

export interface Due {
  readonly reminder: Reminder;
  /** Epoch milliseconds. */
  readonly urgentMs: number;
}

interface Checked {
  readonly holding: readonly Due[];
  readonly outdated: readonly Reminder[];
  /** The room can't say just now. */
  readonly unreadable: readonly Reminder[];
}

export interface CheckDeps {
  readonly people: PeoplePort;
  readonly log: Logger;
  readonly kinds: ReadonlyMap<string, Kind>;
}

export async function stillTrue(
  deps: CheckDeps,
  { organisationId, recipientId, isPlace }: { organisationId: string; recipientId: string; isPlace: boolean },
  reminders: readonly Reminder[],
  now: Date,
): Promise<Checked> {
  const standings = new Map<string, Standing | null>();
  const unreadable = new Set<Reminder>();
  for (const [name, theirs] of groupBy(reminders, ({ kind }) => kind)) {
    for (const [id, standing] of await standingsOf(deps, name, { organisationId, reminders: theirs, unreadable })) {
      standings.set(`${name} ${id}`, standing);
    }
  }
  const memberIds = [isPlace ? null : recipientId, ...[...standings.values()].map((each) => each?.ownerId ?? null)];
  const crowd = await readCrowd(deps.people, [{ organisationId, memberIds }]);
  const isThere = isPlace || isPresent(crowd.person(recipientId), now);
  const holding: Due[] = [];
  const outdated: Reminder[] = [];
  for (const reminder of reminders) {
    if (unreadable.has(reminder)) continue;
    const standing = standings.get(`${reminder.kind} ${reminder.subjectId}`);
    if (isThere && standing && holds(reminder, standing, crowd, now)) {
      holding.push({ reminder, urgentMs: standing.urgentAt?.getTime() ?? Number.MAX_SAFE_INTEGER });
    } else outdated.push(reminder);
  }
  return { holding, outdated, unreadable: [...unreadable] };
}

interface Asked {
  readonly organisationId: string;
  readonly reminders: readonly Reminder[];
  /** Filled with those whose standing can't be read. */
  readonly unreadable: Set<Reminder>;
}

async function standingsOf(
  { kinds, log }: CheckDeps,
  name: string,
  { organisationId, reminders, unreadable }: Asked,
): Promise<ReadonlyMap<string, Standing>> {
  const kind = kinds.get(name);
  if (!kind) return new Map();
  const ids = [...new Set(reminders.map(({ subjectId }) => subjectId))];
  return kind.standing(organisationId, ids).catch(async () => {
    const found = new Map<string, Standing>();
    for (const reminder of reminders) {
      try {
        for (const [id, standing] of await kind.standing(organisationId, [reminder.subjectId])) found.set(id, standing);
      } catch (err) {
        log.error({ err, kind: name, subjectId: reminder.subjectId }, 'reminder can’t be checked');
        unreadable.add(reminder);
      }
    }
    return found;
  });
}

function holds(reminder: Reminder, standing: Standing, crowd: Crowd, now: Date): boolean {
  const { round, isOpen, ownerId, fallbackIds = [], leavesOut } = standing;
  if (!isOpen || round !== reminder.round || leavesOut?.(reminder.step)) return false;
  const { organisationId, insteadOfId } = reminder;
  // A place that stands in for somebody is reminded as long as the thing is theirs.
  const recipientId = insteadOfId ?? reminder.recipientId;
  const owner = crowd.person(ownerId);
  switch (insteadOfId ? 'owner' : reminder.role) {
    case 'owner':
      if (recipientId === ownerId) return true;
      if (owner && !owner.hasLeft && !isAway(owner, now)) return false;
      return [owner?.delegateId, ...fallbackIds].includes(recipientId);
    // Who has taken it over hears of it as its owner.
    case 'champion':
      return recipientId !== ownerId && crowd.household(organisationId).champion?.id === recipientId;
    case 'manager':
      return recipientId !== ownerId && owner?.managerId === recipientId;
    case 'place':
      return true;
  }
}
