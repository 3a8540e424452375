/** People who meet or part, as a platform tells it: adapters say it, the room meetings opens and closes agendas by it. */
import type { Platform } from '../kernel/person.js';

/**
 * `began` and `ended`: a call of the place. `talking`: these members are in one call, and the platform does not say
 * where. The same may be told again, late, or never.
 */
export type Gathering = {
  readonly platform: Platform;
  readonly organisationId: string;
  /** The call, by the platform's own id. */
  readonly callId: string;
} & (
  | { readonly what: 'began'; readonly placeId: string }
  | { readonly what: 'ended'; readonly placeId: string }
  | { readonly what: 'talking'; readonly memberIds: readonly string[] }
);
