/** Webhooks as cards: the list, one with its last messages, a secret for its asker, and that one fails. */

import { actions, button, facts, heading, note, text, titledCard } from '../../../chat/blocks.js';
import { type Action, type Block, bold, type Card, code, inlines, type Line } from '../../../chat/card.js';
import { counted } from '../../../chat/counted.js';
import { sayLine } from '../../../chat/say-line.js';
import type { ToldEvent } from '../../../chat/told-events.js';
import { withCommas } from '../../../kernel/language/list.js';
import { phrase, say, sayIfKnown } from '../../../kernel/language/say.js';
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
  const how = note(
    sayLine('{command} adds one. Without events it is told of all.', {
      command: code('webhook add https://example.com/hook events:resolved,overdue'),
    }),
  );
  const known: Block = {
    kind: 'list',
    items: events.map(({ type, about }): Line => [bold(type), `: ${say(about)}`]),
  };
  if (all.length === 0)
    return titledCard(say('No webhook yet'), [
      text(say('A webhook is an address that is told at once what happens here, with a signature.')),
      known,
      how,
    ]);
  return {
    ...titledCard(say('Webhooks ({count, number})', { count: all.length }), [
      ...all.map((each) => row(each, timeZone)),
      how,
    ]),
    discreet: true,
  };
}

const row = ({ webhook, host, types }: ShownWebhook, timeZone: string): Block => ({
  kind: 'row',
  line: [bold(webhookName(webhook.number)), ` · ${host} · ${withCommas(types)}`],
  detail: [...inlines(stateParts(webhook, timeZone)), waiting(webhook.waitingCount), ...lastParts(webhook, timeZone)],
  action: button(say('Show'), 'webhooks.show', webhookName(webhook.number)),
});

const waiting = (count: number): string => (count === 0 ? '' : ` · ${say('{count, number} waiting', { count })}`);

const stateWords: Readonly<Record<MessageState, string>> = {
  waiting: phrase('did not get through, tried again'),
  delivered: phrase('delivered'),
  givenUp: phrase('given up'),
  dropped: phrase('dropped'),
};

const lastParts = ({ lastState, lastAt }: ListedWebhook, timeZone: string) =>
  lastState === null || lastAt === null
    ? []
    : [
        ' · ',
        ...inlines(
          sayLine('last: {state}, {when}', { state: say(stateWords[lastState]), when: timeOf(lastAt, timeZone) }),
        ),
      ];

function stateParts({ endedWhy, pausedAt, failingSince }: Webhook, timeZone: string): Line {
  if (endedWhy === 'gone') return say('ended by itself: it answered 410');
  if (endedWhy !== null) return say('removed');
  if (pausedAt !== null) return sayLine('paused since {when}', { when: timeOf(pausedAt, timeZone) });
  return failingSince === null
    ? say('works')
    : sayLine('failing since {when}', { when: timeOf(failingSince, timeZone) });
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
          { label: say('State'), value: stateParts(webhook, timeZone) },
          { label: say('Told of'), value: withCommas(types) },
          { label: say('Waiting'), value: counted(counts.waiting) },
          { label: say('Given up'), value: counted(counts.givenUp) },
        ]),
        heading(say('Last messages')),
        ...(shown.length === 0
          ? [text(say('None yet.'))]
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
  const answer = status === null ? null : say('answered {status}', { status: String(status) });
  const why = reason === null ? answer : reasonText(reason);
  const isNew = state === 'waiting' && status === null && reason === null;
  const next = state === 'waiting' && dueAt !== null ? timeOf(dueAt, timeZone) : null;
  return sayLine(
    '{type} of {when}: {state}{hasReason, select, yes { ({reason})} other {}}{nextIs, select, tried {, next try {next}} held {, until {next}} other {}}',
    {
      type: bold(type),
      when: timeOf(at, timeZone),
      state: isNew ? say('waiting') : say(stateWords[state]),
      hasReason: why === null ? 'no' : 'yes',
      reason: why ?? '',
      nextIs: next === null ? 'none' : pausedAt === null ? 'tried' : 'held',
      next: next ?? '',
    },
  );
}

