/** Through which surface something happened, in words: for the histories that rooms show. */
import { phrase } from '../kernel/language/say.js';
import type { Surface } from '../kernel/person.js';

/** How something came in, as cards say it. */
export const through: Readonly<Record<Surface, string>> = {
  slack: phrase('in Slack'),
  teams: phrase('in Teams'),
  playground: phrase('in the playground'),
  api: phrase('through the web API'),
  import: phrase('through an import'),
  survey: phrase('through a survey'),
  page: phrase('on our page'),
  clock: phrase('by the clock'),
  operator: phrase('at the command line'),
};
