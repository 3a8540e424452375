/** What customers got against what they expected, and what owners say of the design, in four boxes. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { formIn, openPublicFace, type PublicFace } from '../../support/public-face.js';
import { cardOf, createStage, formOf, type Stage, text } from '../../support/stage.js';

describeOnDatabase('Expected and got', (database) => {
  let stage: Stage;
  let face: PublicFace;
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T10:00:00Z' });
    face = await openPublicFace(stage);
    await stage.say('dana', 'customer Acme contact:"Ann Archer, buyer, ann@acme.example"');
  });
  afterEach(async () => {
    face.close();
    await stage.stop();
  });

  const said = async (line: string, who = 'grace') => text(cardOf(await stage.say(who, line)));
  /** Starts a survey for everybody and gives its page. */
  const open = async (touchpoint: string) => {
    const card = cardOf(await stage.say('grace', `survey start expected link touchpoint:"${touchpoint}"`));
    const actions = card.blocks.flatMap((block) => (block.kind === 'actions' ? block.actions : []));
    const link = actions.find(({ label }) => label === 'Link for everybody');
    return link?.kind === 'openLink' ? link.url : '';
  };
  const answer = async (link: string, choice: string, comment = '') =>
    face.post(link, { form: formIn(await face.get(link)), choice, comment });
  const resolve = async (number: number, ticks: Readonly<Record<string, string>>, rootCause = 'A cause') => {
    const card = cardOf(await stage.say('maya', `feedback F-${number}`));
    await stage.fill('maya', formOf(await stage.press('maya', 'Resolve', card)), {
      ...{ outcome: 'fixed', customerTold: 'Done', rootCauseCategory: 'process', rootCause, prevention: 'A check' },
      ...ticks,
    });
  };

  test('is asked after a touchpoint, and shown from ten answers on', async () => {
    const link = await open('Billing');
    const page = await face.get(link);
    expect(page.text).toContain('Billing: was it worse than, as, or better than you expected?');
    expect((await face.get(`${link}?choice=worse`)).text).toContain('You chose Worse than I expected. Send it, or');
    expect(page.text).toContain('What made it so?');
    for (const choice of ['worse', 'worse', 'worse', 'as', 'as', 'as', 'as', 'better', 'better'])
      await answer(link, choice, choice === 'worse' ? `<b>Late</b> \u202ebill https://evil.example` : '');
    const nine = await said('survey gap');
    expect(nine).toContain('9 of 10 answers: 1 is missing');
    expect(nine).not.toMatch(/Late|33 %/);
    expect(await said('survey S-1')).toContain('9 of 10 answers: 1 is missing');
    await answer(link, 'better', 'Quick!');
    const ten = await said('survey gap');
    expect(ten).toContain('What customers say (n = 10)');
    expect(ten).toContain('Expected: as they expected: 4 of 10, 40 %');
    expect(ten).toContain('Got: worse: 3 of 10, 30 %; better: 3 of 10, 30 %');
    expect(ten).toContain('Late');
    expect(ten).toContain('Quick!');
    expect(ten).toContain('0 of 10 answers: 10 are missing');
    expect(await said('survey S-1')).toContain('Got: worse: 3 of 10, 30 %');
    // It is no answer to whether they would recommend us.
    expect(await database().models.score.count()).toBe(0);
    expect(await said('nps')).not.toContain('S-1');
  });

  test('counts the later of two answers, of one touchpoint and one period alone', async () => {
    const billing = await open('Billing');
    const support = await open('Support');
    const first = formIn(await face.get(billing));
    for (const choice of ['worse', 'better']) await face.post(billing, { form: first, choice });
    for (let count = 0; count < 9; count += 1) await answer(billing, 'as');
    for (let count = 0; count < 10; count += 1) await answer(support, 'worse');
    expect(await said('survey gap touchpoint:billing')).toContain('Got: worse: 0 of 10, 0 %; better: 1 of 10, 10 %');
    const all = cardOf(await stage.say('grace', 'survey gap'));
    expect(text(all)).toContain('Got: worse: 10 of 20, 50 %; better: 1 of 20, 5 %');
    const pressed = text(cardOf(await stage.press('grace', 'Support', all)));
    expect(pressed).toContain('Expected and got: Support, the last 90 days');
    expect(pressed).toContain('Got: worse: 10 of 10, 100 %');
    await stage.clock.advance({ days: 100 });
    expect(await said('survey gap')).toContain('0 of 10 answers: 10 are missing');
    expect(await said('survey gap period:200d')).toContain('50 %');
  });

  test('lays beside it what owners say when they resolve, and no word in confidence', async () => {
    for (let number = 1; number <= 11; number += 1) {
      const confidential = number === 1 ? 'confidential:yes' : '';
      await stage.say(
        'dana',
        `feedback "Words ${number}" customer:Acme owner:@maya topic:Billing ${confidential}`,
        '#support',
      );
      const ticks = {
        ...(number <= 10 && { designedRight: number <= 2 ? 'no' : 'yes' }),
        ...(number <= 9 && { doneAsDesigned: number <= 6 ? 'no' : 'yes' }),
      };
      await resolve(number, ticks, `Cause ${number}`);
    }
    const card = await said('survey gap touchpoint:billing', 'ben');
    expect(card).toContain('Designed: right: 8 of 10, 80 %; not right: 2 of 10, 20 %');
    expect(card).toContain('Done: 9 of 10 answers: 1 is missing');
    expect(card).toContain('Cause 2');
    expect(card).not.toContain('Cause 1\n');
    expect(card).not.toContain('Cause 3');
    expect(await said('survey gap touchpoint:Support')).toContain('Designed: 0 of 10 answers: 10 are missing');
    // What is opened again is not resolved: its owner will say anew.
    const again = cardOf(await stage.say('maya', 'feedback F-2'));
    await stage.fill('maya', formOf(await stage.press('maya', 'Reopen', again)), { why: 'Not yet' });
    expect(await said('survey gap')).toContain('Designed: 9 of 10 answers: 1 is missing');
  });

  test.each([
    ['survey start expected everyone', 'grace', 'Type /customer survey start expected touchpoint:Billing everyone'],
    [`survey start expected everyone touchpoint:${'x'.repeat(61)}`, 'grace', '61 characters is too long'],
    ['survey start expected touchpoint:Billing', 'grace', 'Nobody is named to be asked'],
    ['survey gap period:soon', 'ben', 'I don’t know the period “soon”'],
  ])('refuses %s of %s with the remedy', async (line, who, words) => {
    expect(await said(line, who)).toContain(words);
  });
});
