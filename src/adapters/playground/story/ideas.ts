/** Two ideas that answer for the customer: one is tried out, one waits for the next meeting. */
import type { StoryStep } from './story-step.js';

const nightMessage: readonly StoryStep[] = [
  {
    time: { workingDaysAgo: 13, at: '11:00' },
    as: 'dana',
    place: 'marketing',
    say: '/customer idea A good-night message from the calendar',
    fill: {
      touches: 'Harbour House, and every house where nobody sits at the desk after ten.',
      delights: '“I slept. The calendar had told me at ten who still comes, and that no room is booked twice.”',
      problem: 'Owners look at the calendar in bed, because once it was wrong.',
      benefit: 'An evening that ends.',
      evidence: 'F-11: two families stood at the desk at night. Three others asked for the same by phone.',
      experience: 'At ten one message: two guests still come, rooms 4 and 7, all else is quiet.',
    },
  },
  {
    time: { workingDaysAgo: 12, at: '14:00' },
    as: 'ani',
    place: 'marketing',
    click: 'ideas.support',
    on: 'A good-night message',
  },
  {
    time: { workingDaysAgo: 12, at: '16:40' },
    as: 'maya',
    place: 'marketing',
    click: 'ideas.support',
    on: 'A good-night message',
  },
  {
    time: { workingDaysAgo: 5, at: '11:10' },
    as: 'dana',
    place: 'marketing',
    click: 'ideas.try',
    on: 'A good-night message',
    fill: {
      change: 'Three houses get the message for two weeks.',
      metric: 'calls to us after ten at night',
      valueBefore: '11 a week',
      better: 'lower',
      endsOn: '{day+6}',
    },
  },
];

const ownWords: readonly StoryStep[] = [
  {
    time: { minutesAgo: 200 },
    as: 'maya',
    place: 'marketing',
    say: '/customer idea Invoices as the bookkeeper reads them',
    fill: {
      touches: 'Hotel Ararat and Alpenrose Lodge: whose bookkeepers read neither English nor euro.',
      delights: '“I enter it in two minutes and go home.” Columns, words and currency are their own.',
      evidence: 'F-16 and F-19: both asked for their own currency and columns.',
      experience: 'The bookkeeper chooses country and columns once; every invoice comes so, as a table.',
    },
  },
  {
    time: { minutesAgo: 120 },
    as: 'grace',
    place: 'marketing',
    click: 'ideas.support',
    on: 'Invoices as the bookkeeper reads them',
  },
];

export const ideas: readonly StoryStep[] = [...nightMessage, ...ownWords];
