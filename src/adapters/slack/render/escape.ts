/** Where Slack reads markup (mrkdwn objects, the top-level text): what must be escaped, and what can't be. */

/** Slack's three control characters, ampersand first; nothing else may be escaped. */
export function escapeControl(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * Formatting signs, a quote at a line's start, `:emoji:`, and the words that notify everybody. Slack has no escape
 * for these: text that holds one goes into plain_text or rich_text instead, which are literal.
 */
const MARKUP = /[*_~`]|^[^\S\r\n\u2028\u2029]*>|:[^\s:]+:|@(?:here|channel|everyone)/im;

/** Whether the text would be shown as it is (once escaped) inside mrkdwn. */
export function isInert(text: string): boolean {
  return !MARKUP.test(text);
}
