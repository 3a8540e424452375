import { beforeEach, expect, test } from '@jest/globals';
import { cardToText } from '../../src/chat/plain-text.js';
import type { DeliveryOrder, FailedDelivery } from '../../src/delivery/delivery.js';
import { createFailureNotice, type FailureNoticeDeps } from '../../src/delivery/failure-notice.js';
import { stoppedClock } from '../../src/kernel/clock.js';
import { describeOnEmbedded } from '../support/database.js';
import { insertOrganisation } from '../support/organisation.js';
import { recordingLog } from '../support/recording-log.js';
import { recordingOutbox } from '../support/recording-outbox.js';
import { to } from './small-house.js';

const organisationId = '0197f000-0000-7000-8000-000000000001';

describeOnEmbedded('A message that does not get through', (database) => {
  beforeEach(() => insertOrganisation(database(), organisationId));

  function open(more: Partial<FailureNoticeDeps> = {}) {
    const orders: DeliveryOrder[] = [];
    const clock = stoppedClock('2026-11-20T10:00:00Z');
    const { log, lines } = recordingLog();
    const outbox = recordingOutbox(database(), orders);
    const notice = createFailureNotice({
      clock,
      log,
      outbox: () => outbox,
      whoCares: async () => ({ champion: 'grace', admins: ['dana', 'ann'] }),
      // `@far…` and `#far…` are in a workspace of their own.
      workspaceOf: async (where) => {
        if (where.kind === 'person') return null;
        const id = where.kind === 'member' ? where.memberId : where.placeId;
        return { key: id.startsWith('far') ? 'slack/T0FAR' : 'slack/T0NEAR', isConnected: !id.startsWith('gone') };
      },
      nameOf: async (_, where) =>
        where.kind === 'place' ? `#${where.placeId}` : where.kind === 'member' ? where.memberId : where.personId,
      ...more,
    });
    const failed = (where: string, reason: string): FailedDelivery => ({
      organisationId,
      kind: 'test.card',
      payload: { title: 'F-1' },
      to: to(where),
      reason,
    });
    const told = () => orders.splice(0).map((order) => ('memberId' in order.to ? order.to.memberId : ''));
    const words = async (order: DeliveryOrder | undefined) => {
      const dispatch = await notice.outgoing['delivery.failed']?.compose(order?.payload, order?.organisationId ?? '');
      return dispatch?.kind === 'send' ? cardToText(dispatch.card) : '';
    };
    return { notice, orders, clock, lines, failed, told, words };
  }

  test('is told to the champion once a day for each place and cause', async () => {
    const { notice, failed, told, clock } = open();
    for (let count = 0; count < 5; count += 1) await notice.onFailed(failed('#sales', 'archived'));
    expect(told()).toEqual(['grace']);
    await notice.onFailed(failed('#sales', 'not_permitted'));
    await notice.onFailed(failed('#support', 'archived'));
    expect(told()).toEqual(['grace', 'grace']);
    clock.moveTo(new Date('2026-11-21T10:00:00Z'));
    await notice.onFailed(failed('#sales', 'archived'));
    expect(told()).toEqual(['grace']);
  });

  test('because a workspace is closed is told once, elsewhere, with what mends it', async () => {
    const { notice, failed, told, orders, words } = open();
    await notice.onHeldUp(failed('#far-sales', 'destination_not_connected'));
    expect(await words(orders[0])).toMatch(
      /I can’t write to #far-sales any more[\s\S]*can install me again[\s\S]*Nothing is lost/,
    );
    await notice.onHeldUp(failed('#far-support', 'destination_not_connected'));
    await notice.onHeldUp(failed('@far-ben', 'destination_not_connected'));
    expect(told()).toEqual(['grace']);
  });

  test.each<[string, Awaited<ReturnType<FailureNoticeDeps['whoCares']>>, string[]]>([
    ['there is no champion', { champion: null, admins: ['dana', 'ann'] }, ['dana', 'ann']],
    ['the champion is behind the same door', { champion: 'far-grace', admins: ['far-dana', 'ann'] }, ['ann']],
    ['the champion’s workspace is gone', { champion: 'gone-grace', admins: ['dana'] }, ['dana']],
    ['nobody is left', { champion: 'far-grace', admins: ['gone-ann'] }, []],
  ])('is told to the admins who can be reached when %s', async (_, cares, expected) => {
    const { notice, failed, told, lines } = open({ whoCares: async () => cares });
    await notice.onHeldUp(failed('#far-sales', 'destination_not_connected'));
    expect(told()).toEqual(expected);
    expect(lines.some(({ msg }) => msg === 'nobody could be told of a silence')).toBe(expected.length === 0);
  });

  test('to the champion themselves is told to the admins, also when it was a notice, and that is the end of it', async () => {
    const { notice, failed, told, orders } = open();
    await notice.onFailed(failed('@grace', 'person_gone'));
    expect(told()).toEqual(['dana', 'ann']);
    await notice.onFailed(failed('#sales', 'archived'));
    const [first] = orders;
    const again = (order: DeliveryOrder | undefined): FailedDelivery => ({
      organisationId,
      kind: 'delivery.failed',
      payload: order?.payload,
      to: order?.to ?? to('@nobody'),
      reason: 'not_permitted',
    });
    told();
    await notice.onFailed(again(first));
    const [second] = orders;
    expect(told()).toEqual(['dana', 'ann']);
    await notice.onFailed(again(second));
    expect(told()).toEqual([]);
  });
});
