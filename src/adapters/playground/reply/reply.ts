/** What a handler returned, as the API answers it; cards are kept so that the asker finds them again. receive.ts calls it. */
import type { Card } from '../../../chat/card.js';
import type { Reply } from '../../../chat/reply.js';
import type { Clock } from '../../../kernel/clock.js';
import type { FieldErrors } from '../../../kernel/errors.js';
import { type RenderedCard, renderCard } from '../render/render-card.js';
import { type FormJson, renderForm } from '../render/render-form.js';
import { placeIdOf, replyChannel } from '../send/channels.js';
import type { Events } from '../send/events.js';
import type { PlaygroundStore, StoredMessage } from '../send/store.js';

export type ReplyJson =
  | ({ readonly kind: 'card'; readonly id: string | null } & RenderedCard)
  | { readonly kind: 'form'; readonly form: FormJson; readonly text: string }
  | { readonly kind: 'fieldErrors'; readonly errors: FieldErrors; readonly message: string; readonly text: string }
  | { readonly kind: 'done'; readonly text: string };

/** Who asked, in which channel, by which line (null: by a button or a form). */
export interface Asked {
  readonly memberId: string;
  readonly channel: string;
  readonly line: string | null;
}

export interface ReplyDeps {
  readonly store: PlaygroundStore;
  readonly clock: Clock;
  readonly events: Events;
}

/** Turns a handler's reply into the answer of a request. */
export type AnswerReply = (reply: Reply, asked: Asked) => Promise<ReplyJson>;

/** Builds it; cards that are answered are kept, so that they can be pressed. */
export function createAnswerReply(deps: ReplyDeps): AnswerReply {
  return async (reply, asked) => {
    switch (reply.kind) {
      case 'card': {
        const kept = await keep(deps, reply.card, asked);
        return { kind: 'card', id: kept.id, ...renderCard(reply.card, kept) };
      }
      case 'form': {
        const form = renderForm(reply.form, placeIdOf(asked.channel));
        return { kind: 'form', form, text: [form.title, form.intro].filter(Boolean).join('\n') };
      }
      case 'fieldErrors':
        return { kind: 'fieldErrors', errors: reply.errors, message: reply.message, text: fieldErrorText(reply) };
      case 'done':
        return { kind: 'done', text: 'Done.' };
    }
  };
}

async function keep({ store, clock, events }: ReplyDeps, card: Card, asked: Asked): Promise<StoredMessage> {
  const channel = replyChannel(asked.memberId);
  const message = { channel, card, askedIn: asked.channel, asked: asked.line };
  const kept = await store.add(message, clock.now());
  events.publish({ kind: 'posted', channel, id: kept.id, isNew: true });
  return kept;
}

function fieldErrorText({ message, errors }: { message: string; errors: FieldErrors }): string {
  const others = Object.values(errors).filter((sentence) => sentence !== message);
  return [message, ...others].join('\n');
}
