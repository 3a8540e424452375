/** The eleven months before the last: one matter a month with its prevention, two experiments, a meeting every Monday. */
import { type StoryStep, when } from './story-step.js';

/** Working days before the story's end at which the year begins. */
export const yearStart = 240;

interface Matter {
  readonly ago: number;
  readonly customer: string;
  readonly words: string;
  /** Whose turn it is by the rules. */
  readonly owner: string;
  readonly outcome: string;
  readonly told: string;
  readonly kind: string;
  readonly cause: string;
  readonly prevention: string;
}

/** Captured by Maya in the morning, resolved by its owner on the next day. */
const stepsOf = ({ ago, customer, words, owner, ...end }: Matter): readonly StoryStep[] => [
  when({ workingDaysAgo: ago, at: '10:00' }, 'maya', 'support').says(
    `/customer feedback "${words}" customer:"${customer}" owner:@${owner}`,
  ),
  when({ workingDaysAgo: ago - 1, at: '11:30' }, owner).presses('feedback.resolve', words.slice(0, 24), {
    outcome: end.outcome,
    customerTold: end.told,
    rootCauseCategory: end.kind,
    rootCause: end.cause,
    prevention: end.prevention,
  }),
];

const matters: readonly Matter[] = [
  {
    ago: 228,
    customer: 'Old Mill Inn',
    words: 'Your welcome mail went into the spam of half our guests.',
    owner: 'narek',
    outcome: 'fixed',
    told: 'The mails are signed now, and arrive.',
    kind: 'product',
    cause: 'The new mail server was never told to sign.',
    prevention: 'A test mail to five providers goes out every morning.',
  },
  {
    ago: 205,
    customer: 'Palm Court Hotel',
    words: 'The tourist tax is missing from every receipt since January.',
    owner: 'tomas',
    outcome: 'fixed',
    told: 'All receipts were made again with the tax. We wrote to your guests.',
    kind: 'process',
    cause: 'The tax of the new year was entered in one country only.',
    prevention: 'Tomás has the list of taxes read by a second person each December.',
  },
  {
    ago: 184,
    customer: 'Casa Miró',
    words: 'We asked twice for a second login and heard nothing.',
    owner: 'dana',
    outcome: 'fixed',
    told: 'You have it, and an apology. Your mails had been answered by nobody.',
    kind: 'communication',
    cause: 'The shared mailbox belonged to a colleague who had left.',
    prevention: 'No mailbox without two names on it.',
  },
  {
    ago: 163,
    customer: 'Harbour House',
    words: 'A guest with a wheelchair got the attic, although we had marked her booking.',
    owner: 'ani',
    outcome: 'compensated',
    told: 'Her stay is on us. The mark now keeps the room, it is not only a note.',
    kind: 'product',
    cause: 'The mark was shown, and the automatic choice of rooms did not read it.',
    prevention: 'What a guest needs is a rule for the choice of rooms, with a test for each.',
  },
  {
    ago: 150,
    customer: 'Hotel Ararat',
    words: 'Since the move to the new servers every page takes ten seconds.',
    owner: 'narek',
    outcome: 'fixed',
    told: 'It is as fast as before, and we should have told you on the first day.',
    kind: 'product',
    cause: 'The new servers stood in one country only, far from half of our hotels.',
    prevention: 'A move goes to five hotels first, and somebody phones them.',
  },
  {
    ago: 146,
    customer: 'Alpenrose Lodge',
    words: 'The new calendar lost the colours that our staff has used for years.',
    owner: 'ani',
    outcome: 'fixed',
    told: 'The colours are back, yours and those of eleven other houses.',
    kind: 'product',
    cause: 'Nobody had asked what the colours were for.',
    prevention: 'Before something is taken away, three customers are asked what they do with it.',
  },
  {
    ago: 121,
    customer: 'Old Mill Inn',
    words: 'Nobody picks up the phone at your end on Saturdays.',
    owner: 'maya',
    outcome: 'explained',
    told: 'There is a number for Saturdays now, and it is on the first page.',
    kind: 'communication',
    cause: 'We promised help at weekends, and meant an answering machine.',
    prevention: 'What we promise on the page is read by support before it is published.',
  },
  {
    ago: 99,
    customer: 'Palm Court Hotel',
    words: 'The training was good, but our night shift could not come.',
    owner: 'dana',
    outcome: 'fixed',
    told: 'There are now two evenings, and a recording in Arabic.',
    kind: 'communication',
    cause: 'We had planned by our own working hours.',
    prevention: 'Whoever is invited is asked for the time first.',
  },
  {
    ago: 76,
    customer: 'Casa Miró',
    words: 'Your summer release changed the print, and our cleaners cannot read it.',
    owner: 'narek',
    outcome: 'fixed',
    told: 'The old size is back, and a larger one beside it.',
    kind: 'product',
    cause: 'The print had never been shown to somebody who uses it.',
    prevention: 'A cleaner in three houses gets each new print a week before.',
  },
  // The same trouble in four voices: themes name it, and the fifth is like them.
  {
    ago: 62,
    customer: 'Palm Court Hotel',
    words: 'At night the login of our porter ends every ten minutes.',
    owner: 'narek',
    outcome: 'fixed',
    told: 'Your night porters stay logged in for eight hours now.',
    kind: 'product',
    cause: 'A login ends after ten minutes without a click, and at night nobody clicks.',
    prevention: 'Narek spends a night at a front desk before the login changes.',
  },
  {
    ago: 55,
    customer: 'Alpenrose Lodge',
    words: 'The login at the front desk ends while guests are standing there.',
    owner: 'narek',
    outcome: 'fixed',
    told: 'Your desk stays logged in too.',
    kind: 'product',
    cause: 'What helped the first hotel was set for that hotel alone.',
    prevention: 'What is set for one hotel is looked at for all of them.',
  },
  {
    ago: 41,
    customer: 'Casa Miró',
    words: 'Every ten minutes the login is gone, mostly with guests at the desk.',
    owner: 'ani',
    outcome: 'explained',
    told: 'The tick “this is our desk” keeps you logged in. We should have told you.',
    kind: 'communication',
    cause: 'The tick stands on a page that nobody opens.',
    prevention: 'The login page asks whether this is a front desk.',
  },
  {
    ago: 33,
    customer: 'Old Mill Inn',
    words: 'Our porter writes his password on a note, because the login ends again and again.',
    owner: 'narek',
    outcome: 'explained',
    told: 'The tick helps until the new login comes in January.',
    kind: 'product',
    cause: 'The same as at four other hotels.',
    prevention: 'The new login is tried at two night desks first.',
  },
  {
    ago: 48,
    customer: 'Harbour House',
    words: 'Your team wrote to us before we had noticed the fault. Thank you.',
    owner: 'maya',
    outcome: 'explained',
    told: 'That is how we want it. We told the team, who had cake.',
    kind: 'other',
    cause: 'The watch that was built in spring rang at six in the morning.',
    prevention: 'Nothing to prevent: we keep it.',
  },
];

