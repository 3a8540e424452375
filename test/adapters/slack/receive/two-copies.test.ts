import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Click, createOnceOnly, NotYet, type OnceOnly } from '../../../../src/adapters/platform/once-only.js';
import { handledActsSweep } from '../../../../src/adapters/platform/once-only-store.js';
import { stoppedClock } from '../../../../src/kernel/clock.js';
import { describeOnEachDatabase, describeOnEmbedded } from '../../../support/database.js';
import { dueAt } from '../../../support/due-at.js';
import { harbourLights } from '../../../support/harbour-lights.js';
import { recordingLog } from '../../../support/recording-log.js';
import { createSlackStage, type SlackStage, serve } from '../../../support/slack-stage.js';
import {
  bodyOf,
  byHttp,
  createDriver,
  type Driver,
  post,
  signatureOf,
} from '../../../support/stand-in-slack/driver.js';
import { fillIn } from '../../../support/stand-in-slack/fill-in.js';
import { type Json, payload } from '../../../support/stand-in-slack/payloads.js';

const { log } = recordingLog();

describeOnEachDatabase('What Slack tells to two copies of the bot', (database) => {
  let clock = stoppedClock('2026-11-20T10:00:00Z');
  let one: OnceOnly;
  let other: OnceOnly;
  let doneCount = 0;
  beforeEach(() => {
    clock = stoppedClock('2026-11-20T10:00:00Z');
    [one, other] = [0, 1].map(() => createOnceOnly({ platform: 'slack', database: database(), clock, log })) as [
      OnceOnly,
      OnceOnly,
    ];
    doneCount = 0;
  });
  const seconds = (count: number) => clock.moveTo(new Date(clock.now().getTime() + count * 1_000));
  const work = async () => {
    doneCount += 1;
  };
  const dies = () => new Promise<void>(() => undefined);

  test('is done by one of them, and neither does it again', async () => {
    await one.event('Ev1', work);
    await other.event('Ev1', work);
    await one.event('Ev1', work);
    await other.event('Ev2', work);
    expect(doneCount).toBe(2);
  });

  test('is asked for again while one is at it, and done by the other when that one died over it', async () => {
    void one.event('Ev1', dies);
    while ((await database().models.handledAct.count()) === 0) await setImmediate();
    await expect(other.event('Ev1', work)).rejects.toBeInstanceOf(NotYet);
    seconds(60);
    await other.event('Ev1', work);
    await one.event('Ev1', work);
    expect(doneCount).toBe(1);
  });

  test('is not done again when the copy that kept it died before it could say so', async () => {
    await new Promise<void>((kept) => {
      void one.event('Ev1', async (within) => {
        await within(() => database().transaction(work));
        kept();
        await dies();
      });
    });
    seconds(60);
    await other.event('Ev1', work);
    expect(doneCount).toBe(1);
  });

  test('counts as not begun when it failed', async () => {
    const fails = () => Promise.reject(new TypeError('broken'));
    await expect(one.event('Ev1', fails)).rejects.toBeInstanceOf(TypeError);
    await other.event('Ev1', work);
    expect(doneCount).toBe(1);
  });

  test('is one click where somebody clicked twice in a breath, and two where they meant it', async () => {
    const click = (at: string, value = 'F-1'): Click => ({
      parts: ['U0DANA', 'C0SUPPORT', '5.000001', 'feedback.support', value],
      at: new Date(Number(at) * 1_000),
    });
    expect(await one.isFirstClick(click('1763398800.100000'))).toBe(true);
    expect(await other.isFirstClick(click('1763398801.500000'))).toBe(false);
    expect(await other.isFirstClick(click('1763398801.500000', 'F-2'))).toBe(true);
    expect(await other.isFirstClick(click('1763398809.100000'))).toBe(true);
    // The first once more, as somebody who recorded it would send it.
    expect(await one.isFirstClick(click('1763398800.100000'))).toBe(false);
    expect(await other.isFirstClick(click('1763398800.100000'))).toBe(false);
  });

  test('is new once, and nothing has been seen of what has no trigger', async () => {
    expect([await one.isNew('1.2.a'), await other.isNew('1.2.a'), await one.isNew('1.2.a')]).toEqual([
      true,
      false,
      false,
    ]);
    expect([await one.isNew(null), await other.isNew(null)]).toEqual([true, true]);
  });

  test('is forgotten after a day, when Slack tells it no more', async () => {
    const sweep = handledActsSweep(database());
    expect(await dueAt(database(), sweep)).toBeNull();
    await one.event('Ev1', work);
    expect(await dueAt(database(), sweep)).toEqual(new Date('2026-11-21T11:00:00Z'));
    seconds(24 * 3_600);
    await one.event('Ev2', work);
    expect(await sweep.run(clock.now())).toBe(0);
    seconds(3_600);
    expect(await sweep.run(clock.now())).toBe(1);
    expect(await database().models.handledAct.findMany({ select: { key: true } })).toEqual([
      { key: 'slack/event:Ev2' },
    ]);
  });
});

