/** In which segments a customer is: the one that somebody wrote, and those whose rule holds. Pure. */
import type { Attributes } from './attribute.js';
import { type Asked, askedBy, type Condition, nameOf, type Value } from './condition/condition.js';
import { holds, type Known } from './condition/judge.js';
import { readCondition } from './condition/read-condition.js';
import { sinceOf } from './known.js';

/** A segment that customers are in by a condition. */
export interface SegmentRule {
  readonly id: string;
  readonly name: string;
  /** As it was typed. */
  readonly condition: string;
}

/** A rule that was read. */
export interface ReadRule extends SegmentRule {
  readonly read: Condition;
}

/** As the store reads a customer for conditions. */
export interface CustomerFacts {
  readonly id: string;
  readonly name: string;
  readonly segment: string | null;
  readonly attributes: Attributes;
  /** The latest answer to NPS, 0 to 10; null: none, or no condition asks. */
  readonly score: number | null;
  /** How often they did something in the last 30 days, by its name; none, or no condition asks: empty. */
  readonly events: Readonly<Record<string, number>>;
  readonly ruleSegments: readonly string[];
}

/** Facts that every customer may have beside attributes, as conditions name them. */
export const ownFacts = ['segment', 'score', 'since', 'name'] as const;

/** One that an older bot read and this one does not holds for nobody. */
export function readRules(rules: readonly SegmentRule[]): readonly ReadRule[] {
  return rules.flatMap((rule) => {
    try {
      return { ...rule, read: readCondition(rule.condition) };
    } catch {
      return [];
    }
  });
}

/** What these rules ask for, together. */
export function askedByAll(conditions: readonly Condition[]): Asked {
  const all = conditions.map(askedBy);
  return {
    facts: all.flatMap(({ facts }) => facts),
    events: all.flatMap(({ events }) => events),
    segments: all.flatMap(({ segments }) => segments),
    isByTime: all.some(({ isByTime }) => isByTime),
  };
}

/** What is read of a customer beside attributes, because a condition asks for it. */
export interface FurtherFacts {
  readonly score: boolean;
  readonly events: boolean;
}

/** What these conditions ask for beside attributes. */
export const furtherFactsOf = ({ facts, events }: Asked): FurtherFacts => ({
  score: facts.some((name) => nameOf(name) === 'score'),
  events: events.length > 0,
});

/** A customer as conditions see one. @param names by how an attribute is written; kept from customer to customer */
export function knownOf(facts: CustomerFacts, now: Date, names = new Map<string, string>()): Known {
  const plain = (written: string): string => {
    const known = names.get(written);
    if (known !== undefined) return known;
    const name = nameOf(written);
    names.set(written, name);
    return name;
  };
  return {
    now,
    eventCount: (name) =>
      Object.entries(facts.events).reduce((sum, [written, count]) => (plain(written) === name ? sum + count : sum), 0),
    fact(name): readonly Value[] {
      const own = ownFact(facts, name);
      if (own !== null) return [own];
      const found = Object.entries(facts.attributes).find(([written]) => plain(written) === name);
      const fact = found?.[1] ?? (name === 'since' ? sinceOf(facts.attributes)?.[1] : undefined);
      return fact === undefined ? [] : [fact.value];
    },
  };
}

function ownFact({ segment, score, name: called }: CustomerFacts, name: string): Value | null {
  switch (name) {
    case 'segment':
      return segment;
    case 'score':
      return score;
    case 'name':
      return called;
    default:
      return null;
  }
}

/** The names of those rules that hold for a customer, in their order. */
export const segmentsOf = (rules: readonly ReadRule[], known: Known): readonly string[] =>
  rules.flatMap(({ name, read }) => (holds(read, known) ? name : []));
