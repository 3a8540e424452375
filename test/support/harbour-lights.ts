/** The made-up company of the stories: five people in three zones, two places, a champion and an admin. */
import type { WorkspaceSetup } from '../../src/features/people/index.js';

export const harbourLights: WorkspaceSetup = {
  platform: 'playground',
  externalId: 'T1',
  name: 'Harbour Lights',
  timeZone: 'Europe/London',
  championExternalId: 'U-grace',
  members: [
    { externalId: 'U-grace', handle: 'grace', name: 'Grace', timeZone: 'Europe/London' },
    { externalId: 'U-maya', handle: 'maya', name: 'Maya', timeZone: 'Europe/London' },
    { externalId: 'U-ben', handle: 'ben', name: 'Ben', timeZone: 'America/New_York' },
    { externalId: 'U-ani', handle: 'ani', name: 'Ani', timeZone: 'Asia/Yerevan' },
    { externalId: 'U-dana', handle: 'dana', name: 'Dana', timeZone: 'Europe/London', isAdmin: true },
  ],
  places: [
    { externalId: 'C-support', name: 'support' },
    { externalId: 'C-news', name: 'news' },
  ],
};
