/** How slow a webhook may be, and how much of its answer is read; our own limits, the first as Standard Webhooks advises. */
export const limits = {
  /** Milliseconds for the whole answer. */
  timeMs: 15_000,
  /** Nothing is done with the answer. */
  bytes: 16 * 1024,
} as const;
