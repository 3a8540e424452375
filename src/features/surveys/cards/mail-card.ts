/** The mail that asks a customer: it answers by one press on a number or an answer. */

import { actions, note, text, titledCard } from '../../../chat/blocks.js';
import { type Card, link } from '../../../chat/card.js';
import { sayLine } from '../../../chat/say-line.js';
import { choicesOf, fieldOf, type Question } from '../../../chat/survey-pages.js';
import { say } from '../../../kernel/language/say.js';

/** What a mail asks, and where it leads. */
export interface AskingMail {
  /** Its subject and first line. */
  readonly title: string;
  /** What to press, and what happens then. */
  readonly how: string;
  readonly question: Question;
  /** A sentence of the organisation's; null: none. */
  readonly words: string | null;
  /** The person's own page. */
  readonly url: string;
}

/** The question with its answers. Each opens the page, where it is sent. */
export const askingMail = ({ title, how, question, words, url }: AskingMail): Card =>
  titledCard(title, [
    ...(words === null ? [] : [text(words)]),
    text(how),
    actions(
      choicesOf(question).map(({ value, label }) => ({
        kind: 'openLink',
        label,
        url: `${url}?${fieldOf(question)}=${encodeURIComponent(value)}`,
      })),
    ),
    ...(question.kind === 'scale'
      ? [
          note(
            say('{lowest}: {lowestMeans}. {highest}: {highestMeans}.', {
              lowest: question.lowest,
              lowestMeans: question.ends[0],
              highest: question.highest,
              highestMeans: question.ends[1],
            }),
          ),
        ]
      : []),
    note(sayLine('Or open {page}.', { page: link(say('your page // Or open it'), url) })),
  ]);
