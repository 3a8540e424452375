/**
 * The door of keys: who may ask the web API for what. find-client.ts says who asks, create-key.ts and revoke-key.ts make
 * and end keys for the command line, own-keys.ts for people in the chat. house.ts builds it.
 */

import type { Command, Feature } from '../../chat/feature.js';
import type { KeyBook } from '../../chat/key-book.js';
import { phrase } from '../../kernel/language/say.js';
import { createKey } from './create-key.js';
import type { KeysDeps } from './deps.js';
import { findClient } from './find-client.js';
import { listKeys } from './list-keys.js';
import { endKey, makeKey, showKeys } from './own-keys.js';
import { revokeKey } from './revoke-key.js';

/** The door, with what the web API and the command line ask of it. */
export interface KeysRoom extends Feature, KeyBook {}

/** Builds the room on people. */
export function createKeys(deps: KeysDeps): KeysRoom {
  return {
    title: phrase('Keys'),
    topic: { name: 'keys', about: phrase('keys with which programs ask and do things in your name') },
    commands: commands(deps),
    actions: {
      'keys.list': (_value, context) => showKeys(deps, context),
      'keys.revoke': (value, context) => endKey(deps, value, context),
    },
    find: (key) => findClient(deps, key),
    create: (wish) => createKey(deps, wish),
    async revoke(wish) {
      await revokeKey(deps, wish);
    },
    list: (organisationId) => listKeys(deps, organisationId),
  };
}

const commands = (deps: KeysDeps): readonly Command[] => [
  {
    name: 'key',
    usage: 'key',
    does: phrase(
      'lists your keys, with what each may do and when it was last used; for the champion and admins all keys',
    ),
    examples: ['key'],
    handle: (_line, context) => showKeys(deps, context),
  },
  {
    name: 'key new',
    usage: 'key new NAME [scope:read,capture,act]',
    does: phrase('makes a key with which a program reads, captures or acts in your name, and shows it once'),
    examples: ['key new laptop scope:read', 'key new assistant scope:read,capture'],
    details: [{ key: 'scope' }],
    handle: (line, context) => makeKey(deps, line, context),
  },
  {
    name: 'key revoke',
    usage: 'key revoke NAME',
    does: phrase('ends a key: programs that use it are refused from then on'),
    examples: ['key revoke laptop'],
    handle: ({ text }, context) => endKey(deps, text, context),
  },
];
