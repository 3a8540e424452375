import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../../../support/database.js';
import { harbourLights } from '../../../support/harbour-lights.js';
import { buttonLabels, cardOf, createStage, formOf, only, type Stage, text, titles } from '../../../support/stage.js';

const resolution = {
  outcome: 'explained',
  customerTold: 'The login is quick again when the cache is emptied.',
  rootCauseCategory: 'product',
  rootCause: 'A cache that never emptied.',
  prevention: 'It empties every night.',
};

const slow = 'The login takes ten minutes every morning';
const again = 'Every morning I wait ten minutes for the login';

/** Dana captures, Maya owns, Grace is the champion, Ani and Ben have nothing to do with it. */
describeOnDatabase('What was said before', (database) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T10:00:00Z' });
  });
  afterEach(() => stage.stop());

  const say = async (who: string, line: string) => cardOf(await stage.say(who, line, '#support'));
  const capture = async (words: string, details = '') => say('dana', `feedback "${words}" owner:@maya ${details}`);
  const owned = () => stage.inbox('maya').at(-1) ?? only([]);
  const resolve = async (name: string) => stage.fill('maya', formOf(await resolveForm(name)), resolution);
  const resolveForm = async (name: string) => stage.press('maya', 'Resolve', await say('maya', `feedback ${name}`));

  test('stands on its owner’s card, with why, and is asked for with its way to say so', async () => {
    await capture(slow, 'customer:Acme');
    await stage.clock.advance({ hours: 1 });
    await capture(again, 'customer:Acme');
    await capture('The chairs in the lobby are hard', 'customer:Acme');
    const [, card, other] = stage.inbox('maya');
    expect(text(card ?? owned())).toMatch(/Said before\?\s+- F-1 · Acme: “The login takes/u);
    expect(text(card ?? owned())).toMatch(/same customer, “(?:ten minutes|Every morning|login)” “[^”]+”, .*New/u);
    expect(buttonLabels(card ?? owned())).toEqual(expect.arrayContaining(['Same as F-1', 'Different']));
    expect(text(other ?? owned())).not.toContain('Said before?');
    expect(text(stage.place('#support')[1] ?? owned())).not.toContain('Said before?');
    expect((await say('ani', 'feedback alike F-2')).title).toBe('What is like F-2');
    expect(buttonLabels(await say('ani', 'feedback alike F-2'))).toEqual(['Show', 'Show F-2']);
    expect((await say('ani', 'feedback alike F-3')).title).toBe('Nothing earlier is like F-3');
  });

  test('is looked for by whoever captures it, with one press', async () => {
    await capture(slow);
    const captured = await capture(again);
    expect(text(cardOf(await stage.press('dana', 'Said before?', captured)))).toContain('F-1: “The login');
  });

  test('is found as well when it was filed long ago, and at most three stand on the card', async () => {
    for (let count = 0; count < 5; count += 1) await capture(`${slow}, ${count}`);
    await stage.clock.advance({ hours: 1 });
    expect(await database().models.feedbackWordMark.findFirst()).toMatchObject({ doneNumber: 5, dueAt: null });
    await capture(again);
    expect(buttonLabels(owned()).filter((label) => label.startsWith('Same as'))).toHaveLength(3);
  });

  test('becomes a part of the earlier one where that is open, and is brought back', async () => {
    await capture(slow, 'customer:Acme');
    await capture(again, 'customer:Globex');
    const joined = cardOf(await stage.press('maya', 'Same as F-1', owned()));
    expect(joined.title).toBe('F-2 is a part of F-1 now.');
    expect(text(await say('maya', 'feedback F-1'))).toContain('Globex');
    await capture('Ten minutes until the login every morning');
    expect(buttonLabels(owned()).filter((label) => label.startsWith('Same as'))).toEqual(['Same as F-1']);
    expect(cardOf(await stage.press('maya', 'Bring back', joined)).title).toBe('F-2 is back.');
  });

  test('called different is not proposed again, and can be called the same after all', async () => {
    await capture(slow);
    await capture(again);
    const decided = cardOf(await stage.press('maya', 'Different', owned()));
    expect(decided.title).toBe('F-2 and F-1 are different. You are not asked again.');
    expect(text(owned())).not.toContain('Said before?');
    const listed = await say('maya', 'feedback alike F-2');
    expect(text(listed)).toContain('called different');
    expect(cardOf(await stage.press('maya', 'The same after all', listed)).title).toBe(
      'F-2 and F-1 are undecided again.',
    );
    expect(text(owned())).toContain('Said before?');
    const history = text(cardOf(await stage.press('maya', 'History', await say('maya', 'feedback F-2'))));
    expect(history).toMatch(/Maya said that F-1 is another matter[\s\S]*took back what was said of it and F-1/u);
  });

  test('has an answer to begin from where it is resolved', async () => {
    await capture(slow);
    await resolve('F-1');
    await capture(again);
    expect(text(owned())).toContain(resolution.customerTold);
    expect(text(owned())).toContain('what the customer was told then');
    const decided = cardOf(await stage.press('maya', 'Same as F-1', owned()));
    expect(decided.title).toBe('F-2 is the same as F-1.');
    expect(buttonLabels(owned())).toEqual(expect.arrayContaining(['Begin from that answer', 'Not the same']));
    const form = formOf(await stage.press('maya', 'Begin from that answer', decided));
    expect(form.fields.find(({ name }) => name === 'customerTold')).toMatchObject({ value: resolution.customerTold });
    expect(form.fields.at(-1)).toMatchObject({ name: 'cameBackFrom', options: [{ value: 'F-1' }] });
    await stage.press('maya', 'Not the same', owned());
    expect(buttonLabels(owned())).toContain('Same as F-1');
    await resolve('F-2');
    expect(text(owned())).not.toContain('Said before?');
  });

  test('in confidence is shown to nobody who may not read it', async () => {
    await say('dana', `feedback "${slow}" confidential:yes owner:@ben`);
    await capture(again);
    expect(text(owned())).not.toContain('Said before?');
    expect((await say('maya', 'feedback alike F-2')).title).toBe('Nothing earlier is like F-2');
    expect(text(await say('dana', 'feedback alike F-2'))).toContain('F-1: “The login');
    expect(text(await say('maya', 'feedback alike F-1'))).toContain('F-1 is confidential');
  });

  test('is decided by whoever may correct it, and by nobody else', async () => {
    await capture(slow);
    await resolve('F-1');
    await capture(again);
    const reply = await stage.press('ani', 'Different', owned());
    expect(text(cardOf(reply))).toContain('can correct F-2');
    expect(text(owned())).toContain('Said before?');
  });

  test('is found by words that were corrected, and by none that were forgotten', async () => {
    await capture('It is slow');
    const form = formOf(await stage.say('dana', 'feedback edit F-1'));
    await stage.clock.advance({ minutes: 1 });
    await capture('The chairs are hard');
    await stage.clock.advance({ minutes: 1 });
    await stage.fill('dana', form, { text: slow, severity: 'normal', confidential: false });
    await capture(again);
    expect(text(owned())).toContain('F-1: “The login');
    const organisationId = (await stage.house.people.actorOf(stage.id('grace')))?.organisationId ?? '';
    await database().transaction((tx) => stage.house.feedback.forgetWords(tx, organisationId));
    expect(await database().models.feedbackWord.count()).toBe(0);
    await stage.clock.advance({ minutes: 1 });
    expect(await database().models.feedbackWord.count()).toBeGreaterThan(0);
    expect(titles([owned()])).toEqual(['F-3 · new']);
  });
});
