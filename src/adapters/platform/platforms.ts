/** Asks the right one of several platforms; bot.ts builds it over its list. */

import type { Card } from '../../chat/card.js';
import type { Directory } from '../../chat/directory.js';
import type { Destination, Messenger, PersonDestination, SendOutcome } from '../../chat/messenger.js';
import type { TypedHere } from '../../chat/typed-here.js';
import type { Platform } from '../../kernel/person.js';
import { asWork } from '../../kernel/work.js';
import type { PlatformAdapter } from './platform-adapter.js';
import type { PlatformPeople } from './platform-deps.js';

/** All connected platforms as the rooms and delivery see them. */
export interface Platforms {
  /** By where the destination is; null: nobody is connected there. */
  messengerFor(to: Destination): Promise<Messenger | null>;
  directoryFor(platform: Platform, workspaceExternalId: string): Promise<Directory | null>;
  /** The link of the first platform that installs by a link; null: none does. */
  installLink(invitation: string): string | null;
  /** Whether each platform is connected, by name. */
  connections(): Readonly<Record<string, boolean>>;
  /** One after the other, in the order of the list. */
  connect(): Promise<void>;
  /** What there is to make up; null when there is nothing. */
  settleIn(): Promise<unknown> | null;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Makes one out of all platforms. All arguments are asked late, because platforms are built after the rooms.
 * @param mail null: none is sent
 */
export function joinPlatforms(
  all: () => readonly PlatformAdapter[],
  people: () => Pick<PlatformPeople, 'address'>,
  typedHere: () => Pick<TypedHere, 'card'>,
  mail: ((to: PersonDestination) => Messenger) | null = null,
): Platforms {
  const named = (platform: Platform) => all().find((each) => each.platform === platform);
  return {
    async messengerFor(to) {
      if (to.kind === 'person') return mail?.(to) ?? null;
      const address = await people().address(to);
      const messenger = address && (await named(address.platform)?.messengerIn(address.workspaceExternalId));
      return messenger
        ? sending(messenger, address.platform, (card) => typedHere().card(card, address.platform))
        : null;
    },
    directoryFor: async (platform, workspaceExternalId) =>
      (await named(platform)?.directoryIn(workspaceExternalId)) ?? null,
    installLink(invitation) {
      for (const each of all()) {
        const link = each.installLink(invitation);
        if (link !== null) return link;
      }
      return null;
    },
    connections: () => Object.fromEntries(all().map((each) => [each.platform, each.isConnected()])),
    async connect() {
      for (const each of all()) await each.connect();
    },
    settleIn() {
      const work = all().flatMap((each) => each.settleIn?.() ?? []);
      return work.length > 0 ? Promise.all(work) : null;
    },
    async start() {
      for (const each of all()) await each.start();
    },
    async stop() {
      for (const each of all()) await each.stop();
    },
  };
}

/** Sends cards with their commands as they are typed there, and tells of each call to the platform. */
function sending(messenger: Messenger, platform: Platform, typed: (card: Card) => Card): Messenger {
  const tell = (name: 'post' | 'update', send: () => Promise<SendOutcome>) =>
    asWork({ kind: 'send', name, platform }, async (work) => {
      const outcome = await send();
      work.outcome = outcome.kind;
      return outcome;
    });
  return {
    post: (to, card, options) => tell('post', () => messenger.post(to, typed(card), options)),
    update: (ref, card) => tell('update', () => messenger.update(ref, typed(card))),
    find: (sought) => messenger.find(sought),
    remove: (ref) => messenger.remove(ref),
  };
}
