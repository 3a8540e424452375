/** Finds the platform's ids of the people whom a card or a form names, before it is rendered: rendering is pure. */
import type { Card } from '../../chat/card.js';
import type { Form } from '../../chat/form.js';
import type { NameLookup } from '../../chat/messenger.js';
import type { Platform } from '../../kernel/person.js';
import { createCache } from './cache.js';
import type { PlatformPeople } from './platform-deps.js';

/** Finds how a platform names the people on a card, before it is rendered. */
export interface NameLookups {
  /** Ids of the people whom this names, in one workspace. People of other workspaces are shown by name, without a ping. */
  of(workspaceExternalId: string, shown: Card | Form): Promise<NameLookup>;
}

/** Which of a member's accounts is in a workspace never changes. */
const cacheSize = 20_000;

/** Builds the look-ups of one platform; what was found is kept. */
export function createNameLookups(platform: Platform, people: Pick<PlatformPeople, 'address'>): NameLookups {
  const known = createCache<string>(cacheSize);

  return {
    async of(workspaceExternalId, shown) {
      const keyOf = (memberId: string) => `${workspaceExternalId}/${memberId}`;
      const ask = async (memberId: string) => {
        if (known.get(keyOf(memberId)) !== undefined) return;
        const address = await people.address({ kind: 'member', memberId }, workspaceExternalId);
        const isThere = address?.platform === platform && address.workspaceExternalId === workspaceExternalId;
        if (isThere) known.set(keyOf(memberId), address.externalId);
      };
      await Promise.all([...namedIn(shown)].map(ask));
      return { externalId: (memberId) => known.get(keyOf(memberId)) };
    },
  };
}

/** Our ids of everybody mentioned or chosen in advance, however deep. */
function namedIn(shown: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(shown)) for (const each of shown) namedIn(each, found);
  else if (typeof shown === 'object' && shown !== null && !(shown instanceof Date)) {
    const node = shown as { kind?: unknown; person?: { id?: unknown }; value?: unknown };
    if (node.kind === 'mention' && typeof node.person?.id === 'string') found.add(node.person.id);
    else if (node.kind === 'person' && typeof node.value === 'string' && node.value) found.add(node.value);
    else for (const each of Object.values(shown)) namedIn(each, found);
  }
  return found;
}
