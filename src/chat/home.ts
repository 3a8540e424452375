/** A person's home page: what every room has to say to them, on one card. Adapters that have such a page show it. */

import type { Logger } from '../kernel/logger.js';
import type { Block, Card } from './card.js';
import { describeDefect } from './defect.js';
import type { Chapter, Feature } from './feature.js';
import { runButton } from './help.js';
import type { InteractionContext } from './interaction.js';

export interface HomeDeps {
  readonly features: readonly Feature[];
  readonly log: Logger;
}

export type Home = (context: InteractionContext) => Promise<Card>;

/** One room's failure takes nothing from the others. */
export function createHome({ features, log }: HomeDeps): Home {
  return async (context) => {
    const ask = async (feature: Feature, chapter: Promise<Chapter> | undefined): Promise<Chapter> => {
      try {
        return (await chapter) ?? nothing;
      } catch (error) {
        log.error({ room: feature.title, defect: describeDefect(error) }, 'home chapter failed');
        return nothing;
      }
    };
    const [chapters, owed] = await Promise.all([
      Promise.all(features.map((feature) => ask(feature, feature.atHome?.(context)))),
      Promise.all(
        features.map((feature) => ask(feature, feature.showsOwedAtHome ? undefined : feature.owedBy?.(context))),
      ),
    ]);
    const title = `Good to see you, ${context.actor.name.split(' ')[0]}`;
    return {
      title,
      summary: title,
      blocks: [...doors(), ...chapters.flatMap(({ blocks }) => blocks), ...alsoOwed(owed)],
      rest: 'The lists hold the rest: /customer owe, /customer feedback list.',
    };
  };
}

function doors(): readonly Block[] {
  const buttons = [
    runButton('Capture feedback', 'feedback'),
    runButton('What I owe', 'owe'),
    runButton('What can be done', 'help'),
  ];
  return [{ kind: 'actions', actions: buttons.filter((button) => button !== null) }];
}

const nothing: Chapter = { count: 0, blocks: [] };
/** A home page is read at a glance. */
const owedLength = 8;

function alsoOwed(chapters: readonly Chapter[]): readonly Block[] {
  const count = chapters.reduce((sum, chapter) => sum + chapter.count, 0);
  if (count === 0) return [];
  const rows = chapters.flatMap(({ blocks }) => blocks);
  const all = runButton('Show all', 'owe');
  return [
    { kind: 'heading', text: `You also owe (${count})` },
    ...rows.slice(0, owedLength),
    ...(rows.length > owedLength && all
      ? [{ kind: 'row', line: `and ${rows.length - owedLength} more`, action: all } as const]
      : []),
  ];
}
