/** Rows of ideas, and the lines in which other rooms' cards show them. */

import { heading } from '../../../chat/blocks.js';
import type { Block } from '../../../chat/card.js';
import { excerpt } from '../../../chat/shorten.js';
import { withCommas } from '../../../kernel/language/list.js';
import { say } from '../../../kernel/language/say.js';
import type { Idea } from '../rules/idea.js';
import { show } from './idea-card.js';
import { nameOf, stateWords } from './words.js';

/** One idea in a list, with a button that shows it whole. */
export function ideaRow(idea: Idea, authorName: string): Block {
  const support =
    idea.supportCount > 0
      ? ` · ${say('{count, plural, one {1 supporter} other {# supporters}}', { count: idea.supportCount })}`
      : '';
  return {
    kind: 'row',
    line: nameOf(idea),
    detail: `${capital(stateWords(idea.state))} · ${authorName}${support} · ${excerpt(idea.delights, 90)}`,
    action: show(idea),
  };
}

/** The ideas that would touch a customer, on their profile. @param namedCount others are hinted at */
export function ideasFact(ideas: readonly Idea[], namedCount: number): { label: string; value: string } {
  const named = ideas.slice(0, namedCount).map((idea) => `${nameOf(idea)} (${stateWords(idea.state)})`);
  return { label: say('Ideas for them'), value: withCommas([...named, ...(ideas.length > namedCount ? ['…'] : [])]) };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Above the ideas that cite a piece of feedback. */
export const citingHeading = (count: number): Block =>
  heading(say('{count, plural, =1 {An idea came from this} other {# ideas came from this}}', { count }));
