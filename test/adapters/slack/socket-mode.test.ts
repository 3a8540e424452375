import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { directChannel } from '../../support/stand-in-slack/world.js';
import { cardReply, formReply, openSmallSlack, type SmallSlack } from './small-slack.js';

let bot: SmallSlack;
beforeEach(async () => {
  bot = await openSmallSlack({ bySocket: true });
});
afterEach(() => bot.close());

test('by Socket Mode commands, clicks, forms and messages come and are answered as by HTTP', async () => {
  expect(bot.adapter.routes).toBeNull();
  bot.answerWith(() => cardReply('Thank you'));
  const { body } = await bot.driver.command('U0DANA', 'feedback slow', 'C0SUPPORT');
  expect(body).toMatchObject({ response_type: 'ephemeral', text: expect.stringContaining('Thank you') });

  bot.answerWith(() => formReply);
  await bot.driver.press('U0DANA', { actionId: 'a.b', value: '1', on: { channel: 'C0SUPPORT', ts: '5.000001' } });
  const [view] = bot.world.views;
  if (!view) throw new Error('No modal opened.');
  const message = 'Say it in words.';
  bot.answerWith(() => ({ kind: 'fieldErrors', errors: { text: message }, message }));
  expect((await bot.driver.submit('U0DANA', view, {})).body).toEqual({
    response_action: 'errors',
    errors: { text: message },
  });

  bot.answerWith(() => cardReply('Yes'));
  await bot.driver.write('U0DANA', 'owe');
  await bot.settled();
  expect(bot.world.messages).toMatchObject([{ channel: directChannel(bot.world, 'U0DANA').id }]);
  expect(bot.handled.map(({ interaction }) => interaction.kind)).toEqual(['command', 'action', 'submit', 'command']);
});
