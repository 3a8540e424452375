/** Sheets for the wall: an everyday one, and those that are awkward. */
import type { Board } from '../../src/chat/board.js';

/** 25 answers; the figures are those of test/features/surveys/rules/priorities.test.ts. */
export const everydayBoard: Board = {
  owner: 'Harbour Lights',
  title: 'What customers would improve first',
  findings: [
    'Billing (48 %), Using (32 %) and Buying (20 %) can’t be told apart yet.',
    'We misjudged Buying most: we guessed 75 %, customers say 20 %.',
  ],
  rows: [
    { label: 'Billing', place: '1 to 3', isSure: false, share: 0.48, low: 0.3003, high: 0.665, teamShare: 0.25 },
    { label: 'Using', place: '1 to 3', isSure: false, share: 0.32, low: 0.172, high: 0.516, teamShare: 0 },
    { label: 'Buying', place: '1 to 3', isSure: false, share: 0.2, low: 0.0886, high: 0.3913, teamShare: 0.75 },
    { label: 'First day', place: '4 to 5', isSure: false, share: 0, low: 0, high: 0.1332, teamShare: 0 },
    { label: 'Support', place: '4 to 5', isSure: false, share: 0, low: 0, high: 0.1332, teamShare: 0 },
  ],
  quotes: [
    {
      text: 'The invoice names rooms that we never booked, every month, and nobody can say why.',
      by: 'Acme, about Billing',
    },
    { text: 'Two invoices for one stay.', by: 'Globex, about Billing' },
    {
      text: 'I have to call to change a date. Then I wait. Then somebody else asks me the same questions again, and in the end the date is wrong. I would rather press a button and be done with it, as everywhere else.',
      by: 'Initech, about Using',
    },
    { text: 'The form asks for a fax number', by: 'A customer, about Buying' },
    { text: 'Search finds nothing', by: 'Hooli, about Using' },
  ],
  notes: [
    '25 customers answered, 4 of the team guessed. A place is given where it is sure with 95 %. S-3, ended 5 Dec 2026.',
  ],
};

const long = 'Wie wir Rechnungen stellen und nachreichen';

/** By what is awkward about each. */
export const oddBoards: Readonly<Record<string, Board>> = {
  'ten touchpoints with long names and long words': {
    ...everydayBoard,
    rows: Array.from({ length: 10 }, (_, at) => ({
      ...{ label: `${at} ${long}`.slice(0, 40), place: at === 0 ? '1' : '2 to 10', isSure: at === 0 },
      ...{
        share: at === 0 ? 0.64 : 0.04,
        low: at === 0 ? 0.57 : 0.02,
        high: at === 0 ? 0.7 : 0.08,
        teamShare: at / 45,
      },
    })),
    quotes: everydayBoard.quotes.map(({ by }) => ({ text: `${'Donaudampfschifffahrt '.repeat(40)}`, by })),
  },
  'words from right to left': {
    ...everydayBoard,
    owner: 'بندرگاہ کی روشنیاں',
    findings: ['بل (48 %), استعمال (32 %)'],
    rows: everydayBoard.rows.map((row) => ({ ...row, label: 'بل اور ادائیگی' })),
    quotes: [
      {
        text: 'ہر مہینے بل میں وہ کمرے ہوتے ہیں جو ہم نے کبھی نہیں لیے، اور کوئی نہیں بتا سکتا کہ کیوں۔',
        by: 'کھجور ہوٹل, بل',
      },
    ],
  },
  'no guesses and no words': {
    ...everydayBoard,
    rows: everydayBoard.rows.map((row) => ({ ...row, teamShare: null })).slice(0, 2),
    quotes: [],
  },
};
