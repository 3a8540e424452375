/** What an organisation sets for its number: where and when it is posted, and which answers it counts. */
import { phrase, say } from '../../kernel/language/say.js';
import { placeSetting, refuse, type Setting, type Settings, setting } from '../people/index.js';
import { type Counting, countings, countingWords } from './rules/counting.js';
import { nextPosting, type Posting, postingInWords, postingToText, readPosting } from './rules/posting.js';

/** Where the number is posted; null: nowhere yet. */
export const scoresPlaceId = placeSetting(
  { name: 'scores', key: 'scoresPlaceId', label: phrase('Place for scores') },
  phrase('Nowhere yet'),
);

/** Whether the number counts each customer's latest answer or every answer. */
export const counting = setting<Counting>({
  name: 'counting',
  key: 'counting',
  label: phrase('Counting'),
  group: 'meetings',
  default: 'latest',
  read: (typed) =>
    countings.find((each) => each === typed.trim().toLowerCase()) ??
    refuse(say('This is not a way of counting. Write latest (each customer’s latest answer) or every (every answer).')),
  field: (value) => ({
    kind: 'choice',
    options: countings.map((each) => ({ value: each, label: say(countingWords[each]) })),
    value,
  }),
  show: (value) => say(countingWords[value]),
});

/** When the number is posted by itself, in the organisation's zone. */
export const posts = setting<Posting | 'off'>({
  name: 'posts',
  key: 'posts',
  label: phrase('Posts of the number'),
  group: 'meetings',
  default: { days: [1], minutes: 10 * 60 },
  read: (typed) =>
    readPosting(typed) ??
    refuse(say('These are not times for posts. Write them as monday 10:00 or mon,thu 9:30, or off.')),
  field: (value) => ({
    kind: 'text',
    value: postingToText(value),
    hint: say('Such as monday 10:00, or off. A change that is more than noise is posted at once anyway.'),
    maxLength: 60,
  }),
  show: postingInWords,
});

/** When the schedule posts next; null: never. */
export function nextScheduled(settings: Settings, now: Date): Date | null {
  const posting = posts.of(settings);
  return posting === 'off' ? null : nextPosting(posting, settings.timeZone, now);
}

/** What this room lets an organisation set. */
export const npsSettings: readonly Setting[] = [scoresPlaceId, counting, posts];
