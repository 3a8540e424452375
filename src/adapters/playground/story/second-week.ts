/** Week two: a wish that is declined, words from right to left, and something that was said in confidence. */
import { type StoryStep, when } from './story-step.js';

const declinedWish: readonly StoryStep[] = [
  when({ workingDaysAgo: 16, at: '11:30' }, 'maya', 'support').says(
    '/customer feedback "Could guests choose their own wallpaper for the booking page? Ours would love flowers." customer:"Casa Miró" severity:low',
  ),
  when({ workingDaysAgo: 16, at: '12:05' }, 'grace').presses('feedback.handOver', 'own wallpaper', {
    to: '@narek',
    why: 'You know why the booking page looks as it does. They deserve a real answer.',
  }),
  when({ workingDaysAgo: 16, at: '16:45' }, 'narek').presses('feedback.acknowledge', 'own wallpaper'),
  when({ workingDaysAgo: 15, at: '12:20' }, 'narek').presses('feedback.resolve', 'own wallpaper', {
    outcome: 'declined',
    customerTold: 'No, because plain pages are booked one time in four more often. Your own photograph on top: yes.',
    rootCauseCategory: 'communication',
    rootCause: 'Nowhere do we say why the page is plain, so it looks like something that we forgot.',
    prevention: 'The settings page now tells why, with the numbers, next to where the photograph is chosen.',
  }),
];

const rightToLeft: readonly StoryStep[] = [
  when({ workingDaysAgo: 14, at: '10:10' }, 'maya', 'support').says(
    '/customer feedback "تظهر الأسعار باللغة العربية معكوسة على الهاتف، وضيوفنا لا يعرفون كم سيدفعون." customer:"فندق النخيل"',
  ),
  when({ workingDaysAgo: 14, at: '10:40' }, 'grace').presses('feedback.handOver', 'معكوسة', {
    to: '@narek',
    why: 'Prices in Arabic are turned round on phones: guests can’t tell what they will pay.',
  }),
  when({ workingDaysAgo: 14, at: '15:30' }, 'narek').presses('feedback.acknowledge', 'معكوسة'),
  when({ workingDaysAgo: 14, at: '15:34' }, 'narek').presses('feedback.wait', 'معكوسة', {
    until: '{day-12}',
    why: 'They send photographs of the three phones on which it happens.',
  }),
  when({ workingDaysAgo: 11, at: '16:10' }, 'narek').presses('feedback.resolve', 'معكوسة', {
    outcome: 'fixed',
    customerTold: 'الأسعار تظهر الآن صحيحة على جميع الهواتف. شكراً لصبركم.',
    rootCauseCategory: 'product',
    rootCause: 'A price beside Arabic words took its direction from them; nobody here reads from right to left.',
    prevention: 'Numbers keep their own direction, and the hotel’s receptionist looks at every release with us.',
  }),
];

const inConfidence: readonly StoryStep[] = [
  when({ workingDaysAgo: 12, at: '09:25' }, 'maya').says(
    'feedback "Your trainer laughed at my receptionist’s accent in front of everybody. She wants to resign." customer:"Old Mill Inn" confidential:yes owner:@grace severity:high',
  ),
  when({ workingDaysAgo: 12, at: '09:50' }, 'grace').presses('feedback.acknowledge', 'laughed at'),
  when({ workingDaysAgo: 12, at: '16:20' }, 'grace').presses('feedback.resolve', 'laughed at', {
    outcome: 'compensated',
    customerTold: 'I called, I apologised to her, and I will give the next training myself.',
    rootCauseCategory: 'service',
    rootCause: 'The trainer was new, alone, and nobody had sat in on a training of theirs.',
    prevention: 'Nobody trains alone before a colleague sat in twice.',
  }),
];

export const secondWeek: readonly StoryStep[] = [...declinedWish, ...rightToLeft, ...inConfidence];
