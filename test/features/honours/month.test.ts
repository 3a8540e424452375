/** A month of ideas by place: asked for, posted when it is over, and no list of people unless the organisation asks for it. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../../support/database.js';
import { buttonLabels, cardOf, only, text, titles } from '../../support/stage.js';
import { type IdeaStage, startIdeas, trial } from '../ideas/start-ideas.js';

describeOnDatabase('A month of ideas', (database) => {
  let stage: IdeaStage;
  beforeEach(async () => {
    stage = await startIdeas(database());
  });
  afterEach(() => stage.stop());

  const month = async (line = 'honours month', who = 'maya') => cardOf(await stage.say(who, line));
  const months = (place = '#news') => stage.place(place).filter(({ title }) => /Ideas in|No idea was/.test(title));

  /** Two ideas in #support, one with evidence, tried and measured; one in #news, adopted; one written privately. */
  async function live(): Promise<void> {
    await stage.say('dana', 'feedback "The bill names the wrong room" customer:Acme', '#support');
    await stage.post('ani', { title: 'Greet guests by name', evidence: 'F-1' });
    await stage.post('ani', { title: 'Keys by phone' });
    await stage.post('ben', { title: 'Breakfast at five' }, '#news');
    await stage.post('maya', { title: 'A quiet lift' }, null);
    await stage.act('ani', 'try', trial, 'I-1');
    await stage.act('ani', 'result', { valueAfter: '48 %' }, 'I-1');
    await stage.act('ben', 'move', { to: 'adopted', why: 'It works.' }, 'I-3');
  }

  test('shows each place with its figures and the values before and after', async () => {
    await live();
    expect(text(await month())).toBe(
      [
        'Ideas in November 2026, by place',
        'Together · 4 ideas, 1 with evidence · 1 tried · 1 adopted',
        '#news · 1 idea, 0 with evidence · 0 tried · 1 adopted',
        '#support · 2 ideas, 1 with evidence · 1 tried · 0 adopted',
        '- I-1 Greet guests by name · Activation: 40 % → 48 %, better',
        'Written privately · 1 idea, 0 with evidence · 0 tried · 0 adopted',
        '[The month before]',
      ].join('\n'),
    );
  });

  test('is of this month, of the last, or of any that is named', async () => {
    await live();
    const before = cardOf(await stage.press('maya', 'The month before', await month()));
    expect(before.title).toBe('No idea was posted, tried or adopted in October 2026');
    expect((await month('honours month 2026-11')).title).toBe('Ideas in November 2026, by place');
    await stage.clock.advanceTo('2026-12-02T10:00:00Z');
    expect((await month()).title).toBe('No idea was posted, tried or adopted in December 2026');
    expect((await month('honours month last')).title).toBe('Ideas in November 2026, by place');
    expect(text(await month('honours month 2027-02'))).toContain('has not begun yet');
    expect(text(await month('honours month of may'))).toContain('honours month 2026-10');
  });

  test('counts as the report does: what moved back counts where it was adopted, once', async () => {
    await live();
    await stage.post('maya', { title: 'Soap that smells of nothing' }, null);
    await stage.act('ben', 'move', { to: 'parked', why: 'No.' }, 'I-3');
    await stage.act('ben', 'move', { to: 'adopted', why: 'Yes.' }, 'I-3');
    expect(text(await month())).toContain('#news · 1 idea, 0 with evidence · 0 tried · 1 adopted');
    const report = text(cardOf(await stage.say('maya', 'report period:month')));
    // By name: no report ranks anybody.
    expect(report).toContain('Ideas posted: 5\nBy person: Ani 2, Ben 1, Maya 2\n');
    expect(report).toMatch(/Tried: 1\nAdopted: 1/);
  });

  test('is posted when it is over, where the organisation wants it, and nowhere by itself', async () => {
    await live();
    await stage.clock.advanceTo('2026-12-02T10:00:00Z');
    expect([...months('#news'), ...months('#support')]).toEqual([]);
    await stage.say('grace', 'settings honours-month:#news');
    await stage.clock.advanceTo('2027-01-01T08:59:00Z');
    expect(months()).toEqual([]);
    await stage.clock.advanceTo('2027-01-01T09:00:00Z');
    expect(titles(months())).toEqual(['No idea was posted, tried or adopted in December 2026']);
    await stage.post('ani', { title: 'Soap that smells of nothing' });
    // Settings that move its time leave it what it is, and do not say it twice.
    await stage.say('grace', 'settings hours:10-16');
    await stage.clock.advanceTo('2027-02-01T09:59:00Z');
    expect(months()).toHaveLength(1);
    await stage.clock.advanceTo('2027-02-03T10:00:00Z');
    expect(titles(months()).at(-1)).toBe('Ideas in January 2027, by place');
    expect(months()).toHaveLength(2);
    expect(buttonLabels(months()[1] as never)).toEqual([]);
    await stage.say('grace', 'settings honours-month:none');
    await stage.clock.advanceTo('2027-03-05T10:00:00Z');
    expect(months()).toHaveLength(2);
  });

  test('waits for a working day', async () => {
    await stage.say('grace', 'settings honours-month:#news holidays:2026-12-01');
    await stage.clock.advanceTo('2026-12-02T08:59:00Z');
    expect(months()).toEqual([]);
    await stage.clock.advanceTo('2026-12-02T09:00:00Z');
    expect(months()).toHaveLength(1);
  });

  test('names nobody and ranks nobody, unless the organisation asks for it', async () => {
    await live();
    await stage.say('grace', 'settings honours-month:#news');
    await stage.clock.advanceTo('2026-12-01T10:00:00Z');
    const shown = [text(await month('honours month last')), text(only(months()))];
    for (const words of shown) expect(words).not.toMatch(/Ani|Ben|Maya|Dana|Grace|by person/);

    expect(text(cardOf(await stage.say('maya', 'settings honours-ranking:on')))).toContain('champion');
    await stage.say('grace', 'settings honours-ranking:on');
    expect(text(await month('honours month last'))).toContain('Ideas by person: Ani 2, Ben 1, Maya 1');
    // Whoever wants to be named in no thanks is named here neither, nor is who left.
    await stage.say('ben', 'honours off');
    await database().models.member.updateMany({ where: { handle: 'maya' }, data: { leftAt: stage.clock.now() } });
    expect(text(await month('honours month last', 'ben'))).toContain('Ideas by person: Ani 2\n');
  });

  test('is paged where many places have ideas', async () => {
    const places = Array.from({ length: 12 }, (_, at) => ({ externalId: `C-${at}`, name: `room-${10 + at}` }));
    const { harbourLights } = await import('../../support/harbour-lights.js');
    const connected = await stage.house.people.connectWorkspace({ ...harbourLights, places });
    await stage.post('ani', { title: 'Greet guests by name' });
    const [idea] = await database().models.idea.findMany();
    if (!idea) throw new Error('It was posted.');
    for (const [at, { externalId }] of places.entries()) {
      await stage.post('ani', { title: `Another idea, the one with number ${at}` });
      await database().models.idea.updateMany({
        where: { number: at + 2 },
        data: { placeId: connected.placeIds.get(externalId) ?? null },
      });
    }
    const first = await month();
    expect(text(first)).toContain('#room-17');
    expect(text(first)).not.toContain('#room-18');
    const next = buttonLabels(first).find((label) => label.startsWith('Next')) ?? '';
    expect(text(cardOf(await stage.press('maya', next, first)))).toContain('#support · 1 idea');
    await stage.say('grace', 'settings honours-month:#news');
    await stage.clock.advanceTo('2026-12-01T10:00:00Z');
    const whole = cardOf(await stage.press('maya', 'Show all places', only(months())));
    expect(text(whole)).toContain('#room-10');
  });
});
