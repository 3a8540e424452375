/**
 * The door of assistants: what programs that speak for a person (Claude Code, Copilot, an editor) may ask of all rooms, and the
 * little that they may do. The web API serves it (adapters/web-api/mcp/); house.ts builds it on all others.
 */

import type { AssistantDesk, AssistantLearning, AssistantList } from '../../chat/assistant-desk.js';
import type { Feature } from '../../chat/feature.js';
import { phrase } from '../../kernel/language/say.js';
import type { Actor } from '../../kernel/person.js';
import { refusals } from './cards/assistant-words.js';
import type { AssistantsDeps } from './deps.js';
import { profileShown } from './rules/profile-shown.js';
import { alsoOwed, shown } from './show.js';

/** The door: nobody types anything here. */
export interface AssistantsRoom extends Feature, AssistantDesk {}

/** Builds the room on all others. */
export function createAssistants(deps: AssistantsDeps): AssistantsRoom {
  const { feedback, meetings } = deps;
  return {
    title: phrase('Assistants'),
    alsoOwed: (actor) => alsoOwed(deps, actor),
    ...feedback.forAssistants,
    customer: (actor, name) => customer(deps, actor, name),
    shown: (actor, what, line) => shown(deps, actor, { what, ...line }),
    learnings: (actor, sinceDays, limit) => learnings(deps, actor, { sinceDays, limit }),
    async nextAgenda(actor) {
      const ahead = await meetings.agendaAhead(actor);
      return ahead && { startsAt: ahead.startsAt.toISOString(), card: ahead.card };
    },
    async captureWords({ organisationId, id: actorId }, captured, source) {
      const from = { organisationId, source, surface: 'api', actorId, olderAs: 'open' } as const;
      const [made] = await feedback.intake([captured], from);
      if (!made) throw new Error('What was captured has a number.');
      const { number, newCustomer } = made;
      return { id: `F-${number}`, ...(newCustomer !== undefined && { newCustomer }) };
    },
  };
}

async function customer({ customers, feedback }: AssistantsDeps, actor: Actor, name: string): Promise<object> {
  const { organisationId } = actor;
  const profile = await customers.profile(organisationId, name);
  if (!profile) throw refusals.noCustomer(name, await customers.nearest(organisationId, name));
  const count = async (which: AssistantList) =>
    (await feedback.forAssistants.list(actor, { which, customer: profile.name }, 1)).totalCount;
  const [open, overdue, resolved] = await Promise.all([count('open'), count('overdue'), count('resolved')]);
  return profileShown(profile, { open, overdue, resolved });
}

const dayMs = 86_400_000;

async function learnings(
  { meetings, customers, people, clock }: AssistantsDeps,
  { organisationId }: Actor,
  { sinceDays, limit }: { readonly sinceDays: number; readonly limit: number },
): Promise<readonly AssistantLearning[]> {
  const since = new Date(clock.now().getTime() - sinceDays * dayMs);
  const found = await meetings.learnedSince(organisationId, since, limit);
  const [about, members] = await Promise.all([
    customers.byIds(organisationId, [...new Set(found.flatMap(({ customerId }) => customerId ?? []))]),
    people.members(organisationId, [...new Set(found.map(({ memberId }) => memberId))]),
  ]);
  const by = new Map(members.map(({ id, name }) => [id, name]));
  return found.map(({ text, customerId, memberId, at }) => ({
    text,
    customer: about.get(customerId ?? '')?.name ?? null,
    by: by.get(memberId) ?? null,
    at: at.toISOString(),
  }));
}
