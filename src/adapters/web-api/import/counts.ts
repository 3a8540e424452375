/** How many rows of a file became what. */

/** What became of the rows of a file: each is counted once. */
export interface ImportCounts {
  readonly rowCount: number;
  readonly addedCount: number;
  /** In already, and the file says something else now. */
  readonly updatedCount: number;
  /** In already: from an earlier run, or by another way from the same source. */
  readonly knownCount: number;
  readonly refusedCount: number;
  /** No answer in it, another survey's, a preview. */
  readonly leftOutCount: number;
}

/** The counts before the first row. */
export const noRows: ImportCounts = {
  rowCount: 0,
  addedCount: 0,
  updatedCount: 0,
  knownCount: 0,
  refusedCount: 0,
  leftOutCount: 0,
};
