/** What colleagues see of the newsletter outside the chat, without its looks: the room newsletter fills it, an adapter serves it. */
import type { Card } from './card.js';
import type { MailFace } from './mail.js';
import type { PageOwner } from './survey-pages.js';

/** The page on which a colleague says that an address is theirs, and leaves. */
export interface ReaderPage {
  readonly owner: PageOwner;
  /** `none`: they left, or gave another address since. */
  readonly state: 'asked' | 'confirmed' | 'none';
}

/** A newsletter as it will be read, for whoever approves it. */
export interface NewsletterLook {
  readonly owner: PageOwner;
  /** `L-1` */
  readonly name: string;
  /** Where it goes, or that it went. */
  readonly says: string;
  /** IANA zone of whoever looks. */
  readonly timeZone: string;
  /** As it stands in its place. */
  readonly card: Card;
  /** As subscribers get it by mail. */
  readonly mail: { readonly card: Card } & Pick<MailFace, 'from' | 'ending'>;
}

/** What the public face asks of this room. A token that is not good any more finds null. */
export interface NewsletterPages {
  /** null: there is no such newsletter, or this person may not approve it (any more). */
  look(organisationId: string, memberId: string, newsletterId: string): Promise<NewsletterLook | null>;
  reader(token: string): Promise<ReaderPage | null>;
  /** @param wants false: they leave, and their address is not kept */
  settle(token: string, wants: boolean): Promise<ReaderPage | null>;
}
