/** What was accepted is finished, once, whenever the copy of the bot that accepted it ends; forms outlive it too. */
import { afterEach, describe, expect, test } from '@jest/globals';
import type { PlatformDeps } from '../../../src/adapters/platform/platform-deps.js';
import { describeOnEachDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { formOf, only } from '../../support/stage.js';
import type { Answered } from '../../support/stand-in-teams/driver.js';
import { formData } from '../../support/stand-in-teams/read-card.js';
import { createTeamsStage, type TeamsStage } from '../../support/teams-stage.js';

type Json = Readonly<Record<string, unknown>>;

describeOnEachDatabase('What Teams was told is under way', (database) => {
  let stage: TeamsStage;
  afterEach(() => stage.stop());

  /** A copy of the bot that is killed: what it waits for at that moment never comes. */
  type Dies = 'before its work' | 'after its work, before its answer' | 'never';

  async function open() {
    stage = await createTeamsStage({ database: database(), workspace: harbourLights });
  }
  const never = new Promise<never>(() => undefined);

  /** The form that `feedback` opens, in the channel. */
  async function openedForm(): Promise<{ readonly id: string; readonly data: Json }> {
    await stage.say('maya', 'feedback', '#support');
    const message = stage.teams.world.messages.at(-1);
    const attachments = (message?.activity.attachments ?? []) as { content: Json }[];
    return { id: message?.id ?? '', data: { text: 'The key is stuck', ...formData(attachments[0]?.content ?? {}) } };
  }

  /** Sends it to another copy, which dies. */
  async function sendTo(dies: Dies, { id, data }: { readonly id: string; readonly data: Json }): Promise<Answered> {
    let died = () => {};
    const isDead = new Promise<void>((resolve) => {
      died = resolve;
    });
    const around = (deps: PlatformDeps): PlatformDeps => ({
      ...deps,
      async handle(...asked) {
        const reply = dies === 'before its work' ? never : await deps.handle(...asked);
        died();
        return dies === 'never' ? reply : never;
      },
    });
    const copy = await stage.mortalCopy(around, dies === 'never' ? {} : { patienceMs: 1 });
    try {
      const answered = await copy.driver.execute(
        stage.user('maya'),
        { verb: 'teams.submit', data },
        { conversation: stage.chat('#support'), replyToId: id },
      );
      await isDead;
      return answered;
    } finally {
      await copy.close();
    }
  }
  const feedbackCount = async () => database().models.feedback.count();
  const later = (seconds: number) =>
    stage.clock.advanceTo(new Date(stage.clock.now().getTime() + seconds * 1_000).toISOString());
  const shownAt = (id: string) => JSON.stringify(stage.teams.world.messages.find((each) => each.id === id)?.activity);

  test('is finished by another copy when the one that took it dies before it', async () => {
    await open();
    const form = await openedForm();
    const answered = await sendTo('before its work', form);
    expect(JSON.stringify(answered.body)).toContain('I’m on it');
    expect(await feedbackCount()).toBe(0);
    await later(30);
    expect(await feedbackCount()).toBe(0);
    await later(30);
    expect(await feedbackCount()).toBe(1);
    await stage.settle();
    expect(shownAt(form.id)).toContain('F-1');
    await later(3_600);
    expect(await feedbackCount()).toBe(1);
  });

  test('is not done again when it was done, and only its answer was owed', async () => {
    await open();
    const form = await openedForm();
    await sendTo('after its work, before its answer', form);
    expect(await feedbackCount()).toBe(1);
    await later(60);
    await stage.settle();
    expect(await feedbackCount()).toBe(1);
    expect(shownAt(form.id)).toContain('What you did is kept');
    expect(only(stage.place('#support')).title).toContain('F-1');
  });

  test('is not done a second time by whoever sends it again meanwhile', async () => {
    await open();
    const form = await openedForm();
    await sendTo('before its work', form);
    const again = await stage.driver.execute(
      stage.user('maya'),
      { verb: 'teams.submit', data: form.data },
      { conversation: stage.chat('#support'), replyToId: form.id },
    );
    expect(JSON.stringify(again.body)).toContain('I’m on it');
    await later(60);
    await stage.settle();
    expect(await feedbackCount()).toBe(1);
  });

  test('is kept by nobody when another copy took it over from one that only seemed dead', async () => {
    await open();
    const form = await openedForm();
    let wake = () => {};
    const asleep = new Promise<void>((resolve) => {
      wake = resolve;
    });
    const around = (deps: PlatformDeps): PlatformDeps => ({
      ...deps,
      async handle(...asked) {
        await asleep;
        return deps.handle(...asked);
      },
    });
    const copy = await stage.mortalCopy(around, { patienceMs: 1 });
    await copy.driver.execute(
      stage.user('maya'),
      { verb: 'teams.submit', data: form.data },
      { conversation: stage.chat('#support'), replyToId: form.id },
    );
    await later(60);
    expect(await feedbackCount()).toBe(1);
    wake();
    await copy.adapter.settled();
    expect(await feedbackCount()).toBe(1);
    await copy.close();
  });

  test('is forgotten when it was answered', async () => {
    await open();
    await stage.fill('maya', formOf(await stage.say('maya', 'feedback', '#support')), { text: 'The key is stuck' });
    await stage.settle();
    const rows = await database().models.handledAct.findMany();
    expect(rows.map(({ told }) => told)).toEqual(rows.map(() => null));
  });

  describe('A form that was shown by a copy which is gone', () => {
    async function fromAnother() {
      await open();
      return openedForm();
    }
    test('comes back with what was typed and what is wrong', async () => {
      const { id, data } = await fromAnother();
      const answered = await sendTo('never', { id, data: { ...data, text: 'Kept words', customer: 'x'.repeat(500) } });
      const shown = JSON.stringify(answered.body);
      expect(shown).toContain('Kept words');
      expect(shown).toContain('too long');
    });

    test('that captures a message still has the bot react to it', async () => {
      await open();
      const where = { conversation: stage.chat('#support') };
      const messagePayload = { id: '1700', from: { user: { displayName: 'Dana' } }, body: { content: 'It is slow' } };
      const value = { commandId: 'capture', messagePayload };
      const opened = await stage.driver.invoke(stage.user('maya'), 'composeExtension/fetchTask', value, where);
      const { content } = (opened.body as { task: { value: { card: { content: Json } } } }).task.value.card;
      const data = { text: 'It is slow', ...formData(content) };
      const copy = await stage.mortalCopy((deps) => deps);
      const submitted = { commandId: 'x', data };
      await copy.driver.invoke(stage.user('maya'), 'composeExtension/submitAction', submitted, where);
      await copy.adapter.settled();
      expect(stage.teams.world.reactions).toEqual([{ ...where, message: '1700', type: 'like' }]);
      await copy.close();
    });

    test('is forgotten after a day', async () => {
      await fromAnother();
      expect(await database().models.teamsForm.count()).toBeGreaterThan(0);
      await later(25 * 3_600);
      expect(await database().models.teamsForm.count()).toBe(0);
    });
  });
});
