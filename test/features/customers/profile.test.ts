/** The customer as a person, in the rooms together: who hears of them, what stands first, and the same for programs. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import type { TestDatabase } from '../../support/models.js';
import { recordStatements } from '../../support/record-statements.js';
import { cardOf, createStage, formOf, only, type Stage, text, titles } from '../../support/stage.js';

const startStage = (database: TestDatabase) =>
  createStage({ database, workspace: harbourLights, start: '2026-11-16T10:00:00Z' });

describeOnDatabase('A customer whom we know', (database) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await startStage(database());
  });
  afterEach(() => stage.stop());

  const organisationId = async () => (await stage.house.people.actorOf(stage.id('grace')))?.organisationId ?? '';
  const send = async (items: unknown[]) => {
    const source = { organisationId: await organisationId(), source: 'survey', surface: 'api', actorId: null } as const;
    return stage.house.feedback.intake(items, source);
  };

  test('is heard of at once by whoever looks after them, unless they know already', async () => {
    await stage.say('dana', 'customer Acme owner:@ben');
    await stage.say('maya', 'feedback "The refund never came" customer:Acme owner:@maya', '#support');
    await stage.clock.advance({ seconds: 5 });
    const card = only(stage.inbox('ben'));
    expect(card.title).toBe('Acme said something');
    expect(text(card)).toContain('F-1 · Acme: “The refund never came”');
    expect(text(card)).toContain('You look after them. Somebody else answers it.');
    await stage.say('ben', 'feedback "Seen by Ben himself" customer:Acme owner:@maya', '#support');
    await stage.say('maya', 'feedback "Ben answers it" customer:Acme owner:@ben', '#support');
    await stage.clock.advance({ seconds: 5 });
    expect(titles(stage.inbox('ben')).filter((title) => title === 'Acme said something')).toHaveLength(1);
    await stage.say('maya', 'feedback "The director drinks" customer:Acme owner:@maya confidential:yes', '#support');
    await stage.clock.advance({ seconds: 5 });
    expect(text(stage.inbox('ben').at(-1))).toContain('F-4 · confidential');
    expect(JSON.stringify(stage.inbox('ben'))).not.toContain('director');
  });

  test('is heard of in one message however much came at once, and not of what is old', async () => {
    await stage.say('dana', 'customer Acme owner:@ben');
    const fresh = Array.from({ length: 30 }, (_, index) => ({ text: `Item ${index}`, customer: 'Acme' }));
    await send([...fresh, { text: 'Long ago', customer: 'Acme', capturedAt: '2026-01-01T09:00:00Z' }]);
    await stage.clock.advance({ seconds: 5 });
    expect(text(only(stage.inbox('ben')))).toMatch(/Acme said something.*Item 0.*Item 4.*and 25 more/s);
    await send([{ text: 'Long ago too', customer: 'Acme', capturedAt: '2026-01-01T09:00:00Z' }]);
    await stage.clock.advance({ seconds: 5 });
    expect(stage.inbox('ben')).toHaveLength(1);
  });

  test('has what they prefer first on the owner’s card, until it is answered', async () => {
    await stage.say('dana', 'customer Acme prefers:"phone, before ten; no surveys"');
    await stage.say('maya', 'feedback "The refund never came" customer:Acme owner:@ben', '#support');
    await stage.clock.advance({ seconds: 5 });
    expect(text(only(stage.inbox('ben')))).toMatch(/^[^\n]*\n(.*\n)?Keep in mind: phone, before ten; no surveys/);
    expect(text(only(stage.place('#support')))).not.toContain('phone, before ten');
  });

  test('is recognised by the address of whoever wrote, and nobody else is', async () => {
    await stage.say('dana', 'customer Acme contact:"Ada Byron, CFO, ada@acme.com"');
    await send([
      { text: 'By address', author: 'Ada B. <ADA@acme.com>' },
      { text: 'Named', author: 'ada@acme.com', customer: 'Globex' },
      { text: 'Unknown', author: 'eve@acme.com' },
      { text: 'No address', author: 'Ada Byron @ home' },
    ]);
    const page = await stage.house.feedback.page(await organisationId(), { limit: 10 });
    expect(page.map(({ customer }) => customer)).toEqual(['Acme', 'Globex', null, null]);
  });

  test('has the last contact on the owner’s card, of whatever room, and not of the item itself', async () => {
    await stage.say('maya', 'feedback "The refund never came" customer:Acme owner:@maya', '#support');
    await stage.clock.advance({ seconds: 5 });
    expect(text(only(stage.inbox('maya')))).not.toContain('Last contact');
    await stage.clock.advance({ hours: 2 });
    await stage.say('dana', 'learn "They close on Fridays" customer:Acme');
    await stage.say('grace', 'feedback "The director drinks" customer:Acme owner:@grace confidential:yes', '#support');
    await stage.say('maya', 'feedback "The export is empty" customer:Acme owner:@ben', '#support');
    await stage.clock.advance({ seconds: 5 });
    const card = text(stage.inbox('ben').at(-1));
    expect(card).toContain('Last contact: Mon 16 Nov 2026, Dana (learning): “They close on Fridays”');
    expect(JSON.stringify(stage.inbox('ben'))).not.toContain('director');
    expect(text(only(stage.place('#support').filter(({ title }) => title.startsWith('F-3'))))).not.toContain(
      'Last contact',
    );
  });

  test('is known to whoever takes an item over: three lines of its history, and who the customer is', async () => {
    await stage.say('dana', 'customer Acme segment:Retail prefers:"phone, before ten" contact:"Ada Byron, CFO"');
    await stage.say('maya', 'feedback "The refund never came" customer:Acme owner:@maya', '#support');
    await stage.clock.advance({ seconds: 5 });
    await stage.press('maya', 'I’m on it', only(stage.inbox('maya')));
    await stage.clock.advanceTo('2026-11-17T09:30:00Z');
    const form = formOf(await stage.interact('maya', { kind: 'action', action: 'feedback.handOver', value: 'F-1' }));
    await stage.fill('maya', form, { to: stage.id('ben'), why: 'Ben knows refunds.' });
    await stage.clock.advance({ seconds: 5 });
    const received = text(stage.inbox('ben').at(-1));
    for (const words of [
      'Ben knows refunds.',
      'What happened so far',
      'Captured Mon 16 Nov 2026, 10:00 GMT by Maya.',
      'Maya is on it.',
      'Handed over once, reminded',
      'The promise ends Tue 17 Nov 2026, 10:00',
      'Segment: Retail',
      'People there: Ada Byron (CFO)',
      'phone, before ten',
    ]) {
      expect(received).toContain(words);
    }
    expect(text(stage.place('#support')[0])).not.toContain('What happened so far');
  });

  test('is a person on one card: promises, answers, learnings, scores and ideas by whom and when', async () => {
    await stage.say('maya', 'feedback "The refund never came" customer:Acme owner:@ben', '#support');
    await stage.say('maya', 'feedback "The export is empty" customer:Acme owner:@ben', '#support');
    await stage.say('dana', 'learn "They close on Fridays" customer:Acme');
    await stage.say('dana', 'score 4 customer:Acme');
    await stage.clock.advance({ hours: 1 });
    await stage.say('dana', 'score 9 "Much better" customer:Acme');
    const resolving = formOf(await stage.interact('ben', { kind: 'action', action: 'feedback.resolve', value: 'F-1' }));
    await stage.fill('ben', resolving, {
      ...{ outcome: 'fixed', customerTold: 'We sent it again', rootCauseCategory: 'process' },
      ...{ rootCause: 'A form got lost', prevention: 'A list' },
    });
    const card = cardOf(await stage.say('grace', 'who Acme'));
    for (const words of [
      'F-2 is promised by',
      'Feedback: 1 open, 1 resolved',
      'Last score: 9 of 10 (promoter)',
      'Ben (answer): told them “We sent it again” (F-1, fixed)',
      '(score): NPS 9: “Much better”',
      'Dana (learning): “They close on Fridays”',
      'Maya (feedback): “The export is empty” (F-2, open)',
    ]) {
      expect(text(card)).toContain(words);
    }
    expect(card.blocks.find(({ kind }) => kind === 'chart')).toMatchObject({
      chart: {
        series: [{ values: [4, 9] }],
        categories: ['16 Nov', '16 Nov'],
        alt: '4 on Mon 16 Nov, 9 on Mon 16 Nov',
      },
    });
    const form = formOf(await stage.press('grace', 'Capture feedback', card));
    expect(form.fields.find(({ name }) => name === 'customer')).toMatchObject({ value: 'Acme' });
    const learning = formOf(await stage.press('grace', 'Add a learning', card));
    expect(learning.fields.find(({ name }) => name === 'customer')).toMatchObject({ value: 'Acme' });
  });

  test('is the same for programs, with what is confidential counted and addresses left out', async () => {
    await stage.say(
      'dana',
      'customer Acme segment:Retail owner:@ben prefers:"no surveys" contact:"Ada, ada@acme.com" contact:bo@acme.com attribute:plan=Gold',
    );
    await stage.say('maya', 'feedback "The director drinks" customer:Acme confidential:yes', '#support');
    await stage.say(
      'maya',
      'feedback "This is the third time that the export is empty" customer:Acme owner:@maya',
      '#support',
    );
    const profile = await stage.house.customers.profile(await organisationId(), 'acme');
    expect(profile).toMatchObject({
      name: 'Acme',
      segment: 'Retail',
      owner: { name: 'Ben' },
      people: [
        { name: 'Ada', role: null },
        { name: 'bo', role: null },
      ],
      preferences: [{ text: 'no surveys' }],
      wants: { surveys: false, earlyTests: true },
      attributes: { plan: { value: 'Gold', source: null } },
      mind: ['Last words: Sounds frustrated (“third time”)', expect.stringMatching(/^F-2 is promised by /u)],
      feedback: { open: 2, confidential: 1, tone: { tone: 'frustrated', words: ['third time'] } },
      contacts: [{ by: 'Maya', channel: 'feedback', text: 'This is the third time that the export is empty' }],
    });
    expect(JSON.stringify(profile)).not.toMatch(/director|@acme/);
    expect(text(cardOf(await stage.say('dana', 'who Acme')))).toMatch(/People there: Ada, bo(?!@)/);
    expect(await stage.house.customers.profile(await organisationId(), 'Nobody')).toBeNull();
    await stage.interact('maya', { kind: 'action', action: 'feedback.toneWrong', value: 'F-2 frustrated' });
    const afterwards = await stage.house.customers.profile(await organisationId(), 'acme');
    expect(afterwards).toMatchObject({ feedback: { tone: null } });
  });
});

const title = 'The statements of a profile';
if (process.env.TEST_DATABASE_URL) describeOnDatabase(title, statements);
else describe.skip(`${title}: skipped, because TEST_DATABASE_URL is not set`, () => statements(noDatabase));

function statements(database: () => TestDatabase): void {
  test('are at most ten, one of each room that knows something and of surveys one more, however much that is', async () => {
    const stage = await startStage(database());
    await stage.say('dana', 'customer Acme segment:Retail owner:@ben contact:"Ada, ada@acme.com"');
    const actor = await stage.house.people.actorOf(stage.id('grace'));
    if (!actor) throw new Error('Grace is here.');
    const context = { interactionId: '', platform: 'playground', actor, place: null } as const;
    const items = Array.from({ length: 60 }, (_, index) => ({ customer: 'Acme', score: index % 11 }));
    const source = { organisationId: actor.organisationId, source: 'crm', surface: 'api', actorId: null } as const;
    await stage.house.nps.intake(items, source);
    await stage.house.feedback.intake(
      items.map((item, index) => ({ ...item, text: `Words ${index}` })),
      source,
    );
    for (let count = 0; count < 30; count += 1) await stage.say('dana', `learn "Fact ${count}" customer:Acme`);
    const who = stage.house.customers.commands?.find(({ name }) => name === 'who');
    const asked = await recordStatements(async () => {
      await who?.handle({ command: 'who', text: 'Acme', details: {}, lists: {} }, context);
    });
    expect(asked.map(({ text: sql }) => sql.slice(0, 60))).toHaveLength(10);
    await stage.stop();
  });
}

function noDatabase(): never {
  throw new Error('TEST_DATABASE_URL is not set.');
}
