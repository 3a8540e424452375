/** A customer's profile without what would tell that something confidential is theirs. Pure. */

/** These count what is confidential too, or date it: of a customer even the count tells whose it is. */
const countingAll = new Set(['open', 'overdue', 'waiting', 'resolved', 'cameBack', 'confidential', 'lastAt']);

/** @param counts of the feedback that everybody may read */
export function profileShown(profile: object, counts: Readonly<Record<string, number>>): object {
  const feedback = 'feedback' in profile && typeof profile.feedback === 'object' ? (profile.feedback ?? {}) : {};
  const kept = Object.entries(feedback).filter(([key]) => !countingAll.has(key));
  return { ...profile, feedback: { ...Object.fromEntries(kept), ...counts } };
}