/** As it is kept, in English, in the reader's language. */
function reasonText(kept: string): string {
  const [, status] = /^it answered (\d+)$/u.exec(kept) ?? [];
  if (status !== undefined) return say('it answered {status}', { status });
  const [, days] = /^it was paused for (\d+) days$/u.exec(kept) ?? [];
  return days === undefined ? sayIfKnown(kept) : say('it was paused for {days, number} days', { days: Number(days) });
}

function buttons({ number, endedAt, pausedAt }: Webhook, givenUpCount: number): readonly Action[] {
  if (endedAt !== null) return [];
  const name = webhookName(number);
  return [
    ...(pausedAt === null ? [button(say('Send a test'), 'webhooks.test', name)] : []),
    ...(givenUpCount > 0 ? [button(say('Send failed ones again'), 'webhooks.replay', name, 'primary')] : []),
    {
      ...button(say('Rotate the secret'), 'webhooks.rotate', name),
      confirm: {
        title: say('Rotate the secret of {webhook}?', { webhook: name }),
        text: say('You are shown a new one. The old one goes on for 24 hours beside it.'),
        yes: say('Rotate'),
      },
    },
    pausedAt === null
      ? button(say('Pause'), 'webhooks.pause', name)
      : button(say('Resume'), 'webhooks.resume', name, 'primary'),
    {
      ...button(say('Remove'), 'webhooks.remove', name, 'danger'),
      confirm: {
        title: say('Remove {webhook}?', { webhook: name }),
        text: say('It is sent nothing any more, and what waits is dropped. A new one gets another number and secret.'),
        yes: say('Remove'),
      },
    },
  ];
}

/** A secret, for its asker alone; it is never shown again. */
export function secretCard(number: number, secret: string, how: 'added' | 'rotated'): Card {
  const name = webhookName(number);
  const title =
    how === 'added'
      ? say('Added. {webhook}', { webhook: name })
      : say('The secret of {webhook} is rotated', { webhook: name });
  return {
    ...titledCard(title, [
      text(say('This is its signing secret. It is shown only now: copy it to where the receiver checks signatures.')),
      text(code(secret)),
      note(
        how === 'added'
          ? sayLine('Signed as Standard Webhooks. {command} shows its messages and sends a test.', {
              command: code(`webhook ${name}`),
            })
          : say('For 24 hours each message carries two signatures, also that of the old secret.'),
      ),
      actions([
        button(say('Show it'), 'webhooks.show', name),
        ...(how === 'added' ? [button(say('Send a test'), 'webhooks.test', name)] : []),
      ]),
    ]),
    summary: title,
    discreet: true,
    shownOnce: true,
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
  return titledCard(
    isGone
      ? say('{webhook} · {host} wants nothing more', { webhook: name, host })
      : say('{webhook} · {host} can’t be reached', { webhook: name, host }),
    [
      text(
        isGone
          ? say(
              'It answered 410, which says that it is gone for good. It is sent nothing any more. If that is wrong, add its address anew.',
            )
          : notThrough(webhook.failingSince, { timeZone, givenUpCount, reason }),
      ),
      ...(isGone
        ? [note(sayLine('{command} adds one.', { command: code('webhook add https://example.com/hook') }))]
        : [text(say('Mend the receiver. Then send the failed ones again; they are kept for 30 days.'))]),
      actions([
        button(say('Show it'), 'webhooks.show', name),
        ...(isGone ? [] : [button(say('Send failed ones again'), 'webhooks.replay', name)]),
      ]),
    ],
    'warning',
  );
}

function notThrough(
  failingSince: Date | null,
  { timeZone, givenUpCount, reason }: Pick<Failure, 'timeZone' | 'givenUpCount' | 'reason'>,
): Line {
  return sayLine(
    'Nothing has got through since {when}. {givenUpCount, number} given up after a day of trying.{hasReason, select, yes { The last reason: {reason}.} other {}}',
    {
      when: failingSince === null ? '' : timeOf(failingSince, timeZone),
      givenUpCount,
      hasReason: reason === null ? 'no' : 'yes',
      reason: reason === null ? '' : reasonText(reason),
    },
  );
}
