/** The newsletter from its draft to what readers answer: who approves, what stands in it, what never does, and what time does to it. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Card } from '../../../src/chat/card.js';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { openPublicFace } from '../../support/public-face.js';
import { buttonLabels, cardOf, createStage, formOf, only, type Stage, text, titles } from '../../support/stage.js';

describeOnDatabase('The newsletter', (database) => {
  let stage: Stage;
  beforeEach(async () => {
    // A Monday.
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T10:00:00Z' });
  });
  afterEach(() => stage.stop());

  const read = async (line: string, who = 'grace') => text(cardOf(await stage.say(who, line)));
  const resolved = {
    outcome: 'fixed',
    rootCauseCategory: 'process',
    rootCause: 'The list was old.',
    prevention: 'The list is read each morning.',
  };
  const resolve = (subject: string, customerTold: string) =>
    stage.interact('maya', {
      kind: 'submit',
      form: 'feedback.resolve',
      subject,
      values: { ...resolved, customerTold },
    });

  /** Something of each part: Acme has most to say, F-1 went well, F-2 badly, F-3 is confidential. */
  async function live(): Promise<void> {
    await stage.say('grace', 'settings promise:4h');
    await stage.say('grace', 'customer Acme segment:Key owner:@maya');
    for (const line of ['score 6 customer:Acme', 'score 9 customer:Acme', 'score 10 customer:Globex'])
      await stage.say('grace', line);
    await stage.say('dana', 'feedback "The invoice is a riddle" customer:Acme owner:@maya', '#support');
    await stage.say('dana', 'feedback "Nobody calls back" customer:Acme owner:@maya', '#support');
    await stage.say('dana', 'feedback "We leave in May" customer:Hooli owner:@maya confidential:yes', '#support');
    await resolve('F-1', 'One line for each service now.');
    await stage.say('ani', 'learn They count in boxes, not in pieces customer:Acme', '#support');
    await stage.clock.advance({ hours: 5 });
    await resolve('F-2', 'We are sorry. Ben calls today.');
    await resolve('F-3', 'We talk next week.');
  }
  const settle = () => stage.say('grace', 'settings newsletter:#news');

  test('is drafted by itself for the champion, once somebody has said where it goes', async () => {
    await live();
    expect(await read('newsletter')).toContain('Nothing is drafted: nobody has said where it goes.');
    expect(stage.inbox('grace').filter(({ title }) => title.startsWith('L-'))).toEqual([]);
    await settle();
    await stage.clock.advance({ minutes: 1 });
    const draft = only(stage.inbox('grace').filter(({ title }) => title.startsWith('L-1')));
    expect(draft.title).toBe('L-1 · look at it before it goes out');
    const said = text(draft);
    expect(said).toContain('Acme, Key. Maya looks after them. They told us 2 things; all of it is answered.');
    expect(said).toMatch(/16 Nov 6; 16 Nov 9\./);
    expect(said).toContain('They count in boxes, not in pieces (Ani, of Acme)');
    expect(said).toContain('Acme said: “The invoice is a riddle” Maya answered: “One line for each service now.”');
    expect(said).toContain(
      'Acme said: “Nobody calls back” They waited too long. Why: The list was old. What changed: The list is read each morning.',
    );
    expect(said).toMatch(/NPS only 2 answers/);
    expect(said).toContain('What did a customer say to you this week that surprised you?');
    expect(said).not.toMatch(/Hooli|We leave in May|talk next week/);
    // Members neither see a draft nor touch it.
    expect(await read('newsletter', 'ben')).toContain('The next one for #news is drafted on');
    for (const line of ['newsletter approve', 'newsletter edit', 'newsletter skip', 'newsletter draft'])
      expect(await read(line, 'ben')).toContain('is for the customer champion and admins');
    expect(text(cardOf(await stage.press('ben', 'Approve and send', draft)))).toContain('Only the champion and admins');
  });

  test('is edited, approved, and reaches its place and whoever wants it; answers become learnings', async () => {
    await live();
    await settle();
    await stage.say('ben', 'newsletter subscribe');
    await stage.say('ben', 'newsletter subscribe');
    await stage.say('maya', 'newsletter subscribe');
    await stage.say('maya', 'newsletter unsubscribe');
    await stage.say('grace', 'newsletter draft');
    const form = formOf(await stage.say('grace', 'newsletter edit'));
    const values = Object.fromEntries(
      form.fields.map((field) => [field.name, 'value' in field ? String(field.value ?? '') : '']),
    );
    await stage.fill('grace', form, { ...values, portrait: 'Acme makes lamps by hand.', well: '' });
    expect(await read('newsletter')).toContain('Acme makes lamps by hand.');
    expect(stage.place('#news')).toEqual([]);
    expect(await read('newsletter approve')).toContain('It goes to #news and to 1 person privately.');
    const posted = only(stage.place('#news'));
    expect(posted.title).toBe('Our customers, these two weeks');
    expect(text(posted)).toContain('Acme makes lamps by hand.');
    expect(text(posted)).not.toContain('Answered well');
    expect(text(posted)).toContain('Approved by Grace.');
    expect(buttonLabels(posted)).toEqual([]);
    const [own] = stage.inbox('ben').filter(({ title }) => title === posted.title);
    expect(text(own)).toContain('newsletter unsubscribe');
    expect(titles(stage.inbox('maya'))).not.toContain(posted.title);
    await stage.answer('ani', 'Their stairs are steep, so they want small boxes', posted, '#news');
    const [learned] = await database().query<{ text: string; memberId: string }[]>`
      SELECT text, member_id::text AS "memberId" FROM learnings ORDER BY at DESC LIMIT 1`;
    expect(learned).toEqual({ text: 'Their stairs are steep, so they want small boxes', memberId: stage.id('ani') });
    expect(await read('newsletter approve')).toContain('No newsletter is drafted');
    expect(await read('newsletter approve L-1')).toContain('L-1 is sent already');
    expect(await read('audit what:newsletters')).toContain('approved the newsletter L-1');
  });

  test('says nothing that became confidential while it was a draft', async () => {
    await live();
    await settle();
    await stage.say('grace', 'newsletter draft');
    expect(await read('newsletter')).toContain('The invoice is a riddle');
    await database().execute`UPDATE feedback SET confidential = true WHERE number = 1`;
    expect(await read('newsletter')).not.toContain('riddle');
    await stage.say('grace', 'newsletter approve');
    expect(text(only(stage.place('#news')))).not.toContain('riddle');
  });

  test('reminds after two working days, is skipped after one more, and the next comes a fortnight later', async () => {
    await settle();
    await stage.clock.advance({ minutes: 1 });
    const named = (name: string) => stage.inbox('grace').filter(({ title }) => title.includes(name));
    expect(titles(named('L-1'))).toEqual(['L-1 · look at it before it goes out']);
    await stage.clock.advance({ days: 2, hours: 1 });
    expect(titles(named('L-1'))).toContain('L-1 waits for approval');
    await stage.clock.advance({ days: 1, hours: 1 });
    expect(titles(named('L-1'))).toContain('Skipped. L-1');
    expect(text(only(named('Skipped. L-1')))).toContain('Nobody approved it within three working days');
    expect(stage.place('#news')).toEqual([]);
    expect(await read('newsletter approve L-1')).toContain('L-1 is skipped already');
    await stage.clock.advance({ days: 11 });
    expect(titles(named('L-2'))).toContain('L-2 · look at it before it goes out');
    await stage.say('grace', 'settings newsletter:none');
    expect(await read('newsletter skip')).toContain('Skipped. L-2');
  });

  describe('where nobody is champion', () => {
    const drafts = (who: string) => stage.inbox(who).filter(({ title }) => title.startsWith('L-1'));
    const noChampion = () => database().execute`UPDATE organisations SET champion_id = NULL`;

    test('admins get the draft, are reminded, approve it, and see what became of it', async () => {
      await noChampion();
      await stage.say('dana', 'settings newsletter:#news');
      await stage.clock.advance({ minutes: 1 });
      expect(titles(drafts('dana'))).toEqual(['L-1 · look at it before it goes out']);
      expect([...drafts('grace'), ...drafts('maya')]).toEqual([]);
      await stage.clock.advance({ days: 2, hours: 1 });
      expect(titles(drafts('dana'))).toContain('L-1 waits for approval');
      const [draft] = drafts('dana');
      if (!draft) throw new Error('Nothing is drafted.');
      expect(text(cardOf(await stage.press('dana', 'Approve and send', draft)))).toContain('Sent. L-1');
      expect(titles(drafts('dana'))).toContain('L-1 · sent');
    });

    test('an admin is reminded while the champion is away', async () => {
      await settle();
      await stage.clock.advance({ minutes: 1 });
      await stage.say('grace', 'away until:2026-12-01');
      await stage.clock.advance({ days: 2, hours: 1 });
      expect(titles(drafts('dana'))).toEqual(['L-1 waits for approval']);
    });

    test('nor admin, whoever switched it on hears of it, and what to do', async () => {
      await settle();
      await noChampion();
      await database().execute`UPDATE members SET is_admin = false`;
      await stage.clock.advance({ minutes: 1 });
      const draft = only(drafts('grace'));
      expect(buttonLabels(draft)).toEqual([]);
      expect(text(draft)).toContain('champion @ann names somebody who can approve it, also yourself');
      expect(drafts('dana')).toEqual([]);
      await stage.say('grace', 'champion @grace');
      expect(await read('newsletter approve')).toContain('Sent. L-1');
    });

    test('and it is skipped, whoever got it is told', async () => {
      await noChampion();
      await stage.say('dana', 'settings newsletter:#news');
      await stage.clock.advance({ days: 4 });
      expect(titles(stage.inbox('dana'))).toEqual(expect.arrayContaining(['L-1 · skipped', 'Skipped. L-1']));
    });
  });

  test('is looked at as Slack, Teams and mail by whoever approves it, behind a link of their own', async () => {
    await live();
    await settle();
    await stage.clock.advance({ minutes: 1 });
    const face = await openPublicFace(stage);
    const linkOn = (card: Card) =>
      card.blocks
        .flatMap((block) => (block.kind === 'actions' ? block.actions : []))
        .flatMap((action) => (action.kind === 'openLink' ? action.url : []))[0] ?? '';
    const draft = only(stage.inbox('grace').filter(({ title }) => title.startsWith('L-1')));
    const link = linkOn(draft);
    const page = await face.get(link);
    expect(page.status).toBe(200);
    expect(page.text).toContain('L-1, as it will be read It goes to #news. Approve or edit it in the chat.');
    expect(page.html).toContain('They count in boxes, not in pieces');
    expect(page.html).not.toMatch(/Hooli|We leave in May/);
    const mail = await face.get(link.replace('?', '/mail?'));
    expect(mail.text).toContain('Stop these mails');
    expect(mail.html).toContain('<img src="data:image/png;base64,');
    expect((await face.get(link.replace('?', '/0.png?'))).headers.get('content-type')).toContain('image/png');
    expect((await face.get(link.replace(/signature=./, 'signature=_'))).status).toBe(404);
    // An admin's link is their own, and ends with their role.
    const own = linkOn(cardOf(await stage.say('dana', 'newsletter')));
    expect((await face.get(own)).status).toBe(200);
    await database().execute`UPDATE members SET is_admin = false`;
    expect((await face.get(own)).status).toBe(404);
    await stage.clock.advance({ days: 15 });
    expect((await face.get(link)).status).toBe(404);
    face.close();
  });

  test('refuses what cannot be: no place, two drafts, nothing to say, unknown names, too many words', async () => {
    expect(await read('newsletter draft')).toContain('Nobody has said where the newsletter goes');
    expect(await read('newsletter edit')).toContain('No newsletter is drafted');
    await settle();
    await stage.say('grace', 'newsletter draft');
    expect(await read('newsletter draft')).toContain('L-1 is drafted already');
    expect(await read('newsletter L-9')).toContain('There is no L-9 here');
    const form = formOf(await stage.say('grace', 'newsletter edit'));
    const refused = await stage.fill('grace', form, { portrait: 'x'.repeat(1_201) });
    expect(refused.kind).toBe('fieldErrors');
    await stage.fill('grace', formOf(await stage.say('grace', 'newsletter edit')), {});
    expect(await read('newsletter approve')).toContain('Every part is empty');
    expect(await read('settings newsletter-days:3')).toContain('Write 7 to 91');
  });
});
