/** What a meeting is while it is prepared, held and closed, and which items stand on its agenda. Pure. */
import type { Chair } from './chair.js';
import type { Minutes } from './minutes.js';

/** The states of a meeting. */
export type MeetingState = 'planned' | 'open' | 'closed' | 'missed' | 'skipped' | 'cancelled';

/** One date of a meeting, planned or held. */
export interface Meeting {
  readonly id: string;
  readonly organisationId: string;
  readonly placeId: string;
  readonly seriesId: string | null;
  readonly name: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly opensAt: Date;
  readonly timeZone: string;
  readonly state: MeetingState;
  readonly openedAt: Date | null;
  /** The call in which the place meets, by the platform's own id; null: no platform told of one. */
  readonly callId: string | null;
  readonly closedAt: Date | null;
  readonly closedById: string | null;
  readonly chair: Chair | null;
  readonly presenterId: string | null;
  readonly minutes: Minutes | null;
}

/** The sections that have items to tick, in the agenda's order; the chair stands before them. */
export const sections = ['learning', 'idea', 'number', 'feedback', 'overdue', 'trial', 'followUp'] as const;
/** The sections of an agenda. */
export type Section = (typeof sections)[number];

/** `learning:ID`, `number:NPS`: how a tick names what it is about. */
export interface ItemKey {
  readonly section: Section;
  readonly id: string;
}

/** The key of an item, `learning:ID`. */
export const itemKey = (section: Section, id: string): string => `${section}:${id}`;

/** Reads `itemKey`; null: it is none. */
export function parseItemKey(text: string): ItemKey | null {
  const at = text.indexOf(':');
  const section = sections.find((each) => each === text.slice(0, at));
  const id = text.slice(at + 1);
  return section && id !== '' && id.length <= 200 ? { section, id } : null;
}

/** What was ticked off, by whom, with what was decided. */
export interface Tick {
  readonly item: string;
  readonly memberId: string;
  readonly tickedAt: Date;
  readonly decision: string | null;
}

/** What was ticked in this section, by id. */
export function tickedIds(ticks: readonly Tick[], section: Section): readonly string[] {
  return ticks.flatMap(({ item }) => {
    const key = parseItemKey(item);
    return key?.section === section ? key.id : [];
  });
}

/** The longest decision, in characters. */
export const decisionLimit = 2_000;

/** Somebody who was asked before the meeting. */
export interface Asked {
  readonly memberId: string;
  readonly hasAnswered: boolean;
}

/** A meeting that opens more than so much after its time says so. */
const lateAfterMs = 5 * 60_000;

/** Whether it opened later than people would call punctual. */
export function isLate({ openedAt, opensAt }: Pick<Meeting, 'openedAt' | 'opensAt'>): boolean {
  return openedAt !== null && openedAt.getTime() - opensAt.getTime() > lateAfterMs;
}

/**
 * How many items of each section one card shows when it has room for `room` of weight: the sections share it evenly,
 * what one does not need goes to the others, and each shows at least its first. `weights` are those of the items.
 */
export function allot(weights: readonly (readonly number[])[], room: number): readonly number[] {
  const counts = weights.map((items) => Math.min(1, items.length));
  let left = room - weights.reduce((sum, items) => sum + (items[0] ?? 0), 0);
  for (let grew = true; grew; ) {
    grew = false;
    for (const [index, items] of weights.entries()) {
      const next = items[counts[index] ?? 0];
      if (next === undefined || next > left) continue;
      left -= next;
      counts[index] = (counts[index] ?? 0) + 1;
      grew = true;
    }
  }
  return counts;
}

/** Cuts a list into pages of at most `room` of weight; a page holds at least one. */
export function pagesOf<T>(
  items: readonly T[],
  weightOf: (item: T) => number,
  room: number,
): readonly (readonly T[])[] {
  const pages: T[][] = [];
  let left = 0;
  for (const item of items) {
    const weight = weightOf(item);
    const page = pages.at(-1);
    if (page && weight <= left) {
      page.push(item);
      left -= weight;
    } else {
      pages.push([item]);
      left = room - weight;
    }
  }
  return pages;
}
