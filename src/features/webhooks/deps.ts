/** What this room is given by house.ts. */
import type { Feature } from '../../chat/feature.js';
import type { PostWebhook } from '../../chat/webhook-post.js';
import type { Outbox } from '../../delivery/delivery.js';
import type { Clock } from '../../kernel/clock.js';
import type { Logger } from '../../kernel/logger.js';
import type { Batches, Database } from '../../storage/database.js';
import type { People } from '../people/index.js';

/** How messages leave the house. */
export interface WebhookSending {
  readonly post: PostWebhook;
  /** Whether an address may begin with http. */
  readonly allowsHttp: boolean;
}

/** What every part of the room is given. */
export interface WebhooksDeps {
  readonly database: Database;
  readonly batches: Batches;
  readonly clock: Clock;
  readonly log: Logger;
  readonly outbox: Outbox;
  readonly people: People;
  /** Absent: nothing is sent from here; what falls due is noted as perhaps sent before. */
  readonly sending?: WebhookSending | undefined;
  /** How long slow webhooks may hold up a sweep, in real milliseconds. Default 1,000. */
  readonly patienceMs?: number | undefined;
  /** Every room, asked late: what each tells. */
  readonly chapters: () => readonly Feature[];
}
