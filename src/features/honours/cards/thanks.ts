/** Thanks, as a place reads them. */
import { actions, button, note, text, titledCard } from '../../../chat/blocks.js';
import { type Block, type Card, code } from '../../../chat/card.js';
import { sayLine } from '../../../chat/say-line.js';
import { say } from '../../../kernel/language/say.js';

/** How whoever is named gets out of it. */
const wayOut = () => note(sayLine('Rather not be named? {command}', { command: code('honours off') }));

const thanksCard = (title: string, blocks: readonly Block[]): Card => titledCard(title, [...blocks, wayOut()], 'good');

/** An idea of theirs was adopted. */
export const adoptedCard = (name: string, idea: { readonly number: number; readonly title: string }): Card =>
  thanksCard(say('Thank you, {name}: {idea} is adopted', { name, idea: `I-${idea.number}` }), [
    text(`“${idea.title}”`),
    actions([button(say('Show {name}', { name: `I-${idea.number}` }), 'ideas.show', `I-${idea.number}`)]),
  ]);

/** A customer says that what they resolved is solved. What was said in confidence is thanked for without naming it. */
export function solvedCard(
  name: string,
  { number, confidential }: { readonly number: number; readonly confidential: boolean },
): Card {
  if (confidential) return thanksCard(say('Thank you, {name}: a customer says that it is solved', { name }), []);
  return thanksCard(
    say('Thank you, {name}: the customer says that {feedback} is solved', { name, feedback: `F-${number}` }),
    [actions([button(say('Show {name}', { name: `F-${number}` }), 'feedback.show', `F-${number}`)])],
  );
}

/** So many of their answers in a row came within the promise. */
export const streakCard = (name: string, count: number): Card =>
  thanksCard(say('Thank you, {name}: {count, number} answers in a row within our promise', { name, count }), []);

/** So many learnings of theirs. */
export const learningsCard = (name: string, count: number): Card =>
  thanksCard(say('Thank you, {name}: {count, number} learnings about our customers', { name, count }), []);
