/** Cards that live: how they are brought up to date, and what a press or a form shows while its work is under way. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { type Card, mention } from '../../../src/chat/card.js';
import type { PostOptions } from '../../../src/chat/messenger.js';
import { done, type Reply } from '../../../src/chat/reply.js';
import { describeOnDatabase } from '../../support/database.js';
import { cardReply, formReply } from '../../support/replies.js';
import type { Answered } from '../../support/stand-in-teams/driver.js';
import { formData } from '../../support/stand-in-teams/read-card.js';
import { addUser, type TeamsMessage } from '../../support/stand-in-teams/world.js';
import { openSmallTeams, type SmallTeams } from './small-teams.js';

const card = (title: string, more: Partial<Card> = {}): Card => ({
  title,
  summary: title,
  blocks: [{ kind: 'actions', actions: [{ kind: 'button', action: 'test.press', label: 'Press', value: 'F-1' }] }],
  ...more,
});

interface Shown {
  readonly refresh?: {
    readonly action: { readonly verb: string; readonly data: Record<string, unknown> };
    readonly userIds: readonly string[];
  };
}

describeOnDatabase('Living cards of Teams', (database) => {
  let bot: SmallTeams;
  afterEach(() => bot.close());
  const open = async (patienceMs = 20_000) => {
    bot = await openSmallTeams({ database: database(), tuning: { patienceMs } });
  };
  const messenger = async () => {
    const found = await bot.adapter.messengerIn(bot.world.tenantId);
    if (!found) throw new Error('There is no messenger.');
    return found;
  };
  async function posted(shown: Card, options: PostOptions = { isLiving: true }) {
    const sent = await (await messenger()).post({ kind: 'place', placeId: `place-${bot.channel}` }, shown, options);
    if (sent.kind !== 'sent') throw new Error(`Not sent: ${JSON.stringify(sent)}`);
    return sent.ref;
  }
  const contentOf = (message: TeamsMessage | undefined) =>
    ((message?.activity.attachments ?? []) as { content: Shown & Record<string, unknown> }[])[0]?.content;
  const at = (message: string) => bot.world.messages.find(({ id }) => id === message);
  const answerIn = ({ body }: Answered) => (body as { value: unknown }).value;
  const press = (message: string, verb = 'test.press') =>
    bot.driver.execute(
      bot.users.dana,
      { verb, data: { value: 'F-1' } },
      { conversation: bot.channel, replyToId: message },
    );

  test('ask to be brought up to date by those who are in the conversation and belong to it', async () => {
    await open();
    const ref = await posted(card('F-1 is new'));
    const { dana, ben } = bot.users;
    expect(contentOf(at(ref.message))?.refresh).toMatchObject({
      action: { verb: 'teams.refresh' },
      userIds: [dana.id, ben.id],
    });
    const once = await posted(card('News'), {});
    expect(contentOf(at(once.message))).not.toHaveProperty('refresh');
  });

  test('in a large place ask for those first whom the card names, and for no more than 60', async () => {
    await open();
    const many = Array.from({ length: 80 }, (_, nth) => addUser(bot.world, `p${nth}`, { name: `P ${nth}` }));
    const last = many.at(-1) ?? bot.users.ben;
    bot.world.chats.set(bot.channel, {
      id: bot.channel,
      kind: 'channel',
      name: 'support',
      members: [...bot.world.users.keys()],
    });
    const owner = { id: `member-${last.aadObjectId}`, name: last.name };
    const ref = await posted(card('F-1 is new', { blocks: [{ kind: 'text', line: ['For ', mention(owner)] }] }));
    const { userIds = [] } = contentOf(at(ref.message))?.refresh ?? {};
    expect([userIds.length, userIds[0]]).toEqual([60, last.id]);
  });

  test('answer a client that asks with the card as it is now, and again with the way to ask', async () => {
    await open();
    const ref = await posted(card('F-1 is new'));
    bot.livingCardIs(card('F-1 is resolved'));
    bot.handleWith(() => Promise.reject(new Error('Looking is nothing that the router hears of.')));
    const answered = await press(ref.message, 'teams.refresh');
    expect(answered.body).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' });
    expect(answerIn(answered)).toMatchObject({ fallbackText: 'F-1 is resolved', refresh: { action: {} } });
  });

  test('that stand there twice are told of by the client that shows the one too many, and that one goes', async () => {
    await open();
    const first = await posted(card('F-1 is new'), { isLiving: true, mark: '17-1' });
    const second = await posted(card('F-1 is new'), { isLiving: true, mark: '17-1' });
    bot.livingCardIs(card('F-1 is resolved'));
    bot.strayIs('17-1', first.message);
    const refresh = async (message: string) => {
      const { action } = contentOf(at(message))?.refresh ?? {};
      await bot.driver.execute(
        bot.users.ben,
        { verb: action?.verb ?? '', data: action?.data ?? {} },
        { conversation: bot.channel, replyToId: message },
      );
    };
    await refresh(second.message);
    expect(bot.world.messages.filter(({ onlyFor }) => onlyFor === null)).toHaveLength(2);
    await refresh(first.message);
    expect(at(first.message)).toBeUndefined();
    expect(at(second.message)).toBeDefined();
  });

  test('show at once what a press changed', async () => {
    await open();
    const ref = await posted(card('F-1 is new'));
    bot.answerWith(() => {
      bot.livingCardIs(card('F-1 is resolved'));
      return done;
    });
    expect(answerIn(await press(ref.message))).toMatchObject({ fallbackText: 'F-1 is resolved' });
  });

  test('are sent without the way to ask where Teams does not say who is there', async () => {
    await open();
    bot.teams.rosterIsAway = true;
    const ref = await posted(card('F-1 is new'));
    expect(contentOf(at(ref.message))).not.toHaveProperty('refresh');
  });

  describe('While the work of an invoke goes on,', () => {
    async function slowly(act: () => Promise<Answered>, reply: Reply): Promise<Answered> {
      let finish = () => {};
      const work = new Promise<Reply>((resolve) => {
        finish = () => resolve(reply);
      });
      bot.answerWith(() => work);
      const answered = await act();
      finish();
      await bot.adapter.settled();
      return answered;
    }
    async function openedForm(): Promise<{ readonly message: string; readonly data: object }> {
      bot.answerWith(() => formReply);
      await bot.driver.write(bot.users.dana, 'feedback', { conversation: bot.channel });
      const form = bot.world.messages.at(-1);
      return { message: form?.id ?? '', data: formData(contentOf(form) ?? {}) ?? {} };
    }
    const submit = ({ message, data }: { readonly message: string; readonly data: object }) =>
      bot.driver.execute(
        bot.users.dana,
        { verb: 'teams.submit', data: { text: 'words', ...data } },
        { conversation: bot.channel, replyToId: message },
      );

    test('a press says so, and the answer comes as a message to that person alone', async () => {
      await open(1);
      const ref = await posted(card('F-1'));
      const answered = await slowly(() => press(ref.message), cardReply('There it is'));
      expect(answerIn(answered)).toContain('I’m on it');
      expect(bot.world.messages.at(-1)).toMatchObject({
        onlyFor: bot.users.dana.id,
        activity: { summary: 'There it is' },
      });
    });

    test('a form becomes the sign, and the sign becomes the answer', async () => {
      await open(1);
      const form = await openedForm();
      const before = bot.world.messages.length;
      const answered = await slowly(() => submit(form), cardReply('There it is'));
      expect(answerIn(answered)).toMatchObject({ body: [{ text: 'One moment…' }, {}] });
      expect(bot.world.messages).toHaveLength(before);
      expect(at(form.message)).toMatchObject({ editCount: 1, activity: { summary: 'There it is' } });
    });

    test('a form that is simply done says so in the end', async () => {
      await open(1);
      const form = await openedForm();
      await slowly(() => submit(form), done);
      expect(at(form.message)?.activity.summary).toBe('Done.');
    });

    test('a form that is gone meanwhile is answered by a message', async () => {
      await open(1);
      const form = await openedForm();
      bot.world.messages.pop();
      await slowly(() => submit(form), cardReply('There it is'));
      expect(bot.world.messages.at(-1)?.activity.summary).toBe('There it is');
    });

    test('a dialog says so, and the answer comes as a message', async () => {
      await open(1);
      const value = { commandId: 'feedback' };
      const answered = await slowly(
        () => bot.driver.invoke(bot.users.dana, 'composeExtension/fetchTask', value, { conversation: bot.channel }),
        done,
      );
      expect(answered.body).toMatchObject({ task: { value: { title: 'One moment…' } } });
      expect(bot.world.messages.at(-1)?.activity.summary).toBe('Done.');
    });
  });
});
