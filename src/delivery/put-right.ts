/**
 * What was put right afterwards (taken back, withdrawn, edited, joined) may stand in another room's living messages.
 * Rooms tell of it here without knowing who shows it; built by house.ts, once for all rooms.
 */
import type { PutRight, ShowPutRight } from './delivery.js';

/** Nobody listens yet. */
export function createPutRight(): PutRight {
  const shows: ShowPutRight[] = [];
  return {
    listen: (show) => void shows.push(show),
    async tell(tx, organisationId) {
      for (const show of shows) await show(tx, organisationId);
    },
  };
}
