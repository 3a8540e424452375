/** One sheet for the wall: shares side by side with how sure they are, and a few customers' words. Rooms fill it, chart-picture draws it. */

/** One line of the sheet. Shares are 0 to 1. */
export interface BoardRow {
  readonly label: string;
  /** `1`, `2 to 3` */
  readonly place: string;
  /** The place is one number. */
  readonly isSure: boolean;
  readonly share: number;
  /** The ends of its 95 % interval. */
  readonly low: number;
  readonly high: number;
  /** What the team believed; null: that is not shown. */
  readonly teamShare: number | null;
}

/** What stands on the sheet, from top to bottom; plain text. */
export interface Board {
  /** Whose it is: `Harbour Lights`. */
  readonly owner: string;
  readonly title: string;
  /** What follows from it, in a sentence or two. */
  readonly findings: readonly string[];
  /** Two to ten. */
  readonly rows: readonly BoardRow[];
  /** At most five. */
  readonly quotes: readonly { readonly text: string; readonly by: string }[];
  /** Small print. */
  readonly notes: readonly string[];
}
