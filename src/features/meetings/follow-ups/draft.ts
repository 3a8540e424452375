/** What people fill in for a follow-up, checked once: who promises what by when. The agenda's form and `follow` use it. */

import { z } from 'zod';
import type { InteractionContext } from '../../../chat/interaction.js';
import { readInput, trimmed } from '../../../chat/typed.js';
import { InvalidInput } from '../../../kernel/errors.js';
import { phrase } from '../../../kernel/language/say.js';
import { formatDay } from '../../../kernel/time/format.js';
import { dateInZone } from '../../../kernel/time/local-day.js';
import { parseDate } from '../../../kernel/time/read-date.js';
import type { MemberProfile } from '../../people/index.js';
import * as refusals from '../cards/follow-up-refusals.js';
import type { MeetingsDeps } from '../deps.js';
import { dateAhead, followUpDaysLimit, followUpTextLimit } from '../rules/follow-up.js';

/** A promise as somebody made it, checked. */
export interface FollowUpDraft {
  readonly text: string;
  readonly ownerId: string;
  /** `YYYY-MM-DD`, not before today where the owner lives. */
  readonly dueOn: string;
}

const promised = z.object({
  text: trimmed(phrase('what is promised, for example: call Acme about the invoice'), followUpTextLimit),
});

/**
 * Reads the values of a form with the fields `text`, `owner` (a member's id, or a name as typed; empty: the asker) and
 * `due` (a date; empty: in a week). Throws InvalidInput with the fields.
 */
export async function readFollowUpDraft(
  deps: MeetingsDeps,
  typed: { readonly text?: unknown; readonly owner?: unknown; readonly due?: unknown },
  { actor }: InteractionContext,
): Promise<FollowUpDraft> {
  const { text } = readInput('meetings.followUpText', promised, typed);
  const named = typeof typed.owner === 'string' && typed.owner.trim() !== '' ? typed.owner : actor.id;
  const owner = await readOwner(deps, actor.organisationId, named);
  const due = typeof typed.due === 'string' && typed.due.trim() !== '' ? typed.due : null;
  const now = deps.clock.now();
  return { text, ownerId: owner.id, dueOn: readDueOn(due ?? dateAhead(owner.timeZone, now, 7), owner, now) };
}

/** @param named our member id, or a name as typed. Throws InvalidInput on `owner`. */
export async function readOwner(deps: MeetingsDeps, organisationId: string, named: string): Promise<MemberProfile> {
  const owner =
    (await deps.people.member(organisationId, named)) ?? (await deps.people.findMember(organisationId, named, 'owner'));
  if (owner.hasLeft) throw InvalidInput.field('meetings.ownerLeft', 'owner', refusals.ownerLeft(owner.name));
  return owner;
}

/** A date from today to a year ahead, as the owner's calendar shows it. Throws InvalidInput on `due`. */
export function readDueOn(typed: string, owner: Pick<MemberProfile, 'timeZone'>, now: Date): string {
  const today = dateInZone(owner.timeZone, now);
  const date = parseDate(typed, 'due', { today, towards: 'future' });
  if (date < today) throw InvalidInput.field('meetings.followUpDate', 'due', refusals.datePast(formatDay(today, now)));
  const latest = dateAhead(owner.timeZone, now, followUpDaysLimit);
  if (date > latest) throw InvalidInput.field('meetings.followUpDate', 'due', refusals.dateFar(formatDay(latest, now)));
  return date;
}
