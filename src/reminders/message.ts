/**
 * The message with everything that one recipient is to be reminded of at one moment, across all rooms. Composed from the
 * state as it is when it is sent, in the recipient's working hours; afterwards edited as its things move on.
 */
import { z } from 'zod';
import type { Dispatch, Outgoing, Settlement } from '../chat/feature.js';
import type { DeliveryOrder } from '../delivery/delivery.js';
import type { Clock } from '../kernel/clock.js';
import { groupBy } from '../kernel/group-by.js';
import type { Logger } from '../kernel/logger.js';
import { isPresent } from '../kernel/person.js';
import { nextWorkingMoment } from '../kernel/time/working-time.js';
import type { Database } from '../storage/database.js';
import type { PeoplePort, Person } from './crowd.js';
import { askedInstead, asMeant, closedToUs, remindersInstead } from './instead.js';
import type { Kind, Line, PlannedReminder, Reminder, View } from './kind.js';
import { longestMessage, messageCard } from './message-card.js';
import { placeHours } from './recipients.js';
import { type Due, stillTrue } from './still-true.js';
import {
  type Addressee,
  findEarlier,
  findSent,
  insertReminders,
  type MovedMessage,
  pageOfMessage,
  postponeMessage,
  saveLines,
  settleMessage,
  takeIntoMessage,
  takeOut,
} from './store.js';

export const messageKind = 'reminders.message';

const ofMessage = z.object({
  organisationId: z.string(),
  batchId: z.string(),
  recipientId: z.string(),
  isPlace: z.boolean(),
  /** Only edits a message that was sent already. */
  isEdit: z.boolean().default(false),
});
type Message = z.infer<typeof ofMessage>;

/** What one recipient gets, which is never sent twice. */
export function messageOrder(message: Addressee & { readonly batchId: string }): DeliveryOrder {
  const { organisationId, batchId, recipientId, isPlace } = message;
  const to = isPlace
    ? ({ kind: 'place', placeId: recipientId } as const)
    : ({ kind: 'member', memberId: recipientId } as const);
  const payload = { organisationId, batchId, recipientId, isPlace };
  return { organisationId, kind: messageKind, payload, to, living: `reminders:${batchId}`, atMostOnce: true };
}

/** Brings it up to date where it stands, or after it has been sent. */
export function editOrder({ isSent, ...message }: MovedMessage): DeliveryOrder {
  const order = messageOrder(message);
  return { ...order, payload: { ...order.payload, isEdit: true }, onlyEdit: isSent, atMostOnce: false };
}

export interface MessageDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly people: PeoplePort;
  readonly kinds: ReadonlyMap<string, Kind>;
}

export function messageOutgoing(deps: MessageDeps): Outgoing {
  return {
    compose: (payload) => compose(deps, ofMessage.parse(payload)),
    settled: (payload, outcome) => settle(deps, ofMessage.parse(payload), outcome),
  };
}

const skip = (reason: string): Dispatch => ({ kind: 'skip', reason });

async function compose(deps: MessageDeps, message: Message): Promise<Dispatch> {
  const { database } = deps;
  if (message.isEdit) {
    const sent = await findSent(database, message);
    return sent ? show(deps, message, sent) : skip('it was not sent');
  }
  const now = deps.clock.now();
  await takeIntoMessage(database, message, now);
  const later = await laterInHours(deps, message, now);
  if (later) {
    await postponeMessage(database, message, later);
    return skip('outside the recipient’s working hours');
  }
  const due = await readDue(deps, message, now);
  const lines = due.slice(0, longestMessage).map(({ reminder }) => ({ ...reminder, isOver: false }));
  if (lines.length === 0) return skip('settled in the meantime');
  await saveLines(database, message, lines.map(idOf));
  return show(deps, message, { lines, restCount: due.length - lines.length });
}

const idOf = ({ id }: Reminder): bigint => id;

/** When the recipient's working hours begin; null: it is within them now, or the recipient is not there. */
async function laterInHours({ people }: MessageDeps, message: Message, now: Date): Promise<Date | null> {
  const household = await people.organisation(message.organisationId);
  const person = message.isPlace ? null : await recipientOf(people, message);
  if (!message.isPlace && !isPresent(person, now)) return null;
  const at = nextWorkingMoment(household.settings, person?.workingHours ?? placeHours(household), now);
  return at > now ? at : null;
}

async function recipientOf(people: PeoplePort, { organisationId, recipientId }: Message): Promise<Person | null> {
  return (await people.members(organisationId, [recipientId]))[0] ?? null;
}

/** In one look at the state: few enough that nobody else waits for it. */
const checkedAtOnce = 200;

/** What is still true, each subject once, the most urgent first. What is not is dropped. */
async function readDue(deps: MessageDeps, message: Message, now: Date): Promise<readonly Due[]> {
  const { database } = deps;
  const found = new Map<string, Due>();
  let after = 0n;
  for (;;) {
    const page = await pageOfMessage(database, message, { after, limit: checkedAtOnce });
    const last = page.at(-1);
    if (!last) break;
    after = last.id;
    const { holding, outdated, unreadable } = await stillTrue(deps, message, page, now);
    for (const due of holding) keepHighest(found, due);
    await forget(deps, outdated);
    await takeOut(database, unreadable, new Date(now.getTime() + retryMs));
  }
  return [...found.values()].sort((a, b) => a.urgentMs - b.urgentMs || Number(a.reminder.id - b.reminder.id));
}

