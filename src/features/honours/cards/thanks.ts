/** Thanks, as a place reads them. */
import { actions, button, note, text, titledCard } from '../../../chat/blocks.js';
import { type Block, type Card, code } from '../../../chat/card.js';

/** How whoever is named gets out of it. */
const wayOut = note(['Rather not be named? ', code('honours off')]);

const thanksCard = (title: string, blocks: readonly Block[]): Card => titledCard(title, [...blocks, wayOut], 'good');

/** An idea of theirs was adopted. */
export const adoptedCard = (name: string, idea: { readonly number: number; readonly title: string }): Card =>
  thanksCard(`Thank you, ${name}: I-${idea.number} is adopted`, [
    text(`“${idea.title}”`),
    actions([button(`Show I-${idea.number}`, 'ideas.show', `I-${idea.number}`)]),
  ]);

/** A customer says that what they resolved is solved. What was said in confidence is thanked for without naming it. */
export function solvedCard(
  name: string,
  { number, confidential }: { readonly number: number; readonly confidential: boolean },
): Card {
  if (confidential) return thanksCard(`Thank you, ${name}: a customer says that it is solved`, []);
  return thanksCard(`Thank you, ${name}: the customer says that F-${number} is solved`, [
    actions([button(`Show F-${number}`, 'feedback.show', `F-${number}`)]),
  ]);
}

/** So many of their answers in a row came within the promise. */
export const streakCard = (name: string, count: number): Card =>
  thanksCard(`Thank you, ${name}: ${count} answers in a row within our promise`, []);

/** So many learnings of theirs. */
export const learningsCard = (name: string, count: number): Card =>
  thanksCard(`Thank you, ${name}: ${count} learnings about our customers`, []);
