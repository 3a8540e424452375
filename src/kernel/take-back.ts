/** Who may take back a small deed (a learning, a score, a tick): whoever did it, for ten minutes; the champion always. Pure. */

import { NotAllowed } from './errors.js';
import { say } from './language/say.js';
import { type Actor, canAdminister } from './person.js';

const openMs = 10 * 60_000;

/** Something that was done, by a member or (null) by a system. */
interface Deed {
  readonly byId: string | null;
  readonly at: Date;
}

/** Whether `actor` may take it back at `now`; champions and admins always may. */
export function mayTakeBack({ byId, at }: Deed, actor: Pick<Actor, 'id' | 'role'>, now: Date): boolean {
  return canAdminister(actor.role) || (byId === actor.id && now.getTime() - at.getTime() <= openMs);
}

/** Throws NotAllowed, in words that say who may and for how long. */
export function refuseTakingBack(deed: Deed, actor: Pick<Actor, 'id' | 'role'>, now: Date): void {
  if (mayTakeBack(deed, actor, now)) return;
  const mine = () => say('It was more than 10 minutes ago. The customer champion can still take it back.');
  const others = () => say('Whoever did it can take it back for 10 minutes, and the customer champion always.');
  throw new NotAllowed('takeBack.notYours', deed.byId === actor.id ? mine() : others());
}
