/** What webhooks are told of numbers: an answer that came in, and a value by hand that changed. */

import type { ToldEvent } from '../../chat/told-events.js';
import { isId } from '../../kernel/id.js';
import { phrase } from '../../kernel/language/say.js';
import type { NpsDeps } from './deps.js';
import { viewOf } from './intake.js';
import { findScore } from './store/figures.js';
import { findMetricById } from './store/metrics.js';

/** Those that there are. */
export const toldEvents = ({ database }: NpsDeps): readonly ToldEvent[] => [
  {
    type: 'score.given',
    marks: ['score.given'],
    about: phrase('a customer gave a score; not of those that a file brings'),
    async compose({ organisationId, id }) {
      const score = /^\d{1,18}$/.test(id) ? await findScore(database, organisationId, BigInt(id)) : null;
      return score && viewOf(score);
    },
  },
  {
    type: 'number.changed',
    marks: ['number.changed'],
    about: phrase('a number that is kept by hand has another value'),
    async compose({ organisationId, id, details: { date, value, before } }) {
      const metric = isId(id) ? await findMetricById(database, organisationId, id) : null;
      return (
        metric && { name: metric.name, unit: metric.unit, better: metric.better, date, value, changed: { before } }
      );
    },
  },
];
