/** The playground's own limits: number, unit and reason, a line each. What Slack and Teams allow is in their folders. */

/** Characters in one line that is said. As long as Slack lets a message be, so that rooms get to refuse long texts themselves. */
export const maxSayCharacters = 40_000;

/** Characters of an id, an action, a form's id: a button's value (2,000) and our own prefix fit. */
export const maxIdCharacters = 2_500;

/** Characters in one value of a form. */
export const maxValueCharacters = 40_000;

/** Bytes of a request's body: the longest line in four-byte characters, escaped, and some room. */
export const maxBodyBytes = 512 * 1024;

/** Days that the clock may be moved at once: a year's nudges take minutes, and nobody learns from the second year. */
export const maxAdvanceDays = 366;

/** Messages that one call may ask for by `limit`. */
export const maxMessageLimit = 500;

/** Rendered Slack looks kept in memory: some 4 KB each. */
export const slackLookCacheCount = 1_000;

/** Seconds between two signs of life on an event stream; proxies drop streams that are silent for 30 to 60 s. */
export const heartbeatSeconds = 20;

/** Event streams that are open at once. A page has one; who comes later is told to come back. */
export const maxStreams = 200;

/** Bytes that wait for one stream's reader. More, and nobody reads: the stream is ended, and a page that lives opens another. */
export const maxStreamBacklogBytes = 1024 * 1024;

/** Milliseconds that an answer waits for the messages it caused; longer, and the person wonders. */
export const settleMs = 1_500;
