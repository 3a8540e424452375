/** Tells who answers for an organisation that a backup was restored: what it shows, what is missing, what is not sent again. */

import { z } from 'zod';
import { note, text, titledCard } from '../chat/blocks.js';
import type { Card, Inline } from '../chat/card.js';
import type { Outgoing } from '../chat/feature.js';
import { sayLine } from '../chat/say-line.js';
import { say } from '../kernel/language/say.js';
import { type DeliveryOrder, toMembers } from './delivery.js';

const kind = 'delivery.restored';

const told = z.object({
  timeZone: z.string(),
  /** ISO 8601: what the backup shows. */
  madeAt: z.string(),
  /** ISO 8601: what fell due up to then is taken for sent. Not after `madeAt`: nothing is. */
  until: z.string(),
  /** How many messages are perhaps sent, and not sent again. */
  perhapsCount: z.number(),
  /** `F-12, I-3`; empty: there were none. */
  lastNumbers: z.string(),
  /** `F-1013, I-1004`: where numbers go on. */
  nextNumbers: z.string(),
  /** Whoever was forgotten after the backup is forgotten again already. */
  isForgottenAgain: z.boolean(),
});
export type Restored = Omit<z.output<typeof told>, 'timeZone'>;

/** Tells of a restore. */
export interface RestoredNotice {
  readonly outgoing: Readonly<Record<string, Outgoing>>;
  /** Finds out whom to tell in an organisation, before a transaction begins. The answer makes the orders: none where nobody is. */
  ordersTo(organisationId: string): Promise<(restored: Restored) => readonly DeliveryOrder[]>;
}

/** @param whoCares the champion, or an admin where there is none; null: nobody */
export function createRestoredNotice(
  whoCares: (organisationId: string) => Promise<{ readonly id: string; readonly timeZone: string } | null>,
): RestoredNotice {
  return {
    outgoing: { [kind]: { compose: async (payload) => ({ kind: 'send', card: restoredCard(told.parse(payload)) }) } },
    async ordersTo(organisationId) {
      const person = await whoCares(organisationId);
      return (restored) => {
        const payload = { ...restored, timeZone: person?.timeZone ?? '' };
        return toMembers([person?.id ?? null], { organisationId, kind, payload });
      };
    },
  };
}

function restoredCard({
  timeZone,
  madeAt,
  until,
  perhapsCount,
  lastNumbers,
  nextNumbers,
  isForgottenAgain,
}: z.output<typeof told>): Card {
  const time = (at: string): Inline => ({ kind: 'time', at: new Date(at), timeZone, style: 'dateTime' });
  const isLater = until > madeAt;
  return titledCard(say('I was restored from a backup'), [
    text(sayLine('Everything is as it was on {time}.', { time: time(madeAt) })),
    ...(isLater
      ? [
          text(
            sayLine(
              'What happened after that, until {time}, is missing here, also what I confirmed: feedback, ideas, follow-ups, answers, settings.',
              { time: time(until) },
            ),
          ),
          text(
            lastNumbers === ''
              ? say('Cards in your channels that name a number are of what is missing. Type it in again.')
              : say(
                  'The last numbers that I know are {numbers}. Cards in your channels with later ones are of what is missing: type it in again.',
                  { numbers: lastNumbers },
                ),
          ),
          text(
            say('New numbers go on at {numbers}, so that no card of what is missing is taken for a new one.', {
              numbers: nextNumbers,
            }),
          ),
          ...(isForgottenAgain
            ? []
            : [text(say('Whoever was forgotten after it is here again: forget them once more.'))]),
          text(sayLine('Reminders go on from {time}.', { time: time(until) })),
          ...(perhapsCount > 0
            ? [
                text(
                  say(
                    '{count, plural, one {# message was due or under way until then, and may have been sent. It is not sent again.} other {# messages were due or under way until then, and may have been sent. They are not sent again.}}',
                    { count: perhapsCount },
                  ),
                ),
              ]
            : []),
        ]
      : [note(say('Nothing was sent after it, so nothing is missing.'))]),
  ]);
}