/** One that worked, and one that did not. */
const experiments: readonly StoryStep[] = [
  when({ workingDaysAgo: 200, at: '11:00' }, 'ani', 'marketing').says(
    '/customer idea Ring the hotel before a change, not after',
    {
      touches: 'The twelve houses that print our calendar: Alpenrose Lodge, Harbour House and ten more.',
      delights: '“They called before it hurt.” Nobody else who sells them software does.',
      evidence: 'Eleven complaints in a year began with the word “suddenly”.',
    },
  ),
  when({ workingDaysAgo: 140, at: '10:00' }, 'ani', 'marketing').presses('ideas.try', 'Ring the hotel before', {
    change: 'Five houses are phoned a week before each release.',
    metric: 'complaints in the week after a release',
    valueBefore: '14',
    better: 'lower',
    endsOn: '{day-111}',
  }),
  when({ workingDaysAgo: 110, at: '11:00' }, 'ani', 'marketing').presses('ideas.result', 'Ring the hotel before', {
    valueAfter: '3',
    learned: 'Two of the five found the fault for us, on the phone.',
  }),
  when({ workingDaysAgo: 109, at: '11:20' }, 'grace', 'marketing').presses('ideas.move', 'Ring the hotel before', {
    to: 'adopted',
    why: '14 complaints became 3. Every release begins with five calls from now on.',
  }),
  when({ workingDaysAgo: 95, at: '15:00' }, 'dana', 'marketing').says(
    '/customer idea A weather report on the booking page',
    {
      touches: 'Guests of Casa Miró and Old Mill Inn, who ask about the weather by phone.',
      delights: 'They would know what to pack, and look forward to it.',
      evidence: 'Nine calls in July.',
    },
  ),
  when({ workingDaysAgo: 92, at: '10:00' }, 'dana', 'marketing').presses('ideas.try', 'A weather report', {
    change: 'Two houses show seven days of weather for six weeks.',
    metric: 'bookings for each hundred visitors',
    valueBefore: '4.1',
    better: 'higher',
    endsOn: '{day-62}',
  }),
  when({ workingDaysAgo: 61, at: '15:00' }, 'dana', 'marketing').presses('ideas.result', 'A weather report', {
    valueAfter: '3.8',
    learned: 'Who saw rain did not book. They still phone, about the path to the beach.',
  }),
  when({ workingDaysAgo: 60, at: '15:30' }, 'grace', 'marketing').presses('ideas.move', 'A weather report', {
    to: 'parked',
    why: 'It took bookings away. We know now that the path matters, not the weather.',
  }),
];

