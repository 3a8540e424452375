/** Drafts a newsletter when its time has come; reminds whoever approves it after two working days, and skips it after one more. */
import { button } from '../../chat/blocks.js';
import type { Sweep } from '../../chat/feature.js';
import { toMembers } from '../../delivery/delivery.js';
import { say } from '../../kernel/language/say.js';
import {
  type Kind,
  type Line,
  partiesOf,
  readCrowd,
  recipientsOf,
  remindersOf,
  type View,
} from '../../reminders/index.js';
import type { Transaction } from '../../storage/database.js';
import { calendarOf, hoursOf, type Recount } from '../people/index.js';
import { approversOf, draftOrders } from './approvers.js';
import { approvalCard, approvalRow } from './cards/words.js';
import type { NewsletterDeps } from './deps.js';
import { approvalKind, type Newsletter, nextDraftAt, skipAt } from './rules/newsletter.js';
import { newsletterDays, newsletterPlaceId } from './settings.js';
import {
  approvalsDue,
  claimApprovals,
  claimPlans,
  draftingDue,
  draftingWork,
  findNewsletters,
  latest,
  type Plan,
  saveNewsletter,
  savePlan,
} from './store/newsletters.js';
import { startDraft } from './write.js';

/** Where it goes and how often says when the next is drafted. */
export const planRecount = (deps: NewsletterDeps): Recount => ({
  on: [newsletterPlaceId.key, newsletterDays.key, 'timeZone', 'workingDays', 'workingHours', 'holidays'],
  async run(tx, { id, settings }) {
    if (newsletterPlaceId.of(settings) === null) return savePlan(tx, id, null);
    const last = await latest(tx, id);
    const asked = { last: last?.draftedAt ?? null, days: newsletterDays.of(settings), now: deps.clock.now() };
    await savePlan(tx, id, nextDraftAt(calendarOf(settings), hoursOf(settings), asked));
  },
});

/** Begins those that are due; the words are gathered when somebody looks. */
export const draftingSweep = (deps: NewsletterDeps): Sweep =>
  deps.batches.sweep<Plan, Sweep['due']>({
    work: draftingWork,
    due: draftingDue,
    limit: 20,
    claim: claimPlans,
    async run(tx, plans, now) {
      for (const { organisationId } of plans) await draftDue(deps, tx, organisationId, now);
    },
  });

async function draftDue(deps: NewsletterDeps, tx: Transaction, organisationId: string, now: Date): Promise<void> {
  const organisation = await deps.people.organisation(organisationId, tx);
  const { settings } = organisation;
  if (newsletterPlaceId.of(settings) === null) return savePlan(tx, organisationId, null);
  const hours = hoursOf(settings);
  const opensAt = nextDraftAt(calendarOf(settings), hours, { last: null, days: 0, now });
  if (opensAt > now) return savePlan(tx, organisationId, opensAt);
  const before = await latest(tx, organisationId);
  // One is looked at still: the next waits until it has ended.
  if (before?.state === 'draft' && before.dueAt !== null)
    return savePlan(tx, organisationId, new Date(before.dueAt.getTime() + 1));
  await startDraft(deps, tx, { organisation, before, tells: true });
}

/** The promise of an approval, as reminders chase it. */
export function approvalReminders(deps: NewsletterDeps): Kind<Newsletter> {
  const { database } = deps;
  return {
    name: approvalKind,
    ladder: {
      due: approvalsDue,
      claim: claimApprovals,
      climb: (tx, drafts, now) => climb(deps, tx, drafts, now),
    },
    async standing(organisationId, ids) {
      const [{ all }, found] = await Promise.all([
        approversOf(deps, organisationId),
        findNewsletters(database, organisationId, ids),
      ]);
      const fallbackIds = all.map(({ id }) => id);
      return new Map(
        found.map(({ id, state, dueAt }) => [
          id,
          { round: 1, isOpen: state === 'draft', ownerId: null, fallbackIds, placeId: null, urgentAt: dueAt },
        ]),
      );
    },
    show: (organisationId, lines) => show(deps, organisationId, lines),
    more: () => button(say('Show the newsletter'), 'newsletter.show', ''),
  };
}

async function climb(deps: NewsletterDeps, tx: Transaction, drafts: readonly Newsletter[], now: Date) {
  const crowd = await readCrowd(
    deps.people,
    drafts.map(({ organisationId }) => ({ organisationId, memberIds: [] })),
    tx,
  );
  const planned = [];
  for (const draft of drafts) {
    const { organisationId, id, nudgeCount, state } = draft;
    const calendar = calendarOf(crowd.household(organisationId).settings);
    const { told, all } = await approversOf(deps, organisationId, tx);
    if (state !== 'draft') {
      await saveNewsletter(tx, { ...draft, dueAt: null });
    } else if (nudgeCount === 0) {
      const about = { ownerId: null, placeId: null, fallbacks: all, waitsForOwner: true };
      const recipients = recipientsOf(partiesOf(crowd, organisationId, about), ['owner'], now);
      planned.push(...remindersOf(approvalKind, { subject: draft, round: 1, step: 0, repeat: 0 }, recipients));
      await saveNewsletter(tx, { ...draft, nudgeCount: 1, dueAt: skipAt(calendar, now) });
    } else {
      await saveNewsletter(tx, { ...draft, state: 'skipped', endedAt: now, dueAt: null });
      const order = { organisationId, kind: 'newsletter.skipped', payload: { organisationId, newsletterId: id } };
      await deps.outbox.enqueue(tx, [
        ...(await deps.reminders.movedOn(tx, approvalKind, [id], { isEnd: true })),
        ...draftOrders(draft, all, { onlyEdit: true }),
        ...toMembers(
          told.map((member) => member.id),
          order,
        ),
      ]);
    }
  }
  return planned;
}

async function show(
  { database }: NewsletterDeps,
  organisationId: string,
  lines: readonly Line[],
): Promise<ReadonlyMap<string, View>> {
  const found = await findNewsletters(
    database,
    organisationId,
    lines.map(({ reminder }) => reminder.subjectId),
  );
  return new Map(
    lines.flatMap(({ reminder, isOver }) => {
      const draft = found.find(({ id }) => id === reminder.subjectId);
      return draft ? [[draft.id, { card: approvalCard(draft, isOver), row: [approvalRow(draft)] }] as const] : [];
    }),
  );
}
