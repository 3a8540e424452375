/** Every word of the page, in the language of the person that you are. English stands in the code, and is the key. */

/** `{ locale, isRightToLeft, messages }`, as the API's /languages gives it. */
let language = { locale: 'en-GB', isRightToLeft: false, messages: {} };

export function speakIn(next) {
  language = next;
}

/** For dates and numbers. */
export const locale = () => language.locale;

export const isRightToLeft = () => language.isRightToLeft;

/**
 * The message with its values: `say('Messages in {channel}', { channel })`. Patterns of the page have no plurals and no
 * signs that ICU reads in another way, so that nothing has to be loaded to put them together.
 */
export function say(pattern, values = {}) {
  const said = language.messages[pattern] ?? pattern;
  return said.replace(/\{(\w+)\}/g, (_, name) => apart(String(values[name] ?? '')));
}

/** Names and figures keep the order of their letters within a sentence from right to left. */
const apart = (value) => (language.isRightToLeft ? `\u2068${value}\u2069` : value);

/** Marks a message that is said later. */
export const phrase = (pattern) => pattern;
