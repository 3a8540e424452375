import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Interaction } from '../../../../src/chat/interaction.js';
import { pageButtons } from '../../../../src/chat/pages.js';
import { type Reply, showCard } from '../../../../src/chat/reply.js';
import { all } from '../../../contracts/json.js';
import { trendChart } from '../../../support/chart-gallery.js';
import { cardReply, formReply } from '../../../support/replies.js';
import { directChannel } from '../../../support/stand-in-slack/world.js';
import { logged, openSmallSlack, type SmallSlack } from '../small-slack.js';

let bot: SmallSlack;
beforeEach(async () => {
  bot = await openSmallSlack();
});
afterEach(() => bot.close());

const interactions = (): Interaction[] => bot.handled.map(({ interaction }) => interaction);
interface DrawnButton {
  readonly action_id: string;
  readonly value: string;
  readonly text: { readonly text: string };
}
const cardButtons = (blocks: readonly unknown[]): DrawnButton[] =>
  all(blocks).filter(({ type }) => type === 'button') as unknown as DrawnButton[];
const contexts = () => bot.handled.map(({ context }) => context);

describe('What people do in Slack', () => {
  test('a command comes as it was typed, with who and where, and people and channels by name', async () => {
    const line =
      'feedback Tom &amp; Co: &lt;slow&gt; &amp;lt; says <@U0BEN|ben> in <#C0SUPPORT|support> owner:<@U0BEN|ben> news:<#C0SUPPORT|support> <!here> <https://x.example/?a=1&amp;b=2>';
    await bot.driver.command('U0DANA', line, 'C0SUPPORT');
    expect(interactions()).toEqual([
      {
        kind: 'command',
        text: 'feedback Tom & Co: <slow> &lt; says @ben in #support owner:@ben news:<#place-C0SUPPORT> @here https://x.example/?a=1&b=2',
      },
    ]);
    expect(contexts()).toMatchObject([
      { platform: 'slack', actor: { id: 'member-U0DANA' }, place: { id: 'place-C0SUPPORT', name: 'support' } },
    ]);
  });

  test('what the command answers is in its acknowledgement, for the asker alone', async () => {
    bot.answerWith(() => cardReply('Thank you'));
    const { status, body } = await bot.driver.command('U0DANA', 'feedback slow', 'C0SUPPORT');
    expect(status).toBe(200);
    expect(body).toMatchObject({ response_type: 'ephemeral', text: expect.stringContaining('Thank you') });
    expect(bot.world.messages).toEqual([]);
  });

  test('somebody who is new in the workspace is learned, with zone and language, and may act at once', async () => {
    await bot.driver.command('U0BEN', 'owe');
    expect(contexts()).toMatchObject([{ actor: { id: 'member-U0BEN', name: 'ben' }, place: null }]);
    await bot.driver.command('U0BEN', 'owe');
    expect(bot.world.calls.filter(({ method }) => method === 'users.info')).toHaveLength(1);
  });

  test('a pressed button brings its value, and a form that opens knows where it was opened', async () => {
    bot.answerWith(() => formReply);
    await bot.driver.press('U0DANA', {
      actionId: 'feedback.resolve#2',
      value: 'F-1',
      on: { channel: 'C0SUPPORT', ts: '1763398800.000200' },
    });
    expect(interactions()).toEqual([{ kind: 'action', action: 'feedback.resolve', value: 'F-1' }]);
    const [view] = bot.world.views;
    if (!view) throw new Error('No modal opened.');
    bot.answerWith(() => cardReply('Sent'));
    await bot.driver.submit('U0DANA', view, {
      text: { text: { type: 'plain_text_input', value: 'a' } },
      'text#2': { text: { type: 'plain_text_input', value: 'b' } },
      owner: { person: { type: 'users_select', selected_user: 'U0BEN' } },
    });
    expect(interactions()[1]).toEqual({
      kind: 'submit',
      form: 'test.tell',
      subject: 'F-1',
      values: { text: 'ab', owner: 'member-U0BEN' },
    });
    expect(contexts()[1]).toMatchObject({ place: { name: 'support' } });
    // A modal closes with its acknowledgement, so the answer stands where the form was opened.
    await bot.settled();
    expect(bot.world.ephemerals).toMatchObject([{ userId: 'U0DANA', channel: 'C0SUPPORT', via: 'postEphemeral' }]);
  });

  test('the answer to a form reaches the asker privately where the bot is not in the channel', async () => {
    bot.answerWith(() => formReply);
    await bot.driver.command('U0DANA', 'feedback', 'C0SUPPORT');
    bot.world.channels.get('C0SUPPORT')?.members.delete(bot.world.bot.userId);
    bot.answerWith(() => cardReply('Sent'));
    const [view] = bot.world.views;
    if (!view) throw new Error('No modal opened.');
    await bot.driver.submit('U0DANA', view, {});
    await bot.settled();
    expect(bot.world.messages).toMatchObject([{ channel: directChannel(bot.world, 'U0DANA').id }]);
  });

  test('a captured message brings its words, who wrote it, and a link to it', async () => {
    bot.answerWith(() => formReply);
    await bot.driver.capture('U0DANA', {
      channel: 'C0SUPPORT',
      ts: '1763398800.000200',
      thread_ts: '1763398700.000100',
      user: 'U0BEN',
      text: 'Acme: &lt;b&gt; ask <@U0DANA>',
    });
    expect(interactions()).toEqual([
      {
        kind: 'capture',
        message: {
          sourceId: 'C0SUPPORT/1763398800.000200',
          text: 'Acme: <b> ask @dana',
          author: 'Ben',
          link: 'https://harbour-lights.slack.com/archives/C0SUPPORT/p1763398800000200?thread_ts=1763398700.000100&cid=C0SUPPORT',
        },
      },
    ]);
    expect(bot.world.views).toHaveLength(1);
  });

  test('what an app posted is captured with all of its words', async () => {
    const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'Acme &lt;3 says <@U0BEN> is slow' } }];
    const message = { channel: 'C0SUPPORT', ts: '5.000001', user: undefined, username: 'Survey', bot_id: 'B0SURVEY' };
    await bot.driver.capture('U0DANA', { ...message, text: 'New answer', blocks });
    expect(interactions()).toMatchObject([{ message: { text: 'Acme <3 says @Ben is slow', author: 'Survey' } }]);
  });

  test('a card of the bot is not captured, and the reason is said', async () => {
    const card = { channel: 'C0SUPPORT', ts: '1763398800.000200', user: bot.world.bot.userId, text: 'F-1' };
    await bot.driver.capture('U0DANA', card);
    expect(bot.handled).toEqual([]);
    await bot.settled();
    expect(bot.world.ephemerals[0]?.text).toContain('capture what a person said');
  });

  test('the global shortcut opens what the line “feedback” opens', async () => {
    bot.answerWith(() => formReply);
    await bot.driver.globalShortcut('U0DANA');
    expect(interactions()).toEqual([{ kind: 'command', text: 'feedback' }]);
    expect(bot.world.views).toHaveLength(1);
  });

  test('a line in the private chat is a command, one in a thread there an answer, and both are answered there', async () => {
    const chat = directChannel(bot.world, 'U0DANA').id;
    bot.answerWith(() => cardReply('Yes'));
    await bot.driver.write('U0DANA', 'owe &amp; more');
    bot.world.messages.push({ channel: chat, ts: '5.000001', text: 'Asked', blocks: [], threadTs: null, edits: 0 });
    await bot.driver.write('U0DANA', 'Acme said so', { threadTs: '5.000001' });
    expect(interactions()).toEqual([
      { kind: 'command', text: 'owe & more' },
      { kind: 'said', said: { text: 'Acme said so', repliesTo: { channel: chat, message: '5.000001' } } },
    ]);
    await bot.settled();
    expect(bot.world.messages.slice(-1)).toMatchObject([{ channel: chat, threadTs: '5.000001' }]);
  });

  test('a form asked for by a message is opened by a button, since Slack opens none without a click', async () => {
    bot.answerWith(() => formReply);
    await bot.driver.write('U0DANA', 'feedback topic:a&amp;b owner:<@U0BEN>');
    await bot.settled();
    expect(JSON.stringify(bot.world.messages)).toContain('"action_id":"router.run"');
    expect(JSON.stringify(bot.world.messages)).toContain('"value":"feedback topic:a&b owner:@ben"');
  });

  test('in a channel it hears mentions and the threads of its own messages, and nothing else', async () => {
    const channel = 'C0SUPPORT';
    await bot.driver.write('U0DANA', `<@${bot.world.bot.userId}> owe`, { channel, type: 'app_mention' });
    await bot.driver.write('U0DANA', 'Acme called', { channel, threadTs: '5.000001' });
    await bot.driver.write('U0DANA', 'between people', { channel, threadTs: '6.000001', parentUserId: 'U0BEN' });
    await bot.driver.write('U0DANA', 'just talk', { channel });
    await bot.driver.write('U0DANA', `<@${bot.world.bot.userId}> owe`, { channel, threadTs: '5.000001' });
    await bot.driver.write(bot.world.bot.userId, 'my own words');
    expect(interactions()).toEqual([
      { kind: 'command', text: 'owe' },
      { kind: 'said', said: { text: 'Acme called', repliesTo: { channel, message: '5.000001' } } },
    ]);
  });

  test('what is pressed in a modal is answered there, and what is pressed on the home page in a modal', async () => {
    bot.answerWith(() => formReply);
    await bot.driver.command('U0DANA', 'feedback', 'C0SUPPORT');
    const [view] = bot.world.views;
    if (!view) throw new Error('No modal opened.');
    bot.answerWith(() => cardReply('There it is'));
    await bot.driver.press('U0DANA', { actionId: 'feedback.page', value: '2', on: view });
    expect(JSON.stringify(view.view)).toContain('There it is');
    expect(contexts()[1]).toMatchObject({ place: { name: 'support' } });
    const home = { ...view, view: { ...view.view, type: 'home', private_metadata: '' } };
    await bot.driver.press('U0DANA', { actionId: 'feedback.show', value: 'F-1', on: home });
    expect(bot.world.views).toHaveLength(2);
    expect(JSON.stringify(bot.world.views[1]?.view)).toContain('There it is');
    expect(contexts()[2]).toMatchObject({ place: null });
    expect(bot.world.ephemerals).toEqual([]);
  });

  test('another page takes the place of what only they see, and nothing else does', async () => {
    bot.answerWith((interaction) => list(interaction.kind === 'action' ? Number(interaction.value) : 1));
    await bot.driver.command('U0DANA', 'feedback list', 'C0SUPPORT');
    await press('Next');
    await press('Next');
    await press('Previous');
    expect(interactions().slice(1)).toEqual(
      ['2', '3', '2'].map((value) => ({ kind: 'action', action: 'feedback.list', value })),
    );
    expect(seen()).toEqual(['Page 2 of 3']);
    bot.answerWith(() => cardReply('F-1'));
    await press('Show');
    expect(seen()).toEqual(['Page 2 of 3', 'F-1']);

    function list(page: number): Reply {
      const show = { kind: 'button', action: 'feedback.show', label: 'Show', value: 'F-1' } as const;
      const row = { kind: 'row', line: 'F-1', action: show } as const;
      const blocks = [row, ...pageButtons({ page, pageCount: 3 }, 'feedback.list', String)];
      return showCard({ title: 'Open', summary: `Page ${page} of 3`, blocks });
    }
    async function press(label: string) {
      const { blocks = [], ...on } = bot.world.ephemerals.at(-1) ?? { channel: '', ts: '' };
      const button = cardButtons(blocks).find((each) => each.text.text === label);
      if (!button) throw new Error(`No ${label} there.`);
      const { action_id: actionId, value } = button;
      await bot.driver.press('U0DANA', { actionId, value, on: { ...on, isEphemeral: true } });
      await bot.settled();
    }
    function seen() {
      return bot.world.ephemerals.map(({ text }) => text.split('\n')[0]);
    }
  });

  test('a command is not lost because somebody whom it names can’t be looked up', async () => {
    bot.slack.faults.next('users.info', { kind: 'throttled', retryAfter: 30 });
    await bot.driver.command('U0DANA', 'feedback slow owner:<@U0BEN|ben>');
    expect(interactions()).toEqual([{ kind: 'command', text: 'feedback slow owner:@ben' }]);
  });

  test('an event that is told again and the second half of a double click do nothing', async () => {
    const event = {
      type: 'message',
      user: 'U0DANA',
      text: 'owe',
      channel: 'D0DANA',
      channel_type: 'im',
      ts: '5.000001',
    };
    await bot.driver.event(event, { event_id: 'Ev1' });
    bot.clock.moveTo(new Date(bot.clock.now().getTime() + 60_000));
    await bot.driver.event(event, { event_id: 'Ev1' });
    expect(contexts().map(({ interactionId }) => interactionId)).toEqual(['Ev1']);
    const button = { actionId: 'feedback.support', value: 'I-1', on: { channel: 'C0SUPPORT', ts: '5.000001' } };
    await bot.driver.press('U0DANA', button);
    await bot.driver.press('U0DANA', button);
    expect(bot.handled).toHaveLength(2);
    bot.clock.moveTo(new Date(bot.clock.now().getTime() + 60_000));
    await bot.driver.press('U0DANA', button);
    expect(bot.handled).toHaveLength(3);
  });
});

