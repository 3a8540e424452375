/** What customers answer to "How likely are you to recommend us?", as it comes in, and a number that Grace keeps. */
import type { StoryStep } from './story-step.js';

const scores: readonly StoryStep[] = [
  { time: { workingDaysAgo: 20, at: '10:20' }, as: 'maya', say: 'score 7 customer:"Alpenrose Lodge"' },
  { time: { workingDaysAgo: 19, at: '11:00' }, as: 'maya', say: 'score 8 customer:"Casa Miró"' },
  { time: { workingDaysAgo: 18, at: '10:30' }, as: 'ani', say: 'score 6 customer:"Hotel Ararat"' },
  { time: { workingDaysAgo: 16, at: '10:00' }, as: 'maya', say: 'score 5' },
  { time: { workingDaysAgo: 15, at: '15:00' }, as: 'maya', say: 'score 7 customer:"Palm Court Hotel"' },
  { time: { workingDaysAgo: 14, at: '11:20' }, as: 'ani', say: 'score 9' },
  { time: { workingDaysAgo: 12, at: '14:20' }, as: 'maya', say: 'score 4' },
  { time: { workingDaysAgo: 11, at: '11:00' }, as: 'maya', say: 'score 8' },
  {
    time: { workingDaysAgo: 9, at: '10:10' },
    as: 'maya',
    say: 'score 9 "They called back before we had finished our coffee." customer:"Harbour House"',
  },
  { time: { workingDaysAgo: 8, at: '12:00' }, as: 'ani', say: 'score 10' },
  {
    time: { workingDaysAgo: 7, at: '10:40' },
    as: 'maya',
    say: 'score 9 "Somebody read our review and wrote to the guest. Who does that?" customer:"Casa Miró"',
  },
  {
    time: { workingDaysAgo: 5, at: '11:30' },
    as: 'ani',
    say: 'score 9 "The invoices are in dram, all of them." customer:"Hotel Ararat"',
  },
  { time: { workingDaysAgo: 4, at: '10:15' }, as: 'maya', say: 'score 10' },
  { time: { workingDaysAgo: 3, at: '12:10' }, as: 'maya', say: 'score 9 customer:"Palm Court Hotel"' },
  { time: { workingDaysAgo: 2, at: '11:45' }, as: 'maya', say: 'score 10' },
];

const firstAnswer: readonly StoryStep[] = [
  { time: { workingDaysAgo: 15, at: '09:40' }, as: 'grace', say: 'metric "First answer" 5.5 unit:h better:lower' },
  { time: { workingDaysAgo: 10, at: '09:40' }, as: 'grace', say: 'metric "First answer" 4.1' },
  { time: { workingDaysAgo: 5, at: '09:40' }, as: 'grace', say: 'metric "First answer" 3.2' },
];

/** The last days before the story's end are filled in when they are over. */
const survey: readonly StoryStep[] = [
  { time: { workingDaysAgo: 21, at: '09:03' }, as: 'grace', survey: { fromDaysAgo: 365, toDaysAgo: 32 } },
  { time: { minutesAgo: 240 }, as: 'grace', survey: { fromDaysAgo: 31, toDaysAgo: 2 } },
];

export const numbers: readonly StoryStep[] = [...survey, ...scores, ...firstAnswer];
