/**
 * The door of alerts: anything that a room measures is told once when it begins to be so, and once when it ends.
 * What is measured each room gives by `Feature.figures`; look.ts looks each minute, change.ts is what people set; house.ts
 * builds it.
 */

import type { Command, Feature } from '../../chat/feature.js';
import { wordsToFind } from '../../chat/list.js';
import { shownBy } from '../../chat/numbered.js';
import { phrase } from '../../kernel/language/say.js';
import { addAlert, changeAlert, setRemoved } from './change.js';
import type { AlertsDeps } from './deps.js';
import { alertSweep } from './look.js';
import { outgoing } from './outgoing.js';
import { alertNumbers } from './rules/alert.js';
import { alertList, figureList, showAlert } from './show.js';

/** Builds the room on people, customers and whatever measures something. */
export function createAlerts(deps: AlertsDeps): Feature {
  return {
    title: phrase('Alerts'),
    topic: { name: 'alerts', about: phrase('hearing of a figure when it goes where it should not') },
    commands: commands(deps),
    actions: {
      'alerts.list': alertList(deps).pressed,
      'alerts.figures': figureList(deps).pressed,
      'alerts.show': (value, context) => showAlert(deps, alertNumbers.read(value), context),
      'alerts.remove': (value, context) => setRemoved(deps, value, true, context),
      'alerts.restore': (value, context) => setRemoved(deps, value, false, context),
    },
    shows: (text) => shownBy('alerts', alertNumbers, text),
    outgoing: outgoing(deps),
    sweeps: [alertSweep(deps)],
  };
}

const details = [{ key: 'segment' }, { key: 'over' }, { key: 'to' }, { key: 'then' }] as const;

const commands = (deps: AlertsDeps): readonly Command[] => [
  {
    name: 'alerts',
    usage: 'alerts [AL-1]',
    does: phrase('lists alerts with how they stand'),
    examples: ['alerts'],
    handle: alertList(deps).typed,
  },
  {
    name: 'alert figures',
    usage: 'alert figures [words]',
    does: phrase('lists what is measured, and how an alert of it is typed'),
    examples: ['alert figures', 'alert figures theme'],
    keeps: wordsToFind,
    handle: figureList(deps).typed,
  },
  {
    name: 'alert add',
    usage: 'alert add "FIGURE < AMOUNT" [segment: over:7d to:#place|@x then:"what we do"]',
    does: phrase('tells once when a figure begins to be so, and once when it ends'),
    examples: ['alert add "nps < 20" segment:Key', 'alert add "median time to acknowledge > 4h" over:7d'],
    allowed: 'champion',
    details,
    handle: (line, context) => addAlert(deps, line, context),
  },
  {
    name: 'alert change',
    usage: 'alert change AL-1 ["FIGURE < AMOUNT"] [segment: over: to: then:]',
    does: phrase('changes an alert; what is not named stays'),
    examples: ['alert change AL-1 over:14d'],
    allowed: 'champion',
    details,
    handle: (line, context) => changeAlert(deps, line, context),
  },
  {
    name: 'alert remove',
    usage: 'alert remove AL-1',
    does: phrase('takes an alert off; it can be brought back'),
    examples: ['alert remove AL-1'],
    allowed: 'champion',
    handle: ({ text }, context) => setRemoved(deps, text, true, context),
  },
];
