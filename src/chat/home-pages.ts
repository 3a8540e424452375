/** What stands on the web home and on walls, without its looks: each room fills its parts, the room home gathers them, an adapter serves them. */
import type { Actor } from '../kernel/person.js';
import type { Chart, Tone } from './card.js';
import type { PageOwner } from './survey-pages.js';

/** In the order in which they stand on the page. */
export const homePartIds = ['number', 'promise', 'overdue', 'themes', 'risk', 'ideas'] as const;
/** One of `homePartIds`. */
export type HomePartId = (typeof homePartIds)[number];

/** Who reads: a member, who sees what they may see; null: a wall, which whoever passes by reads. */
export interface HomeReader {
  readonly organisationId: string;
  readonly viewer: Actor | null;
}

/** Answers to what customers wrote in one hour of the week. */
export interface HourCount {
  readonly answeredCount: number;
  /** Of these, within the promise. */
  readonly keptCount: number;
}

/** A few lines in columns. */
export interface HomeTable {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What one room shows there. Plain text, and no customer's words. */
export interface HomePart {
  readonly id: HomePartId;
  readonly title: string;
  /** Read from across a room: `+32`, `86 %`; null: there is nothing yet. */
  readonly figure: string | null;
  /** What it says, in a sentence or two. */
  readonly says: string;
  readonly tone?: Tone;
  readonly chart?: Chart;
  /** 168, from Monday 0:00 on. */
  readonly hours?: readonly HourCount[];
  readonly bars?: readonly { readonly label: string; readonly count: number }[];
  readonly table?: HomeTable;
  /** Small print: how it is counted, what is left out. */
  readonly note?: string;
}

/** A page as one reader sees it. */
export interface HomePage {
  readonly owner: PageOwner;
  /** null: a wall. */
  readonly readerName: string | null;
  readonly isWall: boolean;
  readonly at: Date;
  /** IANA zone in which times are written. */
  readonly timeZone: string;
  readonly parts: readonly HomePart[];
}

/** What the public face asks of the room home. */
export interface HomePages {
  /** null: no such person here, or they left. */
  home(organisationId: string, memberId: string): Promise<HomePage | null>;
  /** null: no such wall, or it was withdrawn. */
  wall(token: string): Promise<HomePage | null>;
}
