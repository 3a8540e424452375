/**
 * The door of risk: which customers may leave, with the reasons in words, and what those who know them say. look.ts looks
 * at everybody once a day, ask.ts asks about who is new, answer.ts takes what is said; docs/risk.md says how far it can be
 * believed. house.ts builds it.
 */

import type { Feature } from '../../chat/feature.js';
import { wordsToFind } from '../../chat/list.js';
import { phrase } from '../../kernel/language/say.js';
import type { Recount } from '../people/index.js';
import { answerByButton } from './answer.js';
import { riskReminders } from './ask.js';
import type { RiskDeps } from './deps.js';
import { homeParts } from './home-part.js';
import { lookSweep } from './look.js';
import { nextLookAt } from './rules/case.js';
import { riskSettings } from './settings.js';
import { atRiskFigure, owedBy, reportOn, riskList, showRisk } from './show.js';
import { startLook } from './store/sweeps.js';

export { riskSettings, weightsOf } from './settings.js';

/** The door of risk. */
export interface RiskRoom extends Feature {
  readonly recounts: readonly Recount[];
}

/** Builds the room on people, customers and feedback. */
export function createRisk(deps: RiskDeps): RiskRoom {
  deps.reminders.register(riskReminders(deps));
  deps.people.onBeginning((tx, { organisationId, timeZone, now }) =>
    startLook(tx, organisationId, nextLookAt(timeZone, now)),
  );
  const list = riskList(deps);
  return {
    title: phrase('Risk'),
    topic: { name: 'risk', about: phrase('customers who may leave, and why') },
    commands: [
      {
        name: 'risk',
        usage: 'risk [all|mine] [words]',
        does: phrase('lists customers who may leave, with the reasons in words'),
        examples: ['risk', 'risk mine'],
        asked: [{ words: /^(?:who|which customers?) (?:may|might|will) leave$|^who is at risk$/iu, line: 'risk' }],
        keeps: wordsToFind,
        handle: list.typed,
      },
    ],
    actions: {
      'risk.list': list.pressed,
      'risk.show': (id, context) => showRisk(deps, id, context),
      'risk.answer': (value, context) => answerByButton(deps, value, context),
    },
    owedBy: (context) => owedBy(deps, context),
    reportOn: (period, context) => reportOn(deps, period, context),
    figures: async () => [atRiskFigure(deps)],
    homeParts: (reader) => homeParts(deps, reader),
    sweeps: [lookSweep(deps)],
    recounts: [
      {
        on: riskSettings.map(({ key }) => key),
        run: (tx, { id }) => startLook(tx, id, deps.clock.now()),
      },
    ],
  };
}
