/** Through which surface something happened, in words: for the histories that rooms show. */
import type { Surface } from '../kernel/person.js';

/** How something came in, as cards say it. */
export const through: Readonly<Record<Surface, string>> = {
  slack: 'in Slack',
  teams: 'in Teams',
  playground: 'in the playground',
  api: 'through the web API',
  import: 'through an import',
  survey: 'through a survey',
  page: 'on our page',
  clock: 'by the clock',
  operator: 'at the command line',
};
