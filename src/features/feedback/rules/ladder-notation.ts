/**
 * The ladder of nudges as settings keep it: at which share of the promise who is reminded; and its notation,
 * `25% owner, unless acknowledged; 75% owner`. Read and climbed by feedback, set by `settings`.
 */
import { sayAll } from '../../../kernel/language/list.js';
import { phrase, say } from '../../../kernel/language/say.js';
import { type RecipientRole, recipientRoles } from '../../../reminders/roles.js';

const secondRoles = ['champion', 'manager'] as const satisfies RecipientRole[];
type SecondRole = (typeof secondRoles)[number];

/** One rung. Climbed once, unless `repeatDaily`. */
export interface LadderStep {
  /** Share of the promise, in whole percents: 0.25 is a quarter of it used, 3 is three times overrun. */
  readonly at: number;
  readonly to: readonly RecipientRole[];
  /** Left out when the owner has said "I'm on it". */
  readonly unlessAcknowledged?: boolean;
  /** From this rung on, again every working day. At most one step of a ladder has it. */
  readonly repeatDaily?: boolean;
  /** Who hears of every second time too (the second, the fourth …). Only with `repeatDaily`. */
  readonly everySecond?: readonly SecondRole[];
}

/** The ladder of an organisation that has not set its own. */
export const defaultLadder: readonly LadderStep[] = [
  { at: 0.25, to: ['owner'], unlessAcknowledged: true },
  { at: 0.75, to: ['owner'] },
  { at: 1, to: ['owner', 'champion'] },
  { at: 1.5, to: ['owner'], repeatDaily: true, everySecond: ['champion'] },
  { at: 3, to: ['place'] },
];

/** How many steps a ladder may have. */
export const ladderStepLimit = 12;
/** The highest rung, in percent of the promise: a hundred times overrun. */
export const ladderPercentLimit = 10_000;

/** Why a ladder can't be taken; the words for it are in cards/refusals.ts. `step` counts from 1. */
export type LadderProblem =
  | { readonly kind: 'percent' | 'nobody' | 'order' | 'secondWithoutDaily'; readonly step: number }
  | { readonly kind: 'word'; readonly step: number; readonly word: string }
  | { readonly kind: 'tooMany' | 'manyRepeat' | 'noneRepeats' };

/** Reads the notation; `default` is `defaultLadder`. Steps end at `;` or at the end of the line, case doesn't matter. */
export function readLadder(typed: string): readonly LadderStep[] | LadderProblem {
  if (/^\s*default\s*$/iu.test(typed)) return defaultLadder;
  const parts = typed.split(/[;\n]/u).filter((part) => part.trim() !== '');
  const steps: LadderStep[] = [];
  for (const [index, part] of parts.entries()) {
    const step = readStep(part, index + 1);
    if ('kind' in step) return step;
    steps.push(step);
  }
  return wrongOnTheWhole(steps) ?? steps;
}

/** The notation of one step, as `readLadder` takes it. */
export function stepToText(step: LadderStep): string {
  const repeating = step.repeatDaily ? ', every working day' : '';
  const second = step.everySecond?.length ? `, ${step.everySecond.join(' and ')} every second time` : '';
  const unless = step.unlessAcknowledged ? ', unless acknowledged' : '';
  return `${Math.round(step.at * 100)}% ${step.to.join(' and ')}${repeating}${second}${unless}`;
}

/** The same for people: `At 150 % of the promise: the owner, every working day; the champion every second time`. */
export function stepInWords({ at, to, unlessAcknowledged, repeatDaily, everySecond }: LadderStep): string {
  const named = (roles: readonly RecipientRole[]) => sayAll(roles.map((role) => say(roleNames[role])));
  const who = [
    named(to),
    ...(unlessAcknowledged ? [say('unless they said “I’m on it”')] : []),
    ...(repeatDaily ? [say('every working day')] : []),
  ].join(', ');
  const percent = Math.round(at * 100);
  return everySecond?.length
    ? say('At {percent} % of the promise: {who}; {others} every second time', {
        percent,
        who,
        others: named(everySecond),
      })
    : say('At {percent} % of the promise: {who}', { percent, who });
}

const roleNames: Readonly<Record<RecipientRole, string>> = {
  owner: phrase('the owner'),
  champion: phrase('the champion'),
  manager: phrase('the manager'),
  place: phrase('the place'),
};

const second = `(?:the )?(${secondRoles.join('|')})(?: and (?:the )?(${secondRoles.join('|')}))?`;
const phrases = {
  unlessAcknowledged: /\b(?:unless|if not|when not) acknowledged\b/giu,
  everySecond: new RegExp(
    `\\b(?:every second time ${second}(?: too)?|${second} (?:too )?every second(?: time)?)\\b`,
    'giu',
  ),
  repeatDaily: /\b(?:(?:and )?(?:from then )?every (?:working )?day|daily)\b/giu,
};
const fillers = new Set(['and', 'to', 'the', 'then']);

function readStep(text: string, step: number): LadderStep | LadderProblem {
  const [, typedPercent, rest] = /^\s*(\d{1,5})\s*%(.*)$/su.exec(text) ?? [];
  const percent = Number(typedPercent);
  if (rest === undefined || percent < 1 || percent > ladderPercentLimit) return { kind: 'percent', step };
  const has = (phrase: RegExp) => rest.search(phrase) >= 0;
  const words = Object.values(phrases).reduce((left, phrase) => left.replaceAll(phrase, ' '), rest);
  const to = words
    .toLowerCase()
    .split(/[\s,+&]+/u)
    .filter((word) => word !== '' && !fillers.has(word));
  const unknown = to.find((word) => !isRecipient(word));
  if (unknown !== undefined) return { kind: 'word', step, word: unknown };
  if (to.length === 0) return { kind: 'nobody', step };
  const named = [...rest.matchAll(phrases.everySecond)].join(' ').toLowerCase();
  const everySecond = secondRoles.filter((role) => named.includes(role));
  if (everySecond.length > 0 && !has(phrases.repeatDaily)) return { kind: 'secondWithoutDaily', step };
  return {
    at: percent / 100,
    to: recipientRoles.filter((recipient) => to.includes(recipient)),
    ...(has(phrases.unlessAcknowledged) && { unlessAcknowledged: true }),
    ...(has(phrases.repeatDaily) && { repeatDaily: true }),
    ...(everySecond.length > 0 && { everySecond }),
  };
}

function isRecipient(word: string): word is RecipientRole {
  return recipientRoles.some((recipient) => recipient === word);
}

/** The bot does not stop before something is resolved, so one step has to repeat; two would nudge twice a day. */
function wrongOnTheWhole(steps: readonly LadderStep[]): LadderProblem | null {
  if (steps.length > ladderStepLimit) return { kind: 'tooMany' };
  const outOfOrder = steps.findIndex((step, index) => step.at <= (steps[index - 1]?.at ?? 0));
  if (outOfOrder >= 0) return { kind: 'order', step: outOfOrder + 1 };
  const repeating = steps.filter((step) => step.repeatDaily).length;
  if (repeating === 0) return { kind: 'noneRepeats' };
  return repeating > 1 ? { kind: 'manyRepeat' } : null;
}
