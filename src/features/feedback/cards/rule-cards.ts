/** Routing rules in words: the list, what was changed, and why a text would go where. */

import { becomes } from '../../../chat/bidi.js';
import { note, quote, titledCard } from '../../../chat/blocks.js';
import type { Card, Line } from '../../../chat/card.js';
import { bold, code } from '../../../chat/card.js';
import type { ListHeading } from '../../../chat/list.js';
import { sayLine } from '../../../chat/say-line.js';
import { sayEither, withCommas } from '../../../kernel/language/list.js';
import { phrase, say } from '../../../kernel/language/say.js';
import { listConditions } from '../fields.js';
import { type Conditions, listOf, type RoutingRule } from '../rules/routing.js';
import { severityWords } from './value-words.js';

/** A rule with the names behind its ids. */
export interface NamedRule {
  readonly rule: RoutingRule;
  /** `Maya`, `Ana, Ben (by turns)`, or `left out`. */
  readonly target: string;
  /** Names of the places in its conditions. */
  readonly places: readonly string[];
}

/** In the place of who gets it, of a rule that leaves out what fits it. */
export const leftOutWords = (): string => say('left out: nobody gets it');

/** How the list of routing rules is headed. */
export const rulesHeading = (): ListHeading => ({
  title: say('Who gets what'),
  noneTitle: say('There are no routing rules yet'),
  none: sayLine('The champion and admins add one: {command}.', { command: code('route add words:refund to:@name') }),
});

/** Below the list: how it is read and changed, and who gets what fits no rule. */
export function rulesNote(champion: string | null): Line {
  const last = champion
    ? say('Whatever fits no rule goes to {champion}, the champion.', { champion })
    : say('Whatever fits no rule stays with whoever captured it: there is no champion yet.');
  return sayLine(
    'The first rule that fits takes it. {last} The champion and admins change the rules: {add}, for noise {leaveOut}, {remove}.',
    {
      last,
      add: code('route add words:refund to:@name'),
      leaveOut: code('route add words:"out of office" to:nobody'),
      remove: code('route remove 2'),
    },
  );
}

/** A rule in a line: its place, its name, what it asks for and who gets it. */
export function ruleLine({ rule, target, places }: NamedRule): Line {
  return [bold(`${rule.position}. ${rule.name}`), `: ${becomes(conditionWords(rule.conditions, places), target)}`];
}

function conditionWords(conditions: Conditions, places: readonly string[]): string {
  const { words, score } = conditions;
  const parts = [
    words && say('says {words}', { words: sayEither(words.map((word) => `“${word}”`)) }),
    ...listConditions.map(({ key, says }) => {
      const values = listOf(conditions, key);
      return values && say(says, { values: sayEither(key === 'severities' ? values.map(severityWords) : values) });
    }),
    score &&
      (score.from === score.to
        ? say('score {from}', { from: score.from })
        : say('score {from} to {to}', { from: score.from, to: score.to })),
    places.length > 0 && say('said in {places}', { places: sayEither(places.map((place) => `#${place}`)) }),
  ];
  return withCommas(parts) || say('everything // that a rule takes');
}

/** A rule was added. */
export function ruleAddedCard(named: NamedRule): Card {
  const title = say('Rule {position} is in place', { position: named.rule.position });
  return titledCard(title, [{ kind: 'text', line: ruleLine(named) }], 'good');
}

/** A rule was removed, and those after it moved up. */
export function ruleRemovedCard(position: number, name: string): Card {
  const title = say('Rule {position}, {name}, is removed', { position, name });
  return titledCard(title, [note(say('The rules after it have moved up by one.'))]);
}

/** How one rule looks at a text. `absent`: it fits, and nobody it names is here. */
export interface RuleVerdict {
  readonly named: NamedRule;
  readonly unmet: readonly string[];
  readonly absent: boolean;
  readonly chosen: boolean;
}

const unmetWords: Readonly<Record<string, string>> = {
  words: phrase('the words are not in it'),
  score: phrase('another score, or none'),
  placeIds: phrase('another place'),
  ...Object.fromEntries(listConditions.map(({ key, unmet }) => [key, unmet])),
};

export interface RouteTestAnswer {
  /** What is said where no rule takes it. */
  readonly fallback: string;
  /** Whom the line names as owner: no rule is asked then. */
  readonly named: string | null;
  /** Whose turn it is in the rule that takes it. */
  readonly next: string | null;
}

/** Rules shown at most; of more, those from the one that takes it on. */
const shownVerdicts = 20;

/** Who would get this text, and why: the verdict of each rule. */
export function routeTestCard(text: string, verdicts: readonly RuleVerdict[], answer: RouteTestAnswer): Card {
  const title = receiver(verdicts, answer);
  const chosenAt = verdicts.findIndex((verdict) => verdict.chosen);
  const start = Math.max(0, Math.min(chosenAt, verdicts.length - shownVerdicts));
  const shown = verdicts.slice(start, start + shownVerdicts);
  const rest = verdicts.length - shown.length;
  return titledCard(title, [
    quote(text),
    ...shown.map((verdict) => ({ kind: 'row', line: ruleLine(verdict.named), detail: verdictWords(verdict) }) as const),
    ...(rest > 0 ? [note(say('and {count} more: `route` lists them', { count: rest }))] : []),
    note(say('Nothing was captured: this was a test.')),
  ]);
}

function receiver(verdicts: readonly RuleVerdict[], { fallback, named, next }: RouteTestAnswer): string {
  if (named) return say('This would go to {who}, because the line names them as owner', { who: named });
  const chosen = verdicts.find((verdict) => verdict.chosen)?.named;
  if (!chosen) return fallback;
  const { target, position, name: rule } = chosen.rule;
  if (target.kind === 'leftOut') return say('This would be left out by rule {position}, {rule}', { position, rule });
  const values = { who: next ?? chosen.target, position, rule };
  if (target.kind === 'member') return say('This would go to {who} by rule {position}, {rule}', values);
  return target.by === 'turns'
    ? say('This would go to {who} by rule {position}, {rule}, by turns', values)
    : say('This would go to {who} by rule {position}, {rule}, by load', values);
}

function verdictWords({ unmet, absent, chosen }: RuleVerdict): string {
  if (chosen) return say('fits, and is the first that does');
  if (unmet.length > 0)
    return say('doesn’t fit: {reasons}', { reasons: withCommas(unmet.map((name) => say(unmetWords[name] ?? name))) });
  return absent ? say('fits, but nobody it names is here') : say('fits too, but an earlier rule takes it');
}
