/** Early tests by mail, through a real SMTP server: in working hours, sharing the day with surveys, each person once. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../../support/database.js';
import { type StandInMail, startMail } from '../../support/stand-in-mail.js';
import { startTrials, type TrialStage } from './start-trials.js';

describeOnDatabase('An early test by mail', (database) => {
  let stage: TrialStage;
  let server: StandInMail;
  const begin = async (start?: string) => {
    stage = await startTrials(database(), {
      ...(start !== undefined && { start }),
      mail: server.sender,
    });
    await stage.say('grace', 'trial "New invoices" until:2027-02-01 for:I-1 about:"One line for each service"');
  };
  beforeEach(async () => {
    server = await startMail();
  });
  afterEach(async () => {
    await stage.stop();
    await server.close();
  });

  const addressees = () => server.addressees();
  const mailTo = (address: string) => server.mails.filter(({ to }) => [to].flat()[0]?.value[0]?.address === address);
  const linkIn = (mail: ReturnType<typeof mailTo>[number] | undefined) =>
    /https?:\S+\/t\/[\w-]+/.exec(mail?.text ?? '')?.[0] ?? '';

  test('reaches everybody at the customer, with what it is and a way out of early tests alone', async () => {
    await begin();
    expect(await stage.read('trial invite T-1 all')).toContain(
      '2 people get a mail, in your working hours. Who looks after Globex got a text',
    );
    await stage.clock.advance({ minutes: 1 });
    expect(addressees()).toEqual(['ann@acme.example', 'bob@acme.example']);
    const [ann] = mailTo('ann@acme.example');
    expect(ann?.subject).toBe('Would you try “New invoices” before everybody else?');
    for (const words of ['One line for each service', 'until Mon 1 Feb 2027']) expect(ann?.text).toContain(words);
    expect((await stage.face.get(linkIn(ann))).text).toContain('Would you try “New invoices”');
    expect((await stage.face.post(linkIn(ann), { answer: 'yes' })).status).toBe(303);
    const out =
      /<([^>]+)>/.exec(String(ann?.headerLines.find(({ key }) => key === 'list-unsubscribe')?.line))?.[1] ?? '';
    expect((await stage.face.post(out, { 'List-Unsubscribe': 'One-Click' })).status).toBe(200);
    expect(await stage.read('survey start customer:Acme')).toContain('2 people with a link');
    expect(await stage.read('trial "Another" until:2027-03-01 segment:Key')).toContain('Started. T-2');
    expect(await stage.read('trial invite T-2 customer:Acme')).toContain('1 person gets a mail');
  });

  test('waits for working hours, and shares the number a day with surveys', async () => {
    await begin('2026-11-14T12:00:00Z');
    await stage.say('grace', 'settings survey-mails:2');
    await stage.say('grace', 'survey start customer:Acme');
    await stage.say('grace', 'survey send S-1');
    await stage.say('grace', 'trial invite T-1 customer:Acme');
    await stage.clock.advanceTo('2026-11-16T08:59:00Z');
    expect(server.mails).toHaveLength(0);
    await stage.clock.advanceTo('2026-11-16T17:30:00Z');
    expect(server.mails).toHaveLength(2);
    await stage.clock.advanceTo('2026-11-17T09:01:00Z');
    expect(server.mails.map(({ subject }) => subject?.slice(0, 5)).toSorted()).toEqual([
      'How l',
      'How l',
      'Would',
      'Would',
    ]);
  });

  test('is not sent twice, nor to whoever answered, said no, or after it ended', async () => {
    await begin('2026-11-14T12:00:00Z');
    await stage.say('grace', 'trial invite T-1 customer:Acme');
    await stage.say('dana', 'customer Acme prefers:"no early tests"');
    await stage.clock.advanceTo('2026-11-16T12:00:00Z');
    expect(server.mails).toHaveLength(0);
    await stage.say('dana', 'customer Globex contact:"Gus Gray, cook, gus@globex.example"');
    server.breakAfterNext();
    await stage.say('grace', 'trial invite T-1 customer:Globex');
    await stage.clock.advance({ hours: 4 });
    expect(addressees()).toEqual(['gus@globex.example']);
    await stage.say('dana', 'customer Far contact:"Fay Field, pilot, fay@far.example"');
    await stage.clock.advanceTo('2026-11-16T20:00:00Z');
    await stage.say('grace', 'trial invite T-1 customer:Far');
    await stage.say('grace', 'trial end T-1');
    await stage.clock.advanceTo('2026-11-18T12:00:00Z');
    expect(addressees()).toEqual(['gus@globex.example']);
  });

  test('goes by whoever looks after them where the address is refused for good', async () => {
    await begin();
    server.refusals.set('ann@acme.example', { code: 550, words: 'No such user here' });
    await stage.say('grace', 'trial invite T-1 customer:Acme');
    await stage.clock.advance({ minutes: 2 });
    expect(addressees()).toEqual(['bob@acme.example']);
    expect([...stage.links('ben').keys()]).toEqual(['Ann Archer at Acme']);
  });

  test('tells those who took part what became of their words', async () => {
    await begin();
    await stage.say('grace', 'trial invite T-1 customer:Acme');
    await stage.clock.advance({ minutes: 1 });
    await stage.face.post(linkIn(mailTo('ann@acme.example')[0]), { answer: 'yes' });
    await stage.face.post(linkIn(mailTo('bob@acme.example')[0]), { answer: 'no' });
    await stage.say('grace', 'trial summary T-1 said:"Too many words" changed:"One page now"');
    await stage.say('grace', 'trial end T-1');
    await stage.clock.advance({ minutes: 1 });
    expect(mailTo('bob@acme.example')).toHaveLength(1);
    const told = mailTo('ann@acme.example').find(({ subject }) => subject?.startsWith('What became'));
    expect(told?.subject).toBe('What became of your words about “New invoices”');
    for (const words of ['Too many words', 'One page now', 'Everybody has it now']) expect(told?.text).toContain(words);
    await stage.clock.advance({ days: 3 });
    expect(mailTo('ann@acme.example')).toHaveLength(2);
  });
});
