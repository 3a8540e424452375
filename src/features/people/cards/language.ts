/** What is shown and said about the language in which the bot writes to somebody. */
import { actions, button, note, text, titledCard } from '../../../chat/blocks.js';
import { type Card, code } from '../../../chat/card.js';
import { sayLine } from '../../../chat/say-line.js';
import { excerpt } from '../../../chat/shorten.js';
import { InvalidInput } from '../../../kernel/errors.js';
import { languages, ownName } from '../../../kernel/language/languages.js';
import { sayEither } from '../../../kernel/language/list.js';
import { say } from '../../../kernel/language/say.js';

/** Which language it is now, and the others as buttons. */
export function languagesCard(language: string): Card {
  const others = languages().filter((each) => each !== language);
  return titledCard(say('I write to you in {language}', { language: ownName(language) }), [
    text(say('What customers and colleagues said stays as they said it. Commands are the same in every language.')),
    actions(others.map((each) => button(ownName(each), 'people.chooseLanguage', each))),
    howToChange(),
  ]);
}

/** It was chosen. */
export const languageCard = (language: string): Card =>
  titledCard(
    say('From now on I write to you in {language}', { language: ownName(language) }),
    [text(say('What I post in a channel stays in the language of the channel.')), howToChange()],
    'good',
  );

const howToChange = () =>
  note(
    sayLine('{command} goes back to the language of your app. Admins choose that of all channels: {setting}.', {
      command: code('language default'),
      setting: code('settings language:NAME'),
    }),
  );

/** Refuses a language that there is not. */
export function unknownLanguage(typed: string): InvalidInput {
  return InvalidInput.field('people.unknownLanguage', 'language', notSpoken(typed));
}

/** That there is no such language, and which there are. */
export const notSpoken = (typed: string): string =>
  say('I don’t speak “{typed}” yet. Choose {known}.', {
    typed: excerpt(typed, 40),
    known: sayEither(languages().map(ownName)),
  });
