/**
 * Living cards as Teams shows them: with whose clients bring them up to date when they come into view. The messenger posts
 * and edits them, and answers show them as they are now.
 */
import type { Card } from '../../../chat/card.js';
import type { MessageRef } from '../../../chat/messenger.js';
import type { Clock } from '../../../kernel/clock.js';
import type { Logger } from '../../../kernel/logger.js';
import { createCache } from '../../platform/cache.js';
import type { NameLookups } from '../../platform/name-lookup.js';
import { readMember } from '../people/read-member.js';
import type { AdaptiveCard } from '../render/adaptive-card.js';
import { mentionsOf } from '../render/mentions.js';
import { renderCard } from '../render/render-card.js';
import type { Connector, ConversationAddress } from './connector.js';
import { ConnectorFailure } from './outcome.js';

/** A conversation of a tenant. */
export interface Stand extends ConversationAddress {
  readonly tenantId: string;
  /** `29:…` of the one person in it, where it is a private chat that we know; null: asked of Teams. */
  readonly onlyPerson?: string | null;
}

/** Draws living cards of Teams, as they are now and with the way to ask for that again. */
export interface LivingCards {
  /** @param mark of a post: by it the client that shows the card tells which message it shows */
  render(card: Card, at: Stand, mark?: string): Promise<AdaptiveCard>;
  /** The living message there as it is now; null: none stands there, or it has nothing to say any more. */
  current(at: Stand, message: string): Promise<AdaptiveCard | null>;
}

export interface LivingCardsDeps {
  readonly connector: Pick<Connector, 'members'>;
  readonly lookups: NameLookups;
  readonly clock: Clock;
  readonly log: Logger;
  livingCardAt(ref: MessageRef): Promise<Card | null>;
}

interface Roster {
  readonly people: readonly { readonly userId: string; readonly personId: string }[];
  readonly until: number;
}

const keptRosters = 500;
/** Whoever comes later sees the card and its edits all the same. */
const rosterMs = 3_600_000;

/** Remembers for an hour who is in a conversation. */
export function createLivingCards(deps: LivingCardsDeps): LivingCards {
  const { connector, lookups, clock, log } = deps;
  const rosters = createCache<Roster>(keptRosters);

  async function read(at: Stand): Promise<Roster['people']> {
    try {
      const { members } = await connector.members(at, null);
      return members.flatMap((told) => {
        const read = readMember(told, at.tenantId);
        return read?.isOurs ? [{ userId: read.userId, personId: read.setup.externalId }] : [];
      });
    } catch (error) {
      if (!(error instanceof ConnectorFailure)) throw error;
      // Such a card is edited like any other; it does not ask by itself.
      log.info({ tenantId: at.tenantId, code: error.code }, 'teams roster for a living card not read');
      return [];
    }
  }

  async function rosterOf(at: Stand): Promise<Roster['people']> {
    const key = `${at.tenantId}/${at.conversationId}`;
    const now = clock.now().getTime();
    const known = rosters.get(key);
    if (known && known.until > now) return known.people;
    const people = await read(at);
    rosters.set(key, { people, until: now + rosterMs });
    return people;
  }

  /** Those whom the card names come first: a large place has more people than may ask. */
  async function viewersOf(at: Stand, named: ReadonlySet<string>): Promise<readonly string[]> {
    if (at.onlyPerson) return [at.onlyPerson];
    const people = await rosterOf(at);
    const isNamed = ({ personId }: Roster['people'][number]) => named.has(personId);
    return [...people.filter(isNamed), ...people.filter((one) => !isNamed(one))].map(({ userId }) => userId);
  }

  async function render(card: Card, at: Stand, mark?: string): Promise<AdaptiveCard> {
    const lookup = await lookups.of(at.tenantId, card);
    const named = new Set([...mentionsOf(card, lookup).values()].map(({ mentioned }) => mentioned.id));
    return renderCard(card, lookup, { viewers: await viewersOf(at, named), mark });
  }

  return {
    render,
    async current(at, message) {
      const card = await deps.livingCardAt({ channel: at.conversationId, message });
      return card && render(card, at);
    },
  };
}
