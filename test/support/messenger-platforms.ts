/** A chat platform that is only a messenger: for stages on which people speak to the router themselves. */
import type { PlatformFactory } from '../../src/adapters/platform/platform-adapter.js';
import type { Messenger } from '../../src/chat/messenger.js';
import { type Platform, platforms } from '../../src/kernel/person.js';

const messengerPlatform =
  (platform: Platform, messenger: Messenger): PlatformFactory =>
  () => ({
    platform,
    routes: null,
    connect: async () => undefined,
    start: async () => undefined,
    stop: async () => undefined,
    settled: async () => undefined,
    isConnected: () => true,
    messengerIn: async () => messenger,
    directoryIn: async () => null,
    installLink: () => null,
  });

/** Every platform there is, all of them with this messenger, and none of them with a directory. */
export const messengerPlatforms = (messenger: Messenger): readonly PlatformFactory[] =>
  platforms.map((platform) => messengerPlatform(platform, messenger));
