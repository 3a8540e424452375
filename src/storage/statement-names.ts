/**
 * Names for statements that come again and again, so that the server reads and plans each once per connection and not
 * every time: about a third of what a short statement costs.
 */

/** Seldom ones are not worth the server's memory: it keeps every named statement, in every connection. */
const usesBeforeNaming = 3;
const longestList = 200;

/** Answers a statement's name, the same for the same text; '' (no name, to the server too) when it is not worth one. */
export function createStatementNames(): (text: string) => string {
  const names = new Map<string, string>();
  const uses = new Map<string, number>();
  return (text) => {
    const known = names.get(text);
    if (known !== undefined) return known;
    if (names.size >= longestList) return '';
    const count = (uses.get(text) ?? 0) + 1;
    if (count < usesBeforeNaming) {
      // Texts that vary without end (lists of other lengths) must not pile up here.
      if (uses.size > 10 * longestList) uses.clear();
      uses.set(text, count);
      return '';
    }
    uses.delete(text);
    const name = `empty_chair_${names.size}`;
    names.set(text, name);
    return name;
  };
}
