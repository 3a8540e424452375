/** How the pages look that customers see, and how customers are asked. */
import { phrase, say } from '../../kernel/language/say.js';
import { mailsPerDay } from '../customers/index.js';
import { refuse, type Setting, setting } from '../people/index.js';

/** `#1f5fbf` */
export const pageColour = setting<string>({
  name: 'page-colour',
  key: 'pageColour',
  label: phrase('Colour of your pages'),
  group: 'pages',
  default: '#1f5fbf',
  read: (typed) =>
    /^#?([0-9a-f]{6})$/i.exec(typed.trim())?.[1]?.toLowerCase().replace(/^/, '#') ??
    refuse(say('This is not a colour. Write it as six digits, such as #1f5fbf.')),
  field: (value) => ({ kind: 'text', value, maxLength: 7, hint: say('Six digits, such as #1f5fbf.') }),
  show: (value) => value,
});

const longest = 300;

/** A sentence above the question; null: none. */
export const pageWords = setting<string | null>({
  name: 'page-words',
  key: 'pageWords',
  label: phrase('Words on your pages'),
  group: 'pages',
  default: null,
  read(typed) {
    const words = typed.replaceAll(/[\s\p{Cc}\p{Cs}]+/gu, ' ').trim();
    if (words === '' || /^none$/iu.test(words)) return null;
    return [...words].length <= longest
      ? words
      : refuse(say('These words are too long. The limit is {most} characters.', { most: longest }));
  },
  field: (value) => ({
    kind: 'text',
    optional: true,
    multiline: true,
    maxLength: longest,
    ...(value !== null && { value }),
    hint: say('A sentence that customers read above the question. Empty: none.'),
  }),
  show: (value) => value ?? say('None // no words'),
});

/** How many mails with a survey go out a day. */
export const surveyMailsPerDay = mailsPerDay(
  {
    name: 'survey-mails',
    key: 'surveyMailsPerDay',
    label: phrase('Surveys and early tests by mail a day'),
    default: 500,
  },
  phrase('They go out in your working hours.'),
);

const ways = {
  mail: phrase('By mail, an hour after it is resolved; else their owner has the words'),
  owner: phrase('Their owner has words and a link to send'),
  off: phrase('They are not asked'),
} as const;

/** How customers are asked whether what was resolved is solved for them. */
export const askSolved = setting<keyof typeof ways>({
  name: 'ask-solved',
  key: 'askSolved',
  label: phrase('Is it solved, ask customers'),
  group: 'pages',
  default: 'owner',
  read(typed) {
    const way = typed.trim().toLowerCase();
    return way === 'mail' || way === 'owner' || way === 'off'
      ? way
      : refuse(say('This is no way to ask. Write mail, owner or off.'));
  },
  field: (value) => ({
    kind: 'choice',
    options: Object.entries(ways).map(([way, label]) => ({ value: way, label: say(label) })),
    value,
  }),
  show: (value) => say(ways[value]),
});

/** What this room lets an organisation set. */
export const surveysSettings: readonly Setting[] = [pageColour, pageWords, surveyMailsPerDay, askSolved];
