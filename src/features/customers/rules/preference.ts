/** What a customer prefers, as people wrote it, and what of it the bot itself obeys. Pure. */
import { type MailKind, mailKinds } from '../../../chat/messenger.js';
import { fold } from '../../../chat/nearest.js';
import { cleanName, limits } from './customer.js';

/** `phone, before ten`. */
export interface Preference {
  readonly text: string;
  /** ISO 8601. */
  readonly at: string;
  /** Our member; null: it came by a system. */
  readonly byId: string | null;
}

/** What customers may want to be left out of. */
export const unwantedKinds = mailKinds;
/** One of `unwantedKinds`. */
export type Unwanted = MailKind;

const unwanted: Readonly<Record<Unwanted, RegExp>> = {
  surveys:
    /\b(?:no|never|not? any|without|stop|don t send|do not send)\b[^.]{0,20}\b(?:surveys?|questionnaires?|nps)\b/u,
  earlyTests:
    /\b(?:no|never|not? any|without|stop)\b[^.]{0,20}\b(?:early tests?|early access|betas?|beta tests?|trials?|previews?|experiments?)\b/u,
  notices:
    /\b(?:no|never|not? any|without|stop|don t send|do not send)\b[^.]{0,20}\b(?:notices?|status (?:mails?|updates?)|outage mails?)\b/u,
};

/** Whether a customer said that they do not want it: "no surveys", "never send questionnaires". */
export function isUnwanted(preferences: readonly Pick<Preference, 'text'>[], what: Unwanted): boolean {
  return preferences.some(({ text }) => unwanted[what].test(fold(text).replaceAll(/[’'-]/gu, ' ')));
}

/** `phone, before ten; no surveys` is two, and so are two lines. Each once; `none` is none. */
export function readPreferences(typed: string): readonly string[] {
  if (fold(typed) === 'none') return [];
  const each = typed.split(/[;\n]/u).map(cleanName);
  return [...new Map(each.filter((text) => text !== '').map((text) => [fold(text), text])).values()];
}

/** Those that were there keep their age. @param texts all of them, or those beside the known ones (`add`); none: all go */
export function withPreferences(
  before: readonly Preference[],
  texts: readonly string[],
  { now, byId, mode }: { readonly now: string; readonly byId: string | null; readonly mode: 'add' | 'replace' },
): readonly Preference[] {
  const known = new Map(before.map((preference) => [fold(preference.text), preference]));
  const given = texts.map((text) => known.get(fold(text)) ?? { text, at: now, byId });
  if (mode === 'replace' || texts.length === 0) return given;
  return [...before, ...given.filter(({ text }) => !known.has(fold(text)))];
}

interface WithPreferences {
  readonly preferences: readonly Preference[];
}

/** Of two customers that become one: each once. */
export function joinedPreferences(part: WithPreferences, whole: WithPreferences): readonly Preference[] {
  const all = [...part.preferences, ...whole.preferences];
  return [...new Map(all.map((preference) => [fold(preference.text), preference])).values()].slice(
    0,
    limits.preferences,
  );
}
