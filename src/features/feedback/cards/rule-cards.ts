/** Routing rules in words: the list, what was changed, and why a text would go where. */
import { note, quote, titledCard } from '../../../chat/blocks.js';
import type { Card, Line } from '../../../chat/card.js';
import { bold, code } from '../../../chat/card.js';
import type { ListHeading } from '../../../chat/list.js';
import { listConditions } from '../fields.js';
import { type Conditions, listOf, type RoutingRule } from '../rules/routing.js';

/** A rule with the names behind its ids. */
export interface NamedRule {
  readonly rule: RoutingRule;
  /** `Maya`, `Ana, Ben (by turns)`, or `left out`. */
  readonly target: string;
  /** Names of the places in its conditions. */
  readonly places: readonly string[];
}

/** In the place of who gets it, of a rule that leaves out what fits it. */
export const leftOutWords = 'left out: nobody gets it';

/** How the list of routing rules is headed. */
export const rulesHeading: ListHeading = {
  title: 'Who gets what',
  noneTitle: 'There are no routing rules yet',
  none: ['The champion and admins add one: ', code('route add words:refund to:@name'), '.'],
};

/** Below the list: how it is read and changed, and who gets what fits no rule. */
export function rulesNote(champion: string | null): Line {
  const last = champion
    ? `Whatever fits no rule goes to ${champion}, the champion.`
    : 'Whatever fits no rule stays with whoever captured it: there is no champion yet.';
  const how = [
    'The champion and admins change the rules: ',
    code('route add words:refund to:@name'),
    ', for noise ',
    code('route add words:"out of office" to:nobody'),
    ', ',
    code('route remove 2'),
    '.',
  ];
  return [`The first rule that fits takes it. ${last} `, ...how];
}

/** A rule in a line: its place, its name, what it asks for and who gets it. */
export function ruleLine({ rule, target, places }: NamedRule): Line {
  return [bold(`${rule.position}. ${rule.name}`), `: ${conditionWords(rule.conditions, places)} → ${target}`];
}

function conditionWords(conditions: Conditions, places: readonly string[]): string {
  const { words, score } = conditions;
  const list = (values: readonly string[]) => values.join(' or ');
  const parts = [
    words && `says ${list(words.map((word) => `“${word}”`))}`,
    ...listConditions.map(({ key, says }) => {
      const values = listOf(conditions, key);
      return values && `${says} ${list(values)}`;
    }),
    score && (score.from === score.to ? `score ${score.from}` : `score ${score.from} to ${score.to}`),
    places.length > 0 && `said in #${places.join(' or #')}`,
  ];
  return parts.filter(Boolean).join(', ') || 'everything';
}

/** A rule was added. */
export function ruleAddedCard(named: NamedRule): Card {
  const title = `Rule ${named.rule.position} is in place`;
  return titledCard(title, [{ kind: 'text', line: ruleLine(named) }], 'good');
}

/** A rule was removed, and those after it moved up. */
export function ruleRemovedCard(position: number, name: string): Card {
  const title = `Rule ${position}, ${name}, is removed`;
  return titledCard(title, [note('The rules after it have moved up by one.')]);
}

/** How one rule looks at a text. `absent`: it fits, and nobody it names is here. */
export interface RuleVerdict {
  readonly named: NamedRule;
  readonly unmet: readonly string[];
  readonly absent: boolean;
  readonly chosen: boolean;
}

const unmetWords: Readonly<Record<string, string>> = {
  words: 'the words are not in it',
  score: 'another score, or none',
  placeIds: 'another place',
  ...Object.fromEntries(listConditions.map(({ key, unmet }) => [key, unmet])),
};

export interface RouteTestAnswer {
  /** Who gets what no rule takes. */
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
  const title = `This would ${receiver(verdicts, answer)}`;
  const chosenAt = verdicts.findIndex((verdict) => verdict.chosen);
  const start = Math.max(0, Math.min(chosenAt, verdicts.length - shownVerdicts));
  const shown = verdicts.slice(start, start + shownVerdicts);
  const rest = verdicts.length - shown.length;
  return titledCard(title, [
    quote(text),
    ...shown.map((verdict) => ({ kind: 'row', line: ruleLine(verdict.named), detail: verdictWords(verdict) }) as const),
    ...(rest > 0 ? [note(`and ${rest} more: \`route\` lists them`)] : []),
    note('Nothing was captured: this was a test.'),
  ]);
}

function receiver(verdicts: readonly RuleVerdict[], { fallback, named, next }: RouteTestAnswer): string {
  if (named) return `go to ${named}, because the line names them as owner`;
  const chosen = verdicts.find((verdict) => verdict.chosen)?.named;
  if (!chosen) return `go to ${fallback}`;
  const { target, position, name } = chosen.rule;
  if (target.kind === 'leftOut') return `be left out by rule ${position}, ${name}`;
  const by = target.kind === 'group' ? `, by ${target.by}` : '';
  return `go to ${next ?? chosen.target} by rule ${position}, ${name}${by}`;
}

function verdictWords({ unmet, absent, chosen }: RuleVerdict): string {
  if (chosen) return 'fits, and is the first that does';
  if (unmet.length > 0) return `doesn’t fit: ${unmet.map((name) => unmetWords[name]).join(', ')}`;
  return absent ? 'fits, but nobody it names is here' : 'fits too, but an earlier rule takes it';
}
