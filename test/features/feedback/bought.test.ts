import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { matchColumns } from '../../../src/adapters/web-api/import/columns.js';
import { feedbackFile } from '../../../src/adapters/web-api/import/kinds.js';
import { feedbackColumns } from '../../../src/features/feedback/index.js';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { cardOf, createStage, formOf, type Stage, text } from '../../support/stage.js';

describeOnDatabase('The channel of purchase', (database) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T09:00:00Z' });
  });
  afterEach(() => stage.stop());

  const said = async (line: string) => text(cardOf(await stage.say('dana', line, '#support')));
  const kept = async () =>
    (await database().models.feedback.findMany({ orderBy: { number: 'asc' } })).map((f) => f.bought);
  const api = async () => {
    const { organisationId } = await database().models.member.findFirstOrThrow();
    return { organisationId, source: { organisationId, source: 'shop', surface: 'api', actorId: null } as const };
  };

  test('is typed, filled in, sent in and read from files; known ones in small letters, others as written', async () => {
    await said('feedback "The parcel was open" bought:Web');
    const form = formOf(await stage.say('dana', 'feedback bought:partner', '#support'));
    expect(form.fields.find(({ name }) => name === 'bought')).toMatchObject({
      label: 'Bought through',
      value: 'partner',
    });
    await stage.fill('dana', form, { text: 'No bill came', severity: 'normal', bought: 'Trade fair Berlin' });
    const { source } = await api();
    await stage.house.feedback.intake([{ text: 'Rude on the line', bought: 'PHONE' }], source);
    expect(stage.house.feedback.check({ text: 'x', bought: 'x'.repeat(81) })).toHaveProperty('bought');
    expect(await kept()).toEqual(['web', 'Trade fair Berlin', 'phone']);
    const { indexes } = matchColumns(
      ['Comment', 'Channel of purchase', 'Channel'],
      [],
      feedbackFile(feedbackColumns).fields,
    );
    expect([indexes.get('bought'), indexes.get('source')]).toEqual([1, 2]);
  });

  test('stands on the card and in the API, and narrows the list; in confidence it is told to nobody else', async () => {
    await said('feedback "The parcel was open" bought:web');
    await said('feedback "The price tag is wrong" bought:store confidential:yes');
    expect(text(stage.place('#support')[0])).toContain('Bought through: web');
    expect(text(stage.place('#support')[1])).not.toContain('store');
    const list = await said('feedback list bought:WEB');
    expect([list.includes('F-1'), list.includes('F-2')]).toEqual([true, false]);
    const { organisationId } = await api();
    const page = await stage.house.feedback.page(organisationId, { limit: 10 });
    expect(page.map(({ bought }) => bought)).toEqual(['web', null]);
  });

  test('decides who gets it', async () => {
    await stage.say('grace', 'route add bought:store,partner to:@ben name:shops');
    expect(text(cardOf(await stage.say('grace', 'route')))).toContain('bought store or partner');
    expect(await said('route test "A scratch" bought:Store')).toContain('This would go to Ben');
    expect(await said('route test "A scratch" bought:web')).toContain('bought elsewhere');
    expect(await said('feedback "A scratch" bought:store')).toContain('Ben');
  });
});
