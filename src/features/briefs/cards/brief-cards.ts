/** Every word of briefs: what stands on top of a profile, how they stand, and what a failing calendar needs. */

import type { CalendarTrouble } from '../../../calendar/ask-calendar.js';
import { calendarWords } from '../../../calendar/calendar-words.js';
import { actions, button, facts, note, text, titledCard } from '../../../chat/blocks.js';
import { type Card, code, type Inline, type Line } from '../../../chat/card.js';
import { firstFew } from '../../../chat/counted.js';
import { type Form, field } from '../../../chat/form.js';
import { sayLine } from '../../../chat/say-line.js';
import { say } from '../../../kernel/language/say.js';
import { formatInstant } from '../../../kernel/time/format.js';

interface When {
  readonly startsAt: Date;
  /** The reader's zone. */
  readonly timeZone: string;
}

const timeOf = (at: Date, timeZone: string, style: 'time' | 'dateTime'): Inline => ({
  kind: 'time',
  at,
  timeZone,
  style,
});

/** On top of the profile. @param others customers of the same meeting without a card of their own, by name */
export function briefNote({ startsAt, timeZone, others }: When & { readonly others: readonly string[] }): Line {
  const values = { time: timeOf(startsAt, timeZone, 'time'), command: code('brief off') };
  return others.length === 0
    ? sayLine('You meet them at {time}. {command} ends these briefs.', values)
    : sayLine('You meet them at {time}. Also there: {others}. {command} ends these briefs.', {
        ...values,
        others: firstFew(others, 5),
      });
}

/** What a phone shows of it. */
export const summedUp = (card: Card, { startsAt, timeZone }: When): Card => ({
  ...card,
  summary: say('You meet {customer} at {time}', {
    customer: card.title,
    time: formatInstant(startsAt, 'time', { timeZone }),
  }),
});

/** Why a calendar gives no meetings, and the remedy. */
export const briefCalendarWords = (trouble: CalendarTrouble): string =>
  calendarWords(trouble, {
    smaller: say('Share one with fewer events.'),
    instead: say('Type `who NAME` before you meet a customer.'),
  });

/** Where the address is found, as calendars call it today. */
const whereToFind = () =>
  say(
    'Google: Settings, your calendar, “Secret address in iCal format”. Outlook: Settings, Shared calendars, “Publish a calendar”, the ICS link.',
  );

/** How somebody's briefs stand. */
export interface Standing {
  /** Of the address nothing else is shown. */
  readonly host: string;
  readonly timeZone: string;
  /** null: no meeting with a known customer is ahead. */
  readonly next: { readonly dueAt: Date; readonly startsAt: Date; readonly names: readonly string[] } | null;
  readonly fetchedAt: Date | null;
  readonly failed: { readonly at: Date; readonly trouble: CalendarTrouble; readonly isOver: boolean } | null;
  /** Of what was just read, in words; absent: nothing was left out. */
  readonly leftOut?: string | undefined;
}

const setButton = () => button(say('Set a calendar'), 'briefs.set', '', 'primary');
const changeButton = () => button(say('Another calendar'), 'briefs.set', '');

/** Nothing is set. */
export const noBriefsCard = (): Card =>
  titledCard(say('You get no briefs yet'), [
    text(
      say(
        'Give me your calendar, and 30 minutes before you meet a customer you read here who they are and what to mind.',
      ),
    ),
    text(
      sayLine('In our private chat: {command}. Or press the button: only you see the form.', {
        command: code('brief calendar https://…ics'),
      }),
    ),
    note(whereToFind()),
    note(say('Of the calendar I keep its address, and when you meet which customer. Titles and people are not kept.')),
    actions([setButton()]),
  ]);

/** @param isFresh it was set just now */
export function briefsCard(standing: Standing, isFresh: boolean): Card {
  const { host, timeZone, next, fetchedAt, failed, leftOut } = standing;
  const time = (at: Date): Inline => timeOf(at, timeZone, 'dateTime');
  const title = isFresh ? say('Your briefs are on') : say('You get briefs before you meet customers');
  return titledCard(
    title,
    [
      ...(failed && !failed.isOver ? [text(briefCalendarWords(failed.trouble))] : []),
      facts([
        {
          label: say('Next brief'),
          value: next
            ? sayLine('{when}: {customers}, met at {time}', {
                when: time(next.dueAt),
                customers: firstFew(next.names, 3),
                time: timeOf(next.startsAt, timeZone, 'time'),
              })
            : say('no meeting with a known customer in the next 31 days'),
        },
        { label: say('Calendar'), value: host },
        ...(fetchedAt ? [{ label: say('Last read'), value: [time(fetchedAt)] }] : []),
        ...(failed
          ? [
              {
                label: say('Last failed'),
                value: failed.isOver
                  ? sayLine('{when}, read again since', { when: time(failed.at) })
                  : [time(failed.at)],
              },
            ]
          : []),
      ]),
      ...(leftOut === undefined ? [] : [note(leftOut)]),
      note(say('Customers are known by their name in the title, or by the mail domain of those who come.')),
      actions([
        changeButton(),
        {
          ...button(say('Turn off'), 'briefs.off', '', 'danger'),
          confirm: {
            title: say('Turn briefs off?'),
            text: say('The address and all times are forgotten.'),
            yes: say('Turn off'),
          },
        },
      ]),
    ],
    isFresh ? 'good' : failed && !failed.isOver ? 'warning' : undefined,
  );
}

/** Everything is forgotten. @param wasSet false: there was nothing to forget */
export const briefsOffCard = (wasSet: boolean): Card =>
  titledCard(wasSet ? say('Your briefs are off') : say('You get no briefs'), [
    text(
      wasSet
        ? say('I have forgotten the address of your calendar and every time in it.')
        : say('No calendar of yours is set, so there is nothing to forget.'),
    ),
    actions([button(say('Set a calendar'), 'briefs.set', '')]),
  ]);

/** For whoever gave the calendar, once. */
export const troubleCard = (trouble: CalendarTrouble): Card =>
  titledCard(
    say('Your calendar for briefs can’t be read'),
    [
      text(briefCalendarWords(trouble)),
      note(say('It has failed for some hours. Until then briefs come at the times that I know, and I keep trying.')),
      actions([changeButton(), button(say('How it stands'), 'briefs.show', '')]),
    ],
    'warning',
  );

/** Asks for the address where nobody else reads it. */
export const calendarForm = (): Form => ({
  form: 'briefs.set',
  subject: '',
  title: say('Your calendar'),
  fields: [field('text', 'calendar', say('Address (iCal, .ics)'), { hint: whereToFind(), maxLength: 1_500 })],
  submit: say('Read it'),
});

/** Typed where others read. */
export const notHere = () =>
  say(
    'Others may read here, and whoever knows the address can read your calendar. I kept nothing. Type `brief calendar` alone for a form that only you see, or write to me in our private chat. If others saw the address, reset it in your calendar.',
  );

export const nothingBehindOff = () =>
  say('I can’t read what stands behind it, so nothing was done. Type `brief off` alone.');
export const unknownBrief = () =>
  say(
    'I don’t know what to do with that. Type `brief` to see how your briefs stand, `brief calendar` to set a calendar, or `brief off`.',
  );
