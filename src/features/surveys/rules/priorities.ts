/** What customers would improve first, beside what the team believed. Pure. */
import { type Interval, type Place, placesOf, wilson } from './wilson.js';

/** What a member believes customers would choose. */
export interface Guess {
  readonly choice: string;
  readonly at: Date;
}

/** A guess with whose it is. */
export interface MemberGuess extends Guess {
  readonly memberId: string;
  /** When they first looked at the answers; null: not yet, so that they may guess anew. */
  readonly lookedAt: Date | null;
}

/** Whether they may see the answers: a guess after that would be none. @param guess theirs; null: they have made none */
export const maySeeAnswers = (guess: MemberGuess | null, isOpen: boolean): boolean =>
  !isOpen || (guess !== null && guess.lookedAt !== null);

/** Below it the team's shares are not shown, so that nobody's guess can be told from them. */
export const fewestGuesses = 3;

/** One touchpoint, as customers and the team see it. Shares are 0 to 1. */
export interface Priority {
  readonly touchpoint: string;
  readonly chosenCount: number;
  readonly share: number;
  /** Of the share. */
  readonly interval: Interval;
  readonly place: Place;
  /** Of the guesses that are counted; null: there are too few. */
  readonly teamShare: number | null;
  /** The team's share less the customers'; null: the team's is not shown. */
  readonly misjudgement: number | null;
  /** The team's share lies outside the customers' interval. */
  readonly isMisjudged: boolean;
}

/** What customers chose, the most chosen first. */
export interface Priorities {
  readonly answerCount: number;
  readonly priorities: readonly Priority[];
  /** All guesses. */
  readonly guessCount: number;
  /** Those of which shares are shown; 0: none are shown. */
  readonly countedCount: number;
}

interface Found {
  readonly touchpoints: readonly string[];
  /** How many customers chose each, by touchpoint. */
  readonly chosen: ReadonlyMap<string, number>;
  readonly guesses: readonly Guess[];
  /** Whether answers, and so guesses, are still taken. */
  readonly isOpen: boolean;
}

/** All that is to be told; null: nobody has answered. */
export function prioritiesOf({ touchpoints, chosen, guesses, isOpen }: Found): Priorities | null {
  const counts = touchpoints.map((touchpoint) => chosen.get(touchpoint) ?? 0);
  const answerCount = counts.reduce((sum, count) => sum + count, 0);
  if (answerCount === 0) return null;
  const places = placesOf(counts);
  const counted = countedGuesses(guesses, isOpen);
  const priorities = touchpoints.map((touchpoint, at): Priority => {
    const chosenCount = counts[at] ?? 0;
    const interval = wilson(chosenCount, answerCount) ?? { low: 0, high: 1 };
    const share = chosenCount / answerCount;
    const guessed = counted.filter(({ choice }) => choice === touchpoint).length;
    const teamShare = counted.length === 0 ? null : guessed / counted.length;
    return {
      ...{ touchpoint, chosenCount, share, interval, teamShare },
      place: places[at] ?? { first: 1, last: touchpoints.length },
      misjudgement: teamShare === null ? null : teamShare - share,
      isMisjudged: teamShare !== null && (teamShare < interval.low || teamShare > interval.high),
    };
  });
  return {
    answerCount,
    priorities: priorities.toSorted((a, b) => b.chosenCount - a.chosenCount),
    guessCount: guesses.length,
    countedCount: counted.length,
  };
}

/**
 * The guesses of which shares are shown. While guesses come in, they are counted by threes in the order in which they
 * came: whoever looks before and after one of them learns nothing of it. Once it has ended, all are counted.
 */
export function countedGuesses(guesses: readonly Guess[], isOpen: boolean): readonly Guess[] {
  if (guesses.length < fewestGuesses) return [];
  const inOrder = guesses.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  return isOpen ? inOrder.slice(0, inOrder.length - (inOrder.length % fewestGuesses)) : inOrder;
}

/** The largest misjudgement first; those that may be chance are left out. */
export const misjudged = ({ priorities }: Priorities): readonly Priority[] =>
  priorities
    .filter(({ isMisjudged }) => isMisjudged)
    .toSorted((a, b) => Math.abs(b.misjudgement ?? 0) - Math.abs(a.misjudgement ?? 0));

/** Those that may come first; one alone surely does. */
export const contenders = ({ priorities }: Priorities): readonly Priority[] =>
  priorities.filter(({ place, chosenCount }) => place.first === 1 && chosenCount > 0);
