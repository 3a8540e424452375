/** How the pages look that customers see, and how customers are asked. */
import { mailsPerDay } from '../customers/index.js';
import { refuse, type Setting, setting } from '../people/index.js';

/** `#1f5fbf` */
export const pageColour = setting<string>({
  name: 'page-colour',
  key: 'pageColour',
  label: 'Colour of your pages',
  group: 'pages',
  default: '#1f5fbf',
  read: (typed) =>
    /^#?([0-9a-f]{6})$/i.exec(typed.trim())?.[1]?.toLowerCase().replace(/^/, '#') ??
    refuse('This is not a colour. Write it as six digits, such as #1f5fbf.'),
  field: (value) => ({ kind: 'text', value, maxLength: 7, hint: 'Six digits, such as #1f5fbf.' }),
  show: (value) => value,
});

const longest = 300;

/** A sentence above the question; null: none. */
export const pageWords = setting<string | null>({
  name: 'page-words',
  key: 'pageWords',
  label: 'Words on your pages',
  group: 'pages',
  default: null,
  read(typed) {
    const words = typed.replaceAll(/[\s\p{Cc}\p{Cs}]+/gu, ' ').trim();
    if (words === '' || /^none$/iu.test(words)) return null;
    return [...words].length <= longest
      ? words
      : refuse(`These words are too long. The limit is ${longest} characters.`);
  },
  field: (value) => ({
    kind: 'text',
    optional: true,
    multiline: true,
    maxLength: longest,
    ...(value !== null && { value }),
    hint: 'A sentence that customers read above the question. Empty: none.',
  }),
  show: (value) => value ?? 'None',
});

/** How many mails with a survey go out a day. */
export const surveyMailsPerDay = mailsPerDay(
  { name: 'survey-mails', key: 'surveyMailsPerDay', label: 'Surveys and early tests by mail a day', default: 500 },
  'They go out in your working hours.',
);

const ways = {
  mail: 'By mail, an hour after it is resolved; else their owner has the words',
  owner: 'Their owner has words and a link to send',
  off: 'They are not asked',
} as const;

/** How customers are asked whether what was resolved is solved for them. */
export const askSolved = setting<keyof typeof ways>({
  name: 'ask-solved',
  key: 'askSolved',
  label: 'Is it solved, ask customers',
  group: 'pages',
  default: 'owner',
  read(typed) {
    const way = typed.trim().toLowerCase();
    return way === 'mail' || way === 'owner' || way === 'off'
      ? way
      : refuse('This is no way to ask. Write mail, owner or off.');
  },
  field: (value) => ({
    kind: 'choice',
    options: Object.entries(ways).map(([way, label]) => ({ value: way, label })),
    value,
  }),
  show: (value) => ways[value],
});

/** What this room lets an organisation set. */
export const surveysSettings: readonly Setting[] = [pageColour, pageWords, surveyMailsPerDay, askSolved];
