/** How cards reach Teams' conversations and people: one call each, its failure a value. Only delivery calls it. */
import type { Card } from '../../../chat/card.js';
import type { Destination, Messenger, PostOptions, SendOutcome } from '../../../chat/messenger.js';
import type { Clock } from '../../../kernel/clock.js';
import type { Logger } from '../../../kernel/logger.js';
import type { Sql } from '../../../storage/database.js';
import type { NameLookups } from '../../platform/name-lookup.js';
import type { Pause } from '../../platform/pause.js';
import type { PlatformPeople } from '../../platform/platform-deps.js';
import { isChannel, type OutgoingActivity, threadOf } from '../activity.js';
import { limits } from '../limits.js';
import { renderCard, toMessage } from '../render/render-card.js';
import {
  closePerson,
  findChat,
  findConversation,
  findPerson,
  forgetChat,
  savePeople,
  type TeamsPerson,
} from '../workspace/store.js';
import type { Connector } from './connector.js';
import type { LivingCards, Stand } from './living-cards.js';
import { ConnectorFailure, failureOf, isChatLost, isClosedToUs } from './outcome.js';
import { createPace, type Rate } from './pace.js';
import { removeMessage } from './remove-message.js';

export interface MessengerDeps {
  readonly database: Sql;
  readonly people: Pick<PlatformPeople, 'address'>;
  readonly lookups: NameLookups;
  readonly connector: Connector;
  readonly livingCards: LivingCards;
  readonly clock: Clock;
  readonly log: Logger;
  readonly pause: Pause;
  readonly stopped: AbortSignal;
  /** Of messages to one conversation. Default: what Teams allows. */
  readonly conversationRates?: readonly Rate[];
}

/** Of one tenant. */
export type MessengerIn = (tenantId: string) => Messenger;

/** Builds messengers that share the pace which Teams allows a tenant and a conversation. */
export function createMessengerIn(deps: MessengerDeps): MessengerIn {
  const { database, people, lookups, livingCards, connector, pause, stopped } = deps;
  const conversations = createPace(deps.conversationRates ?? limits.conversationRates);
  const tenants = createPace([limits.tenantCalls]);
  const freeAt = new Map<string, number>();

  /** A tenant takes a limited number of calls a second. The wait is short, so the call waits here. */
  async function turn(tenantId: string): Promise<void> {
    const now = performance.now();
    const at = Math.max(now, freeAt.get(tenantId) ?? 0);
    freeAt.set(tenantId, at + tenants.note(tenantId, at));
    if (at > now) await pause(at - now, stopped);
  }

  async function chatOf(person: TeamsPerson): Promise<Omit<Stand, 'tenantId'>> {
    const { serviceUrl, conversationId, userId: onlyPerson } = person;
    if (conversationId !== null) return { serviceUrl, conversationId, onlyPerson };
    await turn(person.tenantId);
    const opened = await connector.openPersonalChat(person);
    const people = [{ ...person, conversationId: opened }];
    await savePeople(database, { ...person, people }, deps.clock.now());
    return { serviceUrl, conversationId: opened, onlyPerson };
  }

  /** Where to send; a refusal when Teams is known to refuse it. */
  async function addressOf(tenantId: string, to: Destination): Promise<Omit<Stand, 'tenantId'> | SendOutcome> {
    const address = await people.address(to);
    if (address?.platform !== 'teams') return { kind: 'permanent', reason: 'destination_not_connected' };
    if (to.kind === 'place') {
      const known = await findConversation(database, tenantId, address.externalId);
      return known ?? { kind: 'permanent', reason: 'place_not_found' };
    }
    const person = await findPerson(database, tenantId, address.externalId);
    if (person === null) return { kind: 'permanent', reason: 'person_gone' };
    return person.closedReason === null ? chatOf(person) : { kind: 'permanent', reason: 'person_closed' };
  }

  /** @param options of a post; absent: an edit, and only living messages are edited */
  async function messageOf(
    card: Card,
    at: Stand,
    options: PostOptions = { isLiving: true },
  ): Promise<OutgoingActivity> {
    const { isLiving, mark } = options;
    const content = isLiving
      ? await livingCards.render(card, at, mark)
      : renderCard(card, await lookups.of(at.tenantId, card));
    return toMessage(card, content);
  }

  /** Remembered, so that nothing is sent where Teams refuses it, with the connector's word for why. */
  async function closed(tenantId: string, to: Destination, { code }: ConnectorFailure): Promise<SendOutcome> {
    const address = await people.address(to);
    if (address) await closePerson(database, tenantId, address.externalId, code);
    return { kind: 'permanent', reason: 'person_closed' };
  }

  async function attempt(
    tenantId: string,
    work: () => Promise<SendOutcome>,
    to: Destination | null = null,
  ): Promise<SendOutcome> {
    try {
      return await work();
    } catch (error) {
      if (to?.kind === 'member' && isClosedToUs(error)) return closed(tenantId, to, error);
      const lost = to?.kind === 'member' && isChatLost(error) ? await people.address(to) : null;
      // Teams knows the private chat no more. It is opened anew, once.
      if (lost && (await forgetChat(database, tenantId, lost.externalId))) return attempt(tenantId, work);
      const failure = failureOf(error);
      const code = error instanceof ConnectorFailure ? error.code : undefined;
      if (failure.kind !== 'retry') deps.log.warn({ tenantId, code }, 'teams refused a message');
      return failure;
    }
  }

  return (tenantId) => ({
    post: (to, card, options) =>
      attempt(
        tenantId,
        async () => {
          const address = await addressOf(tenantId, to);
          if (!('serviceUrl' in address)) return address;
          const message = await messageOf(card, { ...address, tenantId }, options ?? {});
          await turn(tenantId);
          const channel = address.conversationId;
          const restMs = conversations.note(`${tenantId}/${channel}`, performance.now());
          const thread = options?.threadOf ? `;messageid=${options.threadOf.message}` : '';
          // Elsewhere than in a channel, what belongs to a message follows it.
          const inThread = { ...address, conversationId: `${channel}${isChannel(channel) ? thread : ''}` };
          const id = await connector.post(inThread, message);
          return { kind: 'sent', ref: { channel, message: id }, ...(restMs > 0 && { restMs }) };
        },
        to,
      ),
    update: (ref, card) =>
      attempt(tenantId, async () => {
        const { channel } = threadOf(ref.channel);
        const chat = await findChat(database, tenantId, channel);
        if (chat === null) return { kind: 'permanent', reason: 'place_not_found' };
        if (chat.closedReason !== null) return { kind: 'permanent', reason: 'person_closed' };
        const at = { ...chat, tenantId, conversationId: channel };
        const message = await messageOf(card, at);
        await turn(tenantId);
        try {
          await connector.update(at, ref.message, message);
        } catch (error) {
          // The next message to the person notes it.
          if (chat.onlyPerson !== null && isClosedToUs(error)) return { kind: 'permanent', reason: 'person_closed' };
          throw error;
        }
        return { kind: 'sent', ref };
      }),
    // Bots read no messages in Teams. A client that shows a second one tells of it: see receive/answer-act.ts.
    find: async () => ({ kind: 'blind', reason: 'teams_has_no_history' }),
    async remove({ channel, message }) {
      const { channel: conversationId } = threadOf(channel);
      const chat = await findChat(database, tenantId, conversationId);
      if (chat === null) return false;
      return removeMessage(connector, { ...chat, conversationId }, message, deps.log);
    },
  });
}
