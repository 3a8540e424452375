/** One thing that they did, as often as systems told. */
export interface CustomerEvents {
  readonly name: string;
  /** ISO 8601. */
  readonly firstAt: string;
  readonly lastAt: string;
  /** The latest days on which they did it, `2026-11-28` in UTC, and how often. */
  readonly days: readonly (readonly [day: string, count: number])[];
}

/** A customer with all that is kept of them, as the store gives it and every rule takes it. Pure. */
import type { Attributes } from './attribute.js';
import type { CustomerRef } from './customer.js';
import type { CustomerPerson } from './customer-person.js';
import type { Preference } from './preference.js';
import type { TipFor } from './tip.js';

/** A customer with all that is kept of them. */
export interface CustomerProfile extends CustomerRef {
  /** The one that was written first, then those whose rule holds. */
  readonly segments: readonly string[];
  readonly ownerId: string | null;
  /** Other ways in which people write the name, as written. */
  readonly aliases: readonly string[];
  readonly attributes: Attributes;
  readonly preferences: readonly Preference[];
  /** Whom one meets there: the first of them, and how many there are. */
  readonly people: readonly CustomerPerson[];
  readonly personCount: number;
  readonly createdAt: Date;
  /** All that stand, with what was said of each to this customer. */
  readonly tips: readonly TipFor[];
  /** What attributes are shown as, by their name in lower case; null: they are not shown. */
  readonly shownAs: Readonly<Record<string, string | null>>;
  /** What they did lately in what we make, the latest first. */
  readonly events: readonly CustomerEvents[];
}
