/** What a meeting leaves behind when it closes: the minutes, as its row keeps them. Words are those of that moment. Pure. */
import type { ChairReason } from './chair.js';

/** What a meeting decided, as its minutes say it. */
export interface Minutes {
  readonly chair: { readonly name: string; readonly reasons: readonly ChairReason[] } | null;
  /** Who presented what was learned. */
  readonly presenter: string | null;
  readonly learnings: readonly { readonly text: string; readonly customer: string | null; readonly by: string }[];
  /** What was ticked, with what was decided about it. */
  readonly decisions: readonly { readonly what: string; readonly decision: string | null; readonly by: string }[];
  readonly followUps: readonly {
    readonly name: string;
    readonly text: string;
    readonly owner: string;
    readonly dueOn: string;
  }[];
  /** What was not ticked, and comes again. */
  readonly carried: readonly { readonly item: string; readonly what: string }[];
  /** Numbers that came after this were on the agenda; ISO, null: ever. What was not ticked of them is asked for again from here. */
  readonly numbersSince: string | null;
  /** The same of what was said in early tests; absent: of an older time, when no agenda had them. */
  readonly trialsSince?: string | null;
}

/** The meeting before, as far as it says what is news. */
type Previous = { readonly openedAt: Date | null; readonly minutes: Minutes | null } | null;

/** From when on numbers are news, given the meeting before: since it opened, or since what it carried over. */
export const numbersSince = (previous: Previous): Date | null =>
  newsSince(previous, 'number:', previous?.minutes?.numbersSince);

/** The same of what was said in early tests. */
export const trialsSince = (previous: Previous): Date | null =>
  newsSince(previous, 'trial:', previous?.minutes?.trialsSince);

function newsSince(previous: Previous, section: string, since: string | null | undefined): Date | null {
  if (!previous) return null;
  const left = previous.minutes?.carried.some(({ item }) => item.startsWith(section)) ?? false;
  if (!left) return previous.openedAt;
  return since == null ? null : new Date(since);
}
