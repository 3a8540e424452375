/** Words older than so many months become counts: shown before it is switched on, then once a day in bounded batches. */
import type { InteractionContext } from '../../../chat/interaction.js';
import { type Reply, showCard } from '../../../chat/reply.js';
import { InvalidInput, NotAllowed } from '../../../kernel/errors.js';
import { canAdminister } from '../../../kernel/person.js';
import { dateInZone, startOfDate } from '../../../kernel/time/local-day.js';
import { keptCard, previewCard, retentionWords, switchedCard } from '../cards/retention-card.js';
import type { LeavingDeps } from '../deps.js';
import { monthsBefore } from '../rules/months-before.js';
import { eraseOldPapers, eraseWords } from '../store/erase-words.js';
import { livingOrders } from '../store/forgettings.js';
import {
  countOldWords,
  dueRetentions,
  postpone,
  readRetention,
  retainWork,
  retentionDue,
  saveRetention,
} from '../store/retentions.js';

const leastMonths = 1;
const mostMonths = 240;

/** `retention`, `retention 12 months`, `retention off`. */
export async function retention(deps: LeavingDeps, typed: string, context: InteractionContext): Promise<Reply> {
  const { organisationId } = context.actor;
  const now = await readRetention(deps.database, organisationId);
  if (typed === '') return showCard(keptCard(now));
  if (/^(?:off|none|never)$/iu.test(typed)) return setRetention(deps, null, context);
  const months = readMonths(typed);
  const before = await cutOff(deps, organisationId, months);
  return showCard(previewCard(months, now, await countOldWords(deps.database, organisationId, before)));
}

function readMonths(typed: string): number {
  const [, digits = '', unit = ''] = /^(\d{1,3})\s*(m|months?|y|years?)?$/iu.exec(typed) ?? [];
  const months = Number(digits || Number.NaN) * (/^y/iu.test(unit) ? 12 : 1);
  if (months >= leastMonths && months <= mostMonths) return months;
  throw new InvalidInput('leaving.retention', retentionWords.months(leastMonths, mostMonths));
}

/** The yes. @param value the months */
export function retainByButton(deps: LeavingDeps, value: string, context: InteractionContext): Promise<Reply> {
  if (!canAdminister(context.actor.role)) throw new NotAllowed('leaving.retention', retentionWords.notYours());
  return setRetention(deps, readMonths(value), context);
}

async function setRetention(
  deps: LeavingDeps,
  months: number | null,
  { actor, platform: surface }: InteractionContext,
): Promise<Reply> {
  const { organisationId, id: actorId } = actor;
  await deps.database.transaction(async (tx) => {
    const before = await readRetention(tx, organisationId);
    if (before === months) return;
    await saveRetention(tx, { organisationId, months, byId: actorId, now: deps.clock.now() });
    const entry = { organisationId, what: 'leaving.setRetention', actorId, surface } as const;
    await deps.people.audit(tx, { ...entry, before: before && { months: before }, after: months && { months } });
  });
  return showCard(switchedCard(months));
}

/** Whole months of the organisation: what was said before is older. */
async function cutOff({ people, clock }: LeavingDeps, organisationId: string, months: number): Promise<Date> {
  const { timeZone } = (await people.organisation(organisationId)).settings;
  return startOfDate(timeZone, monthsBefore(dateInZone(timeZone, clock.now()), months));
}

const dayMs = 24 * 3_600_000;
const minuteMs = 60_000;
/** So many batches at a time: what is left is done a minute later. */
const mostBatches = 25;

/** Once a day, for each organisation that set it. */
export const retentionSweep = (deps: LeavingDeps) => ({
  name: retainWork,
  due: retentionDue,
  async run(now: Date) {
    const due = (await dueRetentions(deps.database, now)).map((each) => ({ ...each, id: each.organisationId }));
    return deps.batches.oneByOne(retainWork, now, due, (each) => retain(deps, each, now));
  },
});

async function retain(
  deps: LeavingDeps,
  { organisationId, months }: { readonly organisationId: string; readonly months: number },
  now: Date,
): Promise<void> {
  const before = await cutOff(deps, organisationId, months);
  let erasedCount = 0;
  let isMore = true;
  for (let batch = 0; batch < mostBatches && isMore; batch += 1) {
    isMore = await deps.outbox.commit(async (tx) => {
      const words = await eraseWords(tx, organisationId, { before });
      const papers = await eraseOldPapers(tx, organisationId, before);
      const ids = [...words.ids, ...papers.ids];
      await deps.outbox.enqueue(tx, await livingOrders(tx, organisationId, ids));
      erasedCount += ids.length;
      return ids.length > 0;
    });
  }
  await deps.outbox.commit(async (tx) => {
    await postpone(tx, organisationId, new Date(now.getTime() + (isMore ? minuteMs : dayMs)));
    if (erasedCount === 0) return;
    await deps.feedback.forgetWords(tx, organisationId);
    const entry = { organisationId, what: 'leaving.forgetWords', actorId: null, surface: 'clock' } as const;
    await deps.people.audit(tx, { ...entry, after: { before: before.toISOString(), erasedCount } });
  });
}