const learnings: readonly (readonly [number, string, string, string])[] = [
  [44, 'Harbour House', 'maya', 'They open the calendar before the coffee machine.'],
  [41, 'Hotel Ararat', 'ani', 'Half of their guests book by phone and want it confirmed by text message.'],
  [38, 'Casa Miró', 'dana', 'The owner reads our release notes aloud to her staff.'],
  [32, 'Alpenrose Lodge', 'maya', 'In February they have more dogs than children.'],
  [29, 'Hotel Ararat', 'ani', 'They had a man sit beside the slow screen to say sorry to guests.'],
  [23, 'Palm Court Hotel', 'narek', 'The night shift teaches the day shift how our program works.'],
  [20, 'Old Mill Inn', 'maya', 'A wedding pays for three quiet months.'],
  [14, 'Harbour House', 'dana', 'They recommend us to the house next door, which is their rival.'],
  [11, 'Casa Miró', 'ani', 'Nobody there has ever opened the settings.'],
  [7, 'Alpenrose Lodge', 'maya', 'They measure a good day by how seldom the phone rings.'],
];

/** In the last month they meet by a series, with chapters of its own. */
const weeksBefore = [47, 44, 41, 38, 35, 32, 29, 26, 23, 20, 17, 14, 12, 11, 10, 9, 8, 7, 6];
/** The first meeting after the matter was resolved; a week is five working days, and a holiday more or less. */
const meetingAfter = (ago: number) => weeksBefore.find((week) => week < (ago - 2) / 5) ?? 6;

const agenda = 'Meeting of #marketing';

const mondays: readonly StoryStep[] = [
  ...weeksBefore.flatMap((mondaysAgo): readonly StoryStep[] => [
    when({ mondaysAgo, at: '10:00' }, 'grace', 'marketing').says('/customer meeting now'),
    when({ mondaysAgo, at: '10:25' }, 'grace', 'marketing').presses('meetings.close', agenda),
  ]),
  // What was resolved is asked about on the next Monday, and ticked off.
  ...matters.flatMap(({ ago, words, prevention }) =>
    when({ mondaysAgo: meetingAfter(ago), at: '10:20' }, 'grace', 'marketing').discusses(
      words.slice(0, 24),
      prevention,
    ),
  ),
  ...learnings.map(
    ([mondaysAgo, customer, as, words]): StoryStep =>
      when({ mondaysAgo, at: '10:08' }, as, 'marketing').says(`/customer learn "${words}" customer:"${customer}"`),
  ),
];

export const year: readonly StoryStep[] = [...matters.flatMap(stepsOf), ...experiments, ...mondays];
