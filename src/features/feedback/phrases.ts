/**
 * The phrase book: with which sentence an owner may begin where a customer sounds frustrated, urgent and so on. The
 * organisation edits it by `phrases` or by the form of its settings; kept is what differs from the sentences below.
 */

import { isStorable, unstorable } from '../../chat/typed.js';
import { withSemicolons } from '../../kernel/language/list.js';
import { phrase, say } from '../../kernel/language/say.js';
import { refuse, type Settings, setting } from '../people/index.js';
import { phraseWords } from './cards/phrase-words.js';
import { type CustomerTone, customerTones, type ToneLanguage, toneLanguages } from './rules/tone/tone-list.js';

/** Which sentence. */
export interface PhraseKey {
  readonly language: ToneLanguage;
  readonly tone: CustomerTone;
}

/** By `en.frustrated`; empty: none is offered. */
export type PhraseBook = Readonly<Record<string, string>>;

const defaults: Readonly<Record<ToneLanguage, Readonly<Record<CustomerTone, string>>>> = {
  en: {
    frustrated: 'I can see why this is frustrating.',
    urgent: 'I can tell this is urgent, I am on it.',
    questions: 'This can be confusing, let me go through it.',
    grateful: 'Thank you, it is good to hear that.',
  },
  de: {
    frustrated: 'Ich verstehe gut, dass Sie das ärgert.',
    urgent: 'Ich sehe, dass es eilt, und kümmere mich gleich darum.',
    questions: 'Das kann verwirren, gehen wir es der Reihe nach durch.',
    grateful: 'Vielen Dank, das hören wir gern.',
  },
};

/** How people name the languages. */
export const languageName = (language: ToneLanguage): string => (language === 'en' ? say('English') : say('German'));

/** All of them, as they are listed. */
export const phraseKeys: readonly PhraseKey[] = toneLanguages.flatMap((language) =>
  customerTones.map((tone) => ({ language, tone })),
);

const idOf = ({ language, tone }: PhraseKey): string => `${language}.${tone}`;
const defaultBook: PhraseBook = Object.fromEntries(
  phraseKeys.map((key) => [idOf(key), defaults[key.language][key.tone]]),
);

/** In characters; all of them together fit into one field of a form. */
const longestSentence = 300;

/** The sentences that differ from the defaults. */
export const ownPhrases = setting<PhraseBook>({
  name: 'phrases',
  key: 'phrases',
  label: phrase('First sentences'),
  group: 'phrases',
  default: {},
  read: readBook,
  field: (own) => ({
    kind: 'text',
    value: bookToText({ ...defaultBook, ...own }),
    hint: say(
      'One on each line, as in urgent: We are on it. For German add de, as in urgent de: … Write default to bring a sentence back, none to offer none.',
    ),
    multiline: true,
    optional: true,
    maxLength: 3000,
  }),
  show: (own) => {
    const changed = phraseKeys.filter((key) => own[idOf(key)] !== undefined);
    const words = changed.map((key) => `${nameOf(key)}: ${own[idOf(key)] || say('none')}`);
    return words.length === 0 ? say('The ones that come with Empty Chair') : withSemicolons(words);
  },
});

/** The whole book as it is now. */
export const phraseBook = (settings: Settings): PhraseBook => ({ ...defaultBook, ...ownPhrases.of(settings) });

/** The sentence to begin with; null: none is offered. */
export function firstSentence(settings: Settings, language: ToneLanguage, tone: CustomerTone): string | null {
  return phraseBook(settings)[idOf({ language, tone })] || null;
}

/** The book with another sentence, as the setting is typed. @param sentence also `default` and `none` */
export const bookWith = (settings: Settings, key: PhraseKey, sentence: string): string =>
  bookToText({ ...phraseBook(settings), [idOf(key)]: sentence.replace(/\s+/gu, ' ').trim() });

/** `urgent`, `urgent de`. */
const nameOf = ({ language, tone }: PhraseKey): string => (language === 'en' ? tone : `${tone} ${language}`);

const bookToText = (book: PhraseBook): string =>
  phraseKeys.map((key) => `${nameOf(key)}: ${book[idOf(key)] || 'none'}`).join('\n');

/** Lines as the form shows them; what is left out is as it came. */
function readBook(typed: string): PhraseBook {
  if (/^\s*(?:default|none)\s*$/iu.test(typed)) return {};
  if (!isStorable(typed)) return refuse(unstorable());
  const lines = typed.split('\n').filter((line) => line.trim() !== '');
  const own = lines.map((line): readonly [string, string] => {
    const [name = '', ...rest] = line.split(':');
    const wanted = name.trim().toLowerCase().replace(/\s+/gu, ' ');
    const key = phraseKeys.find((each) => nameOf(each) === wanted);
    if (!key || rest.length === 0) return refuse(phraseWords.line(line.trim()));
    return [idOf(key), readSentence(rest.join(':').trim(), key)];
  });
  return Object.fromEntries(own.filter(([id, sentence]) => sentence !== defaultBook[id]));
}

function readSentence(typed: string, key: PhraseKey): string {
  if (/^default$/iu.test(typed)) return defaults[key.language][key.tone];
  if (typed === '' || /^none$/iu.test(typed)) return '';
  const length = [...typed].length;
  return length <= longestSentence ? typed : refuse(phraseWords.long(length, longestSentence));
}
