/** Webhooks as cards: the list, one with its last messages, a secret for its asker, and that one fails. */
import { actions, button, facts, heading, note, text, titledCard } from '../../../chat/blocks.js';
import { type Action, type Block, bold, type Card, code, type Line } from '../../../chat/card.js';
import { counted } from '../../../chat/counted.js';
import type { ToldEvent } from '../../../chat/told-events.js';
import { type Message, type MessageState, type Webhook, webhookName } from '../rules/webhook.js';
import type { ListedWebhook } from '../store/webhooks.js';

const timeOf = (at: Date, timeZone: string) => ({ kind: 'time', at, timeZone, style: 'dateTime' }) as const;

/** One in the list. */
export interface ShownWebhook {
  readonly webhook: ListedWebhook;
  /** Of its address: the rest may be a secret. */
  readonly host: string;
  readonly types: readonly string[];
}

/** All that have not ended. */
export function webhooksCard(
  all: readonly ShownWebhook[],
  { timeZone, events }: { readonly timeZone: string; readonly events: readonly ToldEvent[] },
): Card {
  const how = note([
    code('webhook add https://example.com/hook events:resolved,overdue'),
    ' adds one. Without events it is told of all.',
  ]);
  const known: Block = {
    kind: 'list',
    items: events.map(({ type, about }): Line => [bold(type), `: ${about}`]),
  };
  if (all.length === 0)
    return titledCard('No webhook yet', [
      text('A webhook is an address that is told at once what happens here, with a signature.'),
      known,
      how,
    ]);
  return {
    ...titledCard(`Webhooks (${all.length})`, [...all.map((each) => row(each, timeZone)), how]),
    discreet: true,
  };
}

const row = ({ webhook, host, types }: ShownWebhook, timeZone: string): Block => ({
  kind: 'row',
  line: [bold(webhookName(webhook.number)), ` · ${host} · ${types.join(', ')}`],
  detail: [...stateParts(webhook, timeZone), waiting(webhook.waitingCount), ...lastParts(webhook, timeZone)],
  action: button('Show', 'webhooks.show', webhookName(webhook.number)),
});

const waiting = (count: number): string => (count === 0 ? '' : ` · ${counted(count)} waiting`);

const stateWords: Readonly<Record<MessageState, string>> = {
  waiting: 'did not get through, tried again',
  delivered: 'delivered',
  givenUp: 'given up',
  dropped: 'dropped',
};

const lastParts = ({ lastState, lastAt }: ListedWebhook, timeZone: string) =>
  lastState === null || lastAt === null ? [] : [` · last: ${stateWords[lastState]}, `, timeOf(lastAt, timeZone)];

function stateParts({ endedWhy, pausedAt, failingSince }: Webhook, timeZone: string) {
  if (endedWhy === 'gone') return ['ended by itself: it answered 410'];
  if (endedWhy !== null) return ['removed'];
  if (pausedAt !== null) return ['paused since ', timeOf(pausedAt, timeZone)];
  return failingSince === null ? ['works'] : ['failing since ', timeOf(failingSince, timeZone)];
}

/** What a card of one shows beside it. */
export interface WebhookView {
  readonly host: string;
  readonly types: readonly string[];
  /** The newest first. */
  readonly shown: readonly (Message & { readonly type: string })[];
  readonly counts: { readonly waiting: number; readonly givenUp: number };
  readonly timeZone: string;
}

/** One of them. @param lead a line on top */
export function webhookCard(webhook: Webhook, view: WebhookView, lead?: string): Card {
  const { host, types, shown, counts, timeZone } = view;
  return {
    ...titledCard(
      `${webhookName(webhook.number)} · ${host}`,
      [
        ...(lead === undefined ? [] : [text(lead)]),
        facts([
          { label: 'State', value: stateParts(webhook, timeZone) },
          { label: 'Told of', value: types.join(', ') },
          { label: 'Waiting', value: counted(counts.waiting) },
          { label: 'Given up', value: counted(counts.givenUp) },
        ]),
        heading('Last messages'),
        ...(shown.length === 0
          ? [text('None yet.')]
          : [{ kind: 'list', items: shown.map((message) => messageLine(message, webhook, timeZone)) } as const]),
        actions(buttons(webhook, counts.givenUp)),
      ],
      webhook.failingSince !== null && webhook.endedAt === null ? 'warning' : 'neutral',
    ),
    discreet: true,
  };
}

