/** How the champion set the rules a year ago, and the first week of the last month. */
import type { StoryStep } from './story-step.js';
import { yearStart } from './year.js';

const rules: readonly StoryStep[] = [
  {
    time: { workingDaysAgo: yearStart, at: '09:05' },
    as: 'grace',
    say: 'route add words:invoice,charged,refund,VAT name:"Money" to:@tomas',
  },
  {
    time: { workingDaysAgo: yearStart, at: '09:07' },
    as: 'grace',
    say: 'route add words:calendar,sync,slow,error,crash name:"The product" to:@ani,@narek by:turns',
  },
  {
    time: { workingDaysAgo: yearStart, at: '09:08' },
    as: 'grace',
    say: 'route add segment:Key name:"Key customers" to:@maya',
  },
  { time: { workingDaysAgo: yearStart, at: '09:10' }, as: 'grace', say: 'settings news:#marketing' },
  {
    time: { workingDaysAgo: 21, at: '09:13' },
    as: 'grace',
    place: 'marketing',
    say: '/customer meeting every monday 10:00 name:"Marketing weekly"',
  },
  {
    time: { workingDaysAgo: yearStart, at: '09:15' },
    as: 'maya',
    say: 'customer "Harbour House" segment:Key owner:@maya',
  },
  {
    time: { workingDaysAgo: yearStart, at: '09:16' },
    as: 'maya',
    say: 'customer "Alpenrose Lodge" segment:Key owner:@maya',
  },
  {
    time: { workingDaysAgo: yearStart, at: '09:17' },
    as: 'maya',
    say: 'customer "Hotel Ararat" segment:Key owner:@ani',
  },
  { time: { workingDaysAgo: yearStart, at: '09:18' }, as: 'maya', say: 'customer "Casa Miró" segment:Standard' },
  { time: { workingDaysAgo: yearStart, at: '09:19' }, as: 'maya', say: 'customer "Old Mill Inn" segment:Trial' },
  {
    time: { workingDaysAgo: yearStart, at: '09:20' },
    as: 'maya',
    say: 'customer "Palm Court Hotel" segment:Standard alias:"فندق النخيل"',
  },
  {
    time: { workingDaysAgo: 21, at: '09:05' },
    as: 'grace',
    say: 'settings scores:#marketing sharers:"@maya, @dana"',
  },
  {
    time: { workingDaysAgo: yearStart, at: '09:30' },
    as: 'grace',
    place: 'support',
    say: 'From today nothing a customer tells us gets lost: write it after /customer feedback and Empty Chair finds somebody who answers within a working day.',
  },
];

const doubleBooking: readonly StoryStep[] = [
  {
    time: { workingDaysAgo: 20, at: '08:52' },
    as: 'maya',
    place: 'support',
    say: '/customer feedback "Two families stood at our desk last night with the same room. Your calendar had let both of them book it." customer:"Harbour House" severity:high',
  },
  { time: { workingDaysAgo: 20, at: '13:10' }, as: 'ani', click: 'feedback.acknowledge', on: 'Two families' },
  {
    time: { workingDaysAgo: 20, at: '13:12' },
    as: 'ani',
    place: 'support',
    say: 'Looking at it. The channel manager answered twice within a second, and we believed it both times.',
  },
  {
    time: { workingDaysAgo: 20, at: '17:40' },
    as: 'ani',
    click: 'feedback.resolve',
    on: 'Two families',
    fill: {
      outcome: 'fixed',
      customerTold: 'We are sorry. It was our fault, it can’t happen again, and the second family’s night is on us.',
      rootCauseCategory: 'product',
      rootCause: 'Two answers of the channel manager within one second were taken as two bookings of two rooms.',
      prevention: 'A room is locked for the night before a booking is taken. A test books one room twice at once.',
    },
  },
  {
    time: { workingDaysAgo: 20, at: '15:05' },
    as: 'dana',
    place: 'marketing',
    say: 'Nine hours from a furious call to a fix, and they wrote back to thank us. Can I quote that?',
  },
];

const doubleCharge: readonly StoryStep[] = [
  {
    time: { workingDaysAgo: 18, at: '16:20' },
    as: 'maya',
    place: 'support',
    say: '/customer feedback "We were charged for the spa package although we cancelled it in spring." customer:"Alpenrose Lodge" topic:billing',
  },
  { time: { workingDaysAgo: 18, at: '13:02' }, as: 'tomas', click: 'feedback.acknowledge', on: 'spa package' },
  {
    time: { workingDaysAgo: 17, at: '10:15' },
    as: 'tomas',
    click: 'feedback.resolve',
    on: 'spa package',
    fill: {
      outcome: 'compensated',
      customerTold: 'All six months are refunded, and the next one is free.',
      rootCauseCategory: 'process',
      rootCause: 'A cancelled package stayed in the yearly invoice, which is made once and never looked at again.',
      prevention: 'Cancelling takes the package out of the invoice. Tomás compares both lists every quarter.',
    },
  },
];

export const firstWeek: readonly StoryStep[] = [...rules, ...doubleBooking, ...doubleCharge];
