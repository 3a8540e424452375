/** Who may do what with a piece of feedback; what may be known of it is in visibility.ts. Pure. */
import { type Feedback, isLeftOut } from './feedback.js';
import { corrections, type Verb } from './transitions.js';
import { maySee } from './visibility.js';

/** Whether this person may do this with it; their cards offer only that. */
export function isAllowed(
  feedback: Feedback,
  championId: string | null,
  { verb, actorId }: { readonly verb: Verb; readonly actorId: string },
): boolean {
  if ([feedback.ownerId, championId ?? feedback.capturedById].includes(actorId)) return true;
  // Nobody's yet: whoever sees that it is no noise says so.
  if (verb === 'restore' && isLeftOut(feedback)) return maySee(feedback, actorId, championId);
  if (corrections.includes(verb)) return feedback.capturedById === actorId;
  return verb === 'reopen' && maySee(feedback, actorId, championId);
}