describe('A chart that only the asker sees', () => {
  const chart = { kind: 'chart', chart: trendChart } as const;
  const reply = { kind: 'card', card: { title: 'NPS', summary: 'NPS is 40', blocks: [chart] } } as const;
  const native = 'data_visualization';
  const refuse = () =>
    bot.slack.faults.rule(({ args }) =>
      JSON.stringify(args).includes(native) ? { kind: 'refused', error: 'invalid_blocks' } : null,
    );
  const lastTold = () => JSON.stringify(bot.world.ephemerals.at(-1)?.blocks);

  test('is Slack’s own, and no acknowledgement, of which nobody would hear that it is refused', async () => {
    bot.answerWith(() => reply);
    expect((await bot.driver.command('U0DANA', 'nps', 'C0SUPPORT')).body).toBe('');
    await bot.settled();
    expect(lastTold()).toContain(native);
  });

  test.each([
    ['after a command', () => bot.driver.command('U0DANA', 'nps', 'C0SUPPORT')],
    [
      'after a command whose address is used up',
      () => {
        bot.slack.faults.next('response_url', { kind: 'broken', arrives: false });
        return bot.driver.command('U0DANA', 'nps', 'C0SUPPORT');
      },
    ],
    ['after a form', async () => bot.driver.submit('U0DANA', await openedForm(), {})],
  ])('is told in words where the workspace has none of its own yet: %s', async (_, deed) => {
    refuse();
    bot.answerWith(({ kind, ...typed }) => ('text' in typed && typed.text === 'feedback' ? formReply : reply));
    await deed();
    await bot.settled();
    expect(lastTold()).toMatch(/NPS/);
    expect(lastTold()).not.toContain(native);
    expect(bot.lines).toContainEqual(expect.objectContaining({ code: 'invalid_blocks' }));
  });

  async function openedForm() {
    await bot.driver.command('U0DANA', 'feedback', 'C0SUPPORT');
    const [view] = bot.world.views;
    if (!view) throw new Error('No modal opened.');
    return view;
  }
});

