/** Turns are fair over time: whoever swaps, is away, joins or leaves. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  chooseTurn,
  giveTurnBack,
  type Turn,
  takeTurn,
  turnsAfter,
} from '../../../../src/features/meetings/rules/turns.js';

const people = ['ani', 'ben', 'dana', 'grace', 'maya', 'noor'];
const start = Date.UTC(2026, 10, 18);

interface Round {
  /** Who is away, and who swaps when asked, of `people`. */
  readonly away: readonly string[];
  readonly swap: readonly string[];
  /** Who says yes first and swaps then. */
  readonly changeMind: readonly string[];
}

/** Plays one meeting; answers who took the turn, and the turns after it. */
function play(before: readonly Turn[], { away, swap, changeMind }: Round, index: number) {
  const presentIds = people.filter((id) => !away.includes(id));
  const asked: string[] = [];
  let turns = before;
  for (;;) {
    const id = chooseTurn(turns, presentIds, asked);
    if (id !== null && changeMind.includes(id)) {
      // Yes, and then otherwise: it must be as if they had swapped at once.
      const { memberId, lastAt } = turns.find(({ memberId }) => memberId === id) ?? { memberId: id, lastAt: null };
      const said = takeTurn(turns, { takerId: id, presentIds, now: new Date(start + index * 604_800_000) });
      turns = giveTurnBack(said, { memberId, lastAt });
      asked.push(id);
      continue;
    }
    if (id === null) return { taker: null, asked, turns };
    if (!swap.includes(id)) {
      const after = takeTurn(turns, { takerId: id, presentIds, now: new Date(start + index * 604_800_000) });
      return { taker: id, asked, turns: after };
    }
    asked.push(id);
  }
}

const countOf = (turns: readonly Turn[], id: string) => turns.find(({ memberId }) => memberId === id)?.takenCount ?? 0;
const spread = (counts: readonly number[]) => Math.max(...counts) - Math.min(...counts);
const rounds = (swaps: fc.Arbitrary<string[]>) =>
  fc.array(fc.record({ away: fc.subarray(people.slice(2)), swap: swaps, changeMind: swaps }), { maxLength: 60 });

