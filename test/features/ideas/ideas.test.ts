import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Card } from '../../../src/chat/card.js';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { cardOf, formOf, only, text, titles } from '../../support/stage.js';
import { type IdeaStage, startIdeas, trial } from './start-ideas.js';

describeOnDatabase('Ideas', (database) => {
  let stage: IdeaStage;
  beforeEach(async () => {
    stage = await startIdeas(database());
  });
  afterEach(() => stage.stop());
  const errorsOf = (reply: Awaited<ReturnType<IdeaStage['act']>>) => (reply.kind === 'fieldErrors' ? reply.errors : {});
  const say = async (line: string, who = 'maya') => cardOf(await stage.say(who, line, '#support'));

  test('are refused with the number, or with the mend', async () => {
    const wrongs: readonly (readonly [Record<string, string>, string, string])[] = [
      [{ title: 'x'.repeat(151) }, 'title', '151 characters is too long. The limit is 150.'],
      [{ touches: '😀'.repeat(1_001) }, 'touches', '1,001 characters is too long. The limit is 1,000.'],
      [{ delights: 'x'.repeat(2_001) }, 'delights', '2,001 characters is too long. The limit is 2,000.'],
      [{ benefit: 'half \ud83d' }, 'benefit', 'can’t be kept'],
      [{ problem: 'nul\u0000' }, 'problem', 'can’t be kept'],
      [{ touches: '  ' }, 'touches', 'Please write which customers this touches.'],
      [{ evidence: 'F-99999999999' }, 'evidence', 'There is no F-99999999999 here.'],
      [{ evidence: 'Just see F99.' }, 'evidence', 'Is “F99” feedback? Then write F-99, and it is linked.'],
      [{ evidence: 'feedback 99' }, 'evidence', 'put it in quotes: “feedback 99”'],
      [{ evidence: Array.from({ length: 120 }, (_, n) => `F-${n}`).join(' ') }, 'evidence', 'That cites 120 pieces'],
      [{ customers: Array.from({ length: 21 }, (_, n) => `C${n}`).join(',') }, 'customers', 'Those are 21 names'],
    ] as const;
    for (const [wrong, field, words] of wrongs)
      expect(errorsOf(await stage.post('ani', wrong))[field]).toContain(words);
    expect((await say('ideas')).title).toBe('Open ideas');
  });

  test('of one form are posted once, however often it is sent off, and not without what is similar', async () => {
    const answers = { title: 'Greet them by name', touches: 'Guests', delights: 'They feel at home at once.' };
    const form = formOf(await stage.say('ani', 'idea', '#support'));
    const sent = await Promise.all([stage.fill('ani', form, answers), stage.fill('ani', form, answers)]);
    expect(sent.map((reply) => cardOf(reply).title)).toEqual(Array(2).fill('Thank you. This is I-1.'));
    const other = { ...answers, delights: 'They come back.' };
    expect(cardOf(await stage.fill('ani', form, other)).title).toBe('This is settled already: see I-1');
    // A form with a title has an id of its own too; what is similar is asked about both times.
    const similar = formOf(await stage.say('ben', 'idea Greet them by name', '#support'));
    const asked = await Promise.all([stage.fill('ben', similar, answers), stage.fill('ben', similar, answers)]);
    asked.push(await stage.fill('ben', similar, answers));
    expect(asked.map((reply) => cardOf(reply).title)).toEqual(Array(3).fill('This idea may be here already'));
    // Taken up again, its author has seen it.
    const resumed = formOf(await stage.say('ben', 'idea'));
    expect(cardOf(await stage.fill('ben', resumed, answers)).title).toBe('Thank you. This is I-2.');
    expect(formOf(await stage.say('ben', 'idea')).intro).toBeUndefined();
    // Somebody else’s form is nobody’s.
    expect(await stage.fill('maya', similar, { ...answers, title: 'Wave', delights: 'Fun' })).toMatchObject({
      kind: 'fieldErrors',
    });
    expect((await say('ideas')).title).toBe('Open ideas (2)');
  });

  test('with a title that is too long are refused before the form opens', async () => {
    expect(text(await say(`idea ${'x'.repeat(200)}`))).toContain('200 characters is too long\nThe limit is 150.');
  });

  test('are numbered without gaps, whatever is refused between and however many come at once', async () => {
    await stage.post('ani', {});
    await stage.post('ani', { evidence: 'F-9' });
    await Promise.all([stage.post('ben', {}), stage.post('maya', {}), stage.post('dana', {})]);
    expect(
      titles(stage.place('#support'))
        .map((title) => title.split(' ')[0])
        .sort(),
    ).toEqual(['I-1', 'I-2', 'I-3', 'I-4']);
  });

  test('of another organisation are nobody’s here', async () => {
    await stage.post('ani', { title: 'Ours' });
    const other = { ...harbourLights, externalId: 'T2', name: 'Others', championExternalId: 'U2' };
    const members = [{ externalId: 'U2', handle: 'eve', name: 'Eve', timeZone: 'UTC' }];
    const connected = await stage.house.people.connectWorkspace({ ...other, members });
    const actor = await stage.house.people.actorOf(connected.memberIds.get('U2') ?? '');
    const support = { organisationId: await stage.organisationId(), placeId: stage.id('#support'), elsewhere: [] };
    const [idea] = (await stage.house.ideas.newIn(support)).items;
    if (!actor || !idea) throw new Error('somebody and something');
    const context = { interactionId: '', platform: 'playground', actor, place: null } as const;
    for (const verb of ['show', 'support', 'move', 'try', 'result', 'history', 'cited']) {
      await expect(stage.house.ideas.actions?.[`ideas.${verb}`]?.('I-1', context)).rejects.toThrow(
        'There is no I-1 here',
      );
    }
    const discussed = [idea.id, 'no id'].map((id) => ({ id, decision: null, actor }));
    const { organisationId } = actor;
    await stage.house.ideas.markDiscussed({ organisationId, meetingId: support.placeId, discussed });
    expect((await stage.house.ideas.newIn(support)).items).toHaveLength(1);
    const others = { ...support, organisationId: actor.organisationId };
    expect((await stage.house.ideas.newIn(others)).items).toEqual([]);
    expect(await stage.house.ideas.byIds(actor.organisationId, [idea.id, 'no id'])).toEqual([]);
  });

  test('answer stale and strange buttons in words', async () => {
    for (const value of ['I-99', 'F-1', '', 'x\u0000', 'I-2147483648']) {
      for (const verb of ['show', 'support', 'history', 'move']) {
        const answer = text(cardOf(await stage.act('maya', verb, undefined, value)));
        expect(answer).toMatch(/There is no I-|named by its number/);
      }
      for (const verb of ['postAnyway', 'resume', 'discard', 'supportInstead']) {
        expect(text(cardOf(await stage.act('maya', verb, undefined, value)))).toContain(
          'This draft is not here any more',
        );
      }
      expect(cardOf(await stage.act('maya', 'list', undefined, value)).title).toBe('Open ideas');
    }
  });

  test('moved by two people at once move once, and the second hears who did what', async () => {
    await stage.post('ani', {});
    const [mine, theirs] = [formOf(await stage.act('maya', 'move')), formOf(await stage.act('ben', 'move'))];
    const replies = await Promise.all([
      stage.fill('maya', mine, { to: 'discussed', why: 'We talked.' }),
      stage.fill('ben', theirs, { to: 'parked', why: 'Not now.' }),
    ]);
    expect(replies.map(({ kind }) => kind).sort()).toEqual(['done', 'fieldErrors']);
    expect(JSON.stringify(replies)).toMatch(/since (?:Maya|Ben) moved it in the meantime/);
    expect(stage.inbox('ani')).toHaveLength(1);
  });

  test('moved or tried twice by the same form move once, without a word about oneself', async () => {
    await stage.post('ani', {});
    const move = formOf(await stage.act('ben', 'move'));
    const why = { to: 'discussed', why: 'We talked.' };
    expect(await stage.fill('ben', move, why)).toEqual({ kind: 'done' });
    expect(await stage.fill('ben', move, why)).toEqual({ kind: 'done' });
    const other = await stage.fill('ben', move, { to: 'parked', why: 'Or not.' });
    expect(JSON.stringify(other)).toContain('since you moved it in the meantime');
    const form = formOf(await stage.act('ben', 'try'));
    const sent = await Promise.all([stage.fill('ben', form, trial), stage.fill('ben', form, trial)]);
    expect(sent.map(({ kind }) => kind)).toEqual(['done', 'done']);
    expect((await stage.fill('ben', form, { ...trial, metric: 'Trust' })).kind).toBe('fieldErrors');
    expect((await stage.fill('maya', form, trial)).kind).toBe('fieldErrors');
    expect(titles(stage.threads('#support'))).toEqual(['I-1 was discussed', 'I-1 is being tried']);
  });

  test('whose support is taken back by somebody who never gave any say so', async () => {
    await stage.post('ani', {});
    expect(cardOf(await stage.act('maya', 'unsupport')).title).toBe('You don’t support I-1');
    await stage.act('maya', 'support');
    expect(cardOf(await stage.act('maya', 'unsupport')).title).toBe('You no longer support I-1');
    expect(cardOf(await stage.act('maya', 'unsupport')).title).toBe('You don’t support I-1');
    expect(cardOf(await stage.act('ani', 'unsupport')).title).toBe('I-1 is your own idea');
  });

  test('lose another person’s support by the champion only, and the history says whose', async () => {
    await stage.post('ani', {});
    await stage.act('maya', 'support');
    expect(text(cardOf(await stage.act('ben', 'unsupportOf')))).toContain('Only the customer champion and admins');
    const form = formOf(await stage.act('grace', 'unsupportOf'));
    const [field] = form.fields;
    const member = field?.kind === 'choice' ? field.options[0]?.value : undefined;
    expect((await stage.fill('ben', form, { member })).kind).not.toBe('done');
    expect(await stage.fill('grace', form, { member })).toEqual({ kind: 'done' });
    expect(text(cardOf(await stage.act('grace', 'history')))).toContain('Grace took back the support of Maya.');
    expect(text(stage.place('#support')[0])).toContain('Support: nobody else yet');
  });

  test('that are tried name their metric as a label does', async () => {
    await stage.post('ani', {});
    await stage.act('ben', 'try', { ...trial, metric: 'éclairs sold' });
    expect(text(cardOf(await stage.say('ben', 'idea I-1')))).toContain('Éclairs sold: 40 % before');
  });

  test('supported by two clicks at once count that person once', async () => {
    await stage.post('ani', {});
    await Promise.all([stage.act('maya', 'support'), stage.act('maya', 'support')]);
    expect(text(stage.place('#support')[0])).toContain('1 person besides its author');
  });

  test('moved by their author are not told to their author', async () => {
    await stage.post('ani', {});
    await stage.act('ani', 'move', { to: 'adopted', why: 'It is done.' });
    expect(stage.inbox('ani')).toEqual([]);
    expect(text(stage.place('#support')[0])).toContain('Adopted by Ani: It is done.');
  });

  test('are found by words of every script, in any form of them', async () => {
    const titled = [
      'Exporting invoices faster',
      'Հաշիվների արտահանում',
      'تصدير الفواتير',
      '請求書を出力する',
      'Экспорт счетов',
    ];
    for (const title of titled) await stage.post('ani', { title });
    for (const [words, title] of [
      ['export invoice', titled[0]],
      ['EXPORTED', titled[0]],
      ['արտահանում', titled[1]],
      ['الفواتير', titled[2]],
      ['請求', titled[3]],
      ['счет', titled[4]],
    ]) {
      expect(text(await say(`ideas ${words}`))).toContain(String(title));
    }
    expect((await say('ideas nothing like it')).summary).toContain('Nothing matches');
    expect(text(await say(`ideas "zq & | ! (the <-> \\ :*"`))).toContain('Nothing matches');
    expect(text(await say(`ideas ${'y'.repeat(201)}`))).toContain('at most 200');
  });

  test('like one that is there are offered, others are not', async () => {
    const first = {
      title: 'Show delivery times on the order page',
      delights: 'They know when the parcel comes and can plan their day.',
    };
    await stage.post('ani', first);
    for (const title of ['Weekly newsletter for partners', 'A page for the whole team', 'Free coffee on the order']) {
      expect(cardOf(await stage.post('ben', { title, delights: 'They like us.' })).title).toMatch(/^Thank you/);
    }
    const again = {
      title: 'Delivery times shown with the order',
      delights: 'They can plan the day when the parcel comes.',
      experience: 'A date beside each order.',
    };
    const asked = cardOf(await stage.post('maya', again));
    expect(asked.title).toBe('This idea may be here already');
    // The ephemeral card may be gone with the window: the draft is not.
    const form = formOf(await stage.say('maya', 'idea', '#support'));
    expect(form.intro).toContain('This is what you wrote on Mon 16 Nov and have not posted.');
    expect(form.fields.find(({ name }) => name === 'experience')).toMatchObject({ value: again.experience });
    const clicks = await Promise.all([0, 1].map(() => stage.press('maya', 'Post mine anyway', asked)));
    expect(clicks.map((reply) => cardOf(reply).title).sort()).toEqual([
      'Thank you. This is I-5.',
      'This is settled already: see I-5',
    ]);
    expect(formOf(await stage.say('maya', 'idea', '#support')).intro).toBeUndefined();
    const own = cardOf(await stage.post('ani', first));
    expect(text(own)).toContain('I-1 · Show delivery times on the order page');
    await stage.press('ani', 'Delete my draft', own);
    expect(text(cardOf(await stage.press('ani', 'Post mine anyway', own)))).toContain('not here any more');
  });

  test('are asked how people with disabilities use them, unless the organisation does not want to', async () => {
    const question = 'How would someone use it who cannot see, hear, or use a mouse?';
    const form = formOf(await stage.say('ani', 'idea "Invoices by phone"', '#support'));
    expect(form.fields.find(({ name }) => name === 'access')).toMatchObject({ label: question, optional: true });
    const access = 'By keyboard alone; each step is read out.';
    await stage.post('ani', { title: 'Invoices by phone', access });
    const living = stage.place('#support')[0] as Card;
    expect(text(living)).not.toContain(access);
    expect(text(cardOf(await stage.press('ben', 'Read it all', living)))).toContain(`${question} ${access}`);
    await stage.say('grace', 'settings idea-access:off');
    const without = formOf(await stage.say('ani', 'idea "A quiet room"', '#support'));
    expect(without.fields.map(({ name }) => name)).not.toContain('access');
    expect(text(cardOf(await stage.say('ben', 'idea I-1')))).toContain(access);
  });

  test('come in lists, a page at a time', async () => {
    for (let count = 1; count <= 12; count += 1) await stage.post('ani', { title: `Kw${count} pq${count}` });
    await stage.act('ani', 'move', { to: 'parked', why: 'No.' }, 'I-12');
    await stage.act('ben', 'try', trial, 'I-11');
    const open = await say('ideas');
    expect(open.title).toBe('Open ideas (11)');
    expect(text(cardOf(await stage.press('maya', 'Next', open)))).toContain('I-1 · Kw1 pq1');
    expect((await say('ideas parked')).title).toBe('Parked ideas (1)');
    expect((await say('ideas trying')).title).toBe('Ideas that are being tried (1)');
    expect((await say('ideas adopted')).summary).toBe('No idea is adopted yet.');
  });

  test('written privately come up where their author is', async () => {
    const thanks = cardOf(await stage.post('ani', { title: 'Quietly' }, null));
    expect(text(thanks)).toContain('You wrote it privately');
    expect(stage.place('#support')).toEqual([]);
    const organisationId = await stage.organisationId();
    const [news, support] = [stage.id('#news'), stage.id('#support')];
    const { ideas, people } = stage.house;
    const ani = stage.id('ani');
    const inNews = async (anisPlaces: readonly string[], known = [news, support]) => {
      const whoIsIn = new Map(known.map((placeId) => [placeId, new Set(anisPlaces.includes(placeId) ? [ani] : [])]));
      Object.assign(people, { whoIsIn: async () => whoIsIn });
      const { items: found } = await ideas.newIn({ organisationId, placeId: news, elsewhere: [support, news] });
      return found.map(({ title }) => title);
    };
    expect(await inNews([news])).toEqual(['Quietly']);
    expect(await inNews([support])).toEqual([]);
    // Who meets nowhere is heard everywhere, also where a channel can’t say who is in it.
    expect(await inNews([])).toEqual(['Quietly']);
    expect(await inNews([], [news])).toEqual(['Quietly']);
    expect(await inNews([], [])).toEqual(['Quietly']);
  });

  test('touch the customers that they name, and those of a segment', async () => {
    for (const line of [
      'customer Acme segment:Enterprise',
      'customer "Blue Boat" segment:enterprise',
      'customer Orange',
    ]) {
      await stage.say('grace', line);
    }
    await stage.post('ani', { title: 'By name', touches: 'Blue boat, in an orange shirt' });
    await stage.post('ani', { title: 'By segment', customers: 'ENTERPRISE' });
    expect(text(await say('who "Blue Boat"'))).toContain('By name');
    expect(text(await say('who "Blue Boat"'))).toContain('By segment');
    expect(text(await say('who Acme'))).not.toContain('By name');
    expect(text(await say('who Acme'))).toContain('By segment');
    expect(text(await say('who Orange'))).not.toContain('By name');
  });

  test('touch the customers of a segment by rule, and say so on their card', async () => {
    await stage.say('grace', 'customer Acme segment:Shops attribute:plan=Gold');
    await stage.say('grace', 'customer Orange attribute:plan=Free');
    await stage.say('grace', 'segment add "Key accounts" when:"plan = gold"');
    await stage.post('ani', { title: 'For the best', customers: 'key accounts' });
    expect(text(await say('idea I-1'))).toContain('Key accounts');
    expect(text(await say('who Acme'))).toContain('For the best');
    expect(text(await say('who Orange'))).not.toContain('For the best');
    await stage.say('grace', 'customer Orange attribute:plan=Gold');
    expect(text(await say('who Orange'))).toContain('For the best');
    await stage.say('grace', 'customer Acme attribute:plan=Free');
    expect(text(await say('who Acme'))).not.toContain('For the best');
  });

  test('are counted by what the report defines', async () => {
    await stage.say('dana', 'feedback "So slow" owner:@maya', '#support');
    const organisationId = await stage.organisationId();
    await stage.post('ani', { evidence: 'F-1' });
    await stage.post('ani', {});
    await stage.post('ben', {});
    await stage.post('ben', {});
    const support = { organisationId, placeId: stage.id('#support'), elsewhere: [] };
    const ids = (await stage.house.ideas.newIn(support)).items.map(({ id }) => id);
    const [first = '', second = '', third = '', fourth = ''] = ids;
    const discuss = (id: string) =>
      stage.house.ideas.markDiscussed({
        organisationId,
        meetingId: stage.id('#support'),
        discussed: [{ id, decision: null, actor: null }],
      });
    for (const [index, shown] of [
      // The fourth still has time: it stood on two agendas only.
      [first, second, third, fourth],
      [second, third, fourth],
      [second, third],
    ].entries()) {
      await stage.house.ideas.markShown(shown, {
        organisationId,
        meetingId: `00000000-0000-7000-8000-00000000000${index}`,
      });
      if (index === 0) await discuss(first);
    }
    await discuss(third);
    // Twice is once.
    for (const change of ['Ten customers get it.', 'Twenty customers get it.']) {
      await stage.act('ben', 'try', { ...trial, change });
      await stage.act('ani', 'move', { to: 'adopted', why: 'Good.' });
    }
    const actor = await stage.house.people.actorOf(stage.id('grace'));
    if (!actor) throw new Error('Grace is here');
    const report = async (from: string, until: string) => {
      const period = { from: new Date(from), until: new Date(until) };
      const context = { interactionId: '', platform: 'playground', actor, place: null } as const;
      const chapter = await stage.house.ideas.reportOn?.(period, context);
      return text({ title: 'Report', summary: '', blocks: chapter?.blocks ?? [] });
    };
    const month = await report('2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z');
    for (const line of [
      'Ideas posted: 4',
      'By person: Ani 2, Ben 2',
      'With evidence from customers: 1 of 4 (25 %)',
      'Usable by everybody: answered: 0 of 4 (0 %)',
      'Discussed within two meetings: 1 of 3 (33 %)',
      'Tried: 1',
      'Adopted: 1',
    ]) {
      expect(month).toContain(line);
    }
    expect(await report('2026-10-01T00:00:00Z', '2026-11-01T00:00:00Z')).toContain('No ideas in this time.');
    // Who does not want the question does not read that nobody answered it.
    await stage.say('grace', 'settings idea-access:off');
    expect(await report('2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z')).not.toContain('Usable by everybody');
    expect(month).not.toContain('By month');
    // December has begun where the organisation is now, and nowhere in Europe.
    await stage.say('grace', 'settings zone:Asia/Kathmandu');
    await stage.clock.advanceTo('2026-11-30T18:15:00Z');
    await stage.post('maya', {});
    expect(await report('2026-11-01T00:00:00Z', '2027-01-01T00:00:00Z')).toMatch(
      /Ideas posted: 5\nBy month: Nov(?:ember)? (?:2026 )?4, Dec(?:ember)? (?:2026 )?1\nBy person: Ani 2, Ben 2, Maya 1/,
    );
  });

  test('say what is cited in confidence to those who may know it', async () => {
    await stage.say('dana', 'feedback "The boss leaves" confidential:yes owner:@maya', '#support');
    await stage.post('ani', { title: 'Ask the boss', evidence: 'F-1' });
    expect(text(await say('idea I-1', 'maya'))).toContain('The boss leaves');
    expect(text(await say('idea I-1', 'ani'))).toContain('F-1 · confidential');
    expect(text(cardOf(await stage.act('ani', 'cited')))).not.toContain('leaves');
    expect(text(only(stage.place('#support').filter(({ title }) => title.startsWith('I-1'))))).not.toContain('leaves');
  });
});
