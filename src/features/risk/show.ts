/** What people ask to see of risk: the list, one customer, what they owe an answer to, and the report. */

import type { Chapter, ReportPeriod } from '../../chat/feature.js';
import type { Figure } from '../../chat/figures.js';
import type { InteractionContext, Viewer } from '../../chat/interaction.js';
import { createList, type ListHandlers } from '../../chat/list.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { isId } from '../../kernel/id.js';
import { phrase } from '../../kernel/language/say.js';
import { canAdminister } from '../../kernel/person.js';
import { headings, listNote, riskReport, riskRow } from './cards/list-card.js';
import { questionRow, riskCard } from './cards/question-card.js';
import { reasonsText, refusals } from './cards/reason-words.js';
import type { RiskDeps } from './deps.js';
import { mayAnswer, type NamedCase } from './rules/case.js';
import { riskAt } from './settings.js';
import { askedOf, countCases, findCases, listCases } from './store/cases.js';
import { findLook } from './store/sweeps.js';

/** Answers `risk` and its buttons. */
export function riskList(deps: RiskDeps): ListHandlers {
  const { database, people } = deps;
  return createList<NamedCase>({
    action: 'risk.list',
    lists: { all: headings.all, mine: headings.mine },
    everything: 'all',
    find: ({ which, search }, cut, { actor: { organisationId, id } }) =>
      listCases(database, { organisationId, ownerId: which === 'mine' ? id : null, search }, cut),
    async rows(cases, { actor: { organisationId } }) {
      const [{ settings }, names] = await Promise.all([
        people.organisation(organisationId),
        namesOf(deps, organisationId, cases),
      ]);
      return cases.map((each) => riskRow(each, names, settings.timeZone));
    },
    async note({ actor: { organisationId } }) {
      const [look, { settings }] = await Promise.all([
        findLook(database, organisationId),
        people.organisation(organisationId),
      ]);
      return listNote(look?.lookedAt ?? null, { least: riskAt.of(settings), timeZone: settings.timeZone });
    },
  });
}

async function namesOf({ people }: RiskDeps, organisationId: string, cases: readonly NamedCase[]) {
  const ids = cases.flatMap(({ ownerId, answeredById }) => [ownerId, answeredById]).filter((id) => id !== null);
  const members = ids.length > 0 ? await people.members(organisationId, [...new Set(ids)]) : [];
  return new Map(members.map(({ id, name }) => [id, name]));
}

/** One of them. Throws NotFound, also for another organisation's. @param lead a line on top */
export async function showRisk(deps: RiskDeps, id: string, { actor }: Viewer, lead?: string): Promise<Reply> {
  const { organisationId } = actor;
  const [risk] = isId(id) ? await findCases(deps.database, organisationId, [id]) : [];
  if (!risk) throw refusals.gone();
  const [{ settings }, names] = await Promise.all([
    deps.people.organisation(organisationId),
    namesOf(deps, organisationId, [risk]),
  ]);
  const view = {
    timeZone: settings.timeZone,
    owner: names.get(risk.ownerId ?? '') ?? null,
    answeredBy: names.get(risk.answeredById ?? '') ?? null,
    mayAnswer: mayAnswer(risk, { id: actor.id, mayAdminister: canAdminister(actor.role) }),
  };
  return showCard(riskCard(risk, view, lead));
}

/** A customer at risk as the web home shows one. */
export interface AtRisk {
  readonly name: string;
  readonly points: number;
  /** `Latest score 3, 20 Nov 2026 · 2 items overdue`; nobody's words. */
  readonly reasons: string;
  /** Who looks after them; null: nobody. */
  readonly owner: string | null;
}

/** Those with the most points, at most `count`, and how many there are. What is confidential only counts. */
export async function topAtRisk(
  deps: RiskDeps,
  organisationId: string,
  count: number,
): Promise<{ readonly items: readonly AtRisk[]; readonly totalCount: number }> {
  const everybody = { organisationId, ownerId: null, search: '' };
  const [{ items, totalCount }, { settings }] = await Promise.all([
    listCases(deps.database, everybody, { limit: count, offset: 0 }),
    deps.people.organisation(organisationId),
  ]);
  const names = await namesOf(deps, organisationId, items);
  const shown = items.map((each) => ({
    ...{ name: each.name, points: each.points, reasons: reasonsText(each, settings.timeZone) },
    owner: names.get(each.ownerId ?? '') ?? null,
  }));
  return { items: shown, totalCount };
}

/** As many fit beside what else somebody owes. */
const owedCount = 5;

/** Questions that wait for the asker's answer. */
export async function owedBy({ database, people }: RiskDeps, { actor }: InteractionContext): Promise<Chapter> {
  const { items, totalCount } = await askedOf(database, actor.organisationId, actor.id, owedCount);
  if (items.length === 0) return { count: 0, blocks: [] };
  const { settings } = await people.organisation(actor.organisationId);
  return { count: totalCount, blocks: items.map((each) => questionRow(each, settings.timeZone)) };
}

/** How many came to be at risk in the period, and how many of them were so, by those who know them. */
export async function reportOn(
  { database }: RiskDeps,
  period: ReportPeriod,
  { actor }: InteractionContext,
): Promise<Chapter> {
  const counts = await countCases(database, actor.organisationId, period);
  return { blocks: riskReport(counts), count: counts.newCount };
}

/** How many are at risk, as alerts watch it. */
export const atRiskFigure = ({ database }: RiskDeps): Figure => ({
  ...{ name: phrase('customers at risk'), unit: '', usualDays: 30, takesSegment: false, isNow: true },
  async measure({ organisationId }) {
    const { totalCount } = await listCases(
      database,
      { organisationId, ownerId: null, search: '' },
      { limit: 1, offset: 0 },
    );
    return { kind: 'exact', value: totalCount };
  },
});