test('of those who are always there and never swap nobody is ever more than one turn ahead', () => {
  fc.assert(
    fc.property(rounds(fc.subarray(people.slice(2))), (meetings) => {
      let turns: readonly Turn[] = [];
      const taken = new Map(people.map((id) => [id, 0]));
      for (const [index, round] of meetings.entries()) {
        const played = play(turns, round, index);
        turns = played.turns;
        if (played.taker) taken.set(played.taker, (taken.get(played.taker) ?? 0) + 1);
        expect(spread([taken.get('ani') ?? 0, taken.get('ben') ?? 0])).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test('whoever takes a turn is never more than one ahead of anybody who was there and did not swap', () => {
  fc.assert(
    fc.property(rounds(fc.subarray(people)), (meetings) => {
      let turns: readonly Turn[] = [];
      for (const [index, round] of meetings.entries()) {
        const { taker, asked, turns: after } = play(turns, round, index);
        turns = after;
        if (!taker) continue;
        const others = people.filter((id) => !round.away.includes(id) && !asked.includes(id));
        for (const id of others) expect(countOf(turns, taker) - countOf(turns, id)).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test('swaps are made up: with nobody swapping any more all are soon level, and stay so', () => {
  fc.assert(
    fc.property(rounds(fc.subarray(people)), (meetings) => {
      let turns: readonly Turn[] = [];
      for (const [index, round] of meetings.entries()) turns = play(turns, round, index).turns;
      const counts = people.map((id) => countOf(turns, id));
      const owed = counts.reduce((sum, count) => sum + Math.max(...counts) - count, 0);
      for (let index = 0; index < owed + people.length; index += 1) {
        turns = play(turns, { away: [], swap: [], changeMind: [] }, meetings.length + index).turns;
        if (index >= owed) expect(spread(people.map((id) => countOf(turns, id)))).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test('yes and then no is no turn: whoever changes their mind stands as if they had swapped at once', () => {
  fc.assert(
    fc.property(rounds(fc.subarray(people.slice(1))), (meetings) => {
      // Ani is always there and says yes, so somebody takes every turn.
      let swapped: readonly Turn[] = people.map((memberId) => ({ memberId, takenCount: 0, lastAt: null }));
      let changed = swapped;
      for (const [index, { away, swap }] of meetings.entries()) {
        const left = play(swapped, { away, swap, changeMind: [] }, index);
        const right = play(changed, { away, swap: [], changeMind: swap }, index);
        expect(right.taker).toBe(left.taker);
        [swapped, changed] = [left.turns, right.turns];
      }
      expect(changed).toEqual(expect.arrayContaining([...swapped]));
    }),
  );
});

test('no, silence and yes are a turn alike: whoever always says no, or nothing, is asked as often as the others', () => {
  const answers = fc.constantFrom('accepted', 'declined', 'expired', 'swapped');
  const habits = fc.record(Object.fromEntries(people.map((id) => [id, answers])));
  fc.assert(
    fc.property(habits, fc.integer({ min: 1, max: 40 }), (habitOf, meetingCount) => {
      let turns: readonly Turn[] = [];
      const lastTurn = new Map<string, Date>();
      const asked = new Map(people.map((id) => [id, 0]));
      for (let index = 0; index < meetingCount; index += 1) {
        const now = new Date(start + index * 604_800_000);
        const swapped: string[] = [];
        for (let id = chooseTurn(turns, people, []); id !== null; id = chooseTurn(turns, people, swapped)) {
          const to = habitOf[id] ?? 'expired';
          const taken = { takerId: id, presentIds: people, now, before: lastTurn.get(id) ?? null };
          turns = turnsAfter(turns, { from: 'asked', to }, taken);
          if (to !== 'swapped') {
            lastTurn.set(id, now);
            asked.set(id, (asked.get(id) ?? 0) + 1);
            break;
          }
          swapped.push(id);
        }
      }
      const counts = people.filter((id) => habitOf[id] !== 'swapped').map((id) => asked.get(id) ?? 0);
      if (counts.length > 0) expect(spread(counts)).toBeLessThanOrEqual(1);
    }),
  );
});

test.each([
  ['accepted', 'declined', 1],
  ['declined', 'accepted', 1],
  ['accepted', 'swapped', 0],
  ['declined', 'swapped', 0],
] as const)('%s and then %s makes %i turns', (first, second, count) => {
  const taken = { takerId: 'ani', presentIds: people, now: new Date(start), before: null };
  const once = turnsAfter([], { from: 'asked', to: first }, taken);
  expect(countOf(turnsAfter(once, { from: first, to: second }, taken), 'ani')).toBe(count);
});

test('who comes back after a year away is not asked ten times in a row', () => {
  let turns: readonly Turn[] = [];
  const takers: (string | null)[] = [];
  for (let index = 0; index < 40; index += 1) {
    const played = play(turns, { away: index < 30 ? ['noor'] : [], swap: [], changeMind: [] }, index);
    turns = played.turns;
    takers.push(played.taker);
  }
  expect(takers.slice(30).filter((id) => id === 'noor')).toHaveLength(2);
});

test('somebody new is not asked again and again until they have caught up with years of turns', () => {
  const known = ['ani', 'ben'].map((memberId) => ({ memberId, takenCount: 50, lastAt: new Date(start) }));
  expect(chooseTurn(known, ['ani', 'ben', 'zoe'], [])).toBe('zoe');
  const after = takeTurn(known, { takerId: 'zoe', presentIds: ['ani', 'ben', 'zoe'], now: new Date(start) });
  expect(chooseTurn(after, ['ani', 'ben', 'zoe'], [])).toBe('ani');
});

test('when everybody has been asked there is nobody left', () => {
  expect(chooseTurn([], ['ani', 'ben'], ['ben', 'ani'])).toBeNull();
  expect(chooseTurn([], [], [])).toBeNull();
});
