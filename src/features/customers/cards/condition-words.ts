/** Why a condition can't be taken, and how to write one. */
import { firstFew } from '../../../chat/counted.js';
import { excerpt } from '../../../chat/shorten.js';
import { say } from '../../../kernel/language/say.js';
import { type ConditionFault, compareSigns, conditionLimits } from '../rules/condition/condition.js';

const example = 'plan = enterprise or revenue >= 50000';
const shown = (typed: string): string => excerpt(typed, 60);

/** How a condition asks for an event. */
const asked = (event: string): string => `events('${event}')`;

/** The fault first, then the remedy. */
export function conditionWords(fault: ConditionFault): string {
  switch (fault.kind) {
    case 'empty':
      return say('The condition is missing. Write it as when:"{example}".', { example });
    case 'long':
      return say('This condition has {length, number} characters. The limit is {limit, number}.', {
        length: fault.length,
        limit: conditionLimits.length,
      });
    case 'deep':
      return say('This condition has too many brackets within each other. The limit is {limit, number}.', {
        limit: conditionLimits.depth,
      });
    case 'many':
      return say('This condition has too many parts. The limit is {limit, number}; a second one can take the rest.', {
        limit: conditionLimits.parts,
      });
    case 'zero':
      return say('This condition divides by zero, which has no answer. Divide by another number.');
    case 'unreadable':
      return say('This condition can’t be read. Write it as when:"{example}".', { example });
    case 'words':
      return say(
        'Two words stand side by side there. Put several words into single quotes, such as {example}, and write numbers without commas, such as 50000.',
        { example: "plan = 'small business'" },
      );
    case 'alone':
      return say('This says nothing about a customer. Compare a fact with a value, such as {example}.', { example });
    case 'sign':
      return say(
        '“{typed}” can’t be used there. Use {signs} between a fact and a value, and and, or, not between conditions.',
        { typed: shown(fault.typed), signs: compareSigns.join(' ') },
      );
    case 'call':
      return say('“{typed}(…)” is not known. There are {first}, {second}, {third} and {fourth}.', {
        typed: shown(fault.typed),
        first: 'has(plan)',
        second: "events('signed in')",
        third: 'days(since)',
        fourth: "fact('new users')",
      });
    case 'date':
      return say('“{typed}” is not a date. Write it as 2024-01-31.', { typed: shown(fault.typed) });
    case 'part':
      return say('{call} takes one name, such as {example}.', {
        call: `${shown(fault.typed)}(…)`,
        example: `${fault.typed}('signed in')`,
      });
  }
}

/** @param known what there is, when nothing is near */
export function unknownFactWords(typed: string, nearest: string | null, known: readonly string[]): string {
  return nearest === null
    ? say('No customer has a fact called “{typed}”. There are {names}. `customer NAME attribute:plan=Gold` adds one.', {
        typed: shown(typed),
        names: firstFew(known, 8),
      })
    : say(
        'No customer has a fact called “{typed}”. Did you mean {nearest}? `customer NAME attribute:plan=Gold` adds one.',
        { typed: shown(typed), nearest },
      );
}

/** @param known what there is, when nothing is near */
export function unknownSegmentWords(typed: string, nearest: string | null, known: readonly string[]): string {
  if (nearest !== null)
    return say(
      'No customer is in a segment called “{typed}”. Did you mean {nearest}? `customer NAME segment:Retail` puts one into a segment.',
      { typed: shown(typed), nearest },
    );
  if (known.length === 0)
    return say(
      'No customer is in a segment called “{typed}”. `customer NAME segment:Retail` puts one into a segment.',
      { typed: shown(typed) },
    );
  return say(
    'No customer is in a segment called “{typed}”. There are {names}. `customer NAME segment:Retail` puts one into a segment.',
    { typed: shown(typed), names: firstFew(known, 8) },
  );
}

/** Segments by rule do not build on each other: which is judged first would decide. */
export const ruleInRuleWords = (typed: string): string =>
  say(
    '“{typed}” is a segment by rule itself, so no other rule can ask for it. Write its condition instead: `segment list` shows it.',
    { typed: shown(typed) },
  );

/** Events come from systems; none of this name came. @param known what was done, when nothing is near */
export function unknownEventWords(typed: string, nearest: string | null, known: readonly string[]): string {
  if (nearest !== null) {
    return say('No customer has done “{typed}” yet. Did you mean {nearest}?', {
      typed: shown(typed),
      nearest: asked(nearest),
    });
  }
  if (known.length === 0) {
    return say(
      'No customer has done “{typed}” yet. Systems tell what customers do by track, and none has told so far.',
      { typed: shown(typed) },
    );
  }
  return say('No customer has done “{typed}” yet. Systems tell of {events}.', {
    typed: shown(typed),
    events: firstFew(known.map(asked), 5),
  });
}
