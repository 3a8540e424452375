/** Amounts, conditions and refusals of alerts in words. */
import { counted } from '../../../chat/counted.js';
import { excerpt } from '../../../chat/shorten.js';
import { Conflict, InvalidInput, NotAllowed } from '../../../kernel/errors.js';
import { formatDuration } from '../../../kernel/time/duration.js';
import { type Alert, alertName, limits } from '../rules/alert.js';
import type { KnownFigure, WatchFault } from '../watch.js';

const rounded = (value: number): string => {
  const digits = Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : 1;
  return value.toLocaleString('en-GB', { maximumFractionDigits: digits });
};

/** `4 h`, `90 %`, `20`; in the unit of a figure. */
export function amountText(value: number, unit: string): string {
  if (unit === 'ms') return formatDuration(Math.max(0, value));
  if (unit === '%') return `${rounded(value)} %`;
  return unit === '' || unit === 'points' ? rounded(value) : `${rounded(value)} ${unit}`;
}

/** `NPS`, `Within promise` */
export const figureTitle = ({ figure, title }: Pick<Alert, 'figure' | 'title'>): string =>
  title ?? (figure === 'nps' ? 'NPS' : figure.charAt(0).toUpperCase() + figure.slice(1));

/** `1 day`, `30 days` */
export const daysText = (days: number): string => (days === 1 ? '1 day' : `${counted(days)} days`);

type Condition = Pick<Alert, 'figure' | 'title' | 'sign' | 'bound' | 'unit'>;

/** `nps < 20`, as it can be typed. */
export const conditionText = ({ figure, sign, bound, unit }: Condition): string =>
  `${figure} ${sign} ${unit === 'ms' ? typedLength(bound) : unit === '%' ? `${bound} %` : bound}`;

const typedLength = (ms: number): string =>
  ms % 3_600_000 === 0 ? `${ms / 3_600_000}h` : `${Math.round(ms / 60_000)}m`;

/** `NPS < 20, segment Key, over 30 days` */
export function alertText(alert: Condition & Pick<Alert, 'segment' | 'days'>): string {
  const segment = alert.segment === null ? '' : `, segment ${alert.segment}`;
  const condition = conditionText(alert);
  return `${figureTitle(alert)}${condition.slice(alert.figure.length)}${segment}, over ${daysText(alert.days)}`;
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
        'Nothing is named that is to be watched. Type `alert add "nps < 20"`; `alert figures` lists what is measured.',
      );
    case 'several':
      return field('several', 'text', 'An alert watches one figure. Make two of them: `alert add "nps < 20"`.');
    case 'unreadable':
      return field(
        'unreadable',
        'text',
        'This can’t be read. Write a figure, a sign and an amount: `alert add "within promise < 90 %"`.',
      );
    case 'figure': {
      const { typed, near } = fault;
      const names = figures
        .map(({ name }) => name)
        .slice(0, shownNames)
        .join(', ');
      const meant =
        near === null
          ? `These are measured: ${names}.`
          : `The nearest is ${near}: ${example(near, unitOf(near, figures))}.`;
      const guess = near === null ? undefined : { typed, meant: near };
      return field('figure', 'text', `Nothing is measured that is called “${excerpt(typed, 60)}”. ${meant}`, guess);
    }
    case 'sign':
      return field(
        'sign',
        'text',
        `From where on is missing. Write <, <=, > or >= and an amount: ${example(fault.figure, fault.unit)}.`,
      );
    case 'amount':
      return field(
        'amount',
        'text',
        `This is no amount of ${fault.figure}. Type ${example(fault.figure, fault.unit)}.`,
      );
  }
}

const unitOf = (name: string, figures: readonly KnownFigure[]): string =>
  figures.find((figure) => figure.name === name)?.unit ?? '';

/** Refusals; each is a fault and its remedy. */
export const say = {
  over: () => field('over', 'over', `This is no number of days. Write 1d to ${limits.days}d, such as over:7d.`),
  longThen: (length: number) =>
    field('then', 'then', `What is done then has ${length} characters. The limit is ${limits.thenDo}.`),
  noSegments: (figure: string) =>
    field('noSegments', 'segment', `${figureTitle({ figure })} is not known by segment. Leave segment: out.`),
  many: () =>
    new InvalidInput(
      'alerts.many',
      `${limits.alerts} alerts are the limit. Take one off first: \`alert remove AL-1\`; \`alerts\` lists them.`,
    ),
  notYours: () => new NotAllowed('alerts.notYours', 'Only the champion and admins can change alerts. Ask one of them.'),
  nothingChanged: () =>
    new InvalidInput(
      'alerts.nothing',
      'Nothing is named that is to change. Type `alert change AL-1 "nps < 10"`, or a detail such as over:14d.',
    ),
  thereAlready: (alert: Pick<Alert, 'number'>) =>
    new Conflict('alerts.there', `${alertName(alert.number)} is there already. \`alerts\` shows it.`),
} as const;
