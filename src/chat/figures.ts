/** What a room measures, as alerts watch it: a name that people type, and what it is at a time. Each room gives its own. */

/** Of which time, and of whose customers. */
export interface FigureAsked {
  readonly organisationId: string;
  /** Inclusive. */
  readonly from: Date;
  /** Exclusive. */
  readonly until: Date;
  /** Customers of this segment alone; null: all. */
  readonly segment: string | null;
}

/** What was measured, in the unit of its figure, with what tells how sure it is. */
export type Measured =
  /** So many of so many. */
  | { readonly kind: 'share'; readonly part: number; readonly whole: number }
  /** With the ends of its 95 % interval. */
  | {
      readonly kind: 'estimate';
      readonly value: number;
      readonly low: number;
      readonly high: number;
      readonly count: number;
    }
  /** The middle of so many. */
  | { readonly kind: 'median'; readonly value: number; readonly count: number }
  /** Counted, or typed in by hand: nothing about it is unsure. */
  | { readonly kind: 'exact'; readonly value: number };

/** One thing that is measured. */
export interface Figure {
  /** As it is typed, in lower case: `within promise`, `theme th-3`. */
  readonly name: string;
  /** More names by which it can be typed, in lower case. */
  readonly names?: readonly string[];
  /** As cards call it; default: by its name. */
  readonly title?: string;
  /** `points`, `%` (shares are typed as 90 %), `ms` (typed as 4h), or what stands behind the number; '': nothing. */
  readonly unit: string;
  /** Over how many days it is measured where nobody says otherwise. */
  readonly usualDays: number;
  /** It can be asked of one segment. */
  readonly takesSegment: boolean;
  /** It is as it is now, whatever the time: `overdue`. */
  readonly isNow?: true;
  /** null: there is nothing to measure. */
  measure(asked: FigureAsked): Promise<Measured | null>;
}
