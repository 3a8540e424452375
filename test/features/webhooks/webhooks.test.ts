/** Webhooks from what happens to what a real server received and the standard's own library verified. */
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { createWebhookPoster } from '../../../src/adapters/webhooks/post-webhook.js';
import type { PostWebhook } from '../../../src/chat/webhook-post.js';
import { doctorOf } from '../../../src/doctor/index.js';
import { acrossOrganisations, inOrganisation } from '../../../src/storage/database.js';
import { appendHistory } from '../../../src/storage/history.js';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { planMeeting } from '../../support/plan-meeting.js';
import { buttonLabels, cardOf, createStage, type Stage, text } from '../../support/stage.js';
import { openReceiver, type StandInReceiver, verify } from '../../support/stand-in-receiver.js';

jest.setTimeout(120_000);

const resolution = {
  outcome: 'fixed',
  customerTold: 'We told them so.',
  rootCauseCategory: 'process',
  rootCause: 'Nobody looked.',
  prevention: 'Somebody looks.',
};

describeOnDatabase('Webhooks', (database) => {
  let stage: Stage;
  let receiver: StandInReceiver;
  let post: PostWebhook;
  const open = (workspace = harbourLights) =>
    createStage({
      ...{ database: database(), workspace, start: '2026-11-16T10:00:00Z' },
      webhooks: { post: (message) => post(message), allowsHttp: true },
    });
  beforeEach(async () => {
    receiver = await openReceiver();
    post = createWebhookPoster({ allowPrivate: true, timeMs: 1_000 });
    stage = await open();
  });
  afterEach(async () => {
    await stage.stop();
    await receiver.stop();
  });

  const read = async (line: string, who = 'grace') => text(cardOf(await stage.say(who, line)));
  const second = () => stage.clock.advance({ seconds: 1 });
  const add = async (more = '', path = '/hook') => {
    const said = await read(`webhook add ${receiver.url}${path} ${more}`);
    return /whsec_[\w+/=]+/.exec(said)?.[0] ?? '';
  };
  const types = () => receiver.received.map(({ payload }) => payload.type);
  const last = () => {
    const found = receiver.received.at(-1);
    if (!found) throw new Error('Nothing was received.');
    return found;
  };
  const submit = (who: string, form: string, subject: string, values: Record<string, string>) =>
    stage.interact(who, { kind: 'submit', form, subject, values }, '#support');

  test('tell of feedback from its capture to its end, signed', async () => {
    const secret = await add();
    await stage.say('maya', 'feedback "The lamp flickers" customer:Acme owner:@ben', '#support');
    await second();
    expect(types().toSorted()).toEqual(['feedback.captured', 'feedback.routed']);
    const [one] = receiver.received;
    expect(one?.payload).toMatchObject({
      timestamp: '2026-11-16T10:00:00.000Z',
      data: { id: 'F-1', text: 'The lamp flickers', customer: 'Acme', owner: 'Ben', confidential: false },
    });
    expect(one?.headers).toMatchObject({ 'content-type': 'application/json', 'user-agent': 'EmptyChair-Webhooks' });
    await stage.clock.advance({ days: 8 });
    expect(last().payload).toMatchObject({ type: 'feedback.overdue', data: { id: 'F-1' } });
    await submit('ben', 'feedback.resolve', 'F-1', resolution);
    await second();
    expect(last().payload).toMatchObject({
      type: 'feedback.resolved',
      data: { state: 'resolved', changed: { resolution: { prevention: 'Somebody looks.' } } },
    });
    await submit('ben', 'feedback.reopen', 'F-1', { why: 'It flickers still.' });
    await second();
    expect(last().payload).toMatchObject({
      type: 'feedback.reopened',
      data: { state: 'open', changed: { round: 2 } },
    });
    for (const received of receiver.received) verify(received, secret);
    expect(() => verify({ ...last(), body: last().body.replace('F-1', 'F-2') }, secret)).toThrow(
      'No matching signature',
    );
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(receiver.received.length);
  });

  test('tell of scores, numbers, ideas and meetings', async () => {
    await add();
    await stage.say('maya', 'score 9 customer:Acme');
    await second();
    expect(last().payload).toMatchObject({ type: 'score.given', data: { metric: 'NPS', score: 9, customer: 'Acme' } });
    await stage.say('maya', 'metric Churn 3');
    await stage.say('maya', 'metric Churn 3');
    await second();
    await stage.say('maya', 'metric Churn 4');
    await second();
    expect(
      receiver.received.filter(({ payload }) => payload.type === 'number.changed').map(({ payload }) => payload.data),
    ).toEqual([
      expect.objectContaining({ name: 'Churn', date: '2026-11-16', value: 3, changed: { before: null } }),
      expect.objectContaining({ value: 4, changed: { before: 3 } }),
    ]);
    await submit('maya', 'ideas.post', '', { title: 'Night trains', touches: 'Everybody', delights: 'They sleep.' });
    await submit('grace', 'ideas.move', 'I-1', { to: 'adopted', why: 'All want it.' });
    await second();
    expect(last().payload).toMatchObject({
      type: 'idea.moved',
      data: {
        id: 'I-1',
        title: 'Night trains',
        state: 'adopted',
        author: 'Maya',
        changed: { from: 'new', to: 'adopted' },
      },
    });
    await planMeeting(stage, { startsAt: '2026-11-16T11:00:00Z' });
    await stage.clock.advanceTo('2026-11-16T12:00:00Z');
    const { type, data } = last().payload;
    expect(type).toBe('meeting.closed');
    expect(data).toMatchObject({ name: 'Marketing weekly', place: 'support' });
    expect(data.minutes).toContain('# Marketing weekly');
  });

  test('tell only of what was asked for, and say what there is', async () => {
    await add('events:resolved,idea');
    await stage.say('maya', 'feedback "The lamp flickers" owner:@ben');
    await second();
    expect(types()).toEqual([]);
    await submit('ben', 'feedback.resolve', 'F-1', resolution);
    await second();
    expect(types()).toEqual(['feedback.resolved']);
    expect(await read('webhooks')).toMatch(
      /WH-1 · 127\.0\.0\.1:\d+ · feedback\.resolved, idea\.moved, idea\.result.*works.*last: delivered/s,
    );
    expect(await read(`webhook add ${receiver.url} events:resolvd`)).toContain('Did you mean resolved?');
    expect(await read('webhook add ftp://example.com')).toContain('This is no address that begins with https');
    expect(await read('webhook add https://me:word@example.com')).toContain('a name or a password in this address');
  });

  test('try again with growing waits under one id, give up within a day, and tell whoever made it once', async () => {
    await add('events:captured');
    receiver.answer = () => 503;
    await stage.say('maya', 'feedback "The lamp flickers"');
    const tried: number[] = [];
    const begun = stage.clock.now().getTime();
    const told = () => stage.inbox('grace').filter(({ title }) => title.startsWith('WH-1'));
    const real = post;
    post = (message) => {
      tried.push((message.at.getTime() - begun) / 1000);
      return real(message);
    };
    await stage.clock.advance({ hours: 17 });
    expect(told()).toEqual([]);
    const [trouble] =
      (await acrossOrganisations('operator', () => doctorOf(database(), stage.clock).troubles())).webhooks ?? [];
    expect(trouble).toMatchObject({ number: 1, waitingCount: 1, reason: 'it answered 503' });
    await stage.clock.advance({ days: 2 });
    const waits = [5, 30, 120, 600, 1800, 3600, 7200, 14_400, 21_600, 36_000];
    expect(tried).toHaveLength(1 + waits.length);
    waits.forEach((wait, index) => {
      const waited = (tried[index + 1] ?? 0) - (tried[index] ?? 0);
      // Less up to a quarter; and it is looked once a second what is due.
      expect(waited).toBeGreaterThanOrEqual(wait * 0.75 - 1);
      expect(waited).toBeLessThanOrEqual(wait + 1);
    });
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(1);
    expect(told().map(text)).toEqual([expect.stringMatching(/can’t be reached.*1 given up.*it answered 503/s)]);
    // A second one that is given up is not told again.
    await stage.say('maya', 'feedback "The lamp flickers again"');
    await stage.clock.advance({ days: 2 });
    expect(told()).toHaveLength(1);
    const card = cardOf(await stage.say('grace', 'webhook WH-1'));
    expect(text(card)).toMatch(/failing since.*Given up: 2.*feedback\.captured.*given up \(it answered 503\)/s);
    receiver.answer = () => 200;
    receiver.received.length = 0;
    expect(text(cardOf(await stage.press('grace', 'Send failed ones again', card)))).toContain(
      '2 messages are sent again',
    );
    await second();
    expect(receiver.received).toHaveLength(2);
    expect(await read('webhook WH-1')).toMatch(/State: works.*delivered \(answered 200\)/s);
    expect(await read('webhook replay WH-1 since:7d')).toContain('2 messages are sent again');
    await second();
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(2);
    expect(receiver.received).toHaveLength(4);
  });

  test('end where the receiver answers 410', async () => {
    await add();
    receiver.answer = () => 410;
    await stage.say('maya', 'feedback "The lamp flickers"');
    await second();
    await stage.say('maya', 'feedback "The lamp flickers again"');
    await stage.clock.advance({ hours: 1 });
    expect(new Set(types())).toContain('feedback.captured');
    expect(receiver.received.length).toBeLessThanOrEqual(2);
    expect(stage.inbox('grace').map(({ title }) => title)).toContainEqual(
      expect.stringContaining('wants nothing more'),
    );
    expect(await read('webhooks')).toContain('No webhook yet');
    expect(await read('webhook resume WH-1')).toContain('WH-1 has ended');
    expect(await read('audit')).toContain('removed the webhook');
  });

  test('sign with two secrets for a day after a rotation', async () => {
    const old = await add('events:captured');
    const fresh = /whsec_[\w+/=]+/.exec(await read('webhook rotate WH-1'))?.[0] ?? '';
    expect(fresh).not.toBe(old);
    await stage.say('maya', 'feedback "One"');
    await second();
    for (const secret of [old, fresh]) verify(last(), secret);
    await stage.clock.advance({ hours: 24 });
    await stage.say('maya', 'feedback "Two"');
    await second();
    verify(last(), fresh);
    expect(() => verify(last(), old)).toThrow('No matching signature');
    expect(await read('webhook WH-1')).not.toContain('whsec_');
  });

  test('reach no private network, no plain http and no other host', async () => {
    await add('events:captured', '/hook');
    const reasons = async () => (await read('webhook WH-1')).match(/\(([^)]*)\)/u)?.[1];
    receiver.answer = () => 302;
    await stage.say('maya', 'feedback "One"');
    await second();
    expect(await reasons()).toBe('it sends us elsewhere, which is not followed');
    expect(receiver.received).toHaveLength(1);
    post = createWebhookPoster({ allowPrivate: false });
    await stage.clock.advance({ seconds: 10 });
    expect(await reasons()).toBe('its address can’t be asked: it does not begin with https');
    await read('webhook remove WH-1');
    await read('webhook add https://127.0.0.1:9/hook');
    await stage.say('maya', 'feedback "Two"');
    await second();
    expect(await read('webhook WH-2')).toContain('its address lies in a private network');
    expect(receiver.received).toHaveLength(1);
  });

  test('never say a word of what is confidential', async () => {
    await add();
    await stage.say('maya', 'feedback "The secret lamp" customer:Acme topic:Merger owner:@ben confidential:yes');
    await stage.clock.advance({ days: 8 });
    await submit('ben', 'feedback.resolve', 'F-1', { ...resolution, rootCause: 'The secret cause.' });
    await second();
    expect(new Set(types())).toEqual(
      new Set(['feedback.captured', 'feedback.routed', 'feedback.overdue', 'feedback.resolved']),
    );
    for (const { payload, body } of receiver.received) {
      expect(payload.data).toMatchObject({ id: 'F-1', confidential: true });
      expect(body).not.toMatch(/secret|Acme|Jo Doe|Merger|Ben|Somebody looks|told them/);
    }
  });

  test('are the organisation’s own, and the champion’s and admins’', async () => {
    await add();
    const other = await open({ ...harbourLights, externalId: 'T2', name: 'Other' });
    await other.say('maya', 'feedback "Theirs" owner:@ben');
    // What falls due is found for all organisations at once.
    await other.clock.advance({ days: 8 });
    await second();
    expect(types()).toEqual([]);
    expect(await read('webhook WH-1')).toContain('None yet.');
    for (const line of ['webhook WH-1', 'webhook pause WH-1', 'webhook rotate WH-1', 'webhook replay WH-1 since:1d'])
      expect(text(cardOf(await other.say('grace', line)))).toContain('There is no WH-1 here');
    await other.stop();
    for (const line of ['webhooks', 'webhook WH-1', 'webhook rotate WH-1'])
      expect(await read(line, 'maya')).toContain('Grace');
    const pressed = await stage.interact('maya', { kind: 'action', action: 'webhooks.rotate', value: 'WH-1' });
    expect(text(cardOf(pressed))).toContain('Only the champion and admins');
  });

  test('wait while they are paused, and hear nothing once they are removed', async () => {
    await add('events:captured');
    const card = cardOf(await stage.say('grace', 'webhook WH-1'));
    const paused = cardOf(await stage.press('grace', 'Pause', card));
    expect(buttonLabels(paused)).toEqual(['Rotate the secret', 'Resume', 'Remove']);
    await stage.say('maya', 'feedback "One"');
    await stage.clock.advance({ days: 3 });
    expect(types()).toEqual([]);
    await stage.press('grace', 'Resume', paused);
    await second();
    expect(types()).toEqual(['feedback.captured']);
    await stage.press('grace', 'Send a test', card);
    await second();
    expect(last().payload).toMatchObject({ type: 'webhook.test', data: { test: true } });
    await stage.press('grace', 'Remove', card);
    await stage.say('maya', 'feedback "Two"');
    await second();
    expect(types()).toHaveLength(2);
    const audit = await read('audit');
    for (const deed of ['added the webhook', 'paused the webhook', 'resumed the webhook', 'removed the webhook'])
      expect(audit).toContain(deed);
  });

  test('give up what waited for a week while they are paused, tell nobody, and send it again when asked', async () => {
    await add('events:captured');
    expect(await read('webhook pause WH-1')).toContain('What waits for 7 days is given up, and can be sent again.');
    await stage.say('maya', 'feedback "One"');
    await stage.clock.advance({ days: 4 });
    await stage.say('maya', 'feedback "Two"');
    await stage.clock.advance({ days: 2 });
    expect(await read('webhook WH-1')).toMatch(/Given up: 0.*waiting, until Fri 27 Nov.*waiting, until Mon 23 Nov/s);
    await stage.clock.advance({ days: 2 });
    expect(await read('webhook WH-1')).toMatch(/Given up: 1.*given up \(it was paused for 7 days\)/s);
    expect(stage.inbox('grace').map(({ title }) => title)).not.toContainEqual(expect.stringMatching(/^WH-1/));
    await read('webhook resume WH-1');
    await second();
    expect(receiver.received.map(({ payload }) => payload.data)).toMatchObject([{ text: 'Two' }]);
    expect(await read('webhook replay WH-1')).toContain('1 message is sent again');
    await second();
    expect(receiver.received.map(({ payload }) => payload.data)).toMatchObject([{ text: 'Two' }, { text: 'One' }]);
  });

  test('that are paused keep waiting what failed just then, and what is to be sent again', async () => {
    await add('events:captured');
    receiver.answer = () => 503;
    await stage.say('maya', 'feedback "One"');
    await second();
    await read('webhook pause WH-1');
    await read('webhook replay WH-1 since:1d');
    receiver.answer = () => 200;
    receiver.received.length = 0;
    await stage.clock.advance({ days: 6 });
    expect(types()).toEqual([]);
    await read('webhook resume WH-1');
    await second();
    expect(types()).toEqual(['feedback.captured']);
  });

  test('that hang hold up no other', async () => {
    await add('events:captured', '/slow');
    await add('events:captured', '/quick');
    receiver.answer = (path) => (path === '/slow' ? 'hangs' : 204);
    await stage.say('maya', 'feedback "One"');
    await second();
    expect(receiver.order.indexOf('end /quick')).toBeLessThan(receiver.order.indexOf('end /slow'));
    expect(await read('webhook WH-1')).toContain('it did not answer within 15 seconds');
    expect(await read('webhook WH-2')).toContain('delivered');
  });

  test('hear again under the same id what was sent and not noted, and nothing of what was rolled back', async () => {
    await add('events:captured');
    const { organisationId } = (await stage.house.people.actorOf(stage.id('grace'))) ?? { organisationId: '' };
    const entry = {
      organisationId,
      subject: 'feedback:x',
      at: stage.clock.now(),
      what: 'captured',
      actorId: null,
    } as const;
    const undone = inOrganisation(organisationId, () =>
      database().transaction(async (tx) => {
        await appendHistory(tx, [{ ...entry, surface: 'clock' }]);
        throw new Error('undone');
      }),
    );
    await expect(undone).rejects.toThrow('undone');
    await stage.clock.advance({ minutes: 5 });
    expect(types()).toEqual([]);
    const real = post;
    post = async (message) => {
      await real(message);
      throw new Error('killed');
    };
    await stage.say('maya', 'feedback "One"');
    await second();
    post = real;
    await stage.clock.advance({ minutes: 5 });
    expect(receiver.received).toHaveLength(2);
    expect(receiver.received[0]?.id).toBe(receiver.received[1]?.id);
  });

  test('are sent nothing while a backup is settled, and everything when somebody wants it', async () => {
    await add('events:captured');
    await stage.say('maya', 'feedback "One"');
    const settling = await createStage({
      database: database(),
      workspace: harbourLights,
      start: '2026-11-16T10:00:00Z',
    });
    await settling.clock.advance({ minutes: 1 });
    await settling.stop();
    await stage.clock.advance({ hours: 1 });
    expect(types()).toEqual([]);
    expect(await read('webhook WH-1')).toContain('dropped (a backup was restored, and it may have been sent)');
    await read('webhook replay WH-1 since:1d');
    await second();
    expect(types()).toEqual(['feedback.captured']);
  });

  test('are served by another copy when one died, and settled messages are forgotten', async () => {
    await add('events:captured');
    await acrossOrganisations('operator', () =>
      database().executeSql(`UPDATE webhooks SET busy_until = '2026-11-16T10:01:00Z'`),
    );
    await stage.say('maya', 'feedback "One"');
    await stage.clock.advance({ seconds: 59 });
    expect(types()).toEqual([]);
    await second();
    expect(types()).toEqual(['feedback.captured']);
    await stage.clock.advance({ days: 31 });
    expect(await read('webhook WH-1')).toContain('None yet.');
  });
});
