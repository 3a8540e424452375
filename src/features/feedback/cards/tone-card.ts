/** How the customer sounds, and a sentence to begin with: a hint for the owner alone, and the phrase book behind it. */

import { actions, button, note, text, titledCard } from '../../../chat/blocks.js';
import { type Block, bold, type Card, type Line } from '../../../chat/card.js';
import { withCommas } from '../../../kernel/language/list.js';
import { phrase, say } from '../../../kernel/language/say.js';
import { firstSentence, languageName, type PhraseBook, type PhraseKey, phraseKeys } from '../phrases.js';
import type { Picture } from '../picture.js';
import { feedbackName } from '../rules/feedback.js';
import type { ToneSign } from '../rules/tone/tone.js';
import type { CustomerTone, ToneLanguage } from '../rules/tone/tone-list.js';
import { toneOfFeedback } from '../rules/tone/words-said.js';

const soundsLikeNames: Readonly<Record<CustomerTone, string>> = {
  frustrated: phrase('Sounds frustrated'),
  urgent: phrase('Sounds urgent'),
  questions: phrase('Several questions'),
  grateful: phrase('Sounds grateful'),
};

/** As a sentence begins. */
export const soundsLike = (tone: CustomerTone): string => say(soundsLikeNames[tone]);

/** `Sounds frustrated (“never”, “third time”)`. */
export const toneWords = ({ tone, causes }: ToneSign): string =>
  `${soundsLike(tone)} (${withCommas(causes.map((cause) => `“${cause}”`))})`;

/** For the owner, as long as there is somebody to answer; no blocks where the words sound like nothing in particular. */
export function toneBlocks({ feedback, organisation }: Picture): Block[] {
  if (['resolved', 'withdrawn'].includes(feedback.state)) return [];
  const reading = toneOfFeedback(feedback);
  return (reading?.signs ?? []).map((sign): Block => {
    const value = `${feedbackName(feedback.number)} ${sign.tone}`;
    if (feedback.wrongTones.includes(sign.tone)) {
      const line = say('{tone}: marked as wrong', { tone: soundsLike(sign.tone) });
      return { kind: 'row', line, action: button(say('Undo'), 'feedback.toneRight', value) };
    }
    const sentence = reading && firstSentence(organisation.settings, reading.language, sign.tone);
    return {
      kind: 'row',
      line: toneWords(sign),
      ...(sentence && { detail: say('You could begin with: “{sentence}”', { sentence }) }),
      action: button(say('Wrong'), 'feedback.toneWrong', value),
    };
  });
}

/** How a customer's last words sound, for whoever is about to talk with them. */
export const lastToneLine = (sign: ToneSign): string => say('Last words: {tone}', { tone: toneWords(sign) });

/** How often a tone was called wrong, of what is kept. */
export type WrongCounts = ReadonlyMap<CustomerTone, number>;

/** The phrase book: a sentence for each tone and language. */
export function phrasesCard(book: PhraseBook, wrong: WrongCounts, mayChange: boolean): Card {
  const row = (key: PhraseKey): Block => {
    const { tone, language } = key;
    return {
      kind: 'row',
      line: [bold(`${say(toneNames[tone])}, ${languageName(language)}`), ': ', shownSentence(book, key)],
    };
  };
  const counted = [...wrong].map(([tone, count]) => `${soundsLike(tone)}: ${count}`);
  return titledCard(say('First sentences'), [
    text(say('An owner’s card offers one where the customer’s words sound like this.')),
    note(
      counted.length === 0
        ? say('No hint was marked as wrong yet.')
        : say('Marked as wrong: {tones}.', { tones: withCommas(counted) }),
    ),
    ...phraseKeys.map(row),
    ...(mayChange
      ? [
          note(
            say('Change one with `phrases urgent "We are on it."`, and bring it back with `phrases urgent default`.'),
          ),
          actions([button(say('Change'), 'people.changeSettings', 'phrases')]),
        ]
      : []),
  ]);
}

/** One sentence was changed. */
export function phraseChangedCard(key: PhraseKey, before: PhraseBook, after: PhraseBook): Card {
  const name = `${say(toneNamesInside[key.tone])}, ${languageName(key.language)}`;
  const [from, to] = [shownSentence(before, key), shownSentence(after, key)];
  if (from === to) return titledCard(say('Nothing changed'), [text(to)]);
  const line: Line = `${say('Before:')} ${from}`;
  return titledCard(say('First sentence changed: {name}', { name }), [text(to), note(line)], 'good');
}

const toneNames: Readonly<Record<CustomerTone, string>> = {
  frustrated: phrase('Frustrated // a tone'),
  urgent: phrase('Urgent // a tone'),
  questions: phrase('Several questions'),
  grateful: phrase('Grateful // a tone'),
};

const toneNamesInside: Readonly<Record<CustomerTone, string>> = {
  frustrated: phrase('frustrated // a tone'),
  urgent: phrase('urgent // a tone'),
  questions: phrase('several questions // a tone'),
  grateful: phrase('grateful // a tone'),
};

function shownSentence(book: PhraseBook, { language, tone }: { language: ToneLanguage; tone: CustomerTone }): string {
  const sentence = book[`${language}.${tone}`];
  return sentence === '' || sentence === undefined ? say('none') : `“${sentence}”`;
}
