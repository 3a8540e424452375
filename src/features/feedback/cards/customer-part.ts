/** What customers said, in the words of their profile. */

import type { Line } from '../../../chat/card.js';
import { sayLine } from '../../../chat/say-line.js';
import { excerpt } from '../../../chat/shorten.js';
import { deadline } from '../../../chat/time-text.js';
import { withCommas } from '../../../kernel/language/list.js';
import { phrase, say } from '../../../kernel/language/say.js';
import { feedbackName } from '../rules/feedback.js';
import type { KnownOfCustomer } from '../store/customer-part.js';
import { outcomeWords } from './value-words.js';

type Item = KnownOfCustomer['latest'][number];

/** An open promise: `Promised F-9 by end of Monday: “The refund…”` */
export function promiseLine(
  { number, text, promiseEndsAt }: Item,
  { now, timeZone }: { readonly now: Date; readonly timeZone: string },
): Line {
  const words = { name: feedbackName(number), words: excerpt(text, 80) };
  if (promiseEndsAt === null) return say('{name} waits for an answer: “{words}”', words);
  const due = deadline(promiseEndsAt, timeZone);
  return promiseEndsAt <= now
    ? sayLine('{name} has been overdue since {due}: “{words}”', { ...words, due })
    : sayLine('{name} is promised by {due}: “{words}”', { ...words, due });
}

/** How much is open, resolved, back, and told in confidence; nothing where nothing was ever said. */
export function countWords(counts: KnownOfCustomer['counts']): { label: string; value: string }[] {
  const { open, overdue, waiting, resolved, cameBack, confidential } = counts;
  if (open + resolved === 0) return [];
  const openWords = [
    ...(overdue > 0 ? [say('{overdue, number} overdue', { overdue })] : []),
    ...(waiting > 0 ? [say('{waiting, number} waiting for them', { waiting })] : []),
  ];
  const inBrackets = openWords.length > 0 ? ` (${withCommas(openWords)})` : '';
  return [
    {
      label: say('Feedback'),
      value: say('{open, number} open{details}, {resolved, number} resolved', { open, details: inBrackets, resolved }),
    },
    ...(cameBack > 0
      ? [{ label: say('Came back'), value: say('{count, plural, one {once} other {# times}}', { count: cameBack }) }]
      : []),
    ...(confidential > 0
      ? [{ label: say('In confidence'), value: say('{confidential, number} of these', { confidential }) }]
      : []),
  ];
}

const stateWords: Readonly<Record<Item['state'], string>> = {
  open: phrase('open // feedback'),
  acknowledged: phrase('open // feedback'),
  waiting: phrase('waiting // feedback'),
  resolved: phrase('resolved // feedback'),
  withdrawn: phrase('withdrawn // feedback'),
};

/** What was said, and how it stands. */
export function saidLine({ number, text, state, partOf }: Item): Line {
  const standing = partOf === null ? say(stateWords[state]) : say('part of {whole}', { whole: feedbackName(partOf) });
  return `“${excerpt(text, 80)}” (${feedbackName(number)}, ${standing})`;
}

/** What the customer heard. */
export function resolvedLine({ number, outcome, customerTold }: Item): Line {
  const words = { words: excerpt(customerTold ?? '', 80), name: feedbackName(number) };
  return outcome
    ? say('told them “{words}” ({name}, {outcome})', { ...words, outcome: outcomeWords(outcome) })
    : say('told them “{words}” ({name})', words);
}
