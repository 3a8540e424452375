/** The bot dies between posting a card and noting where it stands: started again, it finds the card and edits it. */
import { afterEach, expect, test } from '@jest/globals';
import type { Card } from '../../src/chat/card.js';
import type { Database } from '../../src/storage/database.js';
import { letWaitsPass } from '../delivery/small-house.js';
import { describeOnDatabase } from '../support/database.js';
import { harbourLights } from '../support/harbour-lights.js';
import { createSlackStage } from '../support/slack-stage.js';
import { cardOf, type SharedStage, type StageOptions, text } from '../support/stage.js';
import { createTeamsStage } from '../support/teams-stage.js';

let stage: SharedStage;
afterEach(() => stage.stop());

/** As a bot leaves it that was killed before it could note anything, and recovery found it. */
async function forgetWhereCardsStand(database: Database): Promise<void> {
  await database.executeSql('DELETE FROM living_messages');
  await database.executeSql(
    `UPDATE deliveries SET state = 'queued', may_have_arrived = true, channel = NULL, message = NULL
     WHERE living_key LIKE 'feedback:%' AND NOT at_most_once`,
  );
}

describeOnDatabase('A card that was posted and not noted', (database) => {
  const begin = async (create: (options: StageOptions) => Promise<SharedStage>) => {
    stage = await create({ database: database(), workspace: harbourLights, start: '2026-11-16T09:00:00Z' });
    await stage.say('dana', 'feedback "The key is stuck" owner:@maya', '#support');
    await stage.say('dana', 'feedback "The lamp is dark" owner:@maya', '#support');
    await forgetWhereCardsStand(database());
    await stage.house.delivery.drain();
    await letWaitsPass(database());
    await stage.house.delivery.drain();
    return stage;
  };

  test('is found in Slack, in a channel and in a private chat, and edited ever after', async () => {
    const { press, place, inbox } = await begin(createSlackStage);
    await press('maya', 'I’m on it', first(inbox('maya')));
    expect(place('#support')).toHaveLength(2);
    expect(inbox('maya')).toHaveLength(2);
    for (const card of [first(place('#support')), first(inbox('maya'))])
      expect(card.title).toBe('F-1 · being worked on');
  });

  test('can’t be looked for in Teams, and its history says so', async () => {
    const { press, place } = await begin(createTeamsStage);
    expect(place('#support')).toHaveLength(4);
    const history = cardOf(await press('maya', 'History', first(place('#support'))));
    expect(text(history)).toContain('if the card stands there twice, the later one is kept up to date');
  });
});

function first(cards: readonly Card[]): Card {
  const card = cards.find(({ title }) => title.startsWith('F-1 '));
  if (!card) throw new Error('Nothing stands there.');
  return card;
}
