/** Week three: an owner is away and an answer comes late, and a review is captured that nobody sent to us. */
import type { StoryStep } from './story-step.js';

const whileAway: readonly StoryStep[] = [
  { time: { workingDaysAgo: 10, at: '17:00' }, as: 'tomas', say: 'away until:{day-7} delegate:@dana' },
  {
    time: { workingDaysAgo: 9, at: '10:45' },
    as: 'ani',
    place: 'support',
    say: '/customer feedback "The invoice is in euro again. Our bookkeeper can only enter dram." customer:"Hotel Ararat"',
  },
  {
    time: { workingDaysAgo: 9, at: '10:50' },
    as: 'ani',
    place: 'support',
    say: 'They asked for that in summer already. I felt a bit silly on the phone.',
  },
  { time: { workingDaysAgo: 9, at: '09:20' }, as: 'maya', click: 'feedback.acknowledge', on: 'in euro again' },
  {
    time: { workingDaysAgo: 7, at: '14:05' },
    as: 'maya',
    click: 'feedback.handOver',
    on: 'in euro again',
    fill: { to: '@tomas', why: 'I could only say sorry: nobody but you may change the currency of an account.' },
  },
  {
    time: { workingDaysAgo: 7, at: '11:40' },
    as: 'tomas',
    click: 'feedback.resolve',
    on: 'in euro again',
    fill: {
      outcome: 'fixed',
      customerTold: 'All invoices are in dram from now on, the old ones too. You had asked in June; I am sorry.',
      rootCauseCategory: 'process',
      rootCause: 'In June the wish stayed in a private mail, and only one of us may change a currency.',
      prevention: 'Dana may change currencies as well, and what customers ask for goes through Empty Chair.',
    },
  },
];

const slowMornings: readonly StoryStep[] = [
  {
    time: { workingDaysAgo: 8, at: '09:40' },
    as: 'maya',
    place: 'support',
    say: '/customer feedback "Between eight and nine the page is so slow that our guests think we are closed." customer:"Old Mill Inn" score:4',
  },
  { time: { workingDaysAgo: 8, at: '14:15' }, as: 'narek', click: 'feedback.acknowledge', on: 'eight and nine' },
  {
    time: { workingDaysAgo: 7, at: '11:10' },
    as: 'narek',
    click: 'feedback.resolve',
    on: 'eight and nine',
    fill: {
      outcome: 'explained',
      customerTold:
        'Your breakfast guests share the line with your desk. We showed you the setting that parts the two.',
      rootCauseCategory: 'third party',
      rootCause: 'The inn’s guests and its desk share one line, and at breakfast the guests watch the news.',
      prevention: 'Our page now says when it is the line that is slow, and links the setting.',
    },
  },
];

const review: readonly StoryStep[] = [
  {
    time: { workingDaysAgo: 6, at: '10:30' },
    as: 'dana',
    place: 'marketing',
    say: 'Seen on a travel site: “Lovely house, but the booking page wanted my passport number twice, so I phoned.” That is Casa Miró.',
  },
  {
    time: { workingDaysAgo: 6, at: '15:50' },
    as: 'maya',
    place: 'marketing',
    click: 'message.capture',
    on: 'passport number twice',
    fill: { customer: 'Casa Miró', topic: 'booking page' },
  },
  {
    time: { workingDaysAgo: 6, at: '16:15' },
    as: 'grace',
    click: 'feedback.handOver',
    on: 'passport number twice',
    fill: { to: '@narek', why: 'Nobody complained to us, they just phoned. How many don’t phone?' },
  },
  {
    time: { workingDaysAgo: 5, at: '14:30' },
    as: 'narek',
    click: 'feedback.resolve',
    on: 'passport number twice',
    fill: {
      outcome: 'fixed',
      customerTold: 'The second question is gone. We wrote to the guest as well, who had not expected an answer.',
      rootCauseCategory: 'product',
      rootCause: 'The police form and the booking asked for the same number, each in its own step.',
      prevention: 'Every new field has to say who asked for it and where the answer goes.',
    },
  },
];

export const thirdWeek: readonly StoryStep[] = [...whileAway, ...slowMornings, ...review];