function messageLine(
  { type, at, state, status, reason, dueAt }: WebhookView['shown'][number],
  { pausedAt }: Webhook,
  timeZone: string,
): Line {
  const answer = reason ?? (status === null ? null : `answered ${status}`);
  return [
    bold(type),
    ' of ',
    timeOf(at, timeZone),
    `: ${state === 'waiting' && status === null && reason === null ? 'waiting' : stateWords[state]}`,
    answer === null ? '' : ` (${answer})`,
    ...(state === 'waiting' && dueAt !== null
      ? [pausedAt === null ? ', next try ' : ', until ', timeOf(dueAt, timeZone)]
      : []),
  ];
}

function buttons({ number, endedAt, pausedAt }: Webhook, givenUpCount: number): readonly Action[] {
  if (endedAt !== null) return [];
  const name = webhookName(number);
  return [
    ...(pausedAt === null ? [button('Send a test', 'webhooks.test', name)] : []),
    ...(givenUpCount > 0 ? [button('Send failed ones again', 'webhooks.replay', name, 'primary')] : []),
    {
      ...button('Rotate the secret', 'webhooks.rotate', name),
      confirm: {
        title: `Rotate the secret of ${name}?`,
        text: 'You are shown a new one. The old one goes on for 24 hours beside it.',
        yes: 'Rotate',
      },
    },
    pausedAt === null ? button('Pause', 'webhooks.pause', name) : button('Resume', 'webhooks.resume', name, 'primary'),
    {
      ...button('Remove', 'webhooks.remove', name, 'danger'),
      confirm: {
        title: `Remove ${name}?`,
        text: 'It is sent nothing any more, and what waits is dropped. A new one gets another number and secret.',
        yes: 'Remove',
      },
    },
  ];
}

/** A secret, for its asker alone; it is never shown again. */
export function secretCard(number: number, secret: string, how: 'added' | 'rotated'): Card {
  const name = webhookName(number);
  const title = how === 'added' ? `Added. ${name}` : `The secret of ${name} is rotated`;
  return {
    ...titledCard(title, [
      text('This is its signing secret. It is shown only now: copy it to where the receiver checks signatures.'),
      text(code(secret)),
      note(
        how === 'added'
          ? ['Signed as Standard Webhooks. ', code(`webhook ${name}`), ' shows its messages and sends a test.']
          : ['For 24 hours each message carries two signatures, also that of the old secret.'],
      ),
      actions([
        button('Show it', 'webhooks.show', name),
        ...(how === 'added' ? [button('Send a test', 'webhooks.test', name)] : []),
      ]),
    ]),
    summary: title,
    discreet: true,
  };
}

/** What is known of a failure. */
export interface Failure {
  readonly host: string;
  readonly timeZone: string;
  readonly givenUpCount: number;
  readonly reason: string | null;
}

/** Said once, to whoever made it. */
export function failingCard(webhook: Webhook, { host, timeZone, givenUpCount, reason }: Failure): Card {
  const name = webhookName(webhook.number);
  const isGone = webhook.endedWhy === 'gone';
  const why = reason === null ? '' : ` The last reason: ${reason}.`;
  return titledCard(
    isGone ? `${name} · ${host} wants nothing more` : `${name} · ${host} can’t be reached`,
    [
      text(
        isGone
          ? 'It answered 410, which says that it is gone for good. It is sent nothing any more. If that is wrong, add its address anew.'
          : [
              'Nothing has got through since ',
              ...(webhook.failingSince === null ? [] : [timeOf(webhook.failingSince, timeZone)]),
              `. ${counted(givenUpCount)} given up after a day of trying.${why}`,
            ],
      ),
      ...(isGone
        ? [note([code('webhook add https://example.com/hook'), ' adds one.'])]
        : [text('Mend the receiver. Then send the failed ones again; they are kept for 30 days.')]),
      actions([
        button('Show it', 'webhooks.show', name),
        ...(isGone ? [] : [button('Send failed ones again', 'webhooks.replay', name)]),
      ]),
    ],
    'warning',
  );
}
