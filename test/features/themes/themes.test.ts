/** Themes from what customers said to what people decide about them: found, counted, named, merged, hidden, and asked for by others. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { buttonLabels, cardOf, createStage, formOf, type Stage, text } from '../../support/stage.js';
import { english } from './said.js';

const start = '2026-11-16T10:00:00Z';
const dayMs = 86_400_000;
const [login, invoice, delivery] = english.map(({ texts }) => texts);

describeOnDatabase('Themes', (database) => {
  let stage: Stage;
  let organisationId: string;
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start });
    organisationId = (await stage.house.people.actorOf(stage.id('grace')))?.organisationId ?? '';
  });
  afterEach(() => stage.stop());

  let count = 0;
  async function say(texts: readonly string[] = [], daysAgo = 0, more: object = {}): Promise<void> {
    const capturedAt = new Date(stage.clock.now().getTime() - daysAgo * dayMs - 60_000).toISOString();
    const items = texts.map((words, index) => ({ text: words, capturedAt, sourceId: `s${count}-${index}`, ...more }));
    count += 1;
    await stage.house.feedback.intake(items, { organisationId, source: 'test', surface: 'api', actorId: null });
  }
  const read = async (line: string, who = 'grace') => text(cardOf(await stage.say(who, line)));
  const said = async (line: string, who = 'grace') => cardOf(await stage.say(who, line));
  /** `TH-2` of the theme whose name begins so. */
  const numberOf = async (name: string) => new RegExp(`(TH-\\d+) · ${name}`).exec(await read('themes'))?.[1] ?? '';

  /** Five weeks with a word about each, and a last one in which everybody speaks of the login. */
  async function sixWeeks(): Promise<void> {
    for (let week = 1; week <= 5; week += 1) {
      await say(login?.slice(0, 2), 7 * week + 1);
      await say(invoice, 7 * week + 1);
      await say(delivery?.slice(0, 4), 7 * week + 1);
    }
    await say(login, 1, { customer: 'Acme' });
    await say(login, 2, { customer: 'Globex' });
    await say(invoice, 1);
  }

  test('are found when somebody asks first, and say what moved and what is noise', async () => {
    await stage.say('dana', 'customer Acme segment:Key');
    await stage.say('dana', 'customer Globex segment:Small');
    await sixWeeks();
    expect(await read('themes')).toContain('Looking for themes');
    await stage.clock.advance({ minutes: 1 });
    const list = await said('themes');
    expect(list.title).toBe('“Login” was named 16 times in 7 days, 14 more than usual');
    expect(text(list)).toMatch(/TH-\d · Invoice\W+8 in 7 days · as usual, within noise \(\d to \d+ a week\)/);
    expect(text(list)).toMatch(/TH-\d · Delivery\W+0 in 7 days/);
    const one = await read(`themes ${await numberOf('Login')}`);
    expect(one).toContain('Usual: 2.0 a week');
    expect(one).toContain('Week by week: 2 · 2 · 2 · 2 · 16');
    expect(one).toMatch(/By segment: Key 8, Small 8/);
    expect(one).toMatch(/says it best/);
    expect(one).toMatch(/login[^”]*”\W+F-\d+ · (?:Acme|Globex)/i);
  });

  test('keep their numbers when they are found again on Monday, and sort what came meanwhile at once', async () => {
    await sixWeeks();
    await stage.say('grace', 'themes find');
    const number = await numberOf('Login');
    await say(['Nobody can login, and login again.']);
    expect(await read('themes')).toContain('“Login” was named 17 times');
    await stage.clock.advance({ hours: 8 * 24 });
    await say([
      'The parking lot is full.',
      'No parking for customers.',
      'Parking costs too much.',
      'We find no parking.',
    ]);
    await stage.say('grace', 'themes find');
    expect(await numberOf('Login')).toBe(number);
    expect(await numberOf('Parking')).toBe('TH-4');
  });

  test('keep the name that a person gave, until its words name it again', async () => {
    await sixWeeks();
    await stage.say('grace', 'themes find');
    const number = await numberOf('Login');
    const form = formOf(await stage.press('maya', 'Rename', await said(`themes ${number}`, 'maya')));
    expect(text(cardOf(await stage.fill('maya', form, { as: 'Signing in' })))).toContain(
      `${number} · “Signing in” was named`,
    );
    await stage.clock.advance({ hours: 8 * 24 });
    expect(await read('themes')).toContain(`${number} · Signing in`);
    expect(await read(`theme name ${number} as:none`)).toContain(`${number} · “Login”`);
    const history = cardOf(await stage.interact('grace', { kind: 'action', action: 'themes.history', value: number }));
    expect(text(history)).toContain('Maya renamed it.');
    expect(text(history)).toContain('Grace let its words name it again.');
    expect(await read(`theme name ${number} as:"${'x'.repeat(61)}"`)).toContain('The limit is 60');
  });

  test('count for another once merged, in later weeks too, and are taken out again', async () => {
    await sixWeeks();
    await stage.say('grace', 'themes find');
    const [from, into] = [await numberOf('Login'), await numberOf('Invoice')];
    expect(await read(`theme merge ${from} into:${into}`)).toContain(`${into} · “Invoice” was named 24 times`);
    expect(await read('themes')).not.toContain(`${from} ·`);
    expect(await read(`theme merge ${into} into:${from}`)).toContain('can’t become a part of itself');
    await say(['Login fails for everybody at the login.']);
    await stage.say('grace', 'themes find');
    const merged = await said(`themes ${into}`);
    expect(text(merged)).toContain('named 25 times');
    await stage.press('grace', 'Take out', merged);
    expect(await read('themes')).toContain(`${from} · Login`);
    expect(await read(`theme part ${from}`)).toContain('stands by itself already');
  });

  test('are hidden and shown again', async () => {
    await sixWeeks();
    await stage.say('grace', 'themes find');
    const number = await numberOf('Login');
    await stage.say('grace', `theme hide ${number}`);
    await stage.say('grace', 'themes find');
    expect(await read('themes')).not.toContain('Login');
    expect(await read('themes')).toContain('1 hidden');
    expect(await read('themes hidden')).toContain(`${number} · Login`);
    expect(await stage.house.themes.top(organisationId, { count: 5, viewerId: null })).toHaveLength(1);
    await stage.say('grace', `theme show ${number}`);
    expect(await numberOf('Login')).toBe(number);
    expect(await read('themes hidden')).toContain('No theme is hidden');
  });

  test('count what is confidential, and show no word of it to anybody', async () => {
    await sixWeeks();
    await say(['The login of project Zanzibar fails, login login.'], 1, { confidential: true });
    await stage.say('grace', 'themes find');
    const number = await numberOf('Login');
    expect(await read('themes')).toContain('“Login” was named 17 times');
    for (const who of ['grace', 'maya']) expect(await read(`themes ${number}`, who)).not.toMatch(/zanzibar/i);
    const { rows } = await database().executeSql('SELECT words, terms FROM themes');
    expect(JSON.stringify(rows)).not.toMatch(/zanzib/i);
    // What said it best becomes confidential later: it is quoted no more, before anything is found anew.
    const best = /(F-\d+) says it best/.exec(await read(`themes ${number}`))?.[1];
    await database().executeSql(`UPDATE feedback SET confidential = true WHERE 'F-' || number = $1`, [best]);
    expect(await read(`themes ${number}`)).not.toContain(`${best} `);
  });

  test('stand on the web home, the most named first, without hidden ones', async () => {
    const part = async () => (await stage.house.themes.homeParts?.({ organisationId, viewer: null }))?.[0];
    expect((await part())?.says).toContain('looked for each Monday');
    await sixWeeks();
    await stage.say('grace', 'themes find');
    const shown = await part();
    expect(shown?.figure).toBe('Login');
    expect(shown?.says).toMatch(/^“Login” was named 16 times in 7 days/);
    expect(shown?.table?.rows[0]?.[0]).toBe(`${await numberOf('Login')} · Login`);
    await stage.say('grace', `theme hide ${await numberOf('Login')}`);
    expect((await part())?.figure).not.toBe('Login');
  });

  test('are watched by alerts under their number, whatever they are called', async () => {
    await sixWeeks();
    await stage.say('grace', 'themes find');
    const number = await numberOf('Login');
    const added = await read('alert add "theme login > 15 a week" to:@grace');
    expect(added).toContain(`Theme ${number} · Login > 15, over 7 days`);
    await stage.clock.advance({ minutes: 2 });
    const began = stage.inbox('grace').filter(({ title }) => title.startsWith('AL-1'));
    expect(began.map(({ title }) => title)).toEqual([`AL-1 · Theme ${number} · Login is high`]);
    await stage.say('grace', `theme name ${number} as:"Getting in"`);
    // By one of its words, too.
    const { rows } = await database().executeSql('SELECT words FROM themes WHERE number = $1', [number.slice(3)]);
    const [, , word] = (rows[0] as { words: string[] }).words;
    expect(await read(`alert add "theme ${word} > 90 a week"`)).toContain(`Theme ${number} · Getting in > 90`);
    await stage.say('grace', 'alert remove AL-2');
    expect(await read('alerts')).toContain(`Theme ${number} · Getting in > 15`);
    expect(await read('alert add "theme getting inn > 3"')).toContain('The nearest is theme getting in');
    // What comes just now counts within a minute, by segment too.
    await stage.say('grace', 'customer Acme segment:Key');
    await stage.say('grace', 'alert add "theme getting in > 0" segment:Key to:@grace');
    await say(['The login hangs again, login login.'], 1, { customer: 'Acme' });
    await stage.clock.advance({ minutes: 2 });
    expect(stage.inbox('grace').filter(({ title }) => title.startsWith('AL-3'))).toHaveLength(1);
    expect(await read('alert figures theme')).toContain(`Theme ${number} · Getting in`);
  });

  test('tell others the most named ones', async () => {
    await sixWeeks();
    expect(await stage.house.themes.top(organisationId, { count: 3, viewerId: null })).toEqual([]);
    await stage.clock.advance({ minutes: 1 });
    expect(await stage.house.themes.top(organisationId, { count: 1, viewerId: null })).toEqual([
      {
        ...{ id: expect.any(String), number: expect.stringMatching(/^TH-\d$/), name: 'Login' },
        ...{ countThisWeek: 16, before: 2, change: 14, isNoise: false },
      },
    ]);
  });

  test('leave out what is withdrawn, and say when nobody says the same', async () => {
    await say(['One thing only']);
    await stage.say('grace', 'themes find');
    const card = await said('themes');
    expect(card.title).toBe('No theme yet');
    expect(buttonLabels(card)).toContain('Look again');
    expect(await read('themes TH-7')).toContain('There is no TH-7 here');
    expect(await read('themes whatever')).toContain('is no theme');
    for (const line of ['theme name', 'theme merge', 'theme part', 'theme hide', 'theme show'])
      expect(await read(line)).toContain('No theme is named');
  });
});
