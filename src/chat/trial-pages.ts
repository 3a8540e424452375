/** What customers see and answer when they are invited to an early test, without its looks: the room trials fills it. */
import type { PageOwner } from './survey-pages.js';

/** The page of an invitation. */
export interface TrialPage {
  readonly owner: PageOwner;
  /** Whether answers are taken. */
  readonly isOpen: boolean;
  /** What is tried. */
  readonly title: string;
  /** What it is, in words for customers. */
  readonly about: string | null;
  /** `Mon 1 Feb 2027` */
  readonly lastDay: string;
  /** null: none yet. */
  readonly answer: 'accepted' | 'declined' | null;
  /** The token of their wishes; null: nobody is known. */
  readonly wishesToken: string | null;
}

/** What the public face asks of this room. A token that is not good any more finds null. */
export interface TrialPages {
  page(token: string): Promise<TrialPage | null>;
  /** Keeps an answer while answers are taken. @param sent `noMore`: they want no early tests from now on */
  answer(token: string, sent: { readonly isYes: boolean; readonly noMore: boolean }): Promise<TrialPage | null>;
}
