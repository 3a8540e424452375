/** The port for sending to webhooks: adapters/webhooks implements it, the room webhooks calls it. */

/** One message for one address. */
export interface WebhookPost {
  readonly url: string;
  /** Signs it; the newest first. While a secret is changed there are two. */
  readonly secrets: readonly string[];
  /** The header webhook-id: the same in every try. */
  readonly id: string;
  /** When it is sent. */
  readonly at: Date;
  /** JSON. */
  readonly body: string;
}

/**
 * Why nobody answered: `address`: none that can be asked; `private`: it lies in our own network; `slow`: no answer in
 * time; `redirects`: it leads elsewhere, which is not followed; `unreachable`: nobody is there.
 */
export type NotPosted = 'address' | 'private' | 'slow' | 'redirects' | 'unreachable';

/** What came of sending. */
export type PostAnswer =
  | { readonly kind: 'answered'; readonly status: number }
  | { readonly kind: 'failed'; readonly why: NotPosted };

/** One attempt with a deadline of its own; failure is a value. Never inside a transaction. */
export type PostWebhook = (post: WebhookPost) => Promise<PostAnswer>;
