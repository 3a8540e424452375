/** How large and how slow a calendar may be; our own limits. */
export const limits = {
  /** Bytes of the calendar itself, after unpacking. */
  bytes: 5 * 1024 * 1024,
  /** Milliseconds for the whole answer, redirects included. */
  timeMs: 10_000,
  redirects: 5,
} as const;
