/** A setting, described once by the room that obeys it: the command, the card, the form and the history are made from it. */
import type { Line } from '../../../chat/card.js';
import type { FieldShape } from '../../../chat/form.js';
import { InvalidInput } from '../../../kernel/errors.js';
import { phrase } from '../../../kernel/language/say.js';
import type { PlaceRef } from '../../../kernel/person.js';
import type { Transaction } from '../../../storage/database.js';
import type { MemberProfile, OrganisationProfile } from '../rules/profiles.js';
import type { Settings } from '../rules/settings.js';
import type { ReactionsReach } from './reactions.js';

/** How an entry finds what was typed; both throw InvalidInput on the entry's name. */
export interface Finders {
  place(typed: string): Promise<PlaceRef>;
  member(typed: string): Promise<MemberProfile>;
}

/** Under which heading a setting stands, and in which form it is changed: phrases. */
export const settingGroups = {
  promise: phrase('Promise and reminders'),
  time: phrase('Working time'),
  places: phrase('Places'),
  meetings: phrase('Meetings and numbers'),
  emoji: phrase('Reactions'),
  phrases: phrase('Words to customers'),
  pages: phrase('Pages for customers'),
  risk: phrase('Customers at risk'),
} as const;
/** The name of a heading of settings. */
export type SettingGroup = keyof typeof settingGroups;

/** What an entry may need to show a value. */
export interface Shown {
  /** The organisation's date today, `YYYY-MM-DD`. */
  readonly today: string;
  /** Those that the settings name; for the form, all that there are. By name. */
  readonly places: readonly PlaceRef[];
  /** Those that the settings name and who are still here. */
  readonly members: readonly MemberProfile[];
  /** Where reactions do something. */
  readonly reactions: ReactionsReach;
}

export interface SettingEntry<T> {
  /** As it is typed after `settings`, and the name of the form's field. */
  readonly name: string;
  /** Under which its value is kept, and noted in the history. */
  readonly key: string;
  /** On the card and in the form; a phrase. */
  readonly label: string;
  readonly group: SettingGroup;
  readonly default: T;
  /** Reads what was typed. Throws InvalidInput. */
  read(typed: string, find: Finders): T | Promise<T>;
  /** How the form asks for it. An optional one that is left empty is read as `none`. */
  field(value: T, shown: Shown): FieldShape;
  /** How the card says it. */
  show(value: T, shown: Shown): Line;
  /** A list under its label, in place of `show`. */
  lines?(value: T): readonly string[];
  /** Whom and what it names, to be looked up for `show` and `field`. */
  names?(value: T): { readonly placeIds?: readonly string[]; readonly memberIds?: readonly string[] };
  /** Why it can't be taken beside all others, with the limit and what to type; null: it can. */
  refuse?(settings: Settings, now: Date): string | null;
}

/** An entry whose value can be read. */
export interface Setting<T = unknown> extends SettingEntry<T> {
  /** The value, or the default where it was never set. */
  of(settings: Readonly<Record<string, unknown>>): T;
}

/** Times that a room keeps and that follow from settings, whoever owns these. */
export interface Recount {
  /** The keys of the settings from which they follow. */
  readonly on: readonly string[];
  /**
   * Counts them anew, in the transaction that changes the settings. Whoever computes such times reads the settings by
   * `holdOrganisation` in the transaction that writes them, so that none is missed.
   */
  run(tx: Transaction, organisation: OrganisationProfile): Promise<void>;
}

/** Makes a setting of its description. */
export function setting<T>(entry: SettingEntry<T>): Setting<T> {
  return {
    ...entry,
    // What is kept was read by this entry.
    of: (settings) => (settings[entry.key] === undefined ? entry.default : (settings[entry.key] as T)),
  };
}

/** For an entry's `read`: the words become its problem, beside those of the others. */
export function refuse(message: string): never {
  throw new InvalidInput('people.invalid', message);
}
