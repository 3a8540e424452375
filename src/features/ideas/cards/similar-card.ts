/** What is already there that says about the same: offered while an idea is written, and before it is posted twice. */

import { actions, button, note, text } from '../../../chat/blocks.js';
import type { Block, Card, Line } from '../../../chat/card.js';
import { excerpt } from '../../../chat/shorten.js';
import { withCommas, withSemicolons } from '../../../kernel/language/list.js';
import { say } from '../../../kernel/language/say.js';
import { type Idea, ideaName } from '../rules/idea.js';
import { show } from './idea-card.js';
import { nameOf, stateWords } from './words.js';

/** Asks before posting. What was written is kept, and every way on is one button. */
export function similarCard(
  draft: { readonly id: string; readonly title: string },
  similar: readonly { readonly idea: Idea; readonly isOwn: boolean }[],
): Card {
  const title = similar.length === 1 ? say('This idea may be here already') : say('These ideas may say the same');
  return {
    title,
    summary: `${title}: ${withCommas(similar.map(({ idea }) => ideaName(idea.number)))}`,
    tone: 'warning',
    blocks: [
      text(
        say(
          '“{title}” is not posted yet; every word of it is kept. {count, plural, =1 {Does this mean the same?} other {Does one of these mean the same?}}',
          { title: draft.title, count: similar.length },
        ),
      ),
      ...similar.map(({ idea, isOwn }) => row(draft.id, idea, isOwn)),
      actions([
        button(say('Post mine anyway'), 'ideas.postAnyway', draft.id, 'primary'),
        button(say('Change mine'), 'ideas.resume', draft.id),
        { kind: 'button', action: 'ideas.discard', label: say('Delete my draft'), value: draft.id, confirm: letGo() },
      ]),
    ],
  };
}

const letGo = () => ({
  title: say('Delete your draft?'),
  text: say('What you wrote is deleted. Nobody has seen it.'),
  yes: say('Delete it'),
});

function row(draftId: string, idea: Idea, isOwn: boolean): Block {
  const name = ideaName(idea.number);
  const detail = `${stateWords(idea.state)} · ${excerpt(idea.delights, 90)}`;
  const support = button(say('Support {name} instead', { name }), 'ideas.supportInstead', `${draftId} ${name}`);
  return { kind: 'row', line: nameOf(idea), detail, action: isOwn ? show(idea) : support };
}

/** In the form that was opened with a title. */
export function similarIntro(similar: readonly Idea[]): Line {
  const names = similar.map((idea) => `${nameOf(idea)} (${stateWords(idea.state)})`);
  return say('Already here, and perhaps the same: {names}. If so, `idea {first}` shows it.', {
    names: withSemicolons(names),
    first: ideaName(similar[0]?.number ?? 0),
  });
}

/** Under an idea that was posted, where something a little like it is there. */
export function alikeBlocks(similar: readonly Idea[]): Block[] {
  if (similar.length === 0) return [];
  return [
    note(say('A little like it, in case you’d like to talk with their authors:')),
    ...similar.map((idea): Block => ({ kind: 'row', line: nameOf(idea), action: show(idea) })),
  ];
}
