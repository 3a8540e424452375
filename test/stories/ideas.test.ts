/** From the form to an experiment's result: one idea, who is delighted, what was tried and what came of it. */
import { expect, test } from '@jest/globals';
import type { FormValues } from '../../src/chat/form.js';
import { formToText } from '../../src/chat/plain-text.js';
import { playOnEachStage } from '../support/each-stage.js';
import { harbourLights } from '../support/harbour-lights.js';
import { buttonLabels, cardOf, formOf, only, text, titles } from '../support/stage.js';

const exports = {
  title: 'Customers export invoices themselves',
  touches: 'Acme Ltd, and every small business whose accountant asks for a file on Friday evening.',
  delights: 'They have the file at once, and nobody has to write to us and wait.',
};

playOnEachStage('An idea', (begin) => {
  test('answers for the customer, finds support, is discussed, tried, measured and adopted', async () => {
    const stage = await begin(harbourLights, '2026-11-16T10:00:00Z');
    const { say, press, fill, answer, inbox, place, threads, clock, id, house } = stage;
    const submit = async (who: string, line: string, values: FormValues) =>
      fill(who, formOf(await say(who, line, '#support')), values);
    await say('dana', 'feedback "I wait two days for every export" customer:"Acme Ltd" owner:@maya', '#support');
    await say('dana', 'feedback "Their boss is leaving" confidential:yes owner:@maya', '#support');
    const organisationId = (await house.people.actorOf(id('ani')))?.organisationId ?? '';

    // The form asks the questions, and says beside each field what is missing.
    const form = formOf(await say('ani', 'idea Customers export invoices themselves', '#support'));
    expect(form.fields.map(({ label }) => label).slice(1, 3)).toEqual([
      'Which customers does this touch?',
      'Why would it delight them?',
    ]);
    expect(form.fields[0]).toMatchObject({ name: 'title', value: exports.title });
    expect(await fill('ani', form, { title: exports.title, evidence: 'F-1, F-99' })).toMatchObject({
      kind: 'fieldErrors',
      errors: {
        touches: 'Please write which customers this touches.',
        delights: 'Please write why it would delight them.',
      },
    });
    const evidence = 'F-1 says it, F-2 too, and F-99 twice.';
    expect(await fill('ani', form, { ...exports, evidence, customers: 'Acme, Atlantis' })).toMatchObject({
      kind: 'fieldErrors',
      errors: {
        evidence: expect.stringContaining('feedback list shows the numbers; or say it without one.'),
        customers:
          'There is no customer or segment “Atlantis” here. Leave it out here and say it in your first answer.',
      },
    });
    const thanks = cardOf(await submit('ani', 'idea x', { ...exports, evidence: 'F-1 says it, F-2 too.' }));
    expect(thanks.title).toBe('Thank you. This is I-1.');
    expect(text(thanks)).toContain('Everybody can read it in #support');

    // It lives in its place; what it cites is named there, and confidential words are not.
    const living = () => place('#support').find(({ title }) => title.startsWith('I-1 ')) ?? only([]);
    expect(living().title).toBe('I-1 · Customers export invoices themselves · new');
    for (const words of [exports.touches, exports.delights, 'Touches: Acme Ltd', 'Customers said so: F-1, F-2']) {
      expect(text(living())).toContain(words);
    }
    const whole = text(cardOf(await say('ben', 'idea I-1')));
    expect(whole).toContain('F-1 · Acme Ltd: “I wait two days for every export”');
    expect(whole).toContain('F-2 · confidential');
    expect(whole).not.toContain('boss');
    const cited = cardOf(await say('ben', 'feedback F-1'));
    expect(text(cited)).toContain('An idea came from this');
    expect(text(cited)).toContain('I-1 · Customers export invoices themselves');
    expect(cardOf(await press('ben', 'Show', cited)).title).toBe(living().title);
    expect(text(cardOf(await say('ben', 'who Acme')))).toContain('I-1 · Customers export invoices themselves');

    // Somebody else writes the same: they are asked, and nothing that they typed is lost.
    const again = {
      title: 'Let customers export their invoices',
      touches: 'Anybody with an accountant.',
      delights: 'The file is there at once; no waiting for us.',
    };
    const asked = cardOf(await submit('maya', 'idea', again));
    expect(asked.title).toBe('This idea may be here already');
    expect(buttonLabels(asked)).toEqual(['Support I-1 instead', 'Post mine anyway', 'Change mine', 'Delete my draft']);
    const resumed = formOf(await press('maya', 'Change mine', asked));
    expect(resumed.fields.flatMap((field) => ('value' in field && field.value ? [field.value] : []))).toEqual(
      Object.values(again),
    );
    expect(cardOf(await press('maya', 'Support I-1 instead', asked)).title).toBe('You support I-1');
    expect(cardOf(await press('maya', 'Post mine anyway', asked)).title).toBe('This is settled already: see I-1');
    expect(formToText(formOf(await say('dana', 'idea invoices that customers export')))).toContain(
      'I-1 · Customers export invoices themselves (new)',
    );

    // Support, once each; a comment in the thread.
    await press('ben', 'Delights me too', living());
    // A second click within a second would be a double click.
    await clock.advance({ seconds: 2 });
    const already = cardOf(await press('ben', 'Delights me too', living()));
    expect(already.title).toBe('You support I-1 already');
    expect(text(living())).toContain('Support: 2 people besides its author');
    await press('ben', 'Take it back', already);
    expect(text(living())).toContain('Support: 1 person besides its author');
    expect(text(cardOf(await press('ani', 'Delights me too', living())))).toContain('I-1 is your own idea');
    expect((await answer('dana', 'Could it go by mail as well?', living(), '#support')).kind).toBe('done');
    expect(text(living())).toContain('1 comment in the thread');

    // A meeting shows and discusses it; its author hears of it.
    const support = { organisationId, placeId: id('#support'), elsewhere: [] };
    const { items: agenda } = await house.ideas.newIn(support);
    expect(agenda).toMatchObject([{ number: 1, author: { name: 'Ani' }, ...exports, supportCount: 1 }]);
    const ideaIds = agenda.map((idea) => idea.id);
    const meetingId = '00000000-0000-7000-8000-000000000001';
    await house.ideas.markShown(ideaIds, { organisationId, meetingId });
    await house.ideas.markShown(ideaIds, { organisationId, meetingId });
    const discussed = ideaIds.map((ideaId) => ({ id: ideaId, decision: null, actor: null }));
    await house.ideas.markDiscussed({ organisationId, meetingId, discussed });
    await house.ideas.markDiscussed({ organisationId, meetingId, discussed });
    await house.delivery.drain();
    expect(titles(inbox('ani'))).toEqual(['Your idea I-1 was discussed']);
    expect((await house.ideas.newIn(support)).items).toEqual([]);

    // Ben tries it: the bot comes back on the end date, in his hours.
    const trial = formOf(await press('ben', 'Try it', living()));
    const experiment = {
      change: 'Ten customers get the export button.',
      metric: 'questions about invoices a week',
      valueBefore: '40',
      better: 'lower',
      endsOn: '2026-11-27',
      runner: id('ben'),
    };
    expect(await fill('ben', trial, { ...experiment, endsOn: '2026-11-16' })).toMatchObject({
      errors: { endsOn: 'That day is not after today. Today is Mon 16 Nov.' },
    });
    await fill('ben', trial, experiment);
    expect(titles(inbox('ani')).at(-1)).toBe('Your idea I-1 is being tried');
    expect(text(living())).toContain('Ends: Fri 27 Nov, run by Ben');
    await clock.advanceTo('2026-11-27T13:59:00Z');
    expect(inbox('ben')).toEqual([]);
    await clock.advanceTo('2026-11-27T14:00:00Z');
    const question = only(inbox('ben'));
    expect(question.title).toBe('I-1 · Customers export invoices themselves: how did it go?');
    expect(text(question)).toContain('Where does “questions about invoices a week” stand now?');
    expect(text(cardOf(await say('ben', 'owe')))).toContain('where does “questions about invoices a week” stand?');

    // Unanswered, it is asked once each working day, and the champion hears of every second reminder.
    await clock.advanceTo('2026-11-30T14:00:00Z');
    expect(titles(inbox('ben')).at(-1)).toBe('I-1 · Customers export invoices themselves: is there a result yet?');
    const graces = inbox('grace').length;
    await clock.advanceTo('2026-12-01T14:00:00Z');
    expect(inbox('ben')).toHaveLength(3);
    expect(titles(inbox('grace').slice(graces)).filter((title) => title.startsWith('I-1'))).toEqual([
      'I-1 · Customers export invoices themselves: no result yet, 2 days after its end',
    ]);

    // The answer is shown, and everybody hears of it.
    expect((await press('dana', 'Enter the value', living())).kind).toBe('form');
    expect(text(cardOf(await press('maya', 'Enter the value', living())))).toContain(
      'Only Ben, who runs it, or Grace, the champion, can enter its result',
    );
    const result = formOf(await press('ben', 'Enter the value', question));
    await fill('ben', result, { valueAfter: '25', learned: 'Half of them find the button.' });
    const news = place('#support').at(-1) ?? only([]);
    expect(news).toMatchObject({
      title: 'I-1 · Customers export invoices themselves: the experiment has a result',
      tone: 'good',
    });
    expect(text(news)).toContain('“questions about invoices a week” went from 40 to 25: it got better.');
    expect(text(living())).toContain('40 → 25, better');
    expect(titles(inbox('ani')).at(-1)).toBe('Your idea I-1 has a result');
    await clock.advanceTo('2026-12-07T16:00:00Z');
    expect(inbox('ben')).toHaveLength(3);
    expect(text(cardOf(await say('ben', 'owe')))).not.toContain('invoices');

    // Adopting is for the author, the runner, the champion and admins.
    const why = 'Fewer questions, and they thanked us.';
    const stranger = JSON.stringify(formOf(await press('maya', 'Move on', living())));
    expect(stranger).toContain('Only Ani, its author, or Grace, the champion, can adopt it.');
    expect(stranger).toContain('Parked: not now');
    expect(stranger).not.toContain('Adopted: we do it');
    await fill('grace', formOf(await press('grace', 'Move on', living())), { to: 'adopted', why });
    expect(living()).toMatchObject({ title: 'I-1 · Customers export invoices themselves · adopted', tone: 'good' });
    expect(titles(inbox('ani'))).toEqual([
      'Your idea I-1 was discussed',
      'Your idea I-1 is being tried',
      'Your idea I-1 has a result',
      'Your idea I-1 is adopted',
    ]);
    expect(text(inbox('ani').at(-1))).toContain(`Grace adopted it: ${why}`);
    expect(titles(threads('#support').filter(({ title }) => title.startsWith('I-1')))).toEqual([
      'I-1 was discussed',
      'I-1 is being tried',
      'I-1 has a result',
      'I-1 is adopted',
    ]);

    const history = text(cardOf(await press('dana', 'History', living())));
    for (const line of [
      ': Ani posted it.',
      'Maya supports it.',
      'Ben took their support back.',
      'Dana: “Could it go by mail as well?”',
      'by the clock: The meeting discussed it.',
      'Ben started an experiment: Ten customers get the export button.',
      'by the clock: Asked Ben how it went.',
      'Reminded Ben of the result.',
      'Grace heard that the result is still open.',
      'Ben measured the result: 40 → 25.',
      `Grace adopted it: ${why}`,
    ]) {
      expect(history).toContain(line);
    }
  });
});
