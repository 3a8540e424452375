/** What is to be known of somebody before a mail goes out to them. The house finds it, the adapter mail asks. */
import type { PersonDestination } from './messenger.js';

/** To whom a mail goes, and from whom. */
export interface MailFace {
  readonly to: { readonly name: string; readonly address: string };
  /** The organisation's name and colour. */
  readonly from: { readonly name: string; readonly colour: string };
  /** The page on which they say what they want to be left out of; a POST there takes them out at once (RFC 8058). */
  readonly wishesUrl: string;
  /** Stands in the mail's id. Whoever sends it back knows the mail: only its receiver, and servers on the way. */
  readonly returnName: string;
  /** Its last words: why they get it, and what the link to that page says. */
  readonly ending: { readonly why: string; readonly out: string };
}

/** A mail that came back: `dead`: nobody has that address. `complaint`: its receiver called it spam. */
export interface Bounce {
  readonly returnName: string;
  readonly why: 'dead' | 'complaint';
}

/** Notes it; false: no mail of ours, or their address is another one by now. */
export type TakeBounce = (bounce: Bounce) => Promise<boolean>;

/** null: they are gone, or have no address any more. */
export type FindMailFace = (to: PersonDestination) => Promise<MailFace | null>;