describe('What can’t be taken in a form', () => {
  const submit = async (reply: Parameters<SmallSlack['answerWith']>[0]) => {
    bot.answerWith(() => formReply);
    await bot.driver.command('U0DANA', 'feedback', 'C0SUPPORT');
    const [view] = bot.world.views;
    if (!view) throw new Error('No modal opened.');
    bot.answerWith(reply);
    const values = {
      text: { text: { type: 'plain_text_input', value: 'typed words' } },
      owner: { person: { type: 'users_select', selected_user: 'U0BEN' } },
    };
    return (await bot.driver.submit('U0DANA', view, values)).body;
  };

  test('is said beside its field, in Slack’s own way', async () => {
    const message = 'Say it in words.';
    expect(await submit(() => ({ kind: 'fieldErrors', errors: { text: message }, message }))).toEqual({
      response_action: 'errors',
      errors: { text: message },
    });
  });

  test('is said on top where no field owns it, and what was filled in stays', async () => {
    const errors = { text: 'Say it in words.', elsewhere: 'The place is gone.' };
    const body = await submit(() => ({ kind: 'fieldErrors', errors, message: 'Two things need a change.' }));
    expect(body).toMatchObject({ response_action: 'update', view: { callback_id: 'test.tell' } });
    const { blocks } = (body as { view: { blocks: { type: string; element?: unknown }[] } }).view;
    const words = blocks.map((block) => JSON.stringify(block));
    expect(words[0]).toContain('Two things need a change.');
    expect(words[1]).toContain('The place is gone.');
    expect(words[2]).toContain('Say it in words.');
    expect(words[3]).toContain('"initial_value":"typed words"');
    expect(words[4]).toContain('"initial_user":"U0BEN"');
  });

  test('keeps the form open too when our own code fails, with words and a reference', async () => {
    const body = await submit(() => {
      throw new TypeError('secret words');
    });
    expect(body).toMatchObject({ response_action: 'update' });
    expect(JSON.stringify(body)).toContain('Something went wrong on my side');
    expect(JSON.stringify(body)).not.toContain('secret words');
    expect(logged(bot.lines)).not.toContain('secret words');
  });
});
