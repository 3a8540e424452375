/** Cards, lines and forms as plain text: for screen readers, notifications, and the playground's "plain text". The door to plain-text/. */
export { cardToText } from './plain-text/card-text.js';
export { formToText } from './plain-text/form-text.js';
export { lineToText } from './plain-text/line-text.js';
