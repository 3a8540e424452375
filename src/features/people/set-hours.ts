/** One's own working hours and zone: the command `hours` and its form. */
import type { InteractionContext } from '../../chat/interaction.js';
import { openForm, type Reply, showCard } from '../../chat/reply.js';
import { hoursCard, hoursForm } from './cards/hours.js';
import type { PeopleDeps } from './deps.js';
import { memberOfActor } from './organisation.js';
import type { MemberProfile } from './rules/profiles.js';
import { readOwnTimeDraft } from './schema.js';
import { type OwnTime, saveOwnTime } from './store/members.js';
import { insertChange } from './store/organisations.js';

export async function openHours({ database }: PeopleDeps, { actor }: InteractionContext): Promise<Reply> {
  return openForm(hoursForm(await memberOfActor(database, actor)));
}

/** @param values `hours` and `zone`, as typed; `default` gives up one's own. Throws InvalidInput with these fields. */
export async function setHours(
  { database, clock }: PeopleDeps,
  values: { readonly hours?: unknown; readonly zone?: unknown },
  { actor, platform: surface }: InteractionContext,
): Promise<Reply> {
  const before = await memberOfActor(database, actor);
  const wish = wishOf(values, before);
  const { organisationId, id: actorId } = actor;
  const after = await database.transaction(async (tx) => {
    await saveOwnTime(tx, before, wish);
    await insertChange(
      tx,
      { organisationId, what: 'people.setHours', actorId, surface, details: { ...wish } },
      clock.now(),
    );
    return memberOfActor(tx, actor);
  });
  return showCard(hoursCard(after));
}

/** What the form shows and nobody touched is not made one's own. */
function wishOf(
  { hours, zone }: { readonly hours?: unknown; readonly zone?: unknown },
  member: MemberProfile,
): OwnTime {
  const isDefault = (typed: unknown) => typeof typed === 'string' && /^\s*default\s*$/iu.test(typed);
  const typed = { ...(!isDefault(hours) && { hours }), ...(!isDefault(zone) && { zone }) };
  const draft = readOwnTimeDraft(typed);
  const { startMinutes, endMinutes, timeZone } = member.workingHours;
  const hasHours = draft.hours && (draft.hours.startMinutes !== startMinutes || draft.hours.endMinutes !== endMinutes);
  return {
    ...(isDefault(hours) ? { hours: null, timeZone: null } : hasHours && { hours: draft.hours }),
    ...(isDefault(zone) ? { timeZone: null } : draft.zone && draft.zone !== timeZone && { timeZone: draft.zone }),
  };
}
