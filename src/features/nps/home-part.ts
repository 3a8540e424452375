/** The number on the web home and on walls: its last 30 days, and twelve months as a chart. */

import type { HomePart } from '../../chat/home-pages.js';
import { lineToText } from '../../chat/plain-text.js';
import { asSentence } from '../../kernel/language/list.js';
import { say } from '../../kernel/language/say.js';
import { numberLine } from './cards/number-card.js';
import { toneOf } from './cards/number-parts.js';
import { valueText } from './cards/words.js';
import { chartsOf } from './charts.js';
import type { NpsDeps } from './deps.js';
import { figuresOf, usualQuery } from './figures.js';
import { npsShape } from './rules/metric.js';
import { findMetric } from './store/metrics.js';

/** Everybody may know the number. */
export async function homeParts(deps: NpsDeps, organisationId: string): Promise<readonly HomePart[]> {
  const part = { id: 'number', title: say('How likely customers are to recommend us') } as const;
  const metric = await findMetric(deps.database, organisationId, npsShape.name);
  if (!metric || metric.answerCount === 0)
    return [
      { ...part, figure: null, says: say('No customer has answered yet. Type survey start in the chat to ask them.') },
    ];
  const organisation = await deps.people.organisation(organisationId);
  const figures = await figuresOf(deps, metric, { query: usualQuery, organisation, withMovers: false });
  const [chart] = chartsOf(deps, figures);
  const figure = figures.current && valueText(metric, figures.current.value);
  return [
    {
      ...part,
      figure,
      says: asSentence(`${metric.name}: ${lineToText(numberLine(figures))}`),
      tone: toneOf(figures.verdict, metric),
      ...(chart && { chart }),
    },
  ];
}
