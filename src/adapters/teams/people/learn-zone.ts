/** Keeps current in which zone and language people are: the roster knows neither, each activity does. start.ts builds it. */
import { createCache } from '../../platform/cache.js';
import type { PlatformPeople } from '../../platform/platform-deps.js';
import type { Activity } from '../activity.js';
import type { Tenant } from '../workspace/tenant.js';

export type LearnZone = (told: Activity, at: Tenant) => Promise<void>;

const keptPeople = 20_000;

/** Writes only what differs from what the person's latest activity said. */
export function createLearnZone(people: Pick<PlatformPeople, 'connectWorkspace'>): LearnZone {
  const told = createCache<string>(keptPeople);
  return async ({ from, localTimezone, locale }, { tenantId, name }) => {
    const externalId = from.aadObjectId?.toLowerCase();
    if (!externalId || (!localTimezone && !locale)) return;
    const now = JSON.stringify([localTimezone, locale]);
    const key = `${tenantId}/${externalId}`;
    if (told.get(key) === now) return;
    told.set(key, now);
    const setup = { externalId, name: from.name ?? 'somebody' };
    const zone = localTimezone ? { timeZone: localTimezone } : {};
    const member = { ...setup, ...zone, ...(locale && { locale }) };
    await people.connectWorkspace({ platform: 'teams', externalId: tenantId, name, members: [member], places: [] });
  };
}
