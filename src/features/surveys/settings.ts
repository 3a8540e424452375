/** How the pages look that customers see: the organisation's colour and words. */
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

const mostMails = 100_000;

/** How many mails with a survey go out a day, in the organisation's zone. */
export const mailsPerDay = setting<number>({
  name: 'survey-mails',
  key: 'surveyMailsPerDay',
  label: 'Surveys by mail a day',
  group: 'pages',
  default: 500,
  read(typed) {
    const count = /^\s*\d{1,6}\s*$/.test(typed) ? Number(typed) : Number.NaN;
    return count >= 1 && count <= mostMails
      ? count
      : refuse(`This is not a number of mails. Write 1 to ${mostMails.toLocaleString('en-GB')}, such as 500.`);
  },
  field: (value) => ({ kind: 'text', value: String(value), maxLength: 6, hint: 'They go out in your working hours.' }),
  show: (value) => value.toLocaleString('en-GB'),
});

/** What this room lets an organisation set. */
export const surveysSettings: readonly Setting[] = [pageColour, pageWords, mailsPerDay];
