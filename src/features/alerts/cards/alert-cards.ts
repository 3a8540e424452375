/** Alerts as cards: begun, ended, one of them, and the lists. */
import { actions, button, facts, note, quote, text, titledCard } from '../../../chat/blocks.js';
import { type Action, type Block, bold, type Card, code, type Line } from '../../../chat/card.js';
import { counted } from '../../../chat/counted.js';
import type { Figure } from '../../../chat/figures.js';
import type { ListHeading } from '../../../chat/list.js';
import { isBeyond } from '../judge.js';
import { type Alert, alertName } from '../rules/alert.js';
import { alertText, amountText, conditionText, daysText, figureTitle } from './alert-words.js';

const titleOf = (alert: Alert, words: string): string => `${alertName(alert.number)} · ${figureTitle(alert)} ${words}`;

const beyond = ({ sign }: Alert): string => (sign.startsWith('<') ? 'is low' : 'is high');

/** `12 (38 answers)` */
const valueText = ({ value, count, unit }: Alert): string =>
  value === null ? 'not known yet' : `${amountText(value, unit)}${count === null ? '' : ` (of ${counted(count)})`}`;

const show = ({ number }: Alert): Action => button('Show the alert', 'alerts.show', alertName(number));

/** Said once, when it begins. */
export function beganCard(alert: Alert, timeZone: string): Card {
  const { firingSince, valueBefore, unit, days, thenDo } = alert;
  return titledCard(
    titleOf(alert, beyond(alert)),
    [
      facts([
        { label: 'It is', value: valueText(alert) },
        { label: 'Alert', value: alertText(alert) },
        ...(firingSince === null
          ? []
          : [{ label: 'Since', value: [{ kind: 'time', at: firingSince, timeZone, style: 'dateTime' } as const] }]),
        ...(valueBefore === null
          ? []
          : [
              {
                label: days === 1 ? 'The day before' : `The ${daysText(days)} before`,
                value: amountText(valueBefore, unit),
              },
            ]),
      ]),
      ...(thenDo === null ? [] : [text([bold('What we do then:')]), quote(thenDo)]),
      actions([show(alert)]),
    ],
    'warning',
  );
}

/** Said once, when it ends. */
export function endedCard(alert: Alert, since: Date | null, timeZone: string): Card {
  return titledCard(
    titleOf(alert, 'is back'),
    [
      facts([
        { label: 'It is', value: valueText(alert) },
        { label: 'Alert', value: alertText(alert) },
        ...(since === null
          ? []
          : [{ label: 'It was so since', value: [{ kind: 'time', at: since, timeZone, style: 'dateTime' } as const] }]),
      ]),
      actions([show(alert)]),
    ],
    'good',
  );
}

/** What a card of one shows beside it. */
export interface AlertView {
  readonly timeZone: string;
  /** `#support`, `Maya` */
  readonly toldTo: string;
  readonly mayChange: boolean;
}

/** One of them. @param lead a line on top */
export function alertCard(alert: Alert, { timeZone, toldTo, mayChange }: AlertView, lead?: string): Card {
  const { number, removedAt, thenDo } = alert;
  const name = alertName(number);
  return titledCard(
    `${name} · ${alertText(alert)}`,
    [
      ...(lead === undefined ? [] : [text(lead)]),
      facts([
        { label: 'State', value: stateLine(alert, timeZone) },
        { label: 'Told to', value: toldTo },
      ]),
      ...(thenDo === null ? [] : [text([bold('What we do then:')]), quote(thenDo)]),
      ...(removedAt === null
        ? [note(['To change it: ', code(`alert change ${name} "${conditionText(alert)}" over:${alert.days}d`), '.'])]
        : []),
      actions(
        mayChange
          ? [
              removedAt === null
                ? button('Take it off', 'alerts.remove', name)
                : button('Bring it back', 'alerts.restore', name, 'primary'),
            ]
          : [],
      ),
    ],
    alert.firingSince !== null && removedAt === null ? 'warning' : 'neutral',
  );
}

function stateLine(alert: Alert, timeZone: string): Line {
  const { removedAt, firingSince, checkedAt, value } = alert;
  if (removedAt !== null) return 'taken off';
  if (checkedAt === null) return 'looked at within a minute';
  const at = { kind: 'time', at: firingSince ?? checkedAt, timeZone, style: 'dateTime' } as const;
  if (firingSince !== null) return ['it is so since ', at, `: ${valueText(alert)}`];
  if (value === null) return ['too little is known to say anything, as of ', at];
  // As it is, it would be so: chance is not ruled out.
  if (isBeyond(value, alert)) return ['not sure yet, as of ', at, `: ${valueText(alert)} may be chance`];
  return ['quiet, as of ', at, `: ${valueText(alert)}`];
}

/** How the list is headed. */
export const alertsHeading: ListHeading = {
  title: 'Alerts',
  noneTitle: 'There are no alerts',
  none: [
    'The champion and admins add one: ',
    code('alert add "nps < 20" segment:Key'),
    '. ',
    code('alert figures'),
    ' lists what is measured.',
  ],
};

/** One in the list. */
export const alertRow = (alert: Alert, timeZone: string): Block => ({
  kind: 'row',
  line: [bold(alertName(alert.number)), ` · ${alertText(alert)}`],
  detail: stateLine(alert, timeZone),
  action: button('Show', 'alerts.show', alertName(alert.number)),
});

/** How what is measured is headed. */
export const figuresHeading: ListHeading = { title: 'What is measured', none: 'Nothing is measured here.' };

const examples: Readonly<Record<string, string>> = { ms: '4h', '%': '90 %' };

/** One that can be watched. */
export const figureRow = ({ name, title, unit, isNow, usualDays, takesSegment }: Figure): Block => ({
  kind: 'row',
  line: [
    bold(title ?? name),
    ' · ',
    code(`alert add "${name} ${unit === '%' || unit === 'points' ? '<' : '>'} ${examples[unit] ?? 20}"`),
  ],
  detail: `${isNow ? 'As it is now' : `Over ${daysText(usualDays)} unless you say otherwise`}${takesSegment ? ', also of one segment' : ''}`,
});
