/** Through which surface something happened, and from which source it came, in words: for the histories that rooms show. */
import { phrase, say } from '../kernel/language/say.js';
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

/** Sources that are ours; others are names of systems. */
const ownSources: ReadonlyMap<string, string> = new Map([
  ['import', phrase('import // a source')],
  ['page', phrase('page // a source')],
]);

/** Where something came from, as cards say it: `page`, or the name of a system. */
export function sourceText(source: string): string {
  const own = ownSources.get(source);
  return own === undefined ? source : say(own);
}
