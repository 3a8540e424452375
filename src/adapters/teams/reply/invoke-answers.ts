/** The shapes in which Teams takes the answer to an invoke. Pure; reply.ts chooses. */
import type { Card } from '../../../chat/card.js';
import { cardContentType } from '../activity.js';
import type { InvokeAnswer } from '../receive/door.js';
import type { AdaptiveCard } from '../render/adaptive-card.js';
import { ownCard } from './render-reply.js';

/**
 * How the answer to an invoke looks: of a card's button, of a dialog, of a search in the message box; `other`: Teams takes
 * no words there, so a message has to say them.
 */
export type InvokeKind = 'execute' | 'dialog' | 'query' | 'other';

/** By the invoke's name. */
export function invokeKind(name: string): InvokeKind {
  if (name === 'adaptiveCard/action') return 'execute';
  if (/^(task\/|composeExtension\/(fetchTask|submitAction)$)/.test(name)) return 'dialog';
  return name.startsWith('composeExtension/') ? 'query' : 'other';
}

/** A card that is no answer of a room: in words where there is room for no more. */
export function inWords(kind: InvokeKind, words: Card): InvokeAnswer {
  if (kind === 'execute') return toast(words.summary);
  if (kind === 'query') return said(words.summary);
  return kind === 'dialog' ? dialog(words.title, ownCard(words).card) : nothing;
}

/** Shown for a moment. */
export function toast(words: string): InvokeAnswer {
  return answerOf({ statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: words });
}

/** Takes the place of the card on which the button was pressed. */
export function inItsPlace(value: AdaptiveCard): InvokeAnswer {
  return answerOf({ statusCode: 200, type: cardContentType, value });
}

/** Opens a dialog, or changes what is in it. */
export function dialog(title: string, content: AdaptiveCard): InvokeAnswer {
  const value = { title, width: 'medium', height: 'medium', card: { contentType: cardContentType, content } };
  return answerOf({ task: { type: 'continue', value } });
}

/** Where results of a search would stand. */
export function said(text: string): InvokeAnswer {
  return answerOf({ composeExtension: { type: 'message', text } });
}

const answerOf = (body: unknown): InvokeAnswer => ({ status: 200, body });

/** Closes a dialog; elsewhere nothing is shown. */
export const nothing: InvokeAnswer = { status: 200, body: {} };
