/** A glimpse of a customer for whoever has something of theirs to answer: the last contact, and the profile's first part. */
import type { Block, Line } from '../../chat/card.js';
import { isId } from '../../kernel/id.js';
import { contactLine, firstPart } from './cards/profile-card.js';
import { tipBlocks } from './cards/tip-cards.js';
import type { CustomersDeps } from './deps.js';
import { gather } from './gather.js';
import { findProfile } from './store/customers.js';

/** What stands on the card of something of theirs. */
export interface CustomerGlimpse {
  /** The last one of us and them that was about something else; null: there was none. */
  readonly lastContact: Line | null;
  /** Who they are and what to mind. */
  readonly firstPart: readonly Block[];
  /** What they would gain from, with what can be said of it. */
  readonly tips: readonly Block[];
}

/** Whose card asks, and how its times are shown. */
export interface GlimpseAsked {
  readonly organisationId: string;
  readonly customerId: string;
  /** IANA zone for readers whose own is not known. */
  readonly timeZone: string;
  /** The thing that the card is about: it is no news on it. */
  readonly except: string;
}

/** null: there is no such customer. */
export async function glimpse(deps: CustomersDeps, asked: GlimpseAsked): Promise<CustomerGlimpse | null> {
  const { organisationId, customerId, timeZone, except } = asked;
  const customer = isId(customerId) ? await findProfile(deps.database, organisationId, customerId) : null;
  if (!customer) return null;
  const view = { ...(await gather(deps, customer, { organisationId, timeZone, except })), timeZone };
  // What a system took in is nobody's contact.
  const last = view.contacts.find(({ memberId }) => memberId !== null);
  return {
    lastContact: last ? contactLine(last, view) : null,
    firstPart: firstPart(view),
    tips: view.tips.flatMap((tip) => tipBlocks(tip, customer.id)),
  };
}
