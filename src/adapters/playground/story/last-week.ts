/** The last days, as a visitor finds them: one waits, one is overdue, one was opened again, and one is fresh. */
import { type StoryStep, when } from './story-step.js';

const waiting: readonly StoryStep[] = [
  when({ workingDaysAgo: 4, at: '14:20' }, 'maya', 'support').says(
    '/customer feedback "The tax office wants last year’s nights as a table, and your report is a picture." customer:"Alpenrose Lodge"',
  ),
  when({ workingDaysAgo: 4, at: '14:35' }, 'maya').presses('feedback.acknowledge', 'tax office'),
  when({ workingDaysAgo: 3, at: '10:05' }, 'maya').presses('feedback.wait', 'tax office', {
    until: '{day+3}',
    why: 'Their adviser tells us which columns the tax office takes.',
  }),
];

const quickAnswer: readonly StoryStep[] = [
  when({ workingDaysAgo: 3, at: '09:30' }, 'dana', 'support').says(
    '/customer feedback "Do we get a refund when a guest pays and never comes?" customer:"Casa Miró" severity:low',
  ),
  when({ workingDaysAgo: 3, at: '11:05' }, 'tomas').presses('feedback.resolve', 'never comes', {
    outcome: 'explained',
    customerTold: 'Yes: we keep no fee for such nights. It comes back with the next invoice, without asking.',
    rootCauseCategory: 'communication',
    rootCause: 'It stands in the contract, on page eleven.',
    prevention: 'The mail that tells of a guest who did not come now says it in its second line.',
  }),
];

const overdue: readonly StoryStep[] = [
  when({ workingDaysAgo: 2, at: '09:30' }, 'maya', 'support').says(
    '/customer feedback "Your calendar shows our winter guests the summer prices, and they book." customer:"Harbour House" severity:high',
  ),
  when({ workingDaysAgo: 2, at: '14:00' }, 'ani').presses('feedback.acknowledge', 'summer prices'),
  when({ workingDaysAgo: 1, at: '12:30' }, 'grace', 'support').says(
    'Ani, Harbour House should have heard from us this morning. What can I take off your desk?',
  ),
  when({ workingDaysAgo: 1, at: '16:50' }, 'ani', 'support').says(
    'The fix is written, but it moves every price of every hotel. I don’t want to hurry that one.',
  ),
];

const openedAgain: readonly StoryStep[] = [
  when({ workingDaysAgo: 1, at: '10:20' }, 'dana', 'marketing').says(
    'The passport question is back, on phones only. Casa Miró sent a picture.',
  ),
  when({ workingDaysAgo: 1, at: '15:30' }, 'maya', 'marketing').presses('feedback.reopen', 'passport number twice', {
    why: 'The passport question is back, on phones only. Casa Miró sent a picture.',
  }),
];

const fresh: readonly StoryStep[] = [
  when({ minutesAgo: 40 }, 'ani', 'support').says(
    '/customer feedback "The login of our night porter ends every ten minutes, with guests standing there." customer:"Hotel Ararat"',
  ),
];

export const lastWeek: readonly StoryStep[] = [...waiting, ...quickAnswer, ...overdue, ...openedAgain, ...fresh];