describeOnEmbedded('Two copies of the bot in one workspace', (database) => {
  let stage: SlackStage;
  beforeEach(async () => {
    stage = await createSlackStage({ database: database(), workspace: harbourLights });
  });
  afterEach(() => stage.stop());

  test('do once what a click, a form and a written line say, whichever of them hears it first or again', async () => {
    const { slack, clock, slackId } = stage;
    const { world } = slack;
    const copy = await stage.copy({ pause: async () => undefined });
    await copy.connect();
    await copy.start();
    const { server, url } = await serve(copy);
    const sent: Json[] = [];
    const driverOf = (address: string): Driver => {
      const send = byHttp({ url: () => address, secret: world.signingSecret, now: () => clock.now() });
      return createDriver(slack, (kind, json) => {
        sent.push(json);
        return send(kind, json);
      });
    };
    const one = driverOf(stage.url);
    const other = driverOf(url);

    const line = {
      type: 'message',
      channel_type: 'im',
      channel: 'D0DANA',
      user: slackId('dana'),
      text: 'feedback "The refund never came" owner:@dana',
      ts: '1763398800.000100',
    };
    for (const driver of [one, other]) {
      expect((await driver.event(line, { event_id: 'Ev1' })).status).toBe(200);
      await stage.settle();
    }
    expect(await database().models.feedback.count()).toBe(1);

    world.views.length = 0;
    const message = { channel: slackId('#support'), ts: '1763398800.000200', user: slackId('ben'), text: 'So slow' };
    await one.capture(slackId('dana'), message);
    await stage.settle();
    const [view] = world.views;
    if (!view) throw new Error('No modal opened.');
    await one.submit(
      slackId('dana'),
      view,
      fillIn(view.view, {}, (id) => id),
    );
    await stage.settle();
    expect(await database().models.feedback.count()).toBe(2);
    const [shortcut = {}, submission = {}] = sent.slice(-2);
    expect((await other.send('interactive', submission)).status).toBe(503);
    expect((await other.send('interactive', shortcut)).status).toBe(200);
    await copy.settled();
    expect(world.views).toHaveLength(1);
    expect(await database().models.feedback.count()).toBe(2);

    // A line that somebody recorded on its way to one copy, and plays to the other.
    const text = bodyOf('command', payload('slash-command', { user_id: slackId('dana'), text: 'feedback "Once"' }));
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      ...signatureOf(text, { secret: world.signingSecret, now: clock.now() }),
    };
    expect((await post(`${url}/slack/events`, text, headers)).status).toBe(200);
    while (!(await database().models.handledAct.count({ where: { key: { startsWith: 'slack/request:' } } })))
      await setImmediate();
    clock.moveTo(new Date(clock.now().getTime() + 5_000));
    expect((await post(`${stage.url}/slack/events`, text, headers)).status).toBe(401);
    expect(await database().models.feedback.count()).toBe(3);

    await copy.stop();
    const stopped = await other.command(slackId('dana'), 'feedback "Too late"');
    expect(stopped.status).toBe(503);
    await new Promise<void>((resolve) => void server.close(() => resolve()).closeAllConnections());
  });
});
