/** Alerts as cards: begun, ended, one of them, and the lists. */

import { actions, button, facts, note, quote, text, titledCard } from '../../../chat/blocks.js';
import { type Action, type Block, bold, type Card, code, type Line } from '../../../chat/card.js';
import type { Figure } from '../../../chat/figures.js';
import type { ListHeading } from '../../../chat/list.js';
import { sayLine } from '../../../chat/say-line.js';
import { say, sayIfKnown } from '../../../kernel/language/say.js';
import { isBeyond } from '../judge.js';
import { type Alert, alertName } from '../rules/alert.js';
import { alertText, amountText, conditionText, figureTitle } from './alert-words.js';

const titleOf = (alert: Alert, words: string): string => `${alertName(alert.number)} · ${words}`;

function beyond(alert: Alert): string {
  const figure = figureTitle(alert);
  return alert.sign.startsWith('<') ? say('{figure} is low', { figure }) : say('{figure} is high', { figure });
}

/** `12 (38 answers)` */
const valueText = ({ value, count, unit }: Alert): string =>
  value === null
    ? say('not known yet')
    : count === null
      ? amountText(value, unit)
      : say('{amount} (of {count, number})', { amount: amountText(value, unit), count });

const show = ({ number }: Alert): Action => button(say('Show the alert'), 'alerts.show', alertName(number));

/** Said once, when it begins. */
export function beganCard(alert: Alert, timeZone: string): Card {
  const { firingSince, valueBefore, unit, days, thenDo } = alert;
  return titledCard(
    titleOf(alert, beyond(alert)),
    [
      facts([
        { label: say('It is'), value: valueText(alert) },
        { label: say('Alert'), value: alertText(alert) },
        ...(firingSince === null
          ? []
          : [
              { label: say('Since'), value: [{ kind: 'time', at: firingSince, timeZone, style: 'dateTime' } as const] },
            ]),
        ...(valueBefore === null
          ? []
          : [
              {
                label: say('{count, plural, one {The day before} other {The # days before}}', { count: days }),
                value: amountText(valueBefore, unit),
              },
            ]),
      ]),
      ...(thenDo === null ? [] : [text([bold(say('What we do then:'))]), quote(thenDo)]),
      actions([show(alert)]),
    ],
    'warning',
  );
}

/** Said once, when it ends. */
export function endedCard(alert: Alert, since: Date | null, timeZone: string): Card {
  return titledCard(
    titleOf(alert, say('{figure} is back', { figure: figureTitle(alert) })),
    [
      facts([
        { label: say('It is'), value: valueText(alert) },
        { label: say('Alert'), value: alertText(alert) },
        ...(since === null
          ? []
          : [
              {
                label: say('It was so since'),
                value: [{ kind: 'time', at: since, timeZone, style: 'dateTime' } as const],
              },
            ]),
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
        { label: say('State'), value: stateLine(alert, timeZone) },
        { label: say('Told to'), value: toldTo },
      ]),
      ...(thenDo === null ? [] : [text([bold(say('What we do then:'))]), quote(thenDo)]),
      ...(removedAt === null
        ? [
            note(
              sayLine('To change it: {command}.', {
                command: code(`alert change ${name} "${conditionText(alert)}" over:${alert.days}d`),
              }),
            ),
          ]
        : []),
      actions(
        mayChange
          ? [
              removedAt === null
                ? button(say('Take it off'), 'alerts.remove', name)
                : button(say('Bring it back'), 'alerts.restore', name, 'primary'),
            ]
          : [],
      ),
    ],
    alert.firingSince !== null && removedAt === null ? 'warning' : 'neutral',
  );
}

function stateLine(alert: Alert, timeZone: string): Line {
  const { removedAt, firingSince, checkedAt, value } = alert;
  if (removedAt !== null) return say('taken off');
  if (checkedAt === null) return say('looked at within a minute');
  const when = { kind: 'time', at: firingSince ?? checkedAt, timeZone, style: 'dateTime' } as const;
  if (firingSince !== null) return sayLine('it is so since {when}: {value}', { when, value: valueText(alert) });
  if (value === null) return sayLine('too little is known to say anything, as of {when}', { when });
  // As it is, it would be so: chance is not ruled out.
  if (isBeyond(value, alert))
    return sayLine('not sure yet, as of {when}: {value} may be chance', { when, value: valueText(alert) });
  return sayLine('quiet, as of {when}: {value}', { when, value: valueText(alert) });
}

/** How the list is headed. */
export const alertsHeading = (): ListHeading => ({
  title: say('Alerts'),
  noneTitle: say('There are no alerts'),
  none: sayLine('The champion and admins add one: {command}. {figures} lists what is measured.', {
    command: code('alert add "nps < 20" segment:Key'),
    figures: code('alert figures'),
  }),
});

/** One in the list. */
export const alertRow = (alert: Alert, timeZone: string): Block => ({
  kind: 'row',
  line: [bold(alertName(alert.number)), ` · ${alertText(alert)}`],
  detail: stateLine(alert, timeZone),
  action: button(say('Show'), 'alerts.show', alertName(alert.number)),
});

/** How what is measured is headed. */
export const figuresHeading = (): ListHeading => ({
  title: say('What is measured'),
  none: say('Nothing is measured here.'),
});

const examples: Readonly<Record<string, string>> = { ms: '4h', '%': '90 %' };

/** One that can be watched. */
export const figureRow = ({ name, title, unit, isNow, usualDays, takesSegment }: Figure): Block => ({
  kind: 'row',
  line: [
    bold(sayIfKnown(title ?? name)),
    ' · ',
    code(`alert add "${name} ${unit === '%' || unit === 'points' ? '<' : '>'} ${examples[unit] ?? 20}"`),
  ],
  detail: figureDetail({ isNow, usualDays, takesSegment }),
});

const figureDetail = ({
  isNow,
  usualDays: count,
  takesSegment,
}: Pick<Figure, 'isNow' | 'usualDays' | 'takesSegment'>) =>
  isNow
    ? takesSegment
      ? say('As it is now, also of one segment')
      : say('As it is now')
    : takesSegment
      ? say('Over {count, plural, one {1 day} other {# days}} unless you say otherwise, also of one segment', { count })
      : say('Over {count, plural, one {1 day} other {# days}} unless you say otherwise', { count });
