/** Why a condition can't be taken, and how to write one. */
import { firstFew } from '../../../chat/counted.js';
import { excerpt } from '../../../chat/shorten.js';
import { type ConditionFault, compareSigns, conditionLimits } from '../rules/condition/condition.js';

const example = 'plan = enterprise or revenue >= 50000';
const shown = (typed: string): string => excerpt(typed, 60);

/** The fault first, then the remedy. */
export function conditionWords(fault: ConditionFault): string {
  switch (fault.kind) {
    case 'empty':
      return `The condition is missing. Write it as when:"${example}".`;
    case 'long':
      return `This condition has ${fault.length.toLocaleString('en-GB')} characters. The limit is ${conditionLimits.length.toLocaleString('en-GB')}.`;
    case 'deep':
      return `This condition has too many brackets within each other. The limit is ${conditionLimits.depth}.`;
    case 'many':
      return `This condition has too many parts. The limit is ${conditionLimits.parts}; a second one can take the rest.`;
    case 'zero':
      return 'This condition divides by zero, which has no answer. Divide by another number.';
    case 'unreadable':
      return `This condition can’t be read. Write it as when:"${example}".`;
    case 'words':
      return `Two words stand side by side there. Put several words into single quotes, such as plan = 'small business', and write numbers without commas, such as 50000.`;
    case 'alone':
      return `This says nothing about a customer. Compare a fact with a value, such as ${example}.`;
    case 'sign':
      return `“${shown(fault.typed)}” can’t be used there. Use ${compareSigns.join(' ')} between a fact and a value, and and, or, not between conditions.`;
    case 'call':
      return `“${shown(fault.typed)}(…)” is not known. There are has(plan), events('signed in'), days(since) and fact('new users').`;
    case 'date':
      return `“${shown(fault.typed)}” is not a date. Write it as 2024-01-31.`;
    case 'part':
      return `${shown(fault.typed)}(…) takes one name, such as ${fault.typed}('signed in').`;
  }
}

/** @param known what there is, when nothing is near */
export function unknownFactWords(typed: string, nearest: string | null, known: readonly string[]): string {
  const remedy = nearest === null ? `There are ${firstFew(known, 8)}.` : `Did you mean ${nearest}?`;
  return `No customer has a fact called “${shown(typed)}”. ${remedy} \`customer NAME attribute:plan=Gold\` adds one.`;
}

/** @param known what there is, when nothing is near */
export function unknownSegmentWords(typed: string, nearest: string | null, known: readonly string[]): string {
  const there = known.length === 0 ? '' : `There are ${firstFew(known, 8)}. `;
  const remedy = nearest === null ? there : `Did you mean ${nearest}? `;
  return `No customer is in a segment called “${shown(typed)}”. ${remedy}\`customer NAME segment:Retail\` puts one into a segment.`;
}

/** Segments by rule do not build on each other: which is judged first would decide. */
export const ruleInRuleWords = (typed: string): string =>
  `“${shown(typed)}” is a segment by rule itself, so no other rule can ask for it. Write its condition instead: \`segment list\` shows it.`;

/** Events come from systems; none of this name came. @param known what was done, when nothing is near */
export function unknownEventWords(typed: string, nearest: string | null, known: readonly string[]): string {
  const fault = `No customer has done “${shown(typed)}” yet.`;
  if (nearest !== null) return `${fault} Did you mean events('${nearest}')?`;
  if (known.length === 0) return `${fault} Systems tell what customers do by track, and none has told so far.`;
  return `${fault} Systems tell of ${firstFew(
    known.map((name) => `events('${name}')`),
    5,
  )}.`;
}
