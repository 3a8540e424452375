/** The promises with a condition, as an organisation sets them: written, read and put into lines. */

import { InvalidInput } from '../../kernel/errors.js';
import { withSemicolons } from '../../kernel/language/list.js';
import { phrase, say } from '../../kernel/language/say.js';
import { parseDuration } from '../../kernel/time/duration.js';
import { type Condition, readCondition, typedCondition } from '../customers/index.js';
import { refuse, type Settings, setting } from '../people/index.js';
import { promiseWords } from './cards/promise-cards.js';

/** Within how long what fits is resolved. The first that fits holds. */
export interface PromiseRule {
  readonly hours: number;
  /** It counts on days off too. */
  readonly isAlways: boolean;
  /** As it was typed. */
  readonly when: string;
}

/** What a condition of a promise can ask of feedback, beside what is known of its customer. */
export const promiseFacts = ['segment', 'severity', 'topic', 'source', 'bought', 'score', 'trial', 'customer'] as const;

const promisesLimit = 20;
const textLimit = 3_000;
const hoursLimit = 90 * 24;

/** In the order in which they are tried. */
export const ownPromises = setting<readonly PromiseRule[]>({
  name: 'promises',
  key: 'promises',
  label: phrase('Promises with a condition'),
  group: 'promise',
  default: [],
  read: readPromises,
  field: (rules) => ({
    kind: 'text',
    value: promisesText(rules),
    hint: say(
      'One on each line, the first that fits holds: 4h when severity = high. To count round the clock: 4h always when severity = high.',
    ),
    multiline: true,
    optional: true,
    maxLength: textLimit,
  }),
  show: (rules) => (rules.length === 0 ? say('none') : withSemicolons(rules.map(promiseLine))),
});

/** `4h always when severity = high`, as it is read. */
export const promiseLine = ({ hours, isAlways, when }: PromiseRule): string =>
  `${hours}h ${isAlways ? 'always ' : ''}when ${when}`;

/** All of them, as the setting is typed. */
export const promisesText = (rules: readonly PromiseRule[]): string => rules.map(promiseLine).join('\n');

/** A promise whose condition was read. */
export interface ReadPromise extends PromiseRule {
  readonly position: number;
  readonly condition: Condition;
}

/** Those of these settings; what an older bot read and this one does not is left out. */
export function promisesOf(settings: Settings): readonly ReadPromise[] {
  return ownPromises.of(settings).flatMap((rule, index) => {
    try {
      return { ...rule, position: index + 1, condition: readCondition(rule.when) };
    } catch {
      return [];
    }
  });
}

function readPromises(typed: string): readonly PromiseRule[] {
  if (/^(?:none|default)?$/iu.test(typed.trim())) return [];
  if (typed.length > textLimit) return refuse(promiseWords.long(textLimit));
  const rules = typed
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(readLine);
  return rules.length <= promisesLimit ? rules : refuse(promiseWords.many(promisesLimit));
}

function readLine(line: string): PromiseRule {
  const [before = '', ...behind] = line.trim().split(/(?<=\s)when\s/iu);
  const [length, when] = [before.trim().replace(/\salways$/iu, ''), behind.join('when ').trim()];
  if (length === '' || when === '') return refuse(promiseWords.line(line.trim()));
  typedCondition(when);
  return { hours: readHours(length), isAlways: length !== before.trim(), when: when.replaceAll(/\s+/gu, ' ').trim() };
}

/** Whole hours. Throws InvalidInput. */
export function readHours(typed: string): number {
  const hours = inHours(/^\s*\d{1,5}\s*$/u.test(typed) ? `${typed}h` : typed);
  return Number.isInteger(hours) && hours >= 1 && hours <= hoursLimit ? hours : refuse(promiseWords.hours());
}

function inHours(typed: string): number {
  try {
    return parseDuration(typed, 'promise') / 3_600_000;
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return Number.NaN;
  }
}
