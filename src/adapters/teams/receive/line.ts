/** What somebody wrote to the bot, as the rooms read it: mentions of the bot taken out, others as `@maya`. */

import { type Activity, mentionsIn } from '../activity.js';
import type { TeamsWhoAndWhere } from '../people/who-and-where.js';
import type { Tenant } from '../workspace/tenant.js';

export async function lineOf(told: Activity, at: Tenant, whoAndWhere: TeamsWhoAndWhere): Promise<string> {
  const mentions = mentionsIn(told);
  let text = told.text ?? '';
  for (const { mentioned, text: shown } of mentions) {
    if (!shown) continue;
    const isBot = mentioned.id === at.botId;
    const name = isBot ? ' ' : await nameOf(mentioned.aadObjectId ?? null, shown);
    // Two people of one name are shown alike, in the order in which they are mentioned.
    const isShared = mentions.some((other) => other.text === shown && other.mentioned.id !== mentioned.id);
    text = isShared ? text.replace(shown, () => name) : text.replaceAll(shown, () => name);
  }
  // Teams writes hard spaces after mentions. In a private chat nobody can be mentioned, so the name is typed as words.
  return text
    .replaceAll(/[\u00a0\u200b]|&nbsp;/g, ' ')
    .replace(/^\s*@Empty Chair(?=\s|$)/i, '')
    .trim();

  async function nameOf(personId: string | null, shown: string): Promise<string> {
    const handle = personId === null ? null : await whoAndWhere.handleOf(at, personId.toLowerCase());
    return `@${handle ?? shown.replaceAll(/<\/?at>/g, '')}`;
  }
}
