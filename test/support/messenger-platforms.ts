/** A chat platform that is only a messenger: for stages on which people speak to the router themselves. */
import type { PlatformFactory } from '../../src/adapters/platform/platform-adapter.js';
import type { Directory } from '../../src/chat/directory.js';
import type { Messenger } from '../../src/chat/messenger.js';
import { type Platform, platforms } from '../../src/kernel/person.js';

const messengerPlatform =
  (platform: Platform, messenger: Messenger, directory: Directory | null): PlatformFactory =>
  () => ({
    platform,
    routes: null,
    connect: async () => undefined,
    start: async () => undefined,
    stop: async () => undefined,
    settled: async () => undefined,
    isConnected: () => true,
    messengerIn: async () => messenger,
    directoryIn: async () => directory,
    installLink: () => null,
  });

/** Every platform there is, all of them with this messenger, and with this directory or none. */
export const messengerPlatforms = (
  messenger: Messenger,
  directory: Directory | null = null,
): readonly PlatformFactory[] => platforms.map((platform) => messengerPlatform(platform, messenger, directory));
