/** What customers said, in the words of their profile. */
import type { Line } from '../../../chat/card.js';
import { excerpt } from '../../../chat/shorten.js';
import { deadline } from '../../../chat/time-text.js';
import { feedbackName } from '../rules/feedback.js';
import type { KnownOfCustomer } from '../store/customer-part.js';

type Item = KnownOfCustomer['latest'][number];

/** An open promise: `Promised F-9 by end of Monday: “The refund…”` */
export function promiseLine(
  { number, text, promiseEndsAt }: Item,
  { now, timeZone }: { readonly now: Date; readonly timeZone: string },
): Line {
  const said = `: “${excerpt(text, 80)}”`;
  if (promiseEndsAt === null) return `${feedbackName(number)} waits for an answer${said}`;
  const begins = promiseEndsAt <= now ? ' has been overdue since ' : ' is promised by ';
  return [feedbackName(number), begins, deadline(promiseEndsAt, timeZone), said];
}

/** How much is open, resolved, back, and told in confidence; nothing where nothing was ever said. */
export function countWords(counts: KnownOfCustomer['counts']): { label: string; value: string }[] {
  const { open, overdue, waiting, resolved, cameBack, confidential } = counts;
  if (open + resolved === 0) return [];
  const openWords = [
    ...(overdue > 0 ? [`${overdue.toLocaleString('en-GB')} overdue`] : []),
    ...(waiting > 0 ? [`${waiting.toLocaleString('en-GB')} waiting for them`] : []),
  ];
  const inBrackets = openWords.length > 0 ? ` (${openWords.join(', ')})` : '';
  return [
    {
      label: 'Feedback',
      value: `${open.toLocaleString('en-GB')} open${inBrackets}, ${resolved.toLocaleString('en-GB')} resolved`,
    },
    ...(cameBack > 0
      ? [{ label: 'Came back', value: cameBack === 1 ? 'once' : `${cameBack.toLocaleString('en-GB')} times` }]
      : []),
    ...(confidential > 0
      ? [{ label: 'In confidence', value: `${confidential.toLocaleString('en-GB')} of these` }]
      : []),
  ];
}

/** What was said, and how it stands. */
export function saidLine({ number, text, state, partOf }: Item): Line {
  const words = {
    open: 'open',
    acknowledged: 'open',
    waiting: 'waiting',
    resolved: 'resolved',
    withdrawn: 'withdrawn',
  };
  const standing = partOf === null ? words[state] : `part of ${feedbackName(partOf)}`;
  return `“${excerpt(text, 80)}” (${feedbackName(number)}, ${standing})`;
}

/** What the customer heard. */
export function resolvedLine({ number, outcome, customerTold }: Item): Line {
  return `told them “${excerpt(customerTold ?? '', 80)}” (${feedbackName(number)}${outcome ? `, ${outcome}` : ''})`;
}
