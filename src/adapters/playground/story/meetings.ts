/** Every Monday the month through: what people answer the day before, and three meetings that open with a customer. */
import type { StoryStep } from './story-step.js';

const asked = 'Which customer did you last talk with';
const agenda = 'Marketing weekly';

/** Maya or Dana is asked to start, by turns. */
const turns: readonly StoryStep[] = [3, 2, 1].flatMap((mondaysAgo) => [
  {
    time: { mondaysAgo, eve: true, at: '15:02' },
    as: 'maya',
    click: 'meetings.share',
    on: 'Will you share something new',
    ifThere: true,
  },
  {
    time: { mondaysAgo, eve: true, at: '15:04' },
    as: 'dana',
    click: 'meetings.share',
    on: 'Will you share something new',
    ifThere: true,
  },
]);

const firstMeeting: readonly StoryStep[] = [
  {
    time: { mondaysAgo: 3, eve: true, at: '10:10' },
    as: 'ani',
    answer: 'Hotel Ararat: their night porter is the owner’s father, and he books everything on paper first.',
    to: asked,
  },
  {
    time: { mondaysAgo: 3, eve: true, at: '15:20' },
    as: 'dana',
    click: 'meetings.answer',
    on: asked,
    fill: {
      customer: 'Casa Miró',
      text: 'Guests call before they book: they want to hear that the sea is really there.',
    },
  },
  {
    time: { mondaysAgo: 3, at: '10:08' },
    as: 'maya',
    place: 'marketing',
    click: 'meetings.tick',
    on: agenda,
    row: 'Two families',
    fill: { decision: 'The test that books one room twice runs before every release.' },
  },
  {
    time: { mondaysAgo: 3, at: '10:14' },
    as: 'grace',
    place: 'marketing',
    click: 'meetings.tick',
    on: agenda,
    row: 'spa package',
    fill: { decision: 'Whoever cancels sees at once what leaves the invoice.' },
  },
  {
    time: { mondaysAgo: 3, at: '10:16' },
    as: 'ani',
    place: 'marketing',
    click: 'meetings.tick',
    on: agenda,
    row: 'night porter',
    fill: { decision: 'Ani brings him a night view that prints.' },
  },
  {
    time: { mondaysAgo: 3, at: '10:18' },
    as: 'maya',
    place: 'marketing',
    click: 'meetings.tick',
    on: agenda,
    row: 'the sea is really there',
    fill: { decision: 'The window stands first among the pictures.' },
  },
  {
    time: { mondaysAgo: 3, at: '10:20' },
    as: 'maya',
    place: 'marketing',
    click: 'meetings.addFollowUp',
    on: agenda,
    fill: { text: 'Ask three hotels what their guests hear on the phone', owner: '@maya', due: '{day-9}' },
  },
  { time: { mondaysAgo: 3, at: '10:31' }, as: 'grace', place: 'marketing', click: 'meetings.close', on: agenda },
];

const secondMeeting: readonly StoryStep[] = [
  {
    time: { mondaysAgo: 2, eve: true, at: '09:50' },
    as: 'narek',
    click: 'meetings.answer',
    on: asked,
    fill: { customer: 'Palm Court Hotel', text: 'Their receptionist corrects our Arabic by hand, on a printed page.' },
  },
  {
    time: { mondaysAgo: 2, at: '10:06' },
    as: 'grace',
    place: 'marketing',
    say: '/customer learn "They count a good year in returning families, not in nights." customer:"Harbour House"',
  },
  {
    time: { mondaysAgo: 2, at: '10:12' },
    as: 'narek',
    place: 'marketing',
    click: 'meetings.tick',
    on: agenda,
    row: 'own wallpaper',
    fill: { decision: 'Every no gets its reason on the page where people look for it.' },
  },
  {
    time: { mondaysAgo: 2, at: '10:15' },
    as: 'maya',
    place: 'marketing',
    click: 'meetings.tick',
    on: agenda,
    row: 'Ask three hotels',
  },
  {
    time: { mondaysAgo: 2, at: '10:19' },
    as: 'grace',
    place: 'marketing',
    click: 'meetings.tick',
    on: agenda,
    row: 'returning families',
    fill: { decision: 'We ask for it in every yearly talk.' },
  },
  {
    time: { mondaysAgo: 2, at: '10:24' },
    as: 'grace',
    place: 'marketing',
    click: 'meetings.addFollowUp',
    on: agenda,
    fill: { text: 'Show Hotel Ararat’s porter the night view, on a tablet', owner: '@ani', due: '{day+2}' },
  },
  { time: { mondaysAgo: 2, at: '10:33' }, as: 'maya', place: 'marketing', click: 'meetings.close', on: agenda },
];

const lastMeeting: readonly StoryStep[] = [
  {
    time: { mondaysAgo: 1, eve: true, at: '10:30' },
    as: 'ani',
    click: 'meetings.answer',
    on: asked,
    fill: { customer: 'Hotel Ararat', text: 'Since the invoices are in dram, the bookkeeper answers within the hour.' },
  },
  {
    time: { mondaysAgo: 1, at: '10:05' },
    as: 'maya',
    place: 'marketing',
    click: 'meetings.addLearning',
    on: agenda,
    fill: { text: 'They print our calendar and hang it in the kitchen.', customer: 'Alpenrose Lodge' },
  },
  {
    time: { mondaysAgo: 1, at: '10:17' },
    as: 'grace',
    place: 'marketing',
    click: 'meetings.tick',
    on: agenda,
    row: 'F-14',
    fill: { decision: 'Somebody who reads Arabic looks at every release.' },
  },
  {
    time: { mondaysAgo: 1, at: '10:19' },
    as: 'grace',
    place: 'marketing',
    click: 'meetings.tick',
    on: agenda,
    row: 'F-15',
    fill: { decision: 'A second trainer sits in, always.' },
  },
  {
    time: { mondaysAgo: 1, at: '10:21' },
    as: 'maya',
    place: 'marketing',
    click: 'meetings.tick',
    on: agenda,
    row: 'in the kitchen',
    fill: { decision: 'The print view gets large letters.' },
  },
  {
    time: { mondaysAgo: 1, at: '10:23' },
    as: 'narek',
    place: 'marketing',
    click: 'meetings.tick',
    on: agenda,
    row: 'by hand, on a printed page',
    fill: { decision: 'Their corrections are in the texts now.' },
    ifThere: true,
  },
  { time: { mondaysAgo: 1, at: '10:29' }, as: 'grace', place: 'marketing', click: 'meetings.close', on: agenda },
];

/** What the next meeting will open with. */
const sinceThen: readonly StoryStep[] = [
  {
    time: { minutesAgo: 150 },
    as: 'grace',
    place: 'marketing',
    say: '/customer learn "Guests choose the room with the worst picture last, whatever it costs." customer:"Casa Miró"',
  },
];

export const meetings: readonly StoryStep[] = [
  ...turns,
  ...firstMeeting,
  ...secondMeeting,
  ...lastMeeting,
  ...sinceThen,
];
