/** What is to be known of somebody at a customer before a mail goes out. The house finds it, the adapter mail asks. */
import type { PersonDestination } from './messenger.js';

/** To whom a mail goes, and from whom. */
export interface MailFace {
  readonly to: { readonly name: string; readonly address: string };
  /** The organisation's name and colour. */
  readonly from: { readonly name: string; readonly colour: string };
  /** The page on which they say what they want to be left out of; a POST there takes them out at once (RFC 8058). */
  readonly wishesUrl: string;
}

/** null: they are gone, or have no address any more. */
export type FindMailFace = (to: PersonDestination) => Promise<MailFace | null>;
