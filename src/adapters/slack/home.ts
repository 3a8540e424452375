/** The app's Home tab: what a person owes, what is overdue, the first steps. Shown when it is opened, and after their own deeds. */

import type { KnownBlock } from '@slack/types';
import { z } from 'zod';
import type { Block, Card } from '../../chat/card.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { listening } from '../../kernel/language/reader.js';
import type { Logger } from '../../kernel/logger.js';
import { createCache } from '../platform/cache.js';
import type { NameLookups } from '../platform/name-lookup.js';
import { fitCard } from '../platform/render/fit.js';
import { publicPicture } from '../platform/render/picture-address.js';
import { limits } from './limits.js';
import type { SlackWhoAndWhere } from './people/who-and-where.js';
import type { EventHandlers } from './receive/events.js';
import { slackBlocks } from './render/blocks.js';
import { plainLine } from './render/text-object.js';
import { refusalCode } from './send/outcome.js';
import type { Workspace } from './workspace/workspace.js';

export interface HomeTabDeps {
  home(context: InteractionContext): Promise<Card>;
  readonly lookups: NameLookups;
  readonly log: Logger;
}

/** The Home tab: shown when it is opened, and kept up to date. */
export interface HomeTab {
  readonly events: EventHandlers;
  /** After somebody did something: those who have opened their Home tab see it as it is now. Never throws. */
  refresh(at: Workspace, userId: string, whoAndWhere: SlackWhoAndWhere): Promise<void>;
}

const opened = z.object({ user: z.string(), tab: z.string(), view: z.object({ hash: z.string() }).nullish() });
const keptTabs = 20_000;

/** Builds it on the rooms' home page. */
export function createHomeTab({ home, lookups, log }: HomeTabDeps): HomeTab {
  /** Who has looked at it, and Slack's hash of what they see: an older page does not overwrite a newer one. */
  const shown = createCache<string>(keptTabs);

  const publish = (at: Workspace, userId: string, whoAndWhere: SlackWhoAndWhere): Promise<void> =>
    listening(() => publishTo(at, userId, whoAndWhere));

  async function publishTo(at: Workspace, userId: string, whoAndWhere: SlackWhoAndWhere): Promise<void> {
    const who = await whoAndWhere.who(at, userId, null);
    if (who.kind !== 'known') return;
    const key = `${at.teamId}/${userId}`;
    const hash = shown.get(key);
    const card = await home({ interactionId: '', platform: 'slack', actor: who.actor, place: null });
    const blocks = await draw(at.teamId, card);
    const view = { type: 'home', blocks } as const;
    try {
      const answer = await at.client.views.publish({ user_id: userId, view, ...(hash && { hash }) });
      shown.set(key, answer.view?.hash ?? '');
    } catch (error) {
      const code = refusalCode(error);
      // Somebody was faster: what they showed may be older than what is true now.
      if (code === 'hash_conflict' && hash) {
        shown.set(key, '');
        return publish(at, userId, whoAndWhere);
      }
      log.warn({ code, teamId: at.teamId, err: code === null ? error : undefined }, 'home not shown');
    }
  }

  async function draw(teamId: string, card: Card): Promise<KnownBlock[]> {
    const lookup = await lookups.of(teamId, card);
    const title: KnownBlock = { type: 'header', text: plainLine(card.title, limits.header) };
    const fits = (blocks: readonly KnownBlock[]) =>
      blocks.length < limits.viewBlocks && Buffer.byteLength(JSON.stringify(blocks)) < limits.viewJson - 10_000;
    // Slack publishes no charts of its own on Home tabs, so these show the picture.
    const charts = { chartWay: () => 'picture' as const, pictureOf: publicPicture };
    const draw = (block: Block, textMax: number) => slackBlocks(block, { lookup, textMax, ...charts });
    const body = fitCard<KnownBlock>(card, { draw, fits });
    return [title, ...body];
  }

  return {
    events: {
      async app_home_opened({ event, workspace }, whoAndWhere) {
        const received = opened.safeParse(event).data;
        if (!received || !workspace || received.tab !== 'home') return;
        if (received.view?.hash) shown.set(`${workspace.teamId}/${received.user}`, received.view.hash);
        await publish(workspace, received.user, whoAndWhere);
      },
    },
    async refresh(at, userId, whoAndWhere) {
      if (shown.get(`${at.teamId}/${userId}`) === undefined) return;
      await publish(at, userId, whoAndWhere).catch((error: unknown) => log.warn({ err: error }, 'home not shown'));
    },
  };
}
