/**
 * The door of webhooks: addresses that are told at once what happens. Events are written by the statements that make them
 * (storage/tell-webhooks.ts), rooms compose what is sent (`Feature.toldEvents`), send.ts sends and tries again, change.ts
 * and show.ts are for the champion and admins. house.ts builds it.
 */
import type { Command, Feature } from '../../chat/feature.js';
import { shownBy } from '../../chat/numbered.js';
import { phrase } from '../../kernel/language/say.js';
import { addWebhook, pause, remove, replay, resume, rotate, sendTest } from './change.js';
import type { WebhooksDeps } from './deps.js';
import { outgoing } from './outgoing.js';
import { webhookNumbers } from './rules/webhook.js';
import { forgettingSweep, sendingSweep } from './send.js';
import { showWebhook, showWebhooks } from './show.js';

export type { WebhookSending } from './deps.js';

/** Builds the room on people. */
export function createWebhooks(deps: WebhooksDeps): Feature {
  return {
    title: phrase('Webhooks'),
    topic: { name: 'webhooks', about: phrase('telling other systems at once what happens here') },
    commands: commands(deps),
    actions: {
      'webhooks.show': (value, context) => showWebhook(deps, webhookNumbers.read(value), context),
      'webhooks.test': (value, context) => sendTest(deps, value, context),
      'webhooks.replay': (value, context) => replay(deps, { text: value, details: {} }, context),
      'webhooks.rotate': (value, context) => rotate(deps, value, context),
      'webhooks.pause': (value, context) => pause(deps, value, context),
      'webhooks.resume': (value, context) => resume(deps, value, context),
      'webhooks.remove': (value, context) => remove(deps, value, context),
    },
    shows: (text) => shownBy('webhook', webhookNumbers, text),
    outgoing: outgoing(deps),
    sweeps: [sendingSweep(deps), forgettingSweep(deps)],
  };
}

const commands = (deps: WebhooksDeps): readonly Command[] => [
  {
    name: 'webhooks',
    usage: 'webhooks',
    does: phrase('lists the addresses that are told what happens, with how they stand'),
    allowed: 'champion',
    handle: (_line, context) => showWebhooks(deps, context),
  },
  {
    name: 'webhook',
    usage: 'webhook WH-1',
    does: phrase('shows a webhook with its last messages and what was answered'),
    examples: ['webhook WH-1'],
    allowed: 'champion',
    handle: ({ text }, context) =>
      text.trim() === '' ? showWebhooks(deps, context) : showWebhook(deps, webhookNumbers.read(text), context),
  },
  {
    name: 'webhook add',
    usage: 'webhook add https://… [events:resolved,overdue]',
    does: phrase('tells an address at once of events, signed; its secret is shown once'),
    examples: ['webhook add https://example.com/hook', 'webhook add https://example.com/hook events:resolved,overdue'],
    allowed: 'champion',
    details: [{ key: 'events' }],
    isSecret: true,
    handle: (line, context) => addWebhook(deps, line, context),
  },
  {
    name: 'webhook rotate',
    usage: 'webhook rotate WH-1',
    does: phrase('makes a new signing secret; the old one goes on for 24 hours beside it'),
    examples: ['webhook rotate WH-1'],
    allowed: 'champion',
    handle: ({ text }, context) => rotate(deps, text, context),
  },
  {
    name: 'webhook pause',
    usage: 'webhook pause WH-1',
    does: phrase('holds messages until it is resumed'),
    examples: ['webhook pause WH-1'],
    allowed: 'champion',
    handle: ({ text }, context) => pause(deps, text, context),
  },
  {
    name: 'webhook resume',
    usage: 'webhook resume WH-1',
    does: phrase('sends what gathered, and goes on'),
    examples: ['webhook resume WH-1'],
    allowed: 'champion',
    handle: ({ text }, context) => resume(deps, text, context),
  },
  {
    name: 'webhook replay',
    usage: 'webhook replay WH-1 [since:24h]',
    does: phrase('sends again what was given up or, with since, all of that time'),
    examples: ['webhook replay WH-1 since:24h'],
    allowed: 'champion',
    details: [{ key: 'since' }],
    handle: (line, context) => replay(deps, line, context),
  },
  {
    name: 'webhook remove',
    usage: 'webhook remove WH-1',
    does: phrase('ends a webhook: it is sent nothing any more'),
    examples: ['webhook remove WH-1'],
    allowed: 'champion',
    handle: ({ text }, context) => remove(deps, text, context),
  },
];
