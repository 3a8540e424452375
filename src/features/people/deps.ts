/** What this room is given by app.ts. */
import type { Directory } from '../../chat/directory.js';
import type { Feature } from '../../chat/feature.js';
import type { Outbox } from '../../delivery/delivery.js';
import type { Clock } from '../../kernel/clock.js';
import type { Logger } from '../../kernel/logger.js';
import type { Platform } from '../../kernel/person.js';
import type { Database, Transaction } from '../../storage/database.js';
import type { Settings } from './rules/settings.js';
import type { Recount, Setting } from './settings/setting.js';

/** What a room does for an organisation that is new, in the transaction that makes it. */
export type Beginning = (
  tx: Transaction,
  made: { readonly organisationId: string; readonly timeZone: string; readonly now: Date },
) => Promise<void>;

/** What the room needs from outside. */
export interface PeopleDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly log?: Logger;
  /** Every room, so that `owe` can gather what each says is owed. Asked late: rooms are built after people. */
  readonly chapters: () => readonly Feature[];
  /** What the other rooms let an organisation set; absent: only what people itself does. */
  readonly settings?: readonly Setting[];
  /** What the rooms count anew when settings change. Asked late: rooms are built after people. */
  readonly recounts?: () => readonly Recount[];
  /** Who is in a place, as the platform says; null: nobody is connected who could tell. */
  readonly directoryFor?: (platform: Platform, workspaceExternalId: string) => Promise<Directory | null>;
  /** How long asking who is in a place may hold up its asker, in real milliseconds. Default 3,000. */
  readonly directoryPatienceMs?: number;
  /** Where a browser installs the bot in one more workspace with this invitation; null: not more than one can be connected. */
  readonly installLink?: (invitation: string) => string | null;
  /** Whether there is a routing rule, and a place for news: two of the first steps. */
  readonly hasRule?: (organisationId: string) => Promise<boolean>;
  readonly hasNewsPlace?: (settings: Settings) => boolean;
  readonly outbox: Outbox;
  /** Whether people of other companies read in the place. The room fills it in for itself. */
  readonly isShared?: (placeId: string) => Promise<boolean>;
  /** Whether the bot is in the place. The room fills it in for itself. */
  readonly isIn?: (placeId: string) => Promise<boolean>;
}
