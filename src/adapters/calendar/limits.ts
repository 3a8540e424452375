/** How much of a calendar's server is borne; the product's own limits (issue "Meetings open with the customer"). */
export const limits = {
  /** Bytes of the calendar itself, after unpacking. */
  bytes: 5 * 1024 * 1024,
  /** Milliseconds for the whole answer, redirects included. */
  timeMs: 10_000,
  redirects: 5,
} as const;
