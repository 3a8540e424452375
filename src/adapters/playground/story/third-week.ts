/** Week three: an owner is away and an answer comes late, and a review is captured that nobody sent to us. */
import { type StoryStep, when } from './story-step.js';

const whileAway: readonly StoryStep[] = [
  when({ workingDaysAgo: 10, at: '17:00' }, 'tomas').says('away until:{day-7} delegate:@dana'),
  when({ workingDaysAgo: 9, at: '10:45' }, 'ani', 'support').says(
    '/customer feedback "The invoice is in euro again. Our bookkeeper can only enter dram." customer:"Hotel Ararat"',
  ),
  when({ workingDaysAgo: 9, at: '10:50' }, 'ani', 'support').says(
    'They asked for that in summer already. I felt a bit silly on the phone.',
  ),
  when({ workingDaysAgo: 9, at: '09:20' }, 'maya').presses('feedback.acknowledge', 'in euro again'),
  when({ workingDaysAgo: 7, at: '14:05' }, 'maya').presses('feedback.handOver', 'in euro again', {
    to: '@tomas',
    why: 'I could only say sorry: nobody but you may change the currency of an account.',
  }),
  when({ workingDaysAgo: 7, at: '11:40' }, 'tomas').presses('feedback.resolve', 'in euro again', {
    outcome: 'fixed',
    customerTold: 'All invoices are in dram from now on, the old ones too. You had asked in June; I am sorry.',
    rootCauseCategory: 'process',
    rootCause: 'In June the wish stayed in a private mail, and only one of us may change a currency.',
    prevention: 'Dana may change currencies as well, and what customers ask for goes through Empty Chair.',
  }),
];

const slowMornings: readonly StoryStep[] = [
  when({ workingDaysAgo: 8, at: '09:40' }, 'maya', 'support').says(
    '/customer feedback "Between eight and nine the page is so slow that our guests think we are closed." customer:"Old Mill Inn" score:4',
  ),
  when({ workingDaysAgo: 8, at: '14:15' }, 'narek').presses('feedback.acknowledge', 'eight and nine'),
  when({ workingDaysAgo: 7, at: '11:10' }, 'narek').presses('feedback.resolve', 'eight and nine', {
    outcome: 'explained',
    customerTold: 'Your breakfast guests share the line with your desk. We showed you the setting that parts the two.',
    rootCauseCategory: 'third party',
    rootCause: 'The inn’s guests and its desk share one line, and at breakfast the guests watch the news.',
    prevention: 'Our page now says when it is the line that is slow, and links the setting.',
  }),
];

const review: readonly StoryStep[] = [
  when({ workingDaysAgo: 6, at: '10:30' }, 'dana', 'marketing').says(
    'Seen on a travel site: “Lovely house, but the booking page wanted my passport number twice, so I phoned.” That is Casa Miró.',
  ),
  when({ workingDaysAgo: 6, at: '15:50' }, 'maya', 'marketing').presses('message.capture', 'passport number twice', {
    customer: 'Casa Miró',
    topic: 'booking page',
  }),
  when({ workingDaysAgo: 6, at: '16:15' }, 'grace').presses('feedback.handOver', 'passport number twice', {
    to: '@narek',
    why: 'Nobody complained to us, they just phoned. How many don’t phone?',
  }),
  when({ workingDaysAgo: 5, at: '14:30' }, 'narek').presses('feedback.resolve', 'passport number twice', {
    outcome: 'fixed',
    customerTold: 'The second question is gone. We wrote to the guest as well, who had not expected an answer.',
    rootCauseCategory: 'product',
    rootCause: 'The police form and the booking asked for the same number, each in its own step.',
    prevention: 'Every new field has to say who asked for it and where the answer goes.',
  }),
];

export const thirdWeek: readonly StoryStep[] = [...whileAway, ...slowMornings, ...review];
