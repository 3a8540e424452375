import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { InvalidInput } from '../../../src/kernel/errors.js';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { cardOf, createStage, formOf, only, type Stage, text, titles } from '../../support/stage.js';

describeOnDatabase('Capturing', (database) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T10:00:00Z' });
  });
  afterEach(() => stage.stop());

  const organisationId = async () => (await stage.house.people.actorOf(stage.id('grace')))?.organisationId ?? '';
  const send = async (items: unknown[], source = 'survey') =>
    stage.house.feedback.intake(items, {
      organisationId: await organisationId(),
      source,
      surface: 'api',
      actorId: null,
    });

  test('goes to the champion when no rule fits', async () => {
    const answer = cardOf(await stage.say('maya', 'feedback "So slow today"', '#support'));
    expect(text(answer)).toContain('Routed to @Grace, the champion: no rule fits');
    expect(titles(stage.inbox('grace'))).toEqual(['F-1 · new']);
  });

  test('stays with whoever captured it while there is no champion, and asks for one', async () => {
    await stage.stop();
    const { championExternalId: _, ...workspace } = { ...harbourLights, externalId: 'T2' };
    stage = await createStage({ database: database(), workspace });
    const answer = text(cardOf(await stage.say('maya', 'feedback "So slow today"', '#support')));
    expect(answer).toContain('there is no champion yet');
    expect(answer).toContain('champion @name');
    expect(text(only(stage.inbox('maya')))).toContain('so that nothing waits unseen: /customer champion @name');
  });

  test('keeps the words exactly as said', async () => {
    const words = '  *Bold* <!channel> “quoted” 👩‍👩‍👧 مرحبا \n\n  second   line';
    await send([{ text: words }]);
    const [kept] = await stage.house.feedback.page(await organisationId(), { limit: 10 });
    expect(kept?.text).toBe(words);
  });

  test('takes turns within a rule, skips who is away, and says so', async () => {
    await stage.say('grace', 'route add topic:billing to:@maya,@ben,@ani by:turns name:billing');
    await stage.say('ben', 'away until:2026-11-20');
    const owners: string[] = [];
    for (let count = 1; count <= 4; count += 1) {
      const answer = text(cardOf(await stage.say('dana', `feedback "Invoice ${count}" topic:billing`, '#support')));
      owners.push(/Routed to @(\w+) by rule 1, billing, by turns/.exec(answer)?.[1] ?? answer);
    }
    expect(owners).toEqual(['Maya', 'Ani', 'Maya', 'Ani']);
  });

  test('goes by load to whoever has the fewest open items, also within one call', async () => {
    await stage.say('grace', 'route add source:survey to:@maya,@ben by:load name:surveys');
    await stage.say('dana', 'feedback "One" owner:@maya', '#support');
    await send([{ text: 'Two' }, { text: 'Three' }, { text: 'Four' }]);
    const kept = await stage.house.feedback.page(await organisationId(), { limit: 10 });
    expect(kept.map(({ owner }) => owner)).toEqual(['Maya', 'Ben', 'Maya', 'Ben']);
  });

  test('passes a rule whose people are all away on to the next', async () => {
    await stage.say('grace', 'route add words:refund to:@ben name:first');
    await stage.say('grace', 'route add words:refund to:@ani name:second');
    await stage.say('ben', 'away until:2026-11-20');
    const answer = text(cardOf(await stage.say('dana', 'feedback "Refund please"', '#support')));
    expect(answer).toContain('Routed to @Ani by rule 2, second');
  });

  test('goes to the champion when a rule fits and all of its people are away, and says just that', async () => {
    await stage.say('grace', 'route add words:refund to:@ben name:first');
    await stage.say('ben', 'away until:2026-11-20');
    const answer = text(cardOf(await stage.say('dana', 'feedback "Refund please"', '#support')));
    expect(answer).toContain('Routed to @Grace, the champion: a rule fits, and nobody whom it names is here');
  });

  test('counts two captures of one source item as one feedback, in one call and in two', async () => {
    const first = await send([
      { text: 'Twice', sourceId: 'a' },
      { text: 'Twice', sourceId: 'a' },
      { text: 'Once', sourceId: 'b' },
    ]);
    expect(first).toEqual([
      { number: 1, isNew: true },
      { number: 1, isNew: false },
      { number: 2, isNew: true },
    ]);
    expect(await send([{ text: 'Changed', sourceId: 'a' }])).toEqual([{ number: 1, isNew: false }]);
    expect(await send([{ text: 'Another source', sourceId: 'a' }], 'form')).toEqual([{ number: 3, isNew: true }]);
  });

  test('counts a source item that two send at the same moment once', async () => {
    const both = await Promise.all([
      send([{ text: 'Twice', sourceId: 'a' }]),
      send([{ text: 'Twice', sourceId: 'a' }]),
    ]);
    const [first] = await stage.house.feedback.page(await organisationId(), { limit: 10 });
    expect(both.flat().map(({ number }) => number)).toEqual([first?.number, first?.number]);
    expect(both.flat().filter(({ isNew }) => isNew)).toHaveLength(1);
  });

  test('takes all items or none, and names item and field', async () => {
    const refused = await send([
      { text: 'Fine' },
      { text: ' ' },
      { text: 'x'.repeat(10_001), severity: 'urgent' },
      { text: 'Score', score: 11 },
      { text: 'Nul \u0000' },
      { text: 'Unknown', custmer: 'Acme' },
      { text: 'Owner', owner: '@nobody' },
    ]).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(InvalidInput);
    const { fields } = refused as InvalidInput;
    expect(Object.keys(fields).sort()).toEqual(['1.text', '2.severity', '2.text', '3.score', '4.text', '5.custmer']);
    expect(fields['2.text']).toContain('10,001 characters is too long. The limit is 10,000.');
    expect(await stage.house.feedback.page(await organisationId(), { limit: 10 })).toEqual([]);
    const owner = await send([{ text: 'Fine' }, { text: 'Owner', owner: '@nobody' }]).catch((error: unknown) => error);
    expect(Object.keys((owner as InvalidInput).fields)).toEqual(['1.owner']);
  });

  test('of many at once gives their owner one message', async () => {
    await send(Array.from({ length: 12 }, (_, index) => ({ text: `Sentence ${index}` })));
    await stage.house.delivery.drain();
    expect(titles(stage.inbox('grace'))).toEqual(['12 pieces of feedback came to you through survey']);
    await send(Array.from({ length: 8 }, (_, index) => ({ text: `More ${index}` })));
    await stage.house.delivery.drain();
    expect(titles(stage.inbox('grace'))).toEqual(['20 pieces of feedback came to you through survey']);
    // When their promise ends, or is counted anew, there are reminders, and not a card for each.
    await stage.say('grace', 'settings holidays:2026-11-17');
    await stage.clock.advanceTo('2026-11-18T12:00:00Z');
    const inbox = titles(stage.inbox('grace'));
    expect(inbox.filter((title) => /^F-\d+/.test(title))).toEqual([]);
    expect(inbox.length).toBeLessThan(6);
  });

  test('a message brings its words, its author and its link along, and a second time is the same feedback', async () => {
    const message = { sourceId: 'C1/17', text: 'We lost a day.', author: 'Rosa', link: 'https://chat.example/17' };
    const form = formOf(await stage.interact('maya', { kind: 'capture', message }, '#support'));
    expect(form.fields.find(({ name }) => name === 'text')).toMatchObject({ value: 'We lost a day.' });
    const values = { text: 'We lost a day.', severity: 'high', owner: stage.id('ben') };
    await stage.fill('maya', form, values);
    const card = text(only(stage.inbox('ben')));
    for (const words of ['We lost a day.', 'Rosa', 'https://chat.example/17', 'high']) expect(card).toContain(words);
    const again = cardOf(await stage.fill('dana', form, values));
    expect(again.title).toBe('This was captured before: it is F-1.');
    expect(stage.inbox('ben')).toHaveLength(1);
  });

  test('without text opens the form', async () => {
    expect(formOf(await stage.say('maya', 'feedback')).form).toBe('feedback.capture');
  });

  test.each([
    ['feedback "x" severity:urgent', /low, normal or high/],
    ['feedback "x" owner:@mayaa', /maya/i],
    ['feedback "x" custmer:Acme', /customer/],
    ['feedback F-99', /no F-99/],
    ['feedback "unclosed', /quot/],
  ])('of %j is refused with the mend', async (line, mend) => {
    expect(text(cardOf(await stage.say('maya', line, '#support')))).toMatch(mend);
    expect(await stage.house.feedback.page(await organisationId(), { limit: 10 })).toEqual([]);
  });
});
