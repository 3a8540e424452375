/** What somebody wrote to the bot, as the rooms read it: mentions of the bot taken out, others as `@maya`. */

import { type Activity, mentionsIn } from '../activity.js';
import type { TeamsWhoAndWhere } from '../people/who-and-where.js';
import type { Tenant } from '../workspace/tenant.js';

export async function lineOf(told: Activity, at: Tenant, whoAndWhere: TeamsWhoAndWhere): Promise<string> {
  let text = told.text ?? '';
  for (const { mentioned, text: shown } of mentionsIn(told)) {
    if (!shown) continue;
    const isBot = mentioned.id === at.botId;
    text = text.replaceAll(shown, isBot ? ' ' : await nameOf(mentioned.aadObjectId ?? null, shown));
  }
  // Teams writes hard spaces after mentions. In a private chat nobody can be mentioned, so the name is typed as words.
  return text
    .replaceAll(/[\u00a0\u200b]/g, ' ')
    .replace(/^\s*@Empty Chair(?=\s|$)/i, '')
    .trim();

  async function nameOf(personId: string | null, shown: string): Promise<string> {
    const handle = personId === null ? null : await whoAndWhere.handleOf(at, personId.toLowerCase());
    return `@${handle ?? shown.replaceAll(/<\/?at>/g, '')}`;
  }
}
