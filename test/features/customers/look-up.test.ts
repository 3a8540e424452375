/** What other systems know of a customer, on the profile: with source and age, and never in its way. */
import { afterEach, describe, expect, test } from '@jest/globals';
import type { CustomerSource, SourceAnswer } from '../../../src/chat/customer-source.js';
import { createLookUp, remembered } from '../../../src/features/customers/look-up.js';
import { askedOf } from '../../../src/features/customers/rules/is-them.js';
import { stoppedClock } from '../../../src/kernel/clock.js';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { cardOf, createStage, type Stage, text } from '../../support/stage.js';

const told: SourceAnswer = {
  kind: 'found',
  facts: [
    { label: 'Industry', value: 'Rail' },
    { label: 'Open deals', value: '1: Renewal' },
  ],
  contacts: [{ at: new Date('2026-11-12T09:00:00Z'), channel: 'call', line: 'Spoke with Ada' }],
  without: [],
};

interface Given extends CustomerSource {
  answer: SourceAnswer;
  asked: string[];
}

function sourceOf(answer: SourceAnswer, organisationId: string | null = null, name = 'HubSpot'): Given {
  const source: Given = {
    name,
    organisationId,
    answer,
    asked: [],
    lookUp: async ({ names }) => {
      source.asked.push(names[0] ?? '');
      return source.answer;
    },
  };
  return source;
}

describeOnDatabase('A profile with a CRM beside it', (database) => {
  let stage: Stage | undefined;
  afterEach(() => stage?.stop());

  async function begin(...customerSources: CustomerSource[]) {
    stage = await createStage({
      database: database(),
      workspace: harbourLights,
      start: '2026-11-16T10:00:00Z',
      customerSources,
    });
    await stage.say('dana', 'customer Acme segment:Retail');
    const { clock, say, house, id } = stage;
    const who = async (name = 'Acme') => text(cardOf(await say('maya', `who ${name}`)));
    return { clock, say, who, house, id };
  }

  test('shows facts with source and age, and its contacts among ours', async () => {
    const hubspot = sourceOf(told);
    const { clock, who } = await begin(hubspot);
    const card = await who();
    expect(card).toContain('Open deals');
    expect(card).toContain('1: Renewal');
    expect(card).toContain('From HubSpot, just now');
    expect(card).toContain('(call): Spoke with Ada');
    expect(card).not.toMatch(/Not known yet:.*their industry/);
    await clock.advance({ minutes: 5 });
    expect(await who()).toContain('From HubSpot, 5 min ago');
    expect(hubspot.asked).toEqual(['Acme']);
    await clock.advance({ minutes: 10 });
    expect(await who()).toContain('From HubSpot, just now');
    expect(hubspot.asked).toHaveLength(2);
  });

  test('names what fails, shows the rest, and asks again a minute later', async () => {
    const hubspot = sourceOf({ kind: 'failed', trouble: 'notJson' });
    const pipedrive = sourceOf({ ...told, without: ['tickets'] }, null, 'Pipedrive');
    const { clock, who } = await begin(hubspot, pipedrive);
    const card = await who();
    expect(card).toContain('HubSpot answered something that is not JSON. What it knows is missing here.');
    expect(card).toContain('From Pipedrive, just now, without tickets');
    expect(card).toContain('Segment');
    hubspot.answer = told;
    await clock.advance({ seconds: 59 });
    expect(await who()).toContain('not JSON');
    await clock.advance({ seconds: 1 });
    expect(await who()).toContain('From HubSpot, just now');
  });

  test('is read in the language of whoever asks, whoever asked first', async () => {
    const { who, say } = await begin(sourceOf(told));
    expect(await who()).toContain('Industry: Rail');
    await say('ben', 'language ur');
    const card = text(cardOf(await say('ben', 'who Acme')));
    expect(card).toContain('صنعت');
    expect(card).not.toMatch(/Industry|Open deals/u);
  });

  test('shows nothing of somebody else, and says so', async () => {
    const { who } = await begin(sourceOf({ kind: 'other', called: ['Acme (acme.de)'] }));
    expect(await who()).toContain('HubSpot answered with Acme (acme.de), which may be somebody else. It is not shown.');
  });

  test('belongs to one organisation: to no other, and to none while nobody said to which', async () => {
    const { house, who, id } = await begin(sourceOf(told));
    expect(await who()).toContain('From HubSpot');
    await house.people.connectWorkspace({ ...harbourLights, externalId: 'T2', name: 'Rival' });
    const organisationId = (await house.people.actorOf(id('maya')))?.organisationId ?? '';
    await stage?.say('dana', 'customer Globex');
    expect(await who('Globex')).toContain(
      'several organisations are served here. Whoever runs the bot sets CRM_ORGANISATION.',
    );
    const clock = stoppedClock('2026-11-16T10:00:00Z');
    const bound = sourceOf(told, organisationId);
    const lookUp = createLookUp({ clock, sources: [bound], isOnlyOrganisation: async () => false });
    const asked = { ...askedOf({ name: 'Acme', aliases: [], attributes: {}, people: [] }), customerId: '1' };
    expect(await lookUp({ ...asked, organisationId: 'another' })).toEqual([]);
    expect(bound.asked).toEqual([]);
    expect(await lookUp({ ...asked, organisationId })).toMatchObject([{ answer: { kind: 'found' } }]);
  });

  test('tells programs the same', async () => {
    const { house, id } = await begin(sourceOf(told));
    const organisationId = (await house.people.actorOf(id('maya')))?.organisationId ?? '';
    expect(await house.customers.profile(organisationId, 'Acme')).toMatchObject({
      lookUps: { HubSpot: { at: '2026-11-16T10:00:00.000Z', facts: [{ label: 'Industry' }, { label: 'Open deals' }] } },
    });
  });
});

describe('A look-up', () => {
  const clock = stoppedClock('2026-11-16T10:00:00Z');
  const asked = {
    ...askedOf({ name: 'Acme', aliases: [], attributes: {}, people: [] }),
    organisationId: 'o',
    customerId: '1',
  };
  const isOnlyOrganisation = async () => true;

  test('waits for no source longer than it may, and for none that throws', async () => {
    const silent: CustomerSource = { ...sourceOf(told), lookUp: () => new Promise(() => {}) };
    const broken: CustomerSource = { ...sourceOf(told), lookUp: () => Promise.reject(new Error('No.')) };
    const lookUp = createLookUp({ clock, sources: [silent, broken], isOnlyOrganisation, waitMs: 10 });
    expect((await lookUp(asked)).map(({ answer }) => answer)).toEqual([
      { kind: 'failed', trouble: 'slow' },
      { kind: 'failed', trouble: 'unreachable' },
    ]);
  });

  test('asks once for those who look at once, and remembers no more than it may', async () => {
    const source = sourceOf(told);
    const lookUp = createLookUp({ clock, sources: [source], isOnlyOrganisation });
    await Promise.all([lookUp(asked), lookUp(asked)]);
    expect(source.asked).toHaveLength(1);
    for (let index = 0; index < remembered.count; index += 1) await lookUp({ ...asked, customerId: `c${index}` });
    expect(source.asked).toHaveLength(remembered.count + 1);
    await lookUp(asked);
    expect(source.asked).toHaveLength(remembered.count + 2);
  });
});
