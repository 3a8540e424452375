/** One entry of the append-only record of settings, champion, rules and absences. Other rooms write some too. */
import type { Surface } from '../../../kernel/person.js';

/** A change of what an organisation has set, for its log. */
export interface Change {
  readonly organisationId: string;
  /** `room.verb`, e.g. `people.nameChampion`. */
  readonly what: string;
  /** null: the bot itself. */
  readonly actorId: string | null;
  readonly surface: Surface;
  /** Ids and values, JSON-ready; customers' words don't belong here. */
  readonly details: Readonly<Record<string, unknown>>;
}
