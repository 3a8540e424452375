/** A chat platform that is only a messenger: for stages on which people speak to the router themselves. */
import type { PlatformFactory } from '../../src/adapters/platform/platform-adapter.js';
import type { PlatformDeps } from '../../src/adapters/platform/platform-deps.js';
import type { Directory } from '../../src/chat/directory.js';
import type { Messenger } from '../../src/chat/messenger.js';
import { type Platform, platforms } from '../../src/kernel/person.js';

interface Given {
  /** Who is in which place; absent: everybody is everywhere. */
  readonly directory?: Directory | null;
  /** Told what each platform is built on. */
  readonly built?: (deps: PlatformDeps) => void;
}

const messengerPlatform =
  (platform: Platform, messenger: Messenger, { directory = null, built }: Given): PlatformFactory =>
  (deps) => {
    built?.(deps);
    return {
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
    };
  };

/** Every platform there is, all of them with this messenger. */
export const messengerPlatforms = (messenger: Messenger, given: Given = {}): readonly PlatformFactory[] =>
  platforms.map((platform) => messengerPlatform(platform, messenger, given));
