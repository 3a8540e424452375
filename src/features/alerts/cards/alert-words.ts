/** Amounts, conditions and refusals of alerts in words. */

import { excerpt } from '../../../chat/shorten.js';
import { Conflict, InvalidInput, NotAllowed } from '../../../kernel/errors.js';
import { withCommas } from '../../../kernel/language/list.js';
import { currentLocale } from '../../../kernel/language/reader.js';
import { say, sayIfKnown } from '../../../kernel/language/say.js';
import { formatDuration } from '../../../kernel/time/duration.js';
import { numberFormatter } from '../../../kernel/time/format.js';
import { type Alert, alertName, limits } from '../rules/alert.js';
import type { KnownFigure, WatchFault } from '../watch.js';

const rounded = (value: number): string => {
  const digits = Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : 1;
  return numberFormatter(currentLocale(), { maximumFractionDigits: digits }).format(value);
};

/** `4 h`, `90 %`, `20`; in the unit of a figure. */
export function amountText(value: number, unit: string): string {
  if (unit === 'ms') return formatDuration(Math.max(0, value));
  if (unit === '%') return `${rounded(value)} %`;
  return unit === '' || unit === 'points' ? rounded(value) : `${rounded(value)} ${unit}`;
}

/** `NPS`, `Within promise` */
export function figureTitle({ figure, title }: Pick<Alert, 'figure' | 'title'>): string {
  if (title === undefined && figure === 'nps') return 'NPS';
  const said = sayIfKnown(title ?? figure);
  return said.charAt(0).toLocaleUpperCase() + said.slice(1);
}

type Condition = Pick<Alert, 'figure' | 'title' | 'sign' | 'bound' | 'unit'>;

/** `nps < 20`, as it can be typed. */
export const conditionText = ({ figure, sign, bound, unit }: Condition): string =>
  `${figure} ${sign} ${unit === 'ms' ? typedLength(bound) : unit === '%' ? `${bound} %` : bound}`;

const typedLength = (ms: number): string =>
  ms % 3_600_000 === 0 ? `${ms / 3_600_000}h` : `${Math.round(ms / 60_000)}m`;

/** `NPS < 20, segment Key, over 30 days` */
export function alertText(alert: Condition & Pick<Alert, 'segment' | 'days'>): string {
  const { segment, days } = alert;
  const condition = `${figureTitle(alert)}${conditionText(alert).slice(alert.figure.length)}`;
  return segment === null
    ? say('{condition}, over {count, plural, one {1 day} other {# days}}', { condition, count: days })
    : say('{condition}, segment {segment}, over {count, plural, one {1 day} other {# days}}', {
        condition,
        segment,
        count: days,
      });
}

const examples: Readonly<Record<string, string>> = { ms: '4h', '%': '90 %' };
const example = (figure: string, unit: string): string => `\`alert add "${figure} > ${examples[unit] ?? 20}"\``;

const field = (code: string, of: string, words: string, guess?: InvalidInput['guess']) =>
  InvalidInput.field(`alerts.${code}`, of, words, guess);

const shownNames = 15;

/** Why what was typed is no alert, with what can be typed. */
export function watchRefusal(fault: WatchFault, figures: readonly KnownFigure[]): InvalidInput {
  switch (fault.kind) {
    case 'empty':
      return field(
        'empty',
        'text',
        say(
          'Nothing is named that is to be watched. Type `alert add "nps < 20"`; `alert figures` lists what is measured.',
        ),
      );
    case 'several':
      return field('several', 'text', say('An alert watches one figure. Make two of them: `alert add "nps < 20"`.'));
    case 'unreadable':
      return field(
        'unreadable',
        'text',
        say('This can’t be read. Write a figure, a sign and an amount: `alert add "within promise < 90 %"`.'),
      );
    case 'figure': {
      const { typed, near } = fault;
      const names = withCommas(figures.map(({ name }) => name).slice(0, shownNames));
      const meant =
        near === null
          ? say('These are measured: {names}.', { names })
          : say('The nearest is {figure}: {command}.', { figure: near, command: example(near, unitOf(near, figures)) });
      const guess = near === null ? undefined : { typed, meant: near };
      return field(
        'figure',
        'text',
        `${say('Nothing is measured that is called “{typed}”.', { typed: excerpt(typed, 60) })} ${meant}`,
        guess,
      );
    }
    case 'sign':
      return field(
        'sign',
        'text',
        say('From where on is missing. Write <, <=, > or >= and an amount: {command}.', {
          command: example(fault.figure, fault.unit),
        }),
      );
    case 'amount':
      return field(
        'amount',
        'text',
        say('This is no amount of {figure}. Type {command}.', {
          figure: fault.figure,
          command: example(fault.figure, fault.unit),
        }),
      );
  }
}

const unitOf = (name: string, figures: readonly KnownFigure[]): string =>
  figures.find((figure) => figure.name === name)?.unit ?? '';

/** Refusals; each is a fault and its remedy. */
export const refusals = {
  over: () =>
    field(
      'over',
      'over',
      say('This is no number of days. Write 1d to {days}d, such as over:7d.', { days: limits.days }),
    ),
  longThen: (length: number) =>
    field(
      'then',
      'then',
      say('What is done then has {count} characters. The limit is {most}.', { count: length, most: limits.thenDo }),
    ),
  noSegments: (figure: string) =>
    field(
      'noSegments',
      'segment',
      say('{figure} is not known by segment. Leave segment: out.', { figure: figureTitle({ figure }) }),
    ),
  many: () =>
    new InvalidInput(
      'alerts.many',
      say('{most} alerts are the limit. Take one off first: `alert remove AL-1`; `alerts` lists them.', {
        most: limits.alerts,
      }),
    ),
  notYours: () =>
    new NotAllowed('alerts.notYours', say('Only the champion and admins can change alerts. Ask one of them.')),
  nothingChanged: () =>
    new InvalidInput(
      'alerts.nothing',
      say('Nothing is named that is to change. Type `alert change AL-1 "nps < 10"`, or a detail such as over:14d.'),
    ),
  thereAlready: (alert: Pick<Alert, 'number'>) =>
    new Conflict(
      'alerts.there',
      say('{alert} is there already. `alerts` shows it.', { alert: alertName(alert.number) }),
    ),
} as const;
