/** What a handler answers: data that the adapter turns into the platform's answer. Handlers never send. */
import type { FieldErrors } from '../kernel/errors.js';
import type { Card } from './card.js';
import type { Form } from './form.js';

/** What a handler answers; the adapter shows it as its platform can. */
export type Reply =
  /** A card that only the asker sees. */
  | { readonly kind: 'card'; readonly card: Card }
  /** Opens a form. */
  | { readonly kind: 'form'; readonly form: Form }
  /** The form stays open and shows these beside its fields. */
  | { readonly kind: 'fieldErrors'; readonly errors: FieldErrors; readonly message: string }
  /** Nothing to say beyond what the cards already show: the click or form is simply done. */
  | { readonly kind: 'done' };

/** A card that only the asker sees. */
export const showCard = (card: Card): Reply => ({ kind: 'card', card });
/** A form that opens for the asker. */
export const openForm = (form: Form): Reply => ({ kind: 'form', form });
/** Nothing to show: the change is seen elsewhere. */
export const done: Reply = { kind: 'done' };
