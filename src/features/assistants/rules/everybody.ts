/** Whose eyes an assistant reads with where a room shows something to everybody. Pure. */
import type { Actor } from '../../../kernel/person.js';

/**
 * Nobody in particular of this person's organisation, in their zone: nothing is theirs, so that no room shows what is for
 * its owner, its author or the champion alone.
 */
export const everybody = ({ organisationId, timeZone }: Actor): Actor => ({
  ...{ organisationId, timeZone },
  id: '00000000-0000-0000-0000-000000000000',
  name: 'everybody',
  role: 'member',
});
