/** What customers answer to "How likely are you to recommend us?", as it comes in, and a number that Grace keeps. */
import { type StoryStep, when } from './story-step.js';

const scores: readonly StoryStep[] = [
  when({ workingDaysAgo: 20, at: '10:20' }, 'maya').says('score 7 customer:"Alpenrose Lodge"'),
  when({ workingDaysAgo: 19, at: '11:00' }, 'maya').says('score 8 customer:"Casa Miró"'),
  // Their latest answer fell: they are at risk.
  when({ workingDaysAgo: 19, at: '11:30' }, 'maya').says('score 8 customer:"Old Mill Inn"'),
  when({ workingDaysAgo: 6, at: '11:10' }, 'maya').says('score 5 customer:"Old Mill Inn"'),
  when({ workingDaysAgo: 18, at: '10:30' }, 'ani').says('score 6 customer:"Hotel Ararat"'),
  when({ workingDaysAgo: 16, at: '10:00' }, 'maya').says('score 5 customer:"Harbour House"'),
  when({ workingDaysAgo: 15, at: '15:00' }, 'maya').says('score 7 customer:"Palm Court Hotel"'),
  when({ workingDaysAgo: 14, at: '11:20' }, 'ani').says('score 9'),
  when({ workingDaysAgo: 12, at: '14:20' }, 'maya').says('score 4'),
  when({ workingDaysAgo: 11, at: '11:00' }, 'maya').says('score 7 customer:"Harbour House"'),
  when({ workingDaysAgo: 9, at: '10:10' }, 'maya').says(
    'score 9 "They called back before we had finished our coffee." customer:"Harbour House"',
  ),
  when({ workingDaysAgo: 8, at: '12:00' }, 'ani').says('score 10'),
  when({ workingDaysAgo: 7, at: '10:40' }, 'maya').says(
    'score 9 "Somebody read our review and wrote to the guest. Who does that?" customer:"Casa Miró"',
  ),
  when({ workingDaysAgo: 5, at: '11:30' }, 'ani').says(
    'score 9 "The invoices are in dram, all of them." customer:"Hotel Ararat"',
  ),
  when({ workingDaysAgo: 4, at: '10:15' }, 'maya').says('score 10'),
  when({ workingDaysAgo: 3, at: '12:10' }, 'maya').says('score 9 customer:"Palm Court Hotel"'),
  when({ workingDaysAgo: 2, at: '11:45' }, 'maya').says('score 10'),
];

const firstAnswer: readonly StoryStep[] = [
  when({ workingDaysAgo: 15, at: '09:40' }, 'grace').says('metric "First answer" 5.5 unit:h better:lower'),
  when({ workingDaysAgo: 10, at: '09:40' }, 'grace').says('metric "First answer" 4.1'),
  when({ workingDaysAgo: 5, at: '09:40' }, 'grace').says('metric "First answer" 3.2'),
];

/** The last days before the story's end are filled in when they are over. */
const survey: readonly StoryStep[] = [
  { time: { workingDaysAgo: 21, at: '09:03' }, as: 'grace', survey: { fromDaysAgo: 365, toDaysAgo: 32 } },
  { time: { minutesAgo: 240 }, as: 'grace', survey: { fromDaysAgo: 31, toDaysAgo: 2 } },
];

export const numbers: readonly StoryStep[] = [...survey, ...scores, ...firstAnswer];
