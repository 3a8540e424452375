/**
 * Names for statements that come again and again, so that the server reads and plans each once per connection and not
 * every time: about half of what a short statement costs.
 */

/** Seldom ones are not worth the server's memory: it keeps every named statement, in every connection. */
const usesBeforeNaming = 3;
const longestList = 400;

export interface StatementNames {
  /** The same for the same text until the names are given anew; '' (no name, to the server too): it is not worth one. */
  of(text: string): string;
  /** How often all names were given anew. A connection from before keeps statements that nobody asks for any more. */
  round(): number;
}

export function createStatementNames(): StatementNames {
  const names = new Map<string, string>();
  const uses = new Map<string, number>();
  let round = 0;
  let givenCount = 0;

  /** Texts that vary without end (lists of other lengths) would take all names, and leave none for what comes most. */
  function beginAnew(): void {
    names.clear();
    round += 1;
  }

  return {
    of(text) {
      const known = names.get(text);
      if (known !== undefined) return known;
      const count = (uses.get(text) ?? 0) + 1;
      if (count < usesBeforeNaming) {
        if (uses.size > 10 * longestList) uses.clear();
        uses.set(text, count);
        return '';
      }
      uses.delete(text);
      if (names.size >= longestList) beginAnew();
      givenCount += 1;
      const name = `empty_chair_${givenCount}`;
      names.set(text, name);
      return name;
    },
    round: () => round,
  };
}
