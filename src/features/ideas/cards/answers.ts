/** What whoever did something reads at once. */
import { actions, button, text, titledCard } from '../../../chat/blocks.js';
import { type Action, type Block, type Card, code } from '../../../chat/card.js';
import { sayLine } from '../../../chat/say-line.js';
import { say } from '../../../kernel/language/say.js';
import type { PlaceRef } from '../../../kernel/person.js';
import { type Idea, ideaName } from '../rules/idea.js';
import { show } from './idea-card.js';
import { alikeBlocks } from './similar-card.js';
import { nameOf } from './words.js';

/** @param place where it stands now; null: nowhere yet */
export function postedCard(idea: Idea, place: PlaceRef | null, alike: readonly Idea[]): Card {
  const title = say('Thank you. This is {idea}.', { idea: ideaName(idea.number) });
  const where: Block = place
    ? text(
        say('Everybody can read it in {place}, and it is on the agenda of the next meeting there.', {
          place: `#${place.name}`,
        }),
      )
    : text(
        sayLine(
          'You wrote it privately, so no channel shows it; it comes up in the next meeting of a channel you are in. Write {command} in a channel to post the next one there.',
          { command: code('idea') },
        ),
      );
  return titledCard(
    title,
    [where, ...alikeBlocks(alike), actions([show(idea, say('Show {idea}', { idea: ideaName(idea.number) }))])],
    'good',
  );
}

/** A second click on a button that has done its work. */
export const alreadyPostedCard = (idea: Idea): Card => ({
  title: say('This is settled already: see {idea}', { idea: ideaName(idea.number) }),
  summary: say('This is settled already: see {idea}', { idea: nameOf(idea) }),
  blocks: [actions([show(idea, say('Show {idea}', { idea: ideaName(idea.number) }))])],
});

/** The viewer supports this idea already. */
export function alreadySupportedCard(idea: Idea): Card {
  const name = ideaName(idea.number);
  return {
    title: say('You support {idea} already', { idea: name }),
    summary: say('You support {idea} already', { idea: nameOf(idea) }),
    blocks: [
      text(say('Your support is counted once. If you have changed your mind, take it back.')),
      actions([takeBack(idea)]),
    ],
  };
}

/** The author cannot support their own idea. */
export function ownIdeaCard(idea: Idea): Card {
  const title = say('{idea} is your own idea', { idea: ideaName(idea.number) });
  const line = say(
    'Its author counts as a supporter already. Tell the others in its thread why it would delight customers.',
  );
  return titledCard(title, [text(line), actions([show(idea)])]);
}

/** Pressed where the living card does not stand: there is nothing else that shows it. */
export function supportedCard(idea: Idea): Card {
  const title = say('You support {idea}', { idea: ideaName(idea.number) });
  return titledCard(
    title,
    [text(say('Thank you. “{title}” has your support.', { title: idea.title })), actions([show(idea), takeBack(idea)])],
    'good',
  );
}

/** The support was taken back. */
export function takenBackCard(idea: Idea): Card {
  const title = say('You no longer support {idea}', { idea: ideaName(idea.number) });
  return titledCard(title, [actions([show(idea)])]);
}

/** There was nothing to take back, or it was taken back already. */
export function notCountedCard(idea: Idea): Card {
  const title = say('You don’t support {idea}', { idea: ideaName(idea.number) });
  const line = say('There is no support of yours to take back.');
  return titledCard(title, [text(line), actions([show(idea)])]);
}

const takeBack = (idea: Idea): Action => button(say('Take it back'), 'ideas.unsupport', ideaName(idea.number));

/** The draft was thrown away. */
export const discardedCard = (): Card => ({
  title: say('Your draft is deleted'),
  summary: say('Your draft is deleted; nobody has seen it'),
  blocks: [text(say('Nobody has seen it. `idea` opens a new one whenever you like.'))],
});
