/** How the champion set the rules a year ago, and the first week of the last month. */
import { type StoryStep, when } from './story-step.js';
import { yearStart } from './year.js';

const rules: readonly StoryStep[] = [
  when({ workingDaysAgo: yearStart, at: '09:05' }, 'grace').says(
    'route add words:invoice,charged,refund,VAT name:"Money" to:@tomas',
  ),
  when({ workingDaysAgo: yearStart, at: '09:07' }, 'grace').says(
    'route add words:calendar,sync,slow,error,crash name:"The product" to:@ani,@narek by:turns',
  ),
  when({ workingDaysAgo: yearStart, at: '09:08' }, 'grace').says('route add segment:Key name:"Key customers" to:@maya'),
  when({ workingDaysAgo: yearStart, at: '09:10' }, 'grace').says('settings news:#marketing'),
  when({ workingDaysAgo: 21, at: '09:13' }, 'grace', 'marketing').says(
    '/customer meeting every monday 10:00 name:"Marketing weekly"',
  ),
  when({ workingDaysAgo: yearStart, at: '09:15' }, 'maya').says(
    'customer "Harbour House" segment:Key owner:@maya prefers:"phone, before ten; no surveys" contact:"Ines Duarte, front office" contact:"Leo Duarte, owner" attribute:"industry=family hotel" attribute:rooms=42 attribute:since=2019',
  ),
  when({ workingDaysAgo: yearStart, at: '09:16' }, 'maya').says(
    'customer "Alpenrose Lodge" segment:Key owner:@maya prefers:"e-mail, they ski until four" contact:"Greta Moser, manager"',
  ),
  when({ workingDaysAgo: yearStart, at: '09:17' }, 'maya').says('customer "Hotel Ararat" segment:Key owner:@ani'),
  when({ workingDaysAgo: yearStart, at: '09:18' }, 'maya').says('customer "Casa Miró" segment:Standard'),
  when({ workingDaysAgo: yearStart, at: '09:19' }, 'maya').says('customer "Old Mill Inn" segment:Trial'),
  when({ workingDaysAgo: yearStart, at: '09:20' }, 'maya').says(
    'customer "Palm Court Hotel" segment:Standard alias:"فندق النخيل"',
  ),
  when({ workingDaysAgo: 21, at: '09:05' }, 'grace').says('settings scores:#marketing sharers:"@maya, @dana"'),
  when({ workingDaysAgo: yearStart, at: '09:30' }, 'grace', 'support').says(
    'From today nothing a customer tells us gets lost: write it after /customer feedback and Empty Chair finds somebody who answers within a working day.',
  ),
];

const doubleBooking: readonly StoryStep[] = [
  when({ workingDaysAgo: 20, at: '08:52' }, 'maya', 'support').says(
    '/customer feedback "Two families stood at our desk last night with the same room. Your calendar had let both of them book it." customer:"Harbour House" severity:high',
  ),
  when({ workingDaysAgo: 20, at: '13:10' }, 'ani').presses('feedback.acknowledge', 'Two families'),
  when({ workingDaysAgo: 20, at: '13:12' }, 'ani', 'support').says(
    'Looking at it. The channel manager answered twice within a second, and we believed it both times.',
  ),
  when({ workingDaysAgo: 20, at: '17:40' }, 'ani').presses('feedback.resolve', 'Two families', {
    outcome: 'fixed',
    customerTold: 'We are sorry. It was our fault, it can’t happen again, and the second family’s night is on us.',
    rootCauseCategory: 'product',
    rootCause: 'Two answers of the channel manager within one second were taken as two bookings of two rooms.',
    prevention: 'A room is locked for the night before a booking is taken. A test books one room twice at once.',
  }),
  when({ workingDaysAgo: 20, at: '15:05' }, 'dana', 'marketing').says(
    'Nine hours from a furious call to a fix, and they wrote back to thank us. Can I quote that?',
  ),
];

const doubleCharge: readonly StoryStep[] = [
  when({ workingDaysAgo: 18, at: '16:20' }, 'maya', 'support').says(
    '/customer feedback "We were charged for the spa package although we cancelled it in spring." customer:"Alpenrose Lodge" topic:billing',
  ),
  when({ workingDaysAgo: 18, at: '13:02' }, 'tomas').presses('feedback.acknowledge', 'spa package'),
  when({ workingDaysAgo: 17, at: '10:15' }, 'tomas').presses('feedback.resolve', 'spa package', {
    outcome: 'compensated',
    customerTold: 'All six months are refunded, and the next one is free.',
    rootCauseCategory: 'process',
    rootCause: 'A cancelled package stayed in the yearly invoice, which is made once and never looked at again.',
    prevention: 'Cancelling takes the package out of the invoice. Tomás compares both lists every quarter.',
  }),
];

export const firstWeek: readonly StoryStep[] = [...rules, ...doubleBooking, ...doubleCharge];
