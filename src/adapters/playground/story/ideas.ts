/** Two ideas that answer for the customer: one is tried out, one waits for the next meeting. */
import { type StoryStep, when } from './story-step.js';

const nightMessage: readonly StoryStep[] = [
  when({ workingDaysAgo: 13, at: '11:00' }, 'dana', 'marketing').says(
    '/customer idea A good-night message from the calendar',
    {
      touches: 'Harbour House, and every house where nobody sits at the desk after ten.',
      delights: '“I slept. The calendar had told me at ten who still comes, and that no room is booked twice.”',
      problem: 'Owners look at the calendar in bed, because once it was wrong.',
      benefit: 'An evening that ends.',
      evidence: 'F-15: two families stood at the desk at night. Three others asked for the same by phone.',
      experience: 'At ten one message: two guests still come, rooms 4 and 7, all else is quiet.',
    },
  ),
  when({ workingDaysAgo: 12, at: '14:00' }, 'ani', 'marketing').presses('ideas.support', 'A good-night message'),
  when({ workingDaysAgo: 12, at: '16:40' }, 'maya', 'marketing').presses('ideas.support', 'A good-night message'),
  when({ workingDaysAgo: 5, at: '11:10' }, 'dana', 'marketing').presses('ideas.try', 'A good-night message', {
    change: 'Three houses get the message for two weeks.',
    metric: 'calls to us after ten at night',
    valueBefore: '11 a week',
    better: 'lower',
    endsOn: '{day+6}',
  }),
];

const ownWords: readonly StoryStep[] = [
  when({ minutesAgo: 200 }, 'maya', 'marketing').says('/customer idea Invoices as the bookkeeper reads them', {
    touches: 'Hotel Ararat and Alpenrose Lodge: whose bookkeepers read neither English nor euro.',
    delights: '“I enter it in two minutes and go home.” Columns, words and currency are their own.',
    evidence: 'F-20 and F-23: both asked for their own currency and columns.',
    experience: 'The bookkeeper chooses country and columns once; every invoice comes so, as a table.',
  }),
  when({ minutesAgo: 120 }, 'grace', 'marketing').presses('ideas.support', 'Invoices as the bookkeeper reads them'),
];

export const ideas: readonly StoryStep[] = [...nightMessage, ...ownWords];
