/** Does once what Slack tells twice: again after a failure, and never beside itself. listen.ts and receive.ts ask. */

/** Somebody else is at it, and nobody knows yet whether they finish: Slack shall tell again. */
export class NotYet extends Error {}
