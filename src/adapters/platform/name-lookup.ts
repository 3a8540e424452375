/** Finds the Slack ids of whom a card or a form names, before it is rendered: rendering itself is pure. */
import type { Card } from '../../chat/card.js';
import type { Form } from '../../chat/form.js';
import type { NameLookup } from '../../chat/messenger.js';
import type { SlackPeople } from '../slack/ports.js';
import { createKept } from './cache.js';

export interface NameLookups {
  /** For the people whom this names; those of other workspaces are shown by name, without a ping. */
  of(teamId: string, shown: Card | Form): Promise<NameLookup>;
}

/** A member's workspace and id there never change. */
const keptCount = 20_000;

export function createNameLookups(people: Pick<SlackPeople, 'address'>): NameLookups {
  const known = createKept<{ readonly teamId: string; readonly userId: string }>(keptCount);

  async function ask(memberId: string): Promise<void> {
    if (known.get(memberId)) return;
    const address = await people.address({ kind: 'member', memberId });
    if (address?.platform !== 'slack') return;
    known.set(memberId, { teamId: address.workspaceExternalId, userId: address.externalId });
  }

  return {
    async of(teamId, shown) {
      await Promise.all([...namedIn(shown)].map(ask));
      return {
        externalId(memberId) {
          const found = known.get(memberId);
          return found?.teamId === teamId ? found.userId : undefined;
        },
      };
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
