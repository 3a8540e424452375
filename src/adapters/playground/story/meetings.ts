/** Every Monday the month through: what people answer the day before, and three meetings that open with a customer. */
import { type StoryStep, when } from './story-step.js';

const asked = 'Which customer did you last talk with';
const agenda = 'Marketing weekly';

/** Maya or Dana is asked to start, by turns. */
const turns: readonly StoryStep[] = [3, 2, 1].flatMap((mondaysAgo) => [
  when({ mondaysAgo, eve: true, at: '15:02' }, 'maya').presses('meetings.share', 'Will you share something new', null, {
    ifThere: true,
  }),
  when({ mondaysAgo, eve: true, at: '15:04' }, 'dana').presses('meetings.share', 'Will you share something new', null, {
    ifThere: true,
  }),
]);

const firstMeeting: readonly StoryStep[] = [
  when({ mondaysAgo: 3, eve: true, at: '10:10' }, 'ani').answers(
    asked,
    'Hotel Ararat: their night porter is the owner’s father, and he books everything on paper first.',
  ),
  when({ mondaysAgo: 3, eve: true, at: '15:20' }, 'dana').presses('meetings.answer', asked, {
    customer: 'Casa Miró',
    text: 'Guests call before they book: they want to hear that the sea is really there.',
  }),
  ...when({ mondaysAgo: 3, at: '10:08' }, 'maya', 'marketing').discusses(
    'Two families',
    'The test that books one room twice runs before every release.',
  ),
  ...when({ mondaysAgo: 3, at: '10:14' }, 'grace', 'marketing').discusses(
    'spa package',
    'Whoever cancels sees at once what leaves the invoice.',
  ),
  ...when({ mondaysAgo: 3, at: '10:16' }, 'ani', 'marketing').discusses(
    'night porter',
    'Ani brings him a night view that prints.',
  ),
  ...when({ mondaysAgo: 3, at: '10:18' }, 'maya', 'marketing').discusses(
    'the sea is really there',
    'The window stands first among the pictures.',
  ),
  when({ mondaysAgo: 3, at: '10:20' }, 'maya', 'marketing').presses('meetings.addFollowUp', agenda, {
    text: 'Ask three hotels what their guests hear on the phone',
    owner: '@maya',
    due: '{day-9}',
  }),
  when({ mondaysAgo: 3, at: '10:31' }, 'grace', 'marketing').presses('meetings.close', agenda),
];

const secondMeeting: readonly StoryStep[] = [
  when({ mondaysAgo: 2, eve: true, at: '09:50' }, 'narek').presses('meetings.answer', asked, {
    customer: 'Palm Court Hotel',
    text: 'Their receptionist corrects our Arabic by hand, on a printed page.',
  }),
  when({ mondaysAgo: 2, at: '10:06' }, 'grace', 'marketing').says(
    '/customer learn "They count a good year in returning families, not in nights." customer:"Harbour House"',
  ),
  ...when({ mondaysAgo: 2, at: '10:12' }, 'narek', 'marketing').discusses(
    'own wallpaper',
    'Every no gets its reason on the page where people look for it.',
  ),
  when({ mondaysAgo: 2, at: '10:15' }, 'maya', 'marketing').presses('meetings.tick', agenda, null, {
    row: 'Ask three hotels',
  }),
  ...when({ mondaysAgo: 2, at: '10:19' }, 'grace', 'marketing').discusses(
    'returning families',
    'We ask for it in every yearly talk.',
  ),
  when({ mondaysAgo: 2, at: '10:24' }, 'grace', 'marketing').presses('meetings.addFollowUp', agenda, {
    text: 'Show Hotel Ararat’s porter the night view, on a tablet',
    owner: '@ani',
    due: '{day+2}',
  }),
  when({ mondaysAgo: 2, at: '10:33' }, 'maya', 'marketing').presses('meetings.close', agenda),
];

const lastMeeting: readonly StoryStep[] = [
  when({ mondaysAgo: 1, eve: true, at: '10:30' }, 'ani').presses('meetings.answer', asked, {
    customer: 'Hotel Ararat',
    text: 'Since the invoices are in dram, the bookkeeper answers within the hour.',
  }),
  when({ mondaysAgo: 1, at: '10:05' }, 'maya', 'marketing').presses('meetings.addLearning', agenda, {
    text: 'They print our calendar and hang it in the kitchen.',
    customer: 'Alpenrose Lodge',
  }),
  ...when({ mondaysAgo: 1, at: '10:17' }, 'grace', 'marketing').discusses(
    'F-18',
    'Somebody who reads Arabic looks at every release.',
  ),
  ...when({ mondaysAgo: 1, at: '10:19' }, 'grace', 'marketing').discusses('F-19', 'A second trainer sits in, always.'),
  ...when({ mondaysAgo: 1, at: '10:21' }, 'maya', 'marketing').discusses(
    'in the kitchen',
    'The print view gets large letters.',
  ),
  ...when({ mondaysAgo: 1, at: '10:23' }, 'narek', 'marketing').discusses(
    'by hand, on a printed page',
    'Their corrections are in the texts now.',
    { ifThere: true },
  ),
  when({ mondaysAgo: 1, at: '10:29' }, 'grace', 'marketing').presses('meetings.close', agenda),
];

/** What the next meeting will open with. */
const sinceThen: readonly StoryStep[] = [
  when({ minutesAgo: 150 }, 'grace', 'marketing').says(
    '/customer learn "Guests choose the room with the worst picture last, whatever it costs." customer:"Casa Miró"',
  ),
];

export const meetings: readonly StoryStep[] = [
  ...turns,
  ...firstMeeting,
  ...secondMeeting,
  ...lastMeeting,
  ...sinceThen,
];
