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
}

/** From when on numbers are news, given the meeting before: since it opened, or since what it carried over. */
export function numbersSince(
  previous: { readonly openedAt: Date | null; readonly minutes: Minutes | null } | null,
): Date | null {
  if (!previous) return null;
  const left = previous.minutes?.carried.some(({ item }) => item.startsWith('number:')) ?? false;
  if (!left) return previous.openedAt;
  const since = previous.minutes?.numbersSince ?? null;
  return since === null ? null : new Date(since);
}
