/** What each reason weighs, and from how many points on a customer is at risk. */
import { phrase, say } from '../../kernel/language/say.js';
import { refuse, type Setting, type Settings, setting } from '../people/index.js';
import { type ReasonKind, reasonKinds, type Weights } from './rules/reason.js';

const mostPoints = 100;

function pointsSetting(entry: Pick<Setting<number>, 'name' | 'key' | 'label' | 'default'>, least: number) {
  return setting<number>({
    ...entry,
    group: 'risk',
    read(typed) {
      const points = /^(\d{1,3})(?: ?points?)?$/iu.exec(typed.trim())?.[1];
      return points !== undefined && Number(points) >= least && Number(points) <= mostPoints
        ? Number(points)
        : refuse(
            say('This is not a number of points. Write {least} to {most}, such as {usual}.', {
              least,
              most: mostPoints,
              usual: entry.default,
            }),
          );
    },
    field: (value) => ({ kind: 'text', value: String(value), maxLength: 3 }),
    show: (value) =>
      value === 0 ? say('not looked at') : say('{count, plural, one {1 point} other {# points}}', { count: value }),
  });
}

/** From this many points on a customer is at risk. */
export const riskAt = pointsSetting({ name: 'risk-at', key: 'riskAt', label: phrase('At risk from'), default: 60 }, 1);

const weightOf = (name: string, key: string, label: string, points: number) =>
  pointsSetting({ name: `risk-${name}`, key, label, default: points }, 0);

const weightSettings: Readonly<Record<ReasonKind, Setting<number>>> = {
  lowScore: weightOf('low-score', 'riskLowScore', phrase('Latest score 0 to 6'), 40),
  fallingScore: weightOf('falling-score', 'riskFallingScore', phrase('Score fell by 2 or more'), 20),
  notSolved: weightOf('not-solved', 'riskNotSolved', phrase('Said that it is not solved'), 25),
  overdue: weightOf('overdue', 'riskOverdue', phrase('Something is overdue'), 20),
  cameBack: weightOf('came-back', 'riskCameBack', phrase('A trouble came back'), 15),
  usage: weightOf('usage', 'riskUsage', phrase('Use below half of their own months'), 30),
  tone: weightOf('tone', 'riskTone', phrase('Last words sound frustrated'), 15),
  silence: weightOf('silence', 'riskSilence', phrase('Silent three times as long as usual'), 15),
  open: weightOf('open', 'riskOpen', phrase('Two or more items open'), 10),
};

/** What this room lets an organisation set. */
export const riskSettings: readonly Setting[] = [riskAt, ...reasonKinds.map((kind) => weightSettings[kind])];

/** What each reason weighs there. */
export function weightsOf(settings: Readonly<Partial<Settings>>): Weights {
  const entries = reasonKinds.map((kind) => [kind, weightSettings[kind].of(settings)] as const);
  return Object.fromEntries(entries) as Record<ReasonKind, number>;
}
