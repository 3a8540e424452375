/** Customers who may leave, on the web home by name, on walls counted only. */

import { counted } from '../../chat/counted.js';
import type { HomePart, HomeReader } from '../../chat/home-pages.js';
import { say } from '../../kernel/language/say.js';
import type { RiskDeps } from './deps.js';
import { topAtRisk } from './show.js';
import { findLook } from './store/sweeps.js';

/** Read at a glance; the chat has the rest. */
const rowsShown = 8;

/** What is confidential only counts, so every member may read it; whoever passes by a wall reads no name. */
export async function homeParts(deps: RiskDeps, { organisationId, viewer }: HomeReader): Promise<readonly HomePart[]> {
  const part = { id: 'risk', title: say('Customers who may leave') } as const;
  const look = await findLook(deps.database, organisationId);
  if (!look?.lookedAt)
    return [{ ...part, figure: null, says: say('Everybody is looked at for the first time early tomorrow.') }];
  const { items, totalCount } = await topAtRisk(deps, organisationId, rowsShown);
  if (totalCount === 0) return [{ ...part, figure: '0', says: say('Nobody is at risk.'), tone: 'good' }];
  const says = say('{count, plural, one {One customer is at risk.} other {# customers are at risk.}}', {
    count: totalCount,
  });
  return [
    {
      ...part,
      figure: counted(totalCount),
      says,
      tone: 'warning',
      ...(viewer !== null && {
        table: {
          heads: [say('Customer'), say('Points'), say('Why'), say('Looked after by')],
          rows: items.map(({ name, points, reasons, owner }) => [
            name,
            counted(points),
            reasons,
            owner ?? say('nobody yet'),
          ]),
        },
      }),
    },
  ];
}
