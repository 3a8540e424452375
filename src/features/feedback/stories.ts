/** What went well and what went badly since an instant, as a newsletter may tell everybody: nothing confidential. Called by the door. */
import type { FeedbackDeps } from './deps.js';
import { pictures } from './picture.js';
import { findByIds } from './store/feedback.js';
import { findStories } from './store/stories.js';

/** A resolved piece of feedback that everybody may hear of. */
export interface Story {
  readonly id: string;
  /** The customer's words. */
  readonly text: string;
  readonly customer: string | null;
  readonly owner: string | null;
  /** What the customer was told. */
  readonly told: string;
  readonly rootCause: string;
  readonly prevention: string;
}

/** One that was answered in time, best one that the customer called solved; and one that came too late, came back or was not solved. */
export async function storiesSince(
  deps: FeedbackDeps,
  organisationId: string,
  since: Date,
): Promise<{ readonly well: Story | null; readonly badly: Story | null }> {
  const { wellId, badlyId } = await findStories(deps.database, organisationId, since);
  const ids = [wellId, badlyId].filter((id) => id !== null);
  const items = ids.length === 0 ? [] : await findByIds(deps.database, [organisationId], ids);
  const shown = items.length === 0 ? [] : await pictures(deps, organisationId, items);
  const storyOf = (id: string | null): Story | null => {
    const picture = shown.find(({ feedback }) => feedback.id === id);
    const resolution = picture?.feedback.resolution;
    if (!picture || !resolution || picture.feedback.confidential) return null;
    const { customerTold: told, rootCause, prevention } = resolution;
    const { text } = picture.feedback;
    const names = { customer: picture.customer?.name ?? null, owner: picture.owner?.name ?? null };
    return { id: picture.feedback.id, text, ...names, told, rootCause, prevention };
  };
  return { well: storyOf(wellId), badly: storyOf(badlyId) };
}
