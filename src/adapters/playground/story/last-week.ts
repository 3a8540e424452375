/** The last days, as a visitor finds them: one waits, one is overdue, one was opened again, and one is fresh. */
import type { StoryStep } from './story-step.js';

const waiting: readonly StoryStep[] = [
  {
    time: { workingDaysAgo: 4, at: '14:20' },
    as: 'maya',
    place: 'support',
    say: '/customer feedback "The tax office wants last year’s nights as a table, and your report is a picture." customer:"Alpenrose Lodge"',
  },
  { time: { workingDaysAgo: 4, at: '14:35' }, as: 'maya', click: 'feedback.acknowledge', on: 'tax office' },
  {
    time: { workingDaysAgo: 3, at: '10:05' },
    as: 'maya',
    click: 'feedback.wait',
    on: 'tax office',
    fill: { until: '{day+3}', why: 'Their adviser tells us which columns the tax office takes.' },
  },
];

const quickAnswer: readonly StoryStep[] = [
  {
    time: { workingDaysAgo: 3, at: '09:30' },
    as: 'dana',
    place: 'support',
    say: '/customer feedback "Do we get a refund when a guest pays and never comes?" customer:"Casa Miró" severity:low',
  },
  {
    time: { workingDaysAgo: 3, at: '11:05' },
    as: 'tomas',
    click: 'feedback.resolve',
    on: 'never comes',
    fill: {
      outcome: 'explained',
      customerTold: 'Yes: we keep no fee for such nights. It comes back with the next invoice, without asking.',
      rootCauseCategory: 'communication',
      rootCause: 'It stands in the contract, on page eleven.',
      prevention: 'The mail that tells of a guest who did not come now says it in its second line.',
    },
  },
];

const overdue: readonly StoryStep[] = [
  {
    time: { workingDaysAgo: 2, at: '09:30' },
    as: 'maya',
    place: 'support',
    say: '/customer feedback "Your calendar shows our winter guests the summer prices, and they book." customer:"Harbour House" severity:high',
  },
  { time: { workingDaysAgo: 2, at: '14:00' }, as: 'ani', click: 'feedback.acknowledge', on: 'summer prices' },
  {
    time: { workingDaysAgo: 1, at: '12:30' },
    as: 'grace',
    place: 'support',
    say: 'Ani, Harbour House should have heard from us this morning. What can I take off your desk?',
  },
  {
    time: { workingDaysAgo: 1, at: '16:50' },
    as: 'ani',
    place: 'support',
    say: 'The fix is written, but it moves every price of every hotel. I don’t want to hurry that one.',
  },
];

const openedAgain: readonly StoryStep[] = [
  {
    time: { workingDaysAgo: 1, at: '10:20' },
    as: 'dana',
    place: 'marketing',
    say: 'The passport question is back, on phones only. Casa Miró sent a picture.',
  },
  {
    time: { workingDaysAgo: 1, at: '15:30' },
    as: 'maya',
    place: 'marketing',
    click: 'feedback.reopen',
    on: 'passport number twice',
    fill: { why: 'The passport question is back, on phones only. Casa Miró sent a picture.' },
  },
];

const fresh: readonly StoryStep[] = [
  {
    time: { minutesAgo: 40 },
    as: 'ani',
    place: 'support',
    say: '/customer feedback "Our night porter has to log in again every ten minutes, with guests standing there." customer:"Hotel Ararat"',
  },
];

export const lastWeek: readonly StoryStep[] = [...waiting, ...quickAnswer, ...overdue, ...openedAgain, ...fresh];
