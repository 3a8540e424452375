/** What the asker was thanked for, and whether they want to be. */
import type { InteractionContext } from '../../chat/interaction.js';
import { createList, type ListHandlers } from '../../chat/list.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { optedCard, standingLine, thanksHeading, thanksRow } from './cards/mine.js';
import type { HonoursDeps } from './deps.js';
import type { Honour } from './rules/honour.js';
import { listThanks, optIn, optOut, whoOptedOut } from './store/honours.js';

/** Answers `honours` and its buttons. */
export function thanksList(deps: HonoursDeps): ListHandlers {
  return createList<Honour>({
    action: 'honours.list',
    lists: { mine: thanksHeading },
    everything: 'mine',
    find: (_, cut, { actor }) =>
      listThanks(deps.database, { organisationId: actor.organisationId, memberId: actor.id }, cut),
    async rows(honours, { actor }) {
      const { organisationId } = actor;
      const of = (kind: Honour['kind']) =>
        honours.filter((honour) => honour.kind === kind).map(({ subjectId }) => subjectId);
      const [ideas, feedback] = await Promise.all([
        deps.ideas.byIds(organisationId, of('adopted')),
        deps.feedback.glimpse(organisationId, { ids: of('solved') }, actor.id),
      ]);
      const names = new Map([
        ...ideas.map(({ id, number, title }) => [id, `I-${number} · ${title}`] as const),
        ...feedback.map(({ id, title }) => [id, title] as const),
      ]);
      return honours.map((honour) => thanksRow(honour, names.get(honour.subjectId) ?? null, actor.timeZone));
    },
    async note({ actor }) {
      const { organisationId, id } = actor;
      return standingLine((await whoOptedOut(deps.database, organisationId, [id])).has(id));
    },
  });
}

/** `honours off`, `honours on`: for oneself alone. */
export async function opt(deps: HonoursDeps, isIn: boolean, { actor }: InteractionContext): Promise<Reply> {
  const { organisationId, id } = actor;
  if (isIn) await optIn(deps.database, organisationId, id);
  else await optOut(deps.database, organisationId, id, deps.clock.now());
  return showCard(optedCard(isIn));
}
