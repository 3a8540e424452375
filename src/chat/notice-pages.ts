/** What customers read on status pages, and how they subscribe, without its looks: the room notices fills it, an adapter serves it. */
import type { PageOwner } from './survey-pages.js';

/** One entry of a notice's thread. */
export interface ShownUpdate {
  readonly id: string;
  readonly kind: 'opened' | 'updated' | 'moved' | 'ended';
  readonly text: string;
  /** The end that was expected then; null: none was known. */
  readonly endsAt: Date | null;
  readonly at: Date;
}

/** A notice as customers read it. */
export interface ShownNotice {
  readonly id: string;
  /** Of its own page. */
  readonly token: string;
  readonly isOpen: boolean;
  readonly touches: string;
  readonly why: string;
  readonly beginsAt: Date;
  readonly endsAt: Date | null;
  readonly endedAt: Date | null;
  /** The newest first. */
  readonly updates: readonly ShownUpdate[];
}

/** The page of one notice, or of all that are for everybody. */
export interface StatusPage {
  readonly owner: PageOwner;
  /** Stable for as long as the page is there. */
  readonly id: string;
  readonly isWhole: boolean;
  /** IANA zone in which times are written. */
  readonly timeZone: string;
  readonly sendsMail: boolean;
  /** The open ones first, then those that ended, the latest first. */
  readonly notices: readonly ShownNotice[];
  /** When anything on it changed last. */
  readonly changedAt: Date;
}

/** The page on which a subscriber says yes, and leaves. */
export interface SubscriptionPage {
  readonly owner: PageOwner;
  /** `none`: they left, or never confirmed in time. */
  readonly state: 'asked' | 'confirmed' | 'none';
}

/** What the public face asks of this room. A token that is not good any more finds null. */
export interface NoticePages {
  page(token: string): Promise<StatusPage | null>;
  /**
   * Sends a mail that asks whether it was them. Answers alike whether the address is known or not. null: no such page.
   * Throws InvalidInput on `email`, and Conflict where too many asked in the last hour.
   */
  subscribe(token: string, email: unknown): Promise<StatusPage | null>;
  subscription(token: string): Promise<SubscriptionPage | null>;
  /** @param wants false: they leave, and nothing is kept of them */
  settle(token: string, wants: boolean): Promise<SubscriptionPage | null>;
}
