/** How much of each kind goes: for the cards of forgetting and of how long words are kept. */
import { say } from '../../../kernel/language/say.js';

export const feedbackCount = (count: number): string =>
  say('{count, plural, one {# piece of feedback} other {# pieces of feedback}}', { count });

export const learningCount = (count: number): string =>
  say('{count, plural, one {# learning} other {# learnings}}', { count });

export const commentCount = (count: number): string =>
  say('{count, plural, one {# comment} other {# comments}}', { count });
