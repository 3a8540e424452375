/**
 * The door of the web home: how customers do, on one page for each person, and on walls for everybody who passes.
 * pages.ts gathers what the rooms show, walls.ts makes and withdraws walls. house.ts builds it.
 */

import type { Command, Feature } from '../../chat/feature.js';
import type { HomePages } from '../../chat/home-pages.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { type Reply, showCard } from '../../chat/reply.js';
import { phrase } from '../../kernel/language/say.js';
import { canAdminister } from '../../kernel/person.js';
import { homeCard, refusals } from './cards/home-words.js';
import type { HomeDeps } from './deps.js';
import { gather, homePages } from './pages.js';
import { homeLinkMs } from './rules/wall.js';
import { addWall, showWalls, withdrawWall } from './walls.js';

/** The door, with what the public pages ask of it. */
export interface HomeRoom extends Feature {
  readonly pages: HomePages;
}

/** Builds the room on people. */
export function createHomeRoom(deps: HomeDeps): HomeRoom {
  return {
    title: phrase('On the web'),
    topic: { name: 'web', about: phrase('a page with how customers do, for you and for a screen on the wall') },
    commands: commands(deps),
    actions: {
      'home.removeWall': (value, context) => withdrawByButton(deps, value, context),
    },
    pages: homePages(deps),
  };
}

/** A button of a list may be pressed by whoever sees it. */
function withdrawByButton(deps: HomeDeps, value: string, context: InteractionContext): Promise<Reply> {
  if (!canAdminister(context.actor.role)) throw refusals.notYours();
  return withdrawWall(deps, value, context);
}

/** What the page adds up is counted now, so that the page itself is quick. */
async function giveLink(deps: HomeDeps, { actor }: InteractionContext): Promise<Reply> {
  const { organisationId, id, timeZone } = actor;
  await gather(deps, { organisationId, viewer: actor });
  const at = new Date(deps.clock.now().getTime() + homeLinkMs);
  return showCard(homeCard(deps.links.sign(`/home/${organisationId}/${id}`, at), { at, timeZone }));
}

const commands = (deps: HomeDeps): readonly Command[] => [
  {
    name: 'home',
    usage: 'home',
    does: phrase('gives you the link to a page with how customers do, for twelve hours'),
    examples: ['home'],
    handle: (_line, context) => giveLink(deps, context),
  },
  {
    name: 'wall',
    usage: 'wall',
    does: phrase('lists the pages for screens on walls, with their addresses'),
    allowed: 'champion',
    handle: (_line, context) => showWalls(deps, context),
  },
  {
    name: 'wall add',
    usage: 'wall add NAME',
    does: phrase('makes a page for a screen on a wall, which names no customer'),
    examples: ['wall add Kitchen'],
    allowed: 'champion',
    handle: ({ text }, context) => addWall(deps, text, context),
  },
  {
    name: 'wall remove',
    usage: 'wall remove W-1',
    does: phrase('withdraws the page of a wall: its address is good for nothing from then on'),
    examples: ['wall remove W-1'],
    allowed: 'champion',
    handle: ({ text }, context) => withdrawWall(deps, text, context),
  },
];
