/** Gives ideas and numbers to meetings that no test of theirs has to make first, and keeps what meetings say back. */
import type { AgendaIdea } from '../../src/features/ideas/index.js';
import type { AgendaNumber, CustomerScore } from '../../src/features/nps/index.js';
import type { House } from '../../src/house.js';

export interface StandIns {
  /** Ids of ideas that meetings have discussed. */
  readonly discussed: readonly string[];
  /** Ids of ideas that meetings have shown. */
  readonly shown: ReadonlySet<string>;
  /** Since when numbers were asked for, each time. */
  readonly askedSince: readonly (Date | null)[];
  ideas: readonly AgendaIdea[];
  numbers: readonly AgendaNumber[];
  scores: readonly CustomerScore[];
}

/** Replaces what those two rooms answer to meetings, and nothing else of them. */
export function standInRooms(house: House): StandIns {
  const discussed: string[] = [];
  const askedSince: (Date | null)[] = [];
  const shown = new Set<string>();
  const given: StandIns = { discussed, shown, askedSince, ideas: [], numbers: [], scores: [] };
  Object.assign(house.ideas, {
    newIn: async () => ({ items: given.ideas.filter(({ id }) => !discussed.includes(id)), moreCount: 0 }),
    byIds: async (_: string, ids: readonly string[]) => given.ideas.filter(({ id }) => ids.includes(id)),
    markShown: async (ids: readonly string[]) => {
      for (const id of ids) shown.add(id);
    },
    markDiscussed: async (ticked: { readonly discussed: readonly { readonly id: string }[] }) => {
      const ids = ticked.discussed.map(({ id }) => id);
      discussed.push(...ids.filter((id) => !discussed.includes(id)));
    },
  });
  Object.assign(house.nps, {
    newsSince: async (_: string, since: Date | null) => {
      askedSince.push(since);
      return given.numbers;
    },
    latestScores: async () => given.scores,
  });
  return given;
}
