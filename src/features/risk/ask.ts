/** Asks whoever looks after a customer, on the day on which they are at risk for the first time: one question, once. */

import { button } from '../../chat/blocks.js';
import { groupBy } from '../../kernel/group-by.js';
import { say } from '../../kernel/language/say.js';
import { type Kind, type Line, partiesOf, readCrowd, recipientsOf, remindersOf } from '../../reminders/index.js';
import type { Transaction } from '../../storage/database.js';
import { calendarOf } from '../people/index.js';
import { questionView } from './cards/question-card.js';
import type { RiskDeps } from './deps.js';
import { askAgainAt, limits, type NamedCase, riskKind } from './rules/case.js';
import { askedSince, asksDue, claimAsks, findCases, saveAsking } from './store/cases.js';
import { appendHistory } from './store/history.js';

/** Questions of the last hours count for today. */
const todayMs = 20 * 3_600_000;

/** What the engine of reminders knows of it. */
export function riskReminders(deps: RiskDeps): Kind<NamedCase> {
  const { database } = deps;
  return {
    name: riskKind,
    ladder: { due: asksDue, claim: claimAsks, climb: (tx, cases, now) => askAll(deps, tx, cases, now) },
    async standing(organisationId, ids) {
      const found = await findCases(database, organisationId, ids);
      return new Map(
        found.map(({ id, endedAt, answer, ownerId, askedId, beganAt }) => {
          const fallbackIds = askedId === null ? [] : [askedId];
          return [
            id,
            { round: 1, isOpen: endedAt === null && answer === null, ownerId, fallbackIds, urgentAt: beganAt },
          ];
        }),
      );
    },
    show: (organisationId, lines) => show(deps, organisationId, lines),
    more: () => button(say('Show who is at risk'), 'risk.list', 'mine'),
    sent: async (tx, reminders, { at }) =>
      void (await appendHistory(
        tx,
        reminders.map(({ subjectId, organisationId, recipientId }) => ({
          ...{
            organisationId,
            subject: `risk:${subjectId}`,
            at,
            actorId: null,
            surface: 'clock' as const,
            what: 'asked',
          },
          details: { recipientId },
        })),
      )),
  };
}

/** Their owner; while they are away their delegate, else the champion. Beyond three a day they wait for the next. */
async function askAll(deps: RiskDeps, tx: Transaction, cases: readonly NamedCase[], now: Date) {
  const asked = cases.map(({ organisationId, ownerId }) => ({ organisationId, memberIds: [ownerId] }));
  const crowd = await readCrowd(deps.people, asked, tx);
  const planned = [];
  for (const [organisationId, theirs] of groupBy(cases, (each) => each.organisationId)) {
    const { champion, settings } = crowd.household(organisationId);
    const counts = new Map(await askedSince(tx, organisationId, new Date(now.getTime() - todayMs)));
    const saved = [];
    for (const each of theirs) {
      const { id, ownerId } = each;
      const about = { ownerId, placeId: null, fallbacks: [champion], waitsForOwner: false };
      const [first] = recipientsOf(partiesOf(crowd, organisationId, about), ['owner'], now);
      const count = (first && counts.get(first.id)) ?? 0;
      if (!first || count >= limits.asksADay) {
        const askDueAt = askAgainAt(calendarOf(settings), now);
        saved.push({ id, askDueAt, askedId: each.askedId, askedAt: each.askedAt });
        continue;
      }
      counts.set(first.id, count + 1);
      saved.push({ id, askDueAt: null, askedId: first.id, askedAt: now });
      planned.push(...remindersOf(riskKind, { subject: each, round: 1, step: 0, repeat: 0 }, [first]));
    }
    await saveAsking(tx, organisationId, saved);
  }
  return planned;
}

async function show({ database, people }: RiskDeps, organisationId: string, lines: readonly Line[]) {
  const ids = lines.map(({ reminder }) => reminder.subjectId);
  const [found, { settings }] = await Promise.all([
    findCases(database, organisationId, ids),
    people.organisation(organisationId),
  ]);
  const cases = new Map(found.map((each) => [each.id, each]));
  return new Map(
    lines.flatMap((line) => {
      const risk = cases.get(line.reminder.subjectId);
      return risk ? [[risk.id, questionView(risk, line, settings.timeZone)] as const] : [];
    }),
  );
}
