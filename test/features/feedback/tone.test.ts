/** The hint about a customer's tone on the owner's card, and the phrase book behind it. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { buttonLabels, cardOf, createStage, formOf, only, type Stage, text } from '../../support/stage.js';

const angry = 'The answer never came. This is the third time I ask, I am fed up.';
const hint = 'Sounds frustrated';
const sentence = 'I can see why this is frustrating.';

describeOnDatabase('A customer’s tone', (database) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T10:00:00Z' });
  });
  afterEach(() => stage.stop());

  const capture = (line: string) => stage.say('dana', `feedback "${line}" owner:@maya customer:Acme`, '#support');
  const ownerCard = (who = 'maya') => only(stage.inbox(who));
  const mark = (who: string, verb: 'toneWrong' | 'toneRight', value = 'F-1 frustrated') =>
    stage.interact(who, { kind: 'action', action: `feedback.${verb}`, value });

  test('stands on the owner’s card, with the words that caused it and a sentence to begin with', async () => {
    await capture(angry);
    expect(text(ownerCard())).toContain('Sounds frustrated (“never came”, “third time”, “fed up”)');
    expect(text(ownerCard())).toContain(`You could begin with: “${sentence}”`);
    expect(buttonLabels(ownerCard())).toContain('Wrong');
    expect(text(cardOf(await stage.say('maya', 'feedback F-1')))).toContain(hint);
  });

  test('each tone has a row of its own, with its sentence', async () => {
    await capture('I am fed up, nobody answers. We need it today. Where is it? When will you call me?');
    for (const words of [
      'Sounds frustrated (',
      'Sounds urgent (',
      'Several questions (',
      'I can tell this is urgent',
    ]) {
      expect(text(ownerCard())).toContain(words);
    }
    expect(buttonLabels(ownerCard()).filter((label) => label === 'Wrong')).toHaveLength(3);
  });

  test('nothing at all is said of plain words', async () => {
    await capture('The key box is a little high for me.');
    expect(text(ownerCard())).not.toMatch(/Sounds|questions|To begin with/);
    expect(buttonLabels(ownerCard())).not.toContain('Wrong');
  });

  test('is seen by nobody but the owner: no place, thread, digest, capturer, champion or list', async () => {
    await stage.say('grace', 'settings news:#news');
    await capture(angry);
    await mark('maya', 'toneWrong');
    await mark('maya', 'toneRight');
    await stage.clock.advanceTo('2026-11-19T12:00:00Z');
    const shown = [
      ...stage.place('#support'),
      ...stage.threads('#support'),
      ...stage.place('#news'),
      ...stage.inbox('grace'),
      ...stage.inbox('dana'),
      cardOf(await stage.say('dana', 'feedback F-1')),
      cardOf(await stage.say('grace', 'feedback F-1')),
      cardOf(await stage.say('maya', 'feedback list')),
      cardOf(await stage.interact('ani', { kind: 'action', action: 'feedback.history', value: 'F-1 1' })),
    ];
    // What a meeting's card tells a whole place of the customer in the empty chair.
    const actor = await stage.house.people.actorOf(stage.id('ani'));
    if (!actor) throw new Error('Ani is here.');
    const customer = await stage.house.customers.find(actor.organisationId, 'Acme');
    const chapter = await stage.house.feedback.aboutCustomer?.(
      customer?.id ?? '',
      { actor, place: null },
      { limit: 3, offset: 0 },
    );
    expect(chapter?.count).toBe(1);
    expect(JSON.stringify(chapter)).not.toMatch(/Sounds|sounds|frustrat|Last words/);
    expect(shown.length).toBeGreaterThan(8);
    for (const card of shown) {
      expect(JSON.stringify(card)).not.toMatch(/Sounds|sounds|frustrat|To begin with|toneWrong/);
    }
  });

  test('of confidential feedback stands on the owner’s card alone, and never in its notification or at `who`', async () => {
    await stage.say('dana', `feedback "${angry}" owner:@maya customer:Acme confidential:yes`, '#support');
    const card = ownerCard();
    expect(text(card)).toContain(hint);
    expect(`${card.title} ${card.summary}`).not.toMatch(/frustrat|never/);
    for (const who of ['maya', 'grace', 'ani']) {
      expect(text(cardOf(await stage.say(who, 'who Acme')))).not.toMatch(/Last words|frustrat/);
    }
  });

  test('goes with the item: its new owner reads it, the former one does not', async () => {
    await capture(angry);
    const form = formOf(await stage.press('maya', 'Hand over', ownerCard()));
    await stage.fill('maya', form, { to: stage.id('ben'), why: 'Ben knows them.' });
    expect(text(ownerCard('ben'))).toContain(hint);
    expect(JSON.stringify(stage.inbox('maya'))).not.toContain('frustrat');
    expect(text(cardOf(await mark('maya', 'toneWrong')))).toContain('for its owner');
  });

  test('is gone when there is nobody left to answer', async () => {
    await capture(angry);
    await stage.say('maya', 'feedback withdraw F-1');
    await stage.interact('maya', {
      kind: 'submit',
      form: 'feedback.withdraw',
      subject: 'F-1',
      values: { because: 'test' },
    });
    expect(text(ownerCard())).not.toContain(hint);
  });

  test('follows the words: what is corrected or added is read', async () => {
    await capture('We need the new keys.');
    expect(text(ownerCard())).not.toContain('Sounds');
    const form = formOf(await stage.interact('dana', { kind: 'action', action: 'feedback.edit', value: 'F-1' }));
    await stage.fill('dana', form, { text: 'We need the new keys.', addition: angry, severity: 'normal' });
    expect(text(ownerCard())).toContain(hint);
  });

  test('Wrong takes it away for this item, is counted and in the history, and Undo brings it back', async () => {
    await capture(angry);
    await capture('I am fed up with the door.');
    const places = JSON.stringify(stage.place('#support'));
    const [first] = stage.inbox('maya');
    await stage.press('maya', 'Wrong', first ?? ownerCard());
    const marked = stage.inbox('maya')[0];
    expect(text(marked)).toContain('Sounds frustrated: marked as wrong');
    expect(text(marked)).not.toContain('third time”');
    expect(text(marked)).not.toContain(sentence);
    expect(text(stage.inbox('maya')[1])).toContain(hint);
    expect(JSON.stringify(stage.place('#support'))).toBe(places);
    expect(text(cardOf(await stage.say('grace', 'phrases')))).toContain('Marked as wrong: Sounds frustrated: 1.');

    // Twice is once, and it stays so through what happens next.
    await mark('maya', 'toneWrong');
    await stage.press('maya', 'I’m on it', stage.inbox('maya')[0] ?? ownerCard());
    expect(text(stage.inbox('maya')[0])).toContain('marked as wrong');

    await stage.press('maya', 'Undo', stage.inbox('maya')[0] ?? ownerCard());
    expect(text(stage.inbox('maya')[0])).toContain('Sounds frustrated (“never came”');
    expect(text(cardOf(await stage.say('grace', 'phrases')))).toContain('No hint was marked as wrong yet.');
    const history = text(
      cardOf(await stage.interact('maya', { kind: 'action', action: 'feedback.history', value: 'F-1 1' })),
    );
    expect(history.match(/said that the hint about the tone is wrong/g)).toHaveLength(1);
    expect(history).toContain('brought the hint about the tone back');
  });

  test('Wrong decides nothing: owner, promise, state and severity stay', async () => {
    await capture(angry);
    const facts = () => JSON.stringify(ownerCard().blocks.filter(({ kind }) => kind === 'facts'));
    const before = facts();
    await mark('maya', 'toneWrong');
    expect(facts()).toBe(before);
  });

  test.each([
    ['dana', 'F-1 frustrated', 'for its owner'],
    ['maya', 'F-9 frustrated', 'There is no F-9 here'],
    ['maya', 'F-1 constructor', 'There is no tone “constructor”'],
    ['maya', 'F-1', 'There is no tone'],
    ['maya', '', 'named by its number'],
  ])('a press of %s on “%s” is refused', async (who, value, words) => {
    await capture(angry);
    const answer = text(cardOf(await mark(who, 'toneWrong', value)));
    expect(answer).toContain(words);
    expect(text(ownerCard())).toContain(hint);
  });

  test('the last words of a customer stand at `who`', async () => {
    await capture(angry);
    expect(text(cardOf(await stage.say('ani', 'who Acme')))).toContain('Last words: Sounds frustrated (“never came”');
    await stage.clock.advanceTo('2026-11-16T11:00:00Z');
    await capture('Thank you so much for the call.');
    const card = text(cardOf(await stage.say('ani', 'who Acme')));
    expect(card).toContain('Last words: Sounds grateful (“Thank you so much for”)');
    expect(card).not.toContain('Last words: Sounds frustrated');
    await mark('maya', 'toneWrong', 'F-2 grateful');
    expect(text(cardOf(await stage.say('ani', 'who Acme')))).not.toContain('Last words');
  });
});

describeOnDatabase('The phrase book', (database) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T10:00:00Z' });
  });
  afterEach(() => stage.stop());
  const say = async (who: string, line: string) => cardOf(await stage.say(who, line));

  test('is shown to everybody; who may change it is told how', async () => {
    const seen = text(await say('ani', 'phrases'));
    expect(seen).toContain('Frustrated, English: “I can see why this is frustrating.”');
    expect(seen).toContain('Several questions, German: “Das kann verwirren');
    expect(seen).not.toContain('Change');
    expect(buttonLabels(await say('dana', 'phrases'))).toEqual(['Change']);
  });

  test('a changed sentence stands on the next card, in its own language, and default brings the first one back', async () => {
    const changed = await say('grace', 'phrases frustrated "You are right: that is not good enough."');
    expect(changed.title).toBe('First sentence changed: frustrated, English');
    expect(text(changed)).toContain('Before: “I can see why this is frustrating.”');
    await say('dana', 'phrases frustrated "Das tut uns leid." language:de');
    await stage.say('dana', `feedback "${angry}" owner:@maya`, '#support');
    await stage.say('dana', 'feedback "Ich bin sehr enttäuscht von der Beratung." owner:@ben', '#support');
    expect(text(only(stage.inbox('maya')))).toContain(
      'You could begin with: “You are right: that is not good enough.”',
    );
    expect(text(only(stage.inbox('ben')))).toContain('You could begin with: “Das tut uns leid.”');

    await say('grace', 'phrases frustrated default');
    const book = text(await say('grace', 'phrases'));
    expect(book).toContain('Frustrated, English: “I can see why this is frustrating.”');
    expect(book).toContain('Frustrated, German: “Das tut uns leid.”');
  });

  test('none offers no sentence, and the hint stays', async () => {
    await say('grace', 'phrases frustrated none');
    await stage.say('dana', `feedback "${angry}" owner:@maya`, '#support');
    expect(text(only(stage.inbox('maya')))).toContain('Sounds frustrated');
    expect(text(only(stage.inbox('maya')))).not.toContain('To begin with');
  });

  test.each(['ani', 'maya'])('%s, who is neither champion nor admin, can’t change it', async (who) => {
    expect(text(await say(who, 'phrases frustrated "Never mind."'))).toMatch(/champion/);
    expect(text(await say(who, 'phrases'))).toContain('I can see why this is frustrating.');
  });

  test('the form holds all of them, one a line, and takes them back as they are', async () => {
    const form = formOf(await stage.press('grace', 'Change', await say('grace', 'phrases')));
    const value = form.fields.map((field) => ('value' in field ? String(field.value) : '')).join('');
    expect(value.split('\n')).toHaveLength(8);
    expect(value).toContain('urgent de: Ich sehe, dass es eilt');
    await stage.fill('grace', form, { phrases: value.replace(/^grateful: .*$/mu, 'grateful: How kind: thank you!') });
    expect(text(await say('grace', 'phrases'))).toContain('Grateful, English: “How kind: thank you!”');
    expect(text(await say('grace', 'settings'))).toContain('grateful: How kind: thank you!');
    await say('grace', 'settings phrases:default');
    expect(text(await say('grace', 'settings'))).toContain('The ones that come with Empty Chair');
  });

  test('whose form is older than the last change is told so', async () => {
    const form = formOf(await stage.press('grace', 'Change', await say('grace', 'phrases')));
    await say('dana', 'phrases urgent "We are on it."');
    const late = await stage.fill('grace', form, { phrases: 'urgent: Later.' });
    expect(JSON.stringify(late)).toMatch(/changed/);
    expect(text(await say('grace', 'phrases'))).toContain('Urgent, English: “We are on it.”');
  });

  test.each([
    [
      'phrases cross "Oh."',
      ['There is no tone “cross”', 'It is frustrated, urgent, questions or grateful: /customer phrases urgent'],
    ],
    [
      'phrases urgnt "Oh."',
      ['There is no tone “urgnt”', 'Did you mean this? /customer phrases urgent "We are on it."'],
    ],
    ['phrases urgent', ['The sentence is missing', 'behind the tone: /customer phrases urgent "We are on it."']],
    ['phrases constructor "Oh."', ['There is no tone “constructor”']],
    [
      `phrases urgent ${'x'.repeat(301)}`,
      ['301 characters is too long', 'The limit is 300. Write one short sentence.'],
    ],
    ['settings phrases:"cross: Oh."', ['“cross: Oh.” names no tone']],
    ['settings phrases:"no colon"', ['“no colon” names no tone']],
    ['phrases urgent Oh \ud83d', ['can’t be kept']],
  ])('%s is refused', async (line, words) => {
    const answer = text(await say('grace', line));
    for (const each of words) expect(answer).toContain(each);
  });

  test('a sentence with markup, mentions and lines stays one plain line', async () => {
    await stage.say('grace', 'phrases urgent "*Hi* <!channel>\n\nfrustrated: @everyone <b>now</b>"');
    expect(text(await say('grace', 'phrases'))).toContain('“*Hi* <!channel> frustrated: @everyone <b>now</b>”');
    expect(text(await say('grace', 'phrases'))).toContain('Frustrated, English: “I can see why this is frustrating.”');
  });
});
