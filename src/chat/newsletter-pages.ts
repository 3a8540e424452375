/** What colleagues see of the newsletter outside the chat, without its looks: the room newsletter fills it, an adapter serves it. */
import type { PageOwner } from './survey-pages.js';

/** The page on which a colleague says that an address is theirs, and leaves. */
export interface ReaderPage {
  readonly owner: PageOwner;
  /** `none`: they left, or gave another address since. */
  readonly state: 'asked' | 'confirmed' | 'none';
}

/** What the public face asks of this room. A token that is not good any more finds null. */
export interface NewsletterPages {
  reader(token: string): Promise<ReaderPage | null>;
  /** @param wants false: they leave, and their address is not kept */
  settle(token: string, wants: boolean): Promise<ReaderPage | null>;
}
