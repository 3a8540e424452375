/** A reply made ready for Teams, whatever went wrong in making it; reply.ts sends it. */

import type { Card } from '../../../chat/card.js';
import type { Form } from '../../../chat/form.js';
import type { Reply } from '../../../chat/reply.js';
import type { FieldErrors } from '../../../kernel/errors.js';
import { say } from '../../../kernel/language/say.js';
import type { Logger } from '../../../kernel/logger.js';
import { failedCard, failureText } from '../../platform/answer-cards.js';
import type { NameLookups } from '../../platform/name-lookup.js';
import type { AdaptiveCard } from '../render/adaptive-card.js';
import { renderCard } from '../render/render-card.js';
import { renderForm } from '../render/render-form.js';
import type { ShownForms } from './shown-forms.js';

interface CardReply {
  readonly kind: 'card';
  readonly card: AdaptiveCard;
  readonly summary: string;
}

export type Rendered =
  | CardReply
  /** As a dialog shows it. */
  | { readonly kind: 'form'; readonly card: AdaptiveCard; readonly title: string }
  | { readonly kind: 'problems'; readonly errors: FieldErrors; readonly message: string }
  | { readonly kind: 'nothing' };

export interface RenderDeps {
  readonly lookups: NameLookups;
  readonly shownForms: ShownForms;
  /** A member's name; null: there is no such member (any more). */
  nameOf(memberId: string): Promise<string | null>;
  readonly log: Logger;
}

/**
 * Never rejects.
 * @param captures the message that a form captures; null: none
 */
export async function renderReply(
  deps: RenderDeps,
  work: Promise<Reply>,
  tenantId: string,
  captures: string | null = null,
): Promise<Rendered> {
  const { lookups, log } = deps;
  try {
    const reply = await work;
    switch (reply.kind) {
      case 'card':
        return cardOf(reply.card, await lookups.of(tenantId, reply.card));
      case 'form':
        return await renderedForm(deps, reply.form, { tenantId, captures });
      case 'fieldErrors':
        return { kind: 'problems', errors: reply.errors, message: reply.message };
      case 'done':
        return { kind: 'nothing' };
    }
  } catch (thrown) {
    return ownCard(failedCard(failureText(log, thrown, 'teams interaction failed')));
  }
}

export async function renderedForm(
  { lookups, shownForms, nameOf }: Omit<RenderDeps, 'log'>,
  form: Form,
  { tenantId, captures }: { readonly tenantId: string; readonly captures: string | null },
): Promise<Rendered> {
  const lookup = await lookups.of(tenantId, form);
  const chosen = form.fields.flatMap((field) => (field.kind === 'person' && field.value ? [field.value] : []));
  const people = await Promise.all(
    chosen.map(async (id) => ({ value: lookup.externalId(id) ?? id, label: (await nameOf(id)) ?? say('somebody') })),
  );
  const card = renderForm(form, people, lookup, await shownForms.note(form, captures));
  return { kind: 'form', card, title: form.title };
}

function cardOf(card: Card, lookup: Parameters<typeof renderCard>[1]): CardReply {
  return { kind: 'card', card: renderCard(card, lookup), summary: card.summary };
}

/** A card of the platform's own, which names nobody. */
export const ownCard = (card: Card): CardReply => cardOf(card, { externalId: () => undefined });
