/** Every word of briefs: what stands on top of a profile, how they stand, and what a failing calendar needs. */
import type { CalendarTrouble } from '../../../calendar/ask-calendar.js';
import { calendarWords } from '../../../calendar/calendar-words.js';
import { actions, button, facts, note, text, titledCard } from '../../../chat/blocks.js';
import { type Card, code, type Inline, type Line } from '../../../chat/card.js';
import { firstFew } from '../../../chat/counted.js';
import { type Form, field } from '../../../chat/form.js';
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
export const briefNote = ({ startsAt, timeZone, others }: When & { readonly others: readonly string[] }): Line => [
  'You meet them at ',
  timeOf(startsAt, timeZone, 'time'),
  others.length === 0 ? '. ' : `. Also there: ${firstFew(others, 5)}. `,
  code('brief off'),
  ' ends these briefs.',
];

/** What a phone shows of it. */
export const summedUp = (card: Card, { startsAt, timeZone }: When): Card => ({
  ...card,
  summary: `You meet ${card.title} at ${formatInstant(startsAt, 'time', { timeZone })}`,
});

/** Why a calendar gives no meetings, and the remedy. */
export const briefCalendarWords = (trouble: CalendarTrouble): string =>
  calendarWords(trouble, {
    smaller: 'Share one with fewer events.',
    instead: 'Type `who NAME` before you meet a customer.',
  });

/** Where the address is found, as calendars call it today. */
const whereToFind =
  'Google: Settings, your calendar, “Secret address in iCal format”. Outlook: Settings, Shared calendars, “Publish a calendar”, the ICS link.';

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

const setButton = button('Set a calendar', 'briefs.set', '', 'primary');
const changeButton = button('Another calendar', 'briefs.set', '');

/** Nothing is set. */
export const noBriefsCard = (): Card =>
  titledCard('You get no briefs yet', [
    text(
      'Give me your calendar, and 30 minutes before you meet a customer you read here who they are and what to mind.',
    ),
    text([
      'In our private chat: ',
      code('brief calendar https://…ics'),
      '. Or press the button: only you see the form.',
    ]),
    note(whereToFind),
    note('Of the calendar I keep its address, and when you meet which customer. Titles and people are not kept.'),
    actions([setButton]),
  ]);

/** @param isFresh it was set just now */
export function briefsCard(standing: Standing, isFresh: boolean): Card {
  const { host, timeZone, next, fetchedAt, failed, leftOut } = standing;
  const time = (at: Date): Inline => timeOf(at, timeZone, 'dateTime');
  const title = isFresh ? 'Your briefs are on' : 'You get briefs before you meet customers';
  return titledCard(
    title,
    [
      ...(failed && !failed.isOver ? [text(briefCalendarWords(failed.trouble))] : []),
      facts([
        {
          label: 'Next brief',
          value: next
            ? [time(next.dueAt), `: ${firstFew(next.names, 3)}, met at `, timeOf(next.startsAt, timeZone, 'time')]
            : 'no meeting with a known customer in the next 31 days',
        },
        { label: 'Calendar', value: host },
        ...(fetchedAt ? [{ label: 'Last read', value: [time(fetchedAt)] }] : []),
        ...(failed
          ? [{ label: 'Last failed', value: [time(failed.at), failed.isOver ? ', read again since' : ''] }]
          : []),
      ]),
      ...(leftOut === undefined ? [] : [note(leftOut)]),
      note('Customers are known by their name in the title, or by the mail domain of those who come.'),
      actions([
        changeButton,
        {
          ...button('Turn off', 'briefs.off', '', 'danger'),
          confirm: { title: 'Turn briefs off?', text: 'The address and all times are forgotten.', yes: 'Turn off' },
        },
      ]),
    ],
    isFresh ? 'good' : failed && !failed.isOver ? 'warning' : undefined,
  );
}

/** Everything is forgotten. @param wasSet false: there was nothing to forget */
export const briefsOffCard = (wasSet: boolean): Card =>
  titledCard(wasSet ? 'Your briefs are off' : 'You get no briefs', [
    text(
      wasSet
        ? 'I have forgotten the address of your calendar and every time in it.'
        : 'No calendar of yours is set, so there is nothing to forget.',
    ),
    actions([button('Set a calendar', 'briefs.set', '')]),
  ]);

/** For whoever gave the calendar, once. */
export const troubleCard = (trouble: CalendarTrouble): Card =>
  titledCard(
    'Your calendar for briefs can’t be read',
    [
      text(briefCalendarWords(trouble)),
      note('It has failed for some hours. Until then briefs come at the times that I know, and I keep trying.'),
      actions([changeButton, button('How it stands', 'briefs.show', '')]),
    ],
    'warning',
  );

/** Asks for the address where nobody else reads it. */
export const calendarForm: Form = {
  form: 'briefs.set',
  subject: '',
  title: 'Your calendar',
  fields: [field('text', 'calendar', 'Address (iCal, .ics)', { hint: whereToFind, maxLength: 1_500 })],
  submit: 'Read it',
};

/** Typed where others read. */
export const notHere =
  'Others may read here, and whoever knows the address can read your calendar. I kept nothing. Type `brief calendar` alone for a form that only you see, or write to me in our private chat. If others saw the address, reset it in your calendar.';

export const nothingBehindOff = 'I can’t read what stands behind it, so nothing was done. Type `brief off` alone.';
export const unknownBrief =
  'I don’t know what to do with that. Type `brief` to see how your briefs stand, `brief calendar` to set a calendar, or `brief off`.';
