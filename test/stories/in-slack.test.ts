/** What people do in Slack beside commands and cards: shortcuts, the Home tab, reactions, and the pages of what is long. */
import { afterEach, expect, test } from '@jest/globals';
import { describeOnEmbedded } from '../support/database.js';
import { harbourLights } from '../support/harbour-lights.js';
import { createSlackStage, type SlackStage } from '../support/slack-stage.js';
import { buttonLabels, cardOf, formOf, only, text, titles } from '../support/stage.js';

const resolution = {
  outcome: 'fixed',
  customerTold: 'A new lamp is on its way.',
  rootCauseCategory: 'product',
  rootCause: 'The socket was loose.',
  prevention: 'Sockets are pulled at before they leave.',
};

describeOnEmbedded('In Slack', (database) => {
  let stage: SlackStage;
  afterEach(() => stage.stop());
  const begin = async (start?: string) => {
    stage = await createSlackStage({ database: database(), workspace: harbourLights, start });
    return stage;
  };

  test('shortcuts, reactions and the Home tab lead through the life of what a customer said', async () => {
    const { write, shortcut, react, home, modalCount, press, fill, say, place, inbox, clock, id } = await begin();

    // The global shortcut belongs to no channel: the answer stands in the private chat.
    const thanks = cardOf(await fill('dana', formOf(await shortcut('dana')), { text: 'The lamp flickers' }));
    expect(thanks.title).toBe('Thank you. This is F-1.');
    expect(place('#support')).toEqual([]);
    expect(titles(inbox('grace'))).toContain('F-1 · new');

    // An ear captures at once, with no form that could be opened.
    const said = write('ani', 'Bolt: nobody called back', '#support');
    expect(cardOf(await react('maya', 'ear', said)).title).toBe('Thank you. This is F-2.');
    const living = () => place('#support').find(({ title }) => title.startsWith('F-2')) ?? only([]);
    expect(text(living())).toContain('Bolt: nobody called back');

    // A slip of the finger is taken back with the reaction, by whoever reacted; and put again, it shows what was captured.
    expect((await react('ben', 'ear', said, 'reaction_removed')).kind).toBe('done');
    const taken = cardOf(await react('maya', 'ear', said, 'reaction_removed'));
    expect(taken.title).toBe('F-2 is withdrawn: captured by mistake.');
    expect(living().title).toBe('F-2 · withdrawn');
    await press('maya', 'Bring back', cardOf(await react('maya', 'ear', said)));
    expect(living().title).toBe('F-2 · new');

    // Home: what Ben owes in every room, and a way to everything else.
    expect(text(await home('ben'))).toContain('You owe nobody anything right now.');
    await fill('grace', formOf(await press('grace', 'Hand over', living())), { to: id('ben'), why: 'Ben knows Bolt.' });
    await say('grace', 'meeting now', '#support');
    const agenda = place('#support').find((card) => buttonLabels(card).includes('Add a follow-up')) ?? only([]);
    const promised = { text: 'Send Bolt a lamp', owner: id('ben'), due: '2026-11-24' };
    await fill('grace', formOf(await press('grace', 'Add a follow-up', agenda)), promised);
    const bens = await home('ben');
    expect(text(bens)).toContain('What you owe (2)');
    for (const words of ['Bolt: nobody called back', 'A-1: Send Bolt a lamp']) expect(text(bens)).toContain(words);
    const form = formOf(await press('ben', 'Capture feedback', bens));
    await fill('ben', form, { text: 'Bolt wants a catalogue', owner: id('ben') });
    expect(text(await home('ben'))).toContain('What you owe (3)');

    // A list that Home opens stands in a modal, and so does what is pressed there.
    const owed = cardOf(await press('ben', 'What I owe', await home('ben')));
    expect(owed.title).toBe('You owe 3 answers');
    const shown = cardOf(await press('ben', 'Show', owed, 'nobody called back'));
    expect(text(shown)).toContain('Handed to @Ben');
    // A form that was taken in takes along what it was opened from, which is not true any more.
    await fill('ben', formOf(await press('ben', 'Wait for customer', shown)), { until: '2026-11-24' });
    expect(modalCount('ben')).toBe(0);
    // Neither a modal nor what only one person sees changes by itself, so the press is answered.
    const waiting = cardOf(await press('ben', 'Show', await home('ben'), 'nobody called back'));
    expect(cardOf(await press('ben', 'Customer answered', waiting)).title).toBe('Done');
    const onlyBens = cardOf(await say('ben', 'feedback F-2', '#support'));
    expect(cardOf(await press('ben', 'I’m on it', onlyBens)).title).toBe('Done');
    expect(text(living())).toContain('Being worked on');
    await press('ben', 'Done', await home('ben'), 'Send Bolt a lamp');
    expect(text(await home('ben'))).toContain('What you owe (2)');

    // A check mark of the owner asks how it ended, by a button, as no form opens after a reaction.
    const asked = cardOf(await react('ben', 'white_check_mark', living()));
    expect(asked.title).toBe('How did F-2 end?');
    await fill('ben', formOf(await press('ben', 'Resolve', asked)), resolution);
    expect(living().title).toBe('F-2 · resolved');
    expect((await react('ben', 'white_check_mark', living())).kind).toBe('done');
    await clock.advance({ seconds: 2 });
    expect(text(await home('ben'))).toContain('What you owe (1)');
  });

  test('a line to the bot is a command, in the private chat and with its name in a channel', async () => {
    const { driver, slackId, tell, press, fill, place, slack, settle } = await begin();
    // Slack opens no form without a click: a button stands in for it.
    const offered = cardOf(await tell('ani', 'idea Night lamp'));
    const form = formOf(await press('ani', 'Open the form', offered));
    expect(form.fields[0]).toMatchObject({ value: 'Night lamp' });
    const thanks = cardOf(await fill('ani', form, { touches: 'Shops', delights: 'They find their keys' }));
    expect(thanks.title).toBe('Thank you. This is I-1.');

    const line = `<@${slack.world.bot.userId}> feedback The lamp flickers`;
    await driver.write(slackId('dana'), line, { channel: slackId('#support'), type: 'app_mention' });
    await settle();
    expect(text(only(place('#support')))).toContain('“The lamp flickers”');
    expect(slack.world.ephemerals.map((each) => each.text)).toEqual([expect.stringContaining('This is F-1')]);
  });

  test('long lists and long agendas are walked through page by page', async () => {
    const { house, say, press, place, clock, connected } = await begin('2026-11-17T09:00:00Z');
    const source = {
      organisationId: connected.organisationId,
      source: 'survey',
      surface: 'import',
      actorId: null,
    } as const;
    const items = Array.from({ length: 23 }, (_, at) => ({ text: `Lamp ${at + 1} flickers`, sourceId: `s${at + 1}` }));
    await house.feedback.intake(items, source);
    const seen = new Set<string>();
    let list = cardOf(await say('dana', 'feedback list', '#support'));
    const read = (words: string) => {
      for (const [lamp] of words.matchAll(/Lamp \d+/g)) seen.add(lamp);
    };
    read(text(list));
    while (buttonLabels(list).includes('Next')) {
      list = cardOf(await press('dana', 'Next', list));
      read(text(list));
    }
    expect(seen.size).toBe(23);
    expect(buttonLabels(list)).toContain('Previous');

    for (let count = 1; count <= 14; count += 1)
      await say(
        'ani',
        `learn "Street ${count} is dark at night, and ${'the shops close early, '.repeat(4)}they say"`,
        '#support',
      );
    await say('grace', 'meeting now', '#support');
    const agenda = place('#support').find((card) => buttonLabels(card).includes('Close the meeting')) ?? only([]);
    const streets = new Set<string>();
    let page = cardOf(await press('maya', 'Show all 14', agenda));
    for (;;) {
      for (const [street] of text(page).matchAll(/Street \d+/g)) streets.add(street);
      if (!buttonLabels(page).includes('Next')) break;
      page = cardOf(await press('maya', 'Next', page));
    }
    expect(streets.size).toBe(14);
    await clock.advance({ hours: 3 });
    expect(text(place('#support').find(({ title }) => title.endsWith('closed')))).toContain('Closed by itself');
  });
});
