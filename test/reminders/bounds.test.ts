/** However many reminders one person has, and whatever is wrong with one of them: the others arrive, in small steps. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Dispatch } from '../../src/chat/feature.js';
import { newId } from '../../src/kernel/id.js';
import type { Kind } from '../../src/reminders/kind.js';
import { describeOnDatabase } from '../support/database.js';
import { harbourLights } from '../support/harbour-lights.js';
import { createStage, type Stage, text } from '../support/stage.js';

describeOnDatabase('Of many reminders', (database) => {
  let stage: Stage;
  /** How many subjects each look at the state and each choice of words was about. */
  let looks: number[];
  let said: number[];
  let broken: { check?: string; show?: string };
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T09:00:00Z' });
    [looks, said, broken] = [[], [], {}];
    stage.house.reminders.register(thing);
  });
  afterEach(() => stage.stop());

  const card = (title: string) => ({ title, summary: title, blocks: [] });
  const thing: Kind = {
    name: 'test.thing',
    ladder: { due: { strings: ['NULL'], values: [] }, claim: async () => [], climb: async () => [] },
    async standing(_, ids) {
      looks.push(ids.length);
      if (broken.check && ids.includes(broken.check)) throw new Error('broken');
      const ownerId = stage.id('maya');
      return new Map(ids.map((id) => [id, { round: 1, isOpen: true, ownerId, urgentAt: null }]));
    },
    async show(_, lines) {
      said.push(lines.length);
      const ids = lines.map(({ reminder }) => reminder.subjectId);
      if (broken.show && ids.includes(broken.show)) throw new Error('broken');
      return new Map(ids.map((id) => [id, { card: card(id), row: [{ kind: 'row', line: `Thing ${id}` }] } as const]));
    },
    more: () => ({ kind: 'button', action: 'people.owe', label: 'Show what I owe', value: '1' }),
  };

  async function plan(ids: readonly string[]): Promise<void> {
    const actor = await stage.house.people.actorOf(stage.id('maya'));
    await database().executeSql(
      `INSERT INTO reminders (organisation_id, kind, subject_id, round, step, repeat, role, recipient_id, due_at, state)
       SELECT $1::uuid, 'test.thing', id::uuid, 1, 0, 0, 'owner', $2::uuid, $3::timestamptz, 'planned'
       FROM jsonb_array_elements_text($4::jsonb) AS id`,
      [actor?.organisationId ?? '', stage.id('maya'), stage.clock.now(), JSON.stringify(ids)],
    );
  }
  const newIds = (count: number) => Array.from({ length: count }, () => newId(stage.clock.now()));
  const states = async () => {
    const rows = await database().models.reminder.groupBy({ by: ['state'], _count: true, orderBy: { state: 'asc' } });
    return rows.map(({ state, _count }) => [state, _count]);
  };

  test('ten thousand are one message of twenty lines and a count, none is given up, and no step looks at all of them', async () => {
    await plan(newIds(10_000));
    await stage.clock.advance({ seconds: 1 });
    const [message] = stage.inbox('maya');
    expect(message?.title).toBe('10,000 things need you');
    expect(text(message)).toContain('and 9,980 more [Show what I owe]');
    expect(message?.blocks.filter((block) => block.kind === 'row')).toHaveLength(20 + 1);
    expect([Math.max(...looks), said]).toEqual([200, [20]]);
    expect(await states()).toEqual([['sent', 10_000]]);
    expect(stage.postCount('maya')).toBe(1);
  }, 60_000);

  test('one whose state can’t be read is tried again in an hour, and the others go out', async () => {
    const [bad = '', ...good] = newIds(3);
    broken = { check: bad };
    await plan([bad, ...good]);
    await stage.clock.advance({ seconds: 1 });
    expect(stage.inbox('maya').map(({ title }) => title)).toEqual(['2 things need you']);
    broken = {};
    await stage.clock.advance({ hours: 1 });
    expect(stage.inbox('maya').map(({ title }) => title)).toEqual(['2 things need you', bad]);
  });

  test('one that can’t be put into words hides no other', async () => {
    const [bad = '', ...good] = newIds(3);
    broken = { show: bad };
    await plan([bad, ...good]);
    await stage.clock.advance({ seconds: 1 });
    const [message] = stage.inbox('maya');
    for (const id of good) expect(text(message)).toContain(id);
    expect(text(message)).not.toContain(bad);
  });

  test('a message that was sent is never composed as a first one again', async () => {
    await plan(newIds(1));
    await stage.clock.advance({ seconds: 1 });
    const order = await database().models.delivery.findFirstOrThrow({ where: { kind: 'reminders.message' } });
    const again: Dispatch | undefined = await stage.house.reminders.outgoing?.['reminders.message']?.compose(
      order.payload,
      order.organisationId,
    );
    expect(again?.kind).toBe('skip');
  });
});

describeOnDatabase('A ladder that can’t be computed', (database) => {
  test('stops nobody else’s reminders', async () => {
    const stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T09:00:00Z' });
    const { people, feedback } = stage.house;
    const others = await people.connectWorkspace({ ...harbourLights, externalId: 'T2', name: 'Bolt' });
    const maya = await people.actorOf(stage.id('maya'));
    await database().execute`
      UPDATE organisations SET settings = settings || ${JSON.stringify({
        promiseHours: 90 * 24,
        ladder: [
          { at: 0.01, to: ['owner'], repeatDaily: true },
          { at: 100, to: ['place'] },
        ],
      })}::jsonb WHERE id = ${maya?.organisationId}::uuid`;
    for (const organisationId of [maya?.organisationId ?? '', others.organisationId]) {
      await feedback.intake([{ text: 'The lamp flickers' }], {
        organisationId,
        source: 'api',
        surface: 'api',
        actorId: null,
      });
    }
    await database().execute`UPDATE feedback SET due_at = ${new Date('2026-11-16T15:00:00Z')}`;
    await stage.clock.advanceTo('2026-11-17T12:00:00Z');
    const sent = await database().models.reminder.findMany({ where: { organisationId: others.organisationId } });
    expect(sent.length).toBeGreaterThan(0);
    await stage.stop();
  });
});
