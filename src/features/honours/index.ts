/**
 * The door of honours: whoever had an idea adopted, solved a customer's trouble, kept the promise ten times in a row or
 * shared ten learnings is thanked by name, where the work lives; and each place sees its month of ideas. earn.ts notes
 * what is earned, thank.ts says it, mine.ts is everybody's own choice, month.ts tells of a month. house.ts builds it.
 */
import type { Command, Feature } from '../../chat/feature.js';
import { phrase } from '../../kernel/language/say.js';
import type { Recount } from '../people/index.js';
import type { HonoursDeps } from './deps.js';
import { listen } from './earn.js';
import { opt, thanksList } from './mine.js';
import { askMonth, monthOutgoing, monthRecount, monthSweep, pressMonth } from './month.js';
import { thankSweep, thanksOutgoing } from './thank.js';

export { honoursSettings } from './settings.js';

/** The door, with what follows from settings. */
export interface HonoursRoom extends Feature {
  readonly recounts: readonly Recount[];
}

/** Builds the room on all where people earn thanks; call it once for a house. */
export function createHonours(deps: HonoursDeps): HonoursRoom {
  listen(deps);
  return {
    title: phrase('Honours'),
    topic: { name: 'honours', about: phrase('who is thanked for what, and each place’s month of ideas') },
    commands: commands(deps),
    actions: {
      'honours.list': thanksList(deps).pressed,
      'honours.off': (_value, context) => opt(deps, false, context),
      'honours.on': (_value, context) => opt(deps, true, context),
      'honours.month': (value, context) => pressMonth(deps, value, context),
    },
    outgoing: { 'honours.thanks': thanksOutgoing(deps), 'honours.month': monthOutgoing(deps) },
    sweeps: [thankSweep(deps), monthSweep(deps)],
    recounts: [monthRecount(deps)],
  };
}

const commands = (deps: HonoursDeps): readonly Command[] => [
  {
    name: 'honours',
    usage: 'honours',
    does: phrase('lists what you were thanked for'),
    asked: [{ words: /^what (?:was i|have i been) thanked for$/iu, line: 'honours' }],
    handle: thanksList(deps).typed,
  },
  {
    name: 'honours off',
    usage: 'honours off',
    does: phrase('names you in no thanks any more; honours on changes that'),
    handle: (_line, context) => opt(deps, false, context),
  },
  {
    name: 'honours on',
    usage: 'honours on',
    does: phrase('lets you be thanked by name again'),
    handle: (_line, context) => opt(deps, true, context),
  },
  {
    name: 'honours month',
    usage: 'honours month [last|2026-10]',
    does: phrase('shows each place’s ideas of a month: with evidence, tried, adopted, values before and after'),
    examples: ['honours month', 'honours month last'],
    handle: ({ text }, context) => askMonth(deps, text, context),
  },
];
