/** The mail that asks a customer: it answers by one press on a number. */
import { actions, note, text, titledCard } from '../../../chat/blocks.js';
import { type Card, link } from '../../../chat/card.js';

/** Whose mail it is, and where it leads. */
export interface AskingMail {
  /** The organisation's name. */
  readonly name: string;
  /** A sentence of theirs; null: none. */
  readonly words: string | null;
  /** The person's own page. */
  readonly url: string;
}

/** The question with its eleven answers. Each opens the page, where it is sent. */
export const askingMail = ({ name, words, url }: AskingMail): Card =>
  titledCard(`How likely are you to recommend ${name}?`, [
    ...(words === null ? [] : [text(words)]),
    text('Press a number. On the page that opens you can say why, and send it.'),
    actions(
      [...Array(11).keys()].map((score) => ({ kind: 'openLink', label: String(score), url: `${url}?score=${score}` })),
    ),
    note('0: not at all likely. 10: extremely likely.'),
    note(['Or open ', link('your page', url), '.']),
  ]);
