/**
 * What becomes of messages that did not arrive: listed, sent again or dropped, by an operator on the command line and by
 * the champion on the card that tells of them.
 */
import { actions, button, note, text, titledCard } from '../chat/blocks.js';
import type { Block, Card } from '../chat/card.js';
import { counted } from '../chat/counted.js';
import type { Feature, Outgoing } from '../chat/feature.js';
import type { InteractionContext } from '../chat/interaction.js';
import type { Destination } from '../chat/messenger.js';
import type { OutboxBook, WhichLetters } from '../chat/outbox-book.js';
import { type Reply, showCard } from '../chat/reply.js';
import type { Clock } from '../kernel/clock.js';
import { NotAllowed, NotFound } from '../kernel/errors.js';
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

const messages = (count: number): string => `${counted(count)} message${count === 1 ? '' : 's'}`;

/** So many stand on a card with buttons of their own. */
const shownCount = 8;

/** Shows what was given up for one destination; the buttons beneath concern all of it. */
export const lettersButton = (lane: string) => button('Show what was given up', 'delivery.letters', lane);

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
    if (totalCount === 0) return titledCard(`Nothing for ${where} is given up`, [], 'good');
    const rows = letters.map(async (letter): Promise<Block> => {
      const line = (await summaryOf(letter, actor.organisationId)) ?? 'It is no longer true, and would not be sent.';
      const sendAgain = button('Send it again', 'delivery.sendAgain', `${lane} ${letter.id}`);
      return { kind: 'row', line, detail: `Refused: ${letter.reason}`, action: sendAgain };
    });
    const more = totalCount - letters.length;
    return titledCard(`${messages(totalCount)} for ${where} ${totalCount === 1 ? 'was' : 'were'} given up`, [
      text('Each is sent as what it tells of is now. What is no longer true is left out by itself.'),
      ...(await Promise.all(rows)),
      ...(more > 0 ? [note(`And ${more} more.`)] : []),
      actions([
        button('Send all again', 'delivery.sendAgain', lane, 'primary'),
        {
          ...button('Drop all', 'delivery.drop', lane, 'danger'),
          confirm: { title: 'Drop them?', text: 'Nobody gets them. What they tell of stays as it is.', yes: 'Drop' },
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
        throw new NotAllowed('delivery.notYours', 'Only champions and admins can do that. Ask one of them.');
      }
      // What comes back with a button may be anything.
      const [, lane, id] = /^((?:place|member):[\da-f-]{36})(?: (\d{1,18}))?$/.exec(value) ?? [];
      if (!lane)
        throw new NotFound('delivery.unknownButton', 'This button leads nowhere. Press one of the newest card.');
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
        return titledCard(`${messages(count)} ${count === 1 ? 'is' : 'are'} being sent again`, [
          note('You hear of it if that fails too.'),
        ]);
      }),
      'delivery.drop': forChampions(async (_, which) => titledCard(`${messages(await book.drop(which))} dropped`, [])),
    },
  };
}
