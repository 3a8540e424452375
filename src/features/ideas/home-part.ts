/** How many ideas there are in each state, on the web home and on walls. */
import { counted } from '../../chat/counted.js';
import type { HomePart } from '../../chat/home-pages.js';
import { say } from '../../kernel/language/say.js';
import { stateWords } from './cards/words.js';
import type { IdeasDeps } from './deps.js';
import { ideaStates } from './rules/idea.js';
import { countByState } from './store/report.js';

/** Counts alone: what an idea says stays in the chat. */
export async function homeParts({ database }: IdeasDeps, organisationId: string): Promise<readonly HomePart[]> {
  const counts = await countByState(database, organisationId);
  const of = (state: (typeof ideaStates)[number]) => counts.get(state) ?? 0;
  const all = ideaStates.reduce((sum, state) => sum + of(state), 0);
  const part = { id: 'ideas', title: say('Ideas') } as const;
  if (all === 0) return [{ ...part, figure: null, says: say('No idea yet. Type idea in the chat to post the first.') }];
  return [
    {
      ...part,
      figure: counted(all),
      says: say('{tried, number} being tried, {adopted, number} adopted.', {
        tried: of('trying'),
        adopted: of('adopted'),
      }),
      bars: ideaStates.map((state) => ({ label: capital(stateWords(state)), count: of(state) })),
    },
  ];
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