/** What can't be read just now is tried again in an hour. */
const retryMs = 3_600_000;

/** Several steps of one thing that fall due together become one line, that of the highest step. */
function keepHighest(found: Map<string, Due>, due: Due): void {
  const key = `${due.reminder.kind} ${due.reminder.subjectId}`;
  const known = found.get(key)?.reminder;
  const isHigher =
    !known ||
    known.step < due.reminder.step ||
    (known.step === due.reminder.step && known.repeat <= due.reminder.repeat && known.role !== 'owner');
  if (isHigher) found.set(key, due);
}

async function forget({ database, kinds }: MessageDeps, reminders: readonly Reminder[]): Promise<void> {
  await takeOut(database, reminders, null);
  await tellUnsent(kinds, reminders);
}

async function tellUnsent(kinds: ReadonlyMap<string, Kind>, reminders: readonly Reminder[]): Promise<void> {
  for (const [kind, theirs] of groupBy(reminders, (each) => each.kind)) await kinds.get(kind)?.unsent?.(theirs);
}

interface Shown {
  readonly lines: readonly (Reminder & { readonly isOver: boolean })[];
  readonly restCount: number;
}

async function show(deps: MessageDeps, message: Message, { lines, restCount }: Shown): Promise<Dispatch> {
  const earlier = new Map((await findEarlier(deps.database, message, lines.map(idOf))).map((each) => [each.id, each]));
  const said = lines.map(({ isOver, ...reminder }): Line => {
    const { count = 0, at = null, step = null } = earlier.get(reminder.id) ?? {};
    return { reminder, isOver, nth: count + 1, before: at && step !== null ? { at, step } : null };
  });
  const views = await viewsOf(deps, message, said);
  const shown = said.flatMap((line) => {
    const view = views.get(line.reminder.id);
    return view ? [{ line, view, more: deps.kinds.get(line.reminder.kind)?.more(line.reminder.role) ?? null }] : [];
  });
  const card = messageCard(shown, { restCount, isPlace: message.isPlace });
  return card ? { kind: 'send', card } : skip('nothing can be shown');
}

/** Each kind by itself, and where one throws each of its lines by itself: what can't be shown hides nothing else. */
async function viewsOf(
  deps: MessageDeps,
  message: Message,
  lines: readonly Line[],
): Promise<ReadonlyMap<bigint, View>> {
  const found = new Map<bigint, View>();
  const readerId = message.isPlace ? null : message.recipientId;
  const absent = lines.flatMap(({ reminder }) => reminder.insteadOfId ?? []);
  const meant = await deps.people.members(message.organisationId, [...new Set(absent)]);
  const read = async (kind: Kind, some: readonly Line[]) => {
    const views = await kind.show(message.organisationId, some.map(asMeant), readerId);
    for (const { reminder } of some) {
      const view = views.get(reminder.subjectId);
      const person = meant.find(({ id }) => id === reminder.insteadOfId);
      if (view) found.set(reminder.id, person ? askedInstead(view, person) : view);
    }
  };
  for (const [name, theirs] of groupBy(lines, ({ reminder }) => reminder.kind)) {
    const kind = deps.kinds.get(name);
    if (!kind) continue;
    await read(kind, theirs).catch(async () => {
      for (const line of theirs) {
        await read(kind, [line]).catch((err: unknown) =>
          deps.log.error({ err, kind: name, subjectId: line.reminder.subjectId }, 'reminder can’t be shown'),
        );
      }
    });
  }
  return found;
}

/** In one transaction. */
const settledAtOnce = 200;

/** The message was sent, or never will be. A second call, or a call for an edit, changes nothing. */
async function settle(deps: MessageDeps, message: Message, outcome: Settlement): Promise<void> {
  const { database, clock, kinds } = deps;
  const at = clock.now();
  const isClosed = 'failed' in outcome && outcome.failed === closedToUs && !message.isPlace;
  const ref = 'ref' in outcome ? outcome.ref : null;
  for (;;) {
    const instead = isClosed ? await readInstead(deps, message, at) : [];
    const settled = await database.transaction(async (tx) => {
      await insertReminders(tx, instead);
      const page = await settleMessage(tx, message, { sentAt: ref && at, limit: settledAtOnce });
      for (const [kind, theirs] of groupBy(page, (each) => each.kind)) {
        if (ref) await kinds.get(kind)?.sent?.(tx, theirs, { at, ref });
      }
      return page;
    });
    const isAsked = new Set(instead.map(keyOf));
    if (!ref) {
      await tellUnsent(
        kinds,
        settled.filter((each) => !isAsked.has(keyOf(each))),
      );
    }
    if (settled.length < settledAtOnce) return;
  }
}

const keyOf = ({ kind, subjectId }: PlannedReminder): string => `${kind} ${subjectId}`;

/** For reminders of somebody who gets no private messages: the same for the places of their things. */
async function readInstead({ database, kinds }: MessageDeps, { organisationId, batchId }: Message, at: Date) {
  const page = await pageOfMessage(database, { organisationId, batchId }, { after: 0n, limit: settledAtOnce });
  const found = [];
  for (const [kind, theirs] of groupBy(page, (each) => each.kind)) {
    const ids = [...new Set(theirs.map(({ subjectId }) => subjectId))];
    const standings = await kinds.get(kind)?.standing(organisationId, ids);
    if (standings) found.push(...remindersInstead(theirs, standings, at));
  }
  return found;
}
