/** A person's home page: what every room has to say to them, on one card. Adapters that have such a page show it. */

import { say } from '../kernel/language/say.js';
import type { Logger } from '../kernel/logger.js';
import type { Block, Card } from './card.js';
import type { Feature } from './feature.js';
import { runButton } from './help.js';
import type { InteractionContext } from './interaction.js';

export interface HomeDeps {
  readonly features: readonly Feature[];
  readonly log: Logger;
}

export type Home = (context: InteractionContext) => Promise<Card>;

/** When one room fails, the others are still shown. */
export function createHome({ features, log }: HomeDeps): Home {
  return async (context) => {
    const chapters = await Promise.all(
      features.map(async (feature) => {
        try {
          return (await feature.atHome?.(context))?.blocks ?? [];
        } catch (error) {
          log.error({ room: feature.title, err: error }, 'home chapter failed');
          return [];
        }
      }),
    );
    const title = say('Good to see you, {name}', { name: context.actor.name.split(' ')[0] ?? '' });
    return {
      title,
      summary: title,
      blocks: [...doors(), ...chapters.flat()],
      rest: say('The lists hold the rest: `owe`, `feedback list`.'),
    };
  };
}

function doors(): readonly Block[] {
  const buttons = [
    runButton(say('Capture feedback'), 'feedback'),
    runButton(say('What I owe'), 'owe'),
    runButton(say('On the web'), 'home'),
    runButton(say('Help'), 'help'),
  ];
  return [{ kind: 'actions', actions: buttons.filter((button) => button !== null) }];
}
