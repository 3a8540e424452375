/** The newsletter by mail, through a real SMTP server: confirmed by a link, in working hours, once to each address, and left by one press. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { openPublicFace, type PublicFace } from '../../support/public-face.js';
import { buttonLabels, cardOf, createStage, formOf, type Stage, text, titles } from '../../support/stage.js';
import { type StandInMail, startMail } from '../../support/stand-in-mail.js';

describeOnDatabase('The newsletter by mail', (database) => {
  let stage: Stage;
  let server: StandInMail;
  let face: PublicFace;
  beforeEach(async () => {
    server = await startMail();
    // A Monday, 10:00 in London.
    stage = await createStage({
      database: database(),
      workspace: harbourLights,
      start: '2026-11-16T10:00:00Z',
      mail: server.sender,
    });
    face = await openPublicFace(stage);
  });
  afterEach(async () => {
    face.close();
    await stage.stop();
    await server.close();
  });

  const read = async (line: string, who = 'grace') => text(cardOf(await stage.say(who, line)));
  const mailsTo = (address: string) =>
    server.mails.filter(({ to }) => [to].flat()[0]?.value[0]?.address?.toLowerCase() === address);
  const lastTo = (address: string) => {
    const mail = mailsTo(address).at(-1);
    if (!mail) throw new Error(`No mail went to ${address}.`);
    return mail;
  };
  const pageIn = (mail: { readonly text?: string | undefined }): string =>
    /https?:\S+\/newsletter\/by-mail\/\S+/.exec(mail.text ?? '')?.[0] ?? '';

  /** Asks, opens the link of the mail, and says yes. Answers the page's address. */
  async function subscribe(who: string, address: string): Promise<string> {
    expect(await read(`newsletter subscribe mail:${address}`, who)).toContain('Look into your mail');
    await stage.clock.advance({ seconds: 1 });
    const page = pageIn(lastTo(address.toLowerCase()));
    expect((await face.post(page, { wants: 'yes' })).text).toContain(
      'You get the newsletter of Harbour Lights by mail',
    );
    return page;
  }

  /** Approves a newsletter with a picture in it. */
  async function send(): Promise<void> {
    await stage.say('grace', 'settings newsletter:#news');
    await stage.say('grace', 'customer Acme segment:Key owner:@maya');
    for (const line of ['score 6 customer:Acme', 'score 9 customer:Acme']) await stage.say('grace', line);
    await stage.say('dana', 'feedback "The invoice is a riddle" customer:Acme owner:@maya', '#support');
    await stage.say('ani', 'learn They count in boxes customer:Acme', '#support');
    await stage.say('grace', 'newsletter draft');
    await stage.say('grace', 'newsletter approve');
  }

  test('asks whether the address is theirs, and sends nothing else there before they say yes', async () => {
    await stage.say('ani', 'newsletter subscribe mail:ada@example.com');
    await stage.clock.advance({ minutes: 1 });
    expect(server.mails).toHaveLength(1);
    const asked = lastTo('ada@example.com');
    expect(asked.subject).toBe('Do you want Harbour Lights’s newsletter by mail?');
    expect(asked.text).toContain('Ani gave this address');
    const page = pageIn(asked);
    // A scanner of links opens it; that answers nothing.
    expect((await face.get(page)).text).toContain('Get the newsletter of Harbour Lights by mail?');
    await send();
    await stage.clock.advance({ hours: 1 });
    expect(server.mails).toHaveLength(1);
    expect((await face.post(page, { wants: 'no' })).text).toContain('You get no newsletter of Harbour Lights');
    const kept = await database().query<{ email: string | null }[]>`SELECT email FROM newsletter_readers`;
    expect(kept).toEqual([{ email: null }]);
    expect((await face.get(`${page.slice(0, -1)}${page.endsWith('x') ? 'y' : 'x'}`)).status).toBe(404);
  });

  test('brings each issue as text and HTML with pictures and a way out, and once to each address', async () => {
    const page = await subscribe('ani', 'Ada@example.com');
    await subscribe('ben', 'ada@example.com');
    await subscribe('maya', 'maya@example.com');
    expect(await read('newsletter', 'ani')).toContain('You get it by mail.');
    expect(await read('newsletter subscribe mail:ADA@example.com', 'ani')).toContain(
      'It comes to this address already',
    );
    expect(await read('newsletter')).toContain('Subscribed: 0 privately, 2 by mail.');
    expect(await read('newsletter', 'ani')).not.toContain('Subscribed:');
    const before = server.mails.length;
    await send();
    expect(await read('newsletter L-1')).toContain('L-1 · sent');
    await stage.clock.advance({ minutes: 1 });
    const sent = server.mails.slice(before);
    expect(sent.map(({ to }) => [to].flat()[0]?.value[0]?.address?.toLowerCase()).toSorted()).toEqual([
      'ada@example.com',
      'maya@example.com',
    ]);
    const mail = lastTo('maya@example.com');
    expect(mail.subject).toBe('Our customers, these two weeks');
    expect(mail.from?.value[0]).toEqual({ name: 'Harbour Lights', address: 'hello@harbour.example' });
    for (const words of ['They count in boxes (Ani, of Acme)', 'Approved by Grace', 'Answer in the thread in #news']) {
      expect(mail.text).toContain(words);
      expect(mail.html).toContain(words);
    }
    // The picture of Acme's numbers comes with the mail.
    const picture = mail.attachments.find(({ contentType }) => contentType === 'image/png');
    expect(picture?.related).toBe(true);
    expect(picture?.content.subarray(1, 4).toString()).toBe('PNG');
    expect(String(mail.html)).toMatch(/<img src="data:image\/png;base64|<img src="cid:chart-1@harbour\.example"/);
    const header = (name: string) => mail.headerLines.find(({ key }) => key === name)?.line.replace(/\s+/g, ' ') ?? '';
    expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    const out = /<([^>]+)>/.exec(header('list-unsubscribe'))?.[1] ?? '';
    expect((await face.post(out, { 'List-Unsubscribe': 'One-Click' })).text).toContain('You get no newsletter');
    expect((await face.get(page)).text).toContain('You get the newsletter');
    await stage.say('grace', 'newsletter draft');
    expect(await read('newsletter')).toContain('It goes to #news and to 1 by mail.');
  });

  test('repeats no mail of which nobody knows whether it arrived', async () => {
    await subscribe('ani', 'ada@example.com');
    server.breakAfterNext();
    await send();
    await stage.clock.advance({ hours: 5 });
    expect(mailsTo('ada@example.com')).toHaveLength(2);
    const states = (await database().models.delivery.findMany({ where: { kind: 'newsletter.mail' } })).map(
      ({ state }) => state,
    );
    expect(states).toEqual(['unknown']);
  });

  test('waits for working hours, and sends no more a day than is set', async () => {
    await subscribe('ani', 'ada@example.com');
    await subscribe('maya', 'maya@example.com');
    await stage.say('grace', 'settings newsletter-mails:1');
    await stage.clock.advanceTo('2026-11-16T19:00:00Z');
    const before = server.mails.length;
    await send();
    await stage.clock.advanceTo('2026-11-17T08:59:00Z');
    expect(server.mails).toHaveLength(before);
    await stage.clock.advanceTo('2026-11-17T17:00:00Z');
    expect(server.mails).toHaveLength(before + 1);
    await stage.clock.advanceTo('2026-11-18T09:01:00Z');
    expect(server.mails).toHaveLength(before + 2);
  });

  test('goes to nobody who left the organisation, unsubscribed meanwhile, or was forgotten', async () => {
    for (const [who, address] of [
      ['ani', 'ani@example.com'],
      ['ben', 'ben@example.com'],
      ['maya', 'maya@example.com'],
    ] as const)
      await subscribe(who, address);
    await stage.clock.advanceTo('2026-11-16T19:00:00Z');
    const before = server.mails.length;
    await send();
    await database().execute`UPDATE members SET left_at = ${stage.clock.now()} WHERE name = 'Ani'`;
    expect(await read('newsletter unsubscribe', 'ben')).toContain('You don’t get the newsletter any more');
    const asked = cardOf(await stage.say('dana', 'forget person @maya'));
    await stage.press('dana', buttonLabels(asked)[0] ?? '', asked);
    await stage.clock.advanceTo('2026-11-17T12:00:00Z');
    expect(server.mails).toHaveLength(before);
    const kept = await database().query<{ email: string | null }[]>`
      SELECT email FROM newsletter_readers WHERE email LIKE 'ben%' OR email LIKE 'maya%'`;
    expect(kept).toEqual([]);
    // The next issue forgets the address of whoever left.
    await stage.say('grace', 'newsletter draft');
    await stage.say('grace', 'newsletter approve');
    const [left] = await database().query<{ count: number }[]>`
      SELECT count(*)::int AS count FROM newsletter_readers WHERE email IS NOT NULL`;
    expect(left).toEqual({ count: 0 });
  });

  test('forgets an address that takes no mail, and says so in the chat', async () => {
    server.refusals.set('ada@exmaple.com', { code: 550, words: 'No such user here' });
    await stage.say('ani', 'newsletter subscribe mail:ada@exmaple.com');
    await stage.clock.advance({ minutes: 1 });
    expect(titles(stage.inbox('ani'))).toContain('The newsletter can’t reach you by mail');
    expect(titles(stage.inbox('grace')).join()).not.toContain('mail');
    await subscribe('ani', 'ada@example.com');
    await send();
    await stage.clock.advance({ minutes: 1 });
    const id = lastTo('ada@example.com').messageId ?? '';
    const body = JSON.stringify([{ event: 'spamreport', 'smtp-id': id }]);
    const headers = { 'content-type': 'application/json' };
    const told = await face.raw('/mail/bounces', { method: 'POST', body, headers });
    expect(await told.json()).toMatchObject({ noted: 1 });
    expect(await read('newsletter', 'ani')).not.toContain('You get it by mail');
    // Who called it spam is not asked about it in the chat.
    expect(titles(stage.inbox('ani')).filter((title) => title.includes('reach you by mail'))).toHaveLength(1);
  });

  test('is asked for by a button and a form too; refuses what is no address, and whoever asks again and again', async () => {
    const standing = cardOf(await stage.say('ani', 'newsletter'));
    expect(buttonLabels(standing)).toEqual(['Send it to me here', 'Send it to me by mail']);
    const form = formOf(await stage.press('ani', 'Send it to me by mail', standing));
    const refused = await stage.fill('ani', form, { mail: 'ada at example.com' });
    expect(JSON.stringify(refused)).toContain('This is not an address. Write it as ada@example.com.');
    expect(text(cardOf(await stage.fill('ani', form, { mail: 'ada1@example.com' })))).toContain('Look into your mail');
    for (const nth of [2, 3, 4, 5]) await read(`newsletter subscribe mail:ada${nth}@example.com`, 'ani');
    expect(await read('newsletter subscribe mail:ada6@example.com', 'ani')).toContain('try again in an hour');
    await stage.say('ani', 'newsletter unsubscribe');
    expect(await read('newsletter subscribe mail:ada6@example.com', 'ani')).toContain('try again in an hour');
    await stage.clock.advance({ hours: 1, minutes: 1 });
    expect(mailsTo('ada6@example.com')).toEqual([]);
    await subscribe('ani', 'ada6@example.com');
    // The link to the address before is good for nothing.
    expect((await face.post(pageIn(lastTo('ada1@example.com')), { wants: 'yes' })).text).toContain(
      'You get no newsletter',
    );
  });
});

describeOnDatabase('Without a mail server', (database) => {
  test('the newsletter says what the operator sets, and comes in the chat as before', async () => {
    const stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T10:00:00Z' });
    const refused = text(cardOf(await stage.say('ani', 'newsletter subscribe mail:ada@example.com')));
    expect(refused).toContain('I can’t send mail');
    expect(refused).toContain('SMTP_URL and MAIL_FROM');
    const standing = cardOf(await stage.say('ani', 'newsletter'));
    expect(buttonLabels(standing)).toEqual(['Send it to me here']);
    expect(text(cardOf(await stage.say('ani', 'newsletter subscribe')))).not.toContain('mail');
    await stage.stop();
  });
});
