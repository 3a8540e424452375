/** What whoever did something reads at once. */
import { actions, button, text, titledCard } from '../../../chat/blocks.js';
import { type Action, type Block, type Card, code } from '../../../chat/card.js';
import type { PlaceRef } from '../../../kernel/person.js';
import { type Idea, ideaName } from '../rules/idea.js';
import { show } from './idea-card.js';
import { alikeBlocks } from './similar-card.js';
import { nameOf } from './words.js';

/** @param place where it stands now; null: nowhere yet */
export function postedCard(idea: Idea, place: PlaceRef | null, alike: readonly Idea[]): Card {
  const title = `Thank you. This is ${ideaName(idea.number)}.`;
  const where: Block = place
    ? text(`Everybody can read it in #${place.name}, and it is on the agenda of the next meeting there.`)
    : text([
        'You wrote it privately, so no channel shows it; it comes up in the next meeting of a channel you are in. Write ',
        code('idea'),
        ' in a channel to post the next one there.',
      ]);
  return titledCard(
    title,
    [where, ...alikeBlocks(alike), actions([show(idea, `Show ${ideaName(idea.number)}`)])],
    'good',
  );
}

/** A second click on a button that has done its work. */
export const alreadyPostedCard = (idea: Idea): Card => ({
  title: `This is settled already: see ${ideaName(idea.number)}`,
  summary: `This is settled already: see ${nameOf(idea)}`,
  blocks: [actions([show(idea, `Show ${ideaName(idea.number)}`)])],
});

/** The viewer supports this idea already. */
export function alreadySupportedCard(idea: Idea): Card {
  const name = ideaName(idea.number);
  return {
    title: `You support ${name} already`,
    summary: `You support ${nameOf(idea)} already`,
    blocks: [
      text('Your support is counted once. If you have changed your mind, take it back.'),
      actions([takeBack(idea)]),
    ],
  };
}

/** The author cannot support their own idea. */
export function ownIdeaCard(idea: Idea): Card {
  const title = `${ideaName(idea.number)} is your own idea`;
  const line =
    'Its author counts as a supporter already. Tell the others in its thread why it would delight customers.';
  return titledCard(title, [text(line), actions([show(idea)])]);
}

/** Pressed where the living card does not stand: there is nothing else that shows it. */
export function supportedCard(idea: Idea): Card {
  const title = `You support ${ideaName(idea.number)}`;
  return titledCard(
    title,
    [text(`Thank you. “${idea.title}” has your support.`), actions([show(idea), takeBack(idea)])],
    'good',
  );
}

/** The support was taken back. */
export function takenBackCard(idea: Idea): Card {
  const title = `You no longer support ${ideaName(idea.number)}`;
  return titledCard(title, [actions([show(idea)])]);
}

/** There was nothing to take back, or it was taken back already. */
export function notCountedCard(idea: Idea): Card {
  const title = `You don’t support ${ideaName(idea.number)}`;
  const line = 'There is no support of yours to take back.';
  return titledCard(title, [text(line), actions([show(idea)])]);
}

const takeBack = (idea: Idea): Action => button('Take it back', 'ideas.unsupport', ideaName(idea.number));

/** The draft was thrown away. */
export const discardedCard: Card = {
  title: 'Your draft is deleted',
  summary: 'Your draft is deleted; nobody has seen it',
  blocks: [text('Nobody has seen it. `idea` opens a new one whenever you like.')],
};
