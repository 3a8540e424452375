/** What of a calendar could not be read, and why. */

/** `line`: that line is no iCalendar, or too long for one; `noEnd`: the event begins there and never ends. */
export type BlockFault = { readonly why: 'line' | 'noEnd'; readonly line: number };

/**
 * Why a rule is none that a meeting has. `often`: more than once an hour; `second`, `minute`, `hour`: by their numbers;
 * `week`: by the number of the week; `sense`: it makes none.
 */
export type RuleFault = 'often' | 'second' | 'minute' | 'hour' | 'week' | 'except' | 'sense';

/**
 * `start`: it has no time that can be read; `onwards`: it changes a series up to a date; `exceptions`: thousands
 * of dates are left out of it; `endless`: it recurs more often than can be looked at.
 */
export type UnreadCause =
  | BlockFault
  | { readonly why: 'zone'; readonly zone: string }
  | { readonly why: 'rule'; readonly fault: RuleFault }
  | { readonly why: 'start' | 'onwards' | 'exceptions' | 'endless' };

/** An event that was left out. */
export interface Unread {
  readonly uid: string;
  /** Empty: a line outside of events. */
  readonly name: string;
  readonly cause: UnreadCause;
}
