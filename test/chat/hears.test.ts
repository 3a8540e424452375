import { describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import type { Feature } from '../../src/chat/feature.js';
import type { Interaction, InteractionContext, Said } from '../../src/chat/interaction.js';
import { done, type Reply, showCard } from '../../src/chat/reply.js';
import { createRouter } from '../../src/chat/router.js';

const card = (title: string): Reply => showCard({ title, summary: title, blocks: [] });
const place = { id: 'p1', name: 'general' };

/** Two rooms: the first is waiting for an answer in one thread, or to any line about Acme. */
function start() {
  const waiting: Feature = {
    hears: async ({ text, repliesTo }) =>
      repliesTo?.message === '42' || text.includes('Acme') ? card(`heard ${text}`) : null,
    meant: (text) => (text.startsWith('delete') ? { label: 'Withdraw F-1', line: 'feedback withdraw F-1' } : null),
  };
  const owe = { name: 'owe', usage: 'owe', does: 'owe', handle: async () => card('owed') };
  const router = createRouter({
    features: [{ hears: async () => null }, waiting, { commands: [owe] }],
    log: pino({ level: 'silent' }),
    championOf: async () => null,
  });
  const actor = { id: 'm1', name: 'Maya', organisationId: 'o1', role: 'member', timeZone: 'UTC' } as const;
  return async (interaction: Interaction, where: InteractionContext['place'] = null) => {
    const reply = await router.handle(interaction, { interactionId: '', platform: 'slack', actor, place: where });
    return reply.kind === 'card' ? reply.card.title : reply.kind;
  };
}

const said = (text: string, message: string | null = null): Interaction => {
  const answer: Said = { text, repliesTo: message === null ? null : { channel: 'D1', message } };
  return { kind: 'said', said: answer };
};

describe('What is said to the bot', () => {
  test('in the thread of a message is heard by the room that waits for it, even when it begins like a command', async () => {
    const hear = start();
    expect(await hear(said('owe them an answer', '42'))).toBe('heard owe them an answer');
    expect(await hear(said('owe them an answer', '42'), place)).toBe('heard owe them an answer');
  });

  test('in a private chat is a command when nobody waits for it', async () => {
    expect(await start()(said('owe', '7'))).toBe('owed');
  });

  test('in the thread of a place is people’s talk when nobody waits for it', async () => {
    expect(await start()(said('owe', '7'), place)).toBe(done.kind);
  });

  test('privately as a line that is no command is offered to the rooms before it is called unknown', async () => {
    const hear = start();
    expect(await hear({ kind: 'command', text: 'Spoke with Acme: too slow' })).toBe('heard Spoke with Acme: too slow');
    expect(await hear({ kind: 'command', text: 'Spoke with Acme: too slow' }, place)).toMatch(/^I don’t know/);
    expect(await hear({ kind: 'command', text: 'owe' })).toBe('owed');
    expect(await hear({ kind: 'command', text: 'delete F-1 of Acme' })).toBe('Did you mean “Withdraw F-1”?');
  });
});
