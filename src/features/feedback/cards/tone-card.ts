/** How the customer sounds, and a sentence to begin with: a hint for the owner alone, and the phrase book behind it. */
import { actions, button, note, text, titledCard } from '../../../chat/blocks.js';
import { type Block, bold, type Card, type Line } from '../../../chat/card.js';
import { firstSentence, languageNames, type PhraseBook, type PhraseKey, phraseKeys } from '../phrases.js';
import type { Picture } from '../picture.js';
import { feedbackName } from '../rules/feedback.js';
import type { ToneSign } from '../rules/tone/tone.js';
import type { CustomerTone, ToneLanguage } from '../rules/tone/tone-list.js';
import { toneOfFeedback } from '../rules/tone/words-said.js';

/** As a sentence begins. */
export const soundsLike: Readonly<Record<CustomerTone, string>> = {
  frustrated: 'Sounds frustrated',
  urgent: 'Sounds urgent',
  questions: 'Several questions',
  grateful: 'Sounds grateful',
};

/** `Sounds frustrated (“never”, “third time”)`. */
export const toneWords = ({ tone, causes }: ToneSign): string =>
  `${soundsLike[tone]} (${causes.map((cause) => `“${cause}”`).join(', ')})`;

/** For the owner, as long as there is somebody to answer; no blocks where the words sound like nothing in particular. */
export function toneBlocks({ feedback, organisation }: Picture): Block[] {
  if (['resolved', 'withdrawn'].includes(feedback.state)) return [];
  const reading = toneOfFeedback(feedback);
  return (reading?.signs ?? []).map((sign): Block => {
    const value = `${feedbackName(feedback.number)} ${sign.tone}`;
    if (feedback.wrongTones.includes(sign.tone)) {
      const line = `${soundsLike[sign.tone]}: marked as wrong`;
      return { kind: 'row', line, action: button('Undo', 'feedback.toneRight', value) };
    }
    const sentence = reading && firstSentence(organisation.settings, reading.language, sign.tone);
    return {
      kind: 'row',
      line: toneWords(sign),
      ...(sentence && { detail: `You could begin with: “${sentence}”` }),
      action: button('Wrong', 'feedback.toneWrong', value),
    };
  });
}

/** How a customer's last words sound, for whoever is about to talk with them. */
export const lastToneLine = (sign: ToneSign): string => `Last words: ${toneWords(sign)}`;

/** How often a tone was called wrong, of what is kept. */
export type WrongCounts = ReadonlyMap<CustomerTone, number>;

/** The phrase book: a sentence for each tone and language. */
export function phrasesCard(book: PhraseBook, wrong: WrongCounts, mayChange: boolean): Card {
  const row = (key: PhraseKey): Block => {
    const { tone, language } = key;
    return {
      kind: 'row',
      line: [bold(`${toneNames[tone]}, ${languageNames[language]}`), ': ', shownSentence(book, key)],
    };
  };
  const counted = [...wrong].map(([tone, count]) => `${soundsLike[tone]}: ${count}`);
  return titledCard('First sentences', [
    text('An owner’s card offers one where the customer’s words sound like this.'),
    note(counted.length === 0 ? 'No hint was marked as wrong yet.' : `Marked as wrong: ${counted.join(', ')}.`),
    ...phraseKeys.map(row),
    ...(mayChange
      ? [
          note('Change one with `phrases urgent "We are on it."`, and bring it back with `phrases urgent default`.'),
          actions([button('Change', 'people.changeSettings', 'phrases')]),
        ]
      : []),
  ]);
}

/** One sentence was changed. */
export function phraseChangedCard(key: PhraseKey, before: PhraseBook, after: PhraseBook): Card {
  const name = `${toneNames[key.tone].toLowerCase()}, ${languageNames[key.language]}`;
  const [from, to] = [shownSentence(before, key), shownSentence(after, key)];
  if (from === to) return titledCard('Nothing changed', [text(to)]);
  const line: Line = ['Before: ', from];
  return titledCard(`First sentence changed: ${name}`, [text(to), note(line)], 'good');
}

const toneNames: Readonly<Record<CustomerTone, string>> = {
  frustrated: 'Frustrated',
  urgent: 'Urgent',
  questions: 'Several questions',
  grateful: 'Grateful',
};

function shownSentence(book: PhraseBook, { language, tone }: { language: ToneLanguage; tone: CustomerTone }): string {
  const sentence = book[`${language}.${tone}`];
  return sentence === '' || sentence === undefined ? 'none' : `“${sentence}”`;
}
