/** What counts in the text of an Adaptive Card: Markdown, `{{DATE()}}`, `${}`, `<at>`; and how typed text is kept from it. */

/**
 * Signs that Markdown, the date functions, templates or mentions read: anywhere; a list, a quote or a heading at a
 * line's start; a line break, which Markdown swallows.
 */
const MARKUP = /[\\`*_~[<\n]|\{\{|\$\{|&#?\w+;|^\s*[-+>#]|^\s*\d+[.)](?:[ \t]|$)/;

/** Whether a TextBlock shows the text as it is. */
export function isInert(text: string): boolean {
  return !MARKUP.test(text);
}

/**
 * The text as a TextBlock shows it. `<` becomes `&lt;`, so no `<at>` can match; a brace gets its backslash, so no
 * date function does. Phones have shown the backslashes (github.com/microsoft/AdaptiveCards/issues/5590): only
 * where a mention must stand in the same line is this used, everything else that is not inert goes into runs.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/&(?=#?\w+;)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\\`*_~[\]{}]/g, '\\$&')
    .replace(/^([^\S\r\n\u2028\u2029]*)([-+>#])/gm, '$1\\$2')
    .replace(/^([^\S\r\n\u2028\u2029]*\d+)([.)])(?=[ \t]|$)/gm, '$1\\$2')
    .replaceAll('\n', '\n\n');
}

/** Between the two halves of what Teams would read, anywhere. */
const JOINTS = /(?<=\{)(?=\{)|(?<=\$)(?=\{)|(?<=<)(?=\/?at\b)/i;

/** The text in pieces, none of which holds a date function, a template or a mention; together they are the text. */
export function harmlessPieces(text: string): readonly string[] {
  return text.split(JOINTS).filter((piece) => piece !== '');
}

/** The same for texts that can't be in pieces (labels, titles of buttons): an invisible word joiner stands between. */
export function harmless(text: string): string {
  return harmlessPieces(text).join('\u2060');
}
