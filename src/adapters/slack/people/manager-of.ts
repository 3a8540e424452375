/**
 * To whom somebody reports, as a custom field of Slack's profiles says it: one of type `user` that is called Manager.
 * team.profile.get tells the fields and users.profile.get their values, which users.list leaves out; both want the scope
 * `users.profile:read`.
 */
import { z } from 'zod';
import type { ManagerOf } from '../../../chat/directory.js';
import type { Patience } from '../../platform/patience.js';
import { refusalCode } from '../send/outcome.js';
import type { Workspace } from '../workspace/workspace.js';

/** What companies call the field. */
const labels = /^((line|direct|people|my)\s+)?(manager|supervisor|boss)$|^reports to$/i;

/** Slack says an empty list where there are no fields. */
const fields = z.record(z.string(), z.looseObject({ value: z.string().nullish() })).catch({});

/** null: there is no such field, or nobody allowed the bot to read it. Throws where Slack can't be reached. */
export async function createManagerOf(at: Workspace, patience: Patience): Promise<ManagerOf | null> {
  const asked = patience.throttled(() => at.client.team.profile.get({ visibility: 'all' }));
  const answer = await asked.catch(nothingIfRefused);
  const field = answer?.profile?.fields?.find(
    ({ type, label = '', is_inverse }) => type === 'user' && !is_inverse && labels.test(label.trim()),
  );
  const id = field?.id;
  if (!id) return null;
  return async (user) => {
    const told = await patience.throttled(() => at.client.users.profile.get({ user })).catch(nothingIfRefused);
    // A field may hold several people, with commas between; the first is the one that Slack shows first.
    return /[UW][A-Z0-9]+/.exec(fields.parse(told?.profile?.fields)[id]?.value ?? '')?.[0] ?? null;
  };
}

/** A refusal is an answer; everything else is tried again. */
function nothingIfRefused(error: unknown): null {
  if (refusalCode(error) === null) throw error;
  return null;
}
