/**
 * What becomes of messages that did not arrive: listed, sent again or dropped, by an operator on the command line and by
 * the champion on the card that tells of them.
 */

import { actions, button, note, text, titledCard } from '../chat/blocks.js';
import type { Block, Card } from '../chat/card.js';
import type { Feature, Outgoing } from '../chat/feature.js';
import type { InteractionContext } from '../chat/interaction.js';
import type { Destination } from '../chat/messenger.js';
import type { OutboxBook, WhichLetters } from '../chat/outbox-book.js';
import { type Reply, showCard } from '../chat/reply.js';
import type { Clock } from '../kernel/clock.js';
import { NotAllowed, NotFound } from '../kernel/errors.js';
import { say } from '../kernel/language/say.js';
import { canAdminister } from '../kernel/person.js';
import type { Database } from '../storage/database.js';
import { destinationOf } from './lane.js';
import { dropLetters, queueAgain, readLetters, type StoredLetter } from './letter-store.js';

export interface LettersDeps {
  readonly database: Database;
  readonly clock: Clock;
  /** `#marketing` or a person's name. */
  readonly nameOf: (organisationId: string, to: Destination) => Promise<string>;
  readonly outgoing: () => Readonly<Record<string, Outgoing>>;
}

/** The book for the command line, and the champion's buttons. */
export interface Letters extends Pick<Feature, 'title' | 'actions'> {
  readonly book: OutboxBook;
}

/** So many stand on a card with buttons of their own. */
const shownCount = 8;

/** Shows what was given up for one destination; the buttons beneath concern all of it. */
export const lettersButton = (lane: string) => button(say('Show what was given up'), 'delivery.letters', lane);

/** Builds it on the queue. */
export function createLetters({ database, clock, nameOf, outgoing }: LettersDeps): Letters {
  const book: OutboxBook = {
    async list({ limit, ...which }) {
      const { letters, totalCount } = await readLetters(database, which, limit);
      const named = letters.map(async ({ id, state, kind, lane, reason, attemptCount, createdAt }) => ({
        ...{ id, state, kind, reason, attemptCount },
        where: await nameOf(which.organisationId, destinationOf(lane)),
        orderedAt: createdAt.toISOString(),
      }));
      return { letters: await Promise.all(named), totalCount };
    },
    retry: (which) => queueAgain(database, which),
    drop: (which) => dropLetters(database, which, clock.now()),
  };

  /** As its notification would say it now; null: it is no longer true. */
  async function summaryOf({ kind, payload }: StoredLetter, organisationId: string): Promise<string | null> {
    const dispatch = await outgoing()
      [kind]?.compose(payload, organisationId)
      .catch(() => undefined);
    return dispatch?.kind === 'send' ? dispatch.card.summary : null;
  }

  async function show(lane: string, { actor }: InteractionContext): Promise<Card> {
    const which = { organisationId: actor.organisationId, destination: lane, state: 'given-up' } as const;
    const { letters, totalCount } = await readLetters(database, which, shownCount);
    const where = await nameOf(actor.organisationId, destinationOf(lane));
    if (totalCount === 0) return titledCard(say('Nothing for {place} is given up', { place: where }), [], 'good');
    const rows = letters.map(async (letter): Promise<Block> => {
      const line =
        (await summaryOf(letter, actor.organisationId)) ?? say('It is no longer true, and would not be sent.');
      const sendAgain = button(say('Send it again'), 'delivery.sendAgain', `${lane} ${letter.id}`);
      return { kind: 'row', line, detail: say('Refused: {reason}', { reason: letter.reason }), action: sendAgain };
    });
    const more = totalCount - letters.length;
    const title = say(
      '{count, plural, one {# message for {place} was given up} other {# messages for {place} were given up}}',
      { count: totalCount, place: where },
    );
    return titledCard(title, [
      text(say('Each is sent as what it tells of is now. What is no longer true is left out by itself.')),
      ...(await Promise.all(rows)),
      ...(more > 0 ? [note(say('And {count, number} more.', { count: more }))] : []),
      actions([
        button(say('Send all again'), 'delivery.sendAgain', lane, 'primary'),
        {
          ...button(say('Drop all'), 'delivery.drop', lane, 'danger'),
          confirm: {
            title: say('Drop them?'),
            text: say('Nobody gets them. What they tell of stays as it is.'),
            yes: say('Drop // messages'),
          },
        },
      ]),
    ]);
  }

  type Handle = (value: string, context: InteractionContext) => Promise<Reply>;

  const forChampions =
    (handle: (lane: string, which: WhichLetters, context: InteractionContext) => Promise<Card>): Handle =>
    async (value, context) => {
      const { organisationId, role } = context.actor;
      if (!canAdminister(role)) {
        throw new NotAllowed('delivery.notYours', say('Only champions and admins can do that. Ask one of them.'));
      }
      // What comes back with a button may be anything.
      const [, lane, id] = /^((?:place|member):[\da-f-]{36})(?: (\d{1,18}))?$/.exec(value) ?? [];
      if (!lane)
        throw new NotFound('delivery.unknownButton', say('This button leads nowhere. Press one of the newest card.'));
      const one = id === undefined ? {} : { ids: [id] };
      return showCard(await handle(lane, { organisationId, destination: lane, state: 'given-up', ...one }, context));
    };

  return {
    title: 'Delivery',
    book,
    actions: {
      'delivery.letters': forChampions((lane, _, context) => show(lane, context)),
      'delivery.sendAgain': forChampions(async (_, which) => {
        const count = await book.retry(which);
        return titledCard(
          say('{count, plural, one {# message is being sent again} other {# messages are being sent again}}', {
            count,
          }),
          [note(say('You hear of it if that fails too.'))],
        );
      }),
      'delivery.drop': forChampions(async (_, which) => {
        const count = await book.drop(which);
        return titledCard(say('{count, plural, one {# message dropped} other {# messages dropped}}', { count }), []);
      }),
    },
  };
}
