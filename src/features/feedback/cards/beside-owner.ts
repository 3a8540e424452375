/** What stands beside an item on its owner's card: the last contact with its customer, and what whoever takes it over needs. */

import { heading, note } from '../../../chat/blocks.js';
import { type Block, inlines, type Line } from '../../../chat/card.js';
import type { Names } from '../../../chat/history.js';
import { sayLine } from '../../../chat/say-line.js';
import { sourceText } from '../../../chat/surface-text.js';
import { say } from '../../../kernel/language/say.js';
import type { CustomerGlimpse } from '../../customers/index.js';
import type { Picture } from '../picture.js';
import type { FeedbackEvent } from '../rules/events.js';
import { historyLine } from './event-card.js';
import { dueTime, time } from './words.js';

/** `Last contact: Tue 24 Nov, Grace (feedback): “The refund…” (F-9, resolved)` */
export const lastContactBlock = (lastContact: Line): Block =>
  note([say('Last contact:'), ' ', ...inlines(lastContact)]);

/** What its customer would gain from. */
export const tipsBeside = ({ tips }: CustomerGlimpse): readonly Block[] =>
  tips.length === 0 ? [] : [heading(say('What would help them')), ...tips];

/** What happened to it, and whose words they are. @param events of its history, oldest first */
export function takenOverBlocks(
  picture: Picture,
  { events, names, customer }: { events: readonly FeedbackEvent[]; names: Names; customer: CustomerGlimpse | null },
): readonly Block[] {
  return [
    heading(say('What happened so far')),
    { kind: 'list', items: summary(picture, untilTaken(events), names) },
    ...(customer && picture.customer ? [heading(picture.customer.name), ...customer.firstPart] : []),
    ...(customer?.lastContact ? [lastContactBlock(customer.lastContact)] : []),
  ];
}

/** Deeds that tell how far somebody came; reminders and edits don't. */
const steps: readonly FeedbackEvent['what'][] = ['acknowledged', 'waiting', 'resumed', 'resolved', 'reopened'];

/** What came since is its new owner's own, and reminders would make what was written wrong. */
const untilTaken = (events: readonly FeedbackEvent[]): readonly FeedbackEvent[] =>
  events.slice(0, events.findLastIndex(({ what }) => what === 'handedOver') + 1);

/** Three lines, all from the history: where it comes from, how far somebody came, and what is left. */
function summary(picture: Picture, events: readonly FeedbackEvent[], names: Names): readonly Line[] {
  const { feedback, capturedBy } = picture;
  const last = events.findLast(({ what }) => steps.includes(what));
  return [
    capturedBy
      ? sayLine('Captured {when} by {who}.', { when: time(picture, feedback.capturedAt), who: capturedBy.name })
      : sayLine('Captured {when} through {source}.', {
          when: time(picture, feedback.capturedAt),
          source: sourceText(feedback.source),
        }),
    last
      ? [time(picture, last.at), ': ', ...inlines(historyLine(picture, last, names, true))]
      : say('Nobody has begun to answer it.'),
    left(picture, events),
  ];
}

function left(picture: Picture, events: readonly FeedbackEvent[]): Line {
  const { promiseEndsAt } = picture.feedback;
  const handedCount = events.filter(({ what }) => what === 'handedOver').length;
  const remindedCount = events.filter(({ what }) => what === 'nudged').length;
  const said = beginning(handedCount, remindedCount);
  const begins = said === '' ? '' : `${said} `;
  if (promiseEndsAt === null) return `${begins}${say('The clock is paused.')}`;
  const takenAt = events.at(-1)?.at ?? picture.now;
  const due = { due: dueTime(picture, promiseEndsAt) };
  const ends =
    promiseEndsAt <= takenAt
      ? sayLine('It was late already: the promise ended {due}.', due)
      : sayLine('The promise ends {due}.', due);
  return [begins, ...inlines(ends)];
}

function beginning(handed: number, reminded: number): string {
  if (handed > 0 && reminded > 0)
    return say(
      'Handed over {handed, plural, one {once} other {# times}}, reminded {reminded, plural, one {once} other {# times}}.',
      { handed, reminded },
    );
  if (handed > 0) return say('Handed over {handed, plural, one {once} other {# times}}.', { handed });
  return reminded > 0 ? say('Reminded {reminded, plural, one {once} other {# times}}.', { reminded }) : '';
}
