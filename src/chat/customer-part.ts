/**
 * What one room knows of a customer for the minute before a conversation; the room customers lays the parts side by side.
 * What is confidential is counted, never quoted, whoever reads it.
 */
import type { Action, Block, Chart, Line } from './card.js';

/** That somebody of us and the customer heard from each other. */
export interface Contact {
  readonly at: Date;
  /** Who of us; null: a system took it in. */
  readonly memberId: string | null;
  /** What it was, in a word or two: `feedback`, `learning`, `score`. */
  readonly channel: string;
  /** What it was about, in a few words. */
  readonly line: Line;
  /** What was said, for programs. */
  readonly text: string | null;
  /** The thing that it was about, by its name: `F-12`; absent: it has none. */
  readonly subject?: string;
}

/** A label with what stands beside it. */
interface Fact {
  readonly label: string;
  readonly value: Line;
}

/** One room's part; what it has nothing to say of is left out. */
export interface CustomerPart {
  /** What programs know this part by: `feedback`. */
  readonly name: string;
  /** What to mind, the most urgent first. */
  readonly mind?: readonly Line[];
  /** How they are. */
  readonly state?: readonly Fact[];
  readonly chart?: Chart;
  /** The latest, at most ten. */
  readonly contacts?: readonly Contact[];
  /** Facts from elsewhere, with their source and age. */
  readonly known?: readonly Block[];
  /** Of what these facts are: nobody asks for that any more. */
  readonly knownNames?: readonly string[];
  /** What nobody knows yet: `how likely they are to recommend us`. */
  readonly unknown?: readonly string[];
  /** What can be done for them in this room. */
  readonly actions?: readonly Action[];
  /** The same as figures, for programs: JSON-ready. */
  readonly figures: Readonly<Record<string, unknown>>;
}

/** Which customer, and how times are shown. */
export interface AskedOfCustomer {
  readonly organisationId: string;
  readonly customer: { readonly id: string; readonly name: string; readonly segments: readonly string[] };
  /** The reader's zone. */
  readonly timeZone: string;
  /** The thing on whose card it stands, by its name (`F-12`): no news there. */
  readonly except?: string;
}

/** A customer's number before a moment and after it. */
export interface Moved {
  /** Which of the moments, by its place. */
  readonly moment: number;
  readonly before: number;
  readonly after: number;
}
