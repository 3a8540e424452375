/** Surveys by mail, through a real SMTP server: in working hours, so many a day, each person once, and never against their wish. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { outcomeOf } from '../../../src/adapters/mail/mail.js';
import { renderMail } from '../../../src/adapters/mail/render-mail.js';
import { bold } from '../../../src/chat/card.js';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { openPublicFace, type PublicFace } from '../../support/public-face.js';
import { cardOf, createStage, type Stage, text } from '../../support/stage.js';
import { type StandInMail, startMail } from '../../support/stand-in-mail.js';

/** A bounce as Postfix writes it, with what it says of the address. */
const dsn = (status: string) => (messageId: string) =>
  [
    'Return-Path: <>',
    'From: MAILER-DAEMON@mx.example',
    'To: bounces@harbour.example',
    'Subject: Undelivered Mail Returned to Sender',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'I am sorry to have to inform you that your message could not be delivered.',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example',
    '',
    'Final-Recipient: rfc822; gus@globex.example',
    'Action: failed',
    `Status: ${status}`,
    '--b',
    'Content-Type: message/rfc822',
    '',
    `Message-ID: ${messageId}`,
    'Subject: How likely',
    '--b--',
  ].join('\r\n');

/** A complaint as mailbox providers send it (RFC 5965). */
const abuse = (messageId: string) =>
  dsn('')(messageId).replace(/Reporting-MTA[\s\S]*Status: /, 'Feedback-Type: abuse\r\nUser-Agent: x');

describeOnDatabase('A survey by mail', (database) => {
  let stage: Stage;
  let server: StandInMail;
  let face: PublicFace;
  /** Monday, 10:00 in London. */
  const begin = async (start = '2026-11-16T10:00:00Z') => {
    stage = await createStage({
      database: database(),
      workspace: harbourLights,
      start,
      mail: server.sender,
    });
    face = await openPublicFace(stage);
    await stage.say(
      'dana',
      'customer Acme contact:"Ann Archer, buyer, ann@acme.example" contact:"Bob Bell, boss, bob@acme.example"',
    );
    await stage.say('dana', 'customer Globex contact:"Gus Gray, cook, gus@globex.example"');
  };
  beforeEach(async () => {
    server = await startMail();
  });
  afterEach(async () => {
    face.close();
    await stage.stop();
    await server.close();
  });

  const said = async (line: string, who = 'grace') => text(cardOf(await stage.say(who, line)));
  const addressees = () => server.addressees();

  test('goes to everybody with a number to press and a way out, from the organisation', async () => {
    await begin();
    await said('settings page-colour:#cc3300');
    expect(await said('survey start everyone')).toContain('Send to 3 people');
    expect(await said('survey send S-1')).toContain('S-1 goes out by mail\nUp to 500 mails a day');
    await stage.clock.advance({ minutes: 1 });
    expect(addressees()).toEqual(['ann@acme.example', 'bob@acme.example', 'gus@globex.example']);
    const ann = server.mails.find(({ to }) => [to].flat()[0]?.value[0]?.address === 'ann@acme.example');
    expect(ann?.subject).toBe('How likely are you to recommend Harbour Lights?');
    expect(ann?.from?.value[0]).toEqual({ name: 'Harbour Lights', address: 'hello@harbour.example' });
    const links = [...String(ann?.html).matchAll(/href="([^"]+\?score=\d+)"/g)].map(([, url]) => url ?? '');
    expect(links).toHaveLength(11);
    expect(ann?.text).toContain(links[9]);
    expect(String(ann?.html)).toContain('#cc3300');
    const header = (name: string) => ann?.headerLines.find(({ key }) => key === name)?.line.replace(/\s+/g, ' ') ?? '';
    expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    const out = /<([^>]+)>/.exec(header('list-unsubscribe'))?.[1] ?? '';
    const chosen = await face.get(links[9] ?? '');
    expect(chosen.text).toContain('You chose 9. Send it, or choose another number.');
    expect((await face.post(out, { 'List-Unsubscribe': 'One-Click' })).status).toBe(200);
    expect(await said('survey start everyone again:0d')).toContain('1 person who wants no surveys');
    expect(await said('survey S-1')).toContain('3 people of 3 people with a link');
  });

  test('waits for working hours, and sends no more a day than is set', async () => {
    await begin('2026-11-14T12:00:00Z');
    await said('settings survey-mails:2');
    await said('survey start everyone');
    expect(await said('survey send S-1')).toContain('Mon 16 Nov 2026, 09:00');
    await stage.clock.advanceTo('2026-11-16T08:59:59Z');
    expect(server.mails).toHaveLength(0);
    await stage.clock.advanceTo('2026-11-16T17:00:00Z');
    expect(server.mails).toHaveLength(2);
    await stage.clock.advanceTo('2026-11-17T08:59:59Z');
    expect(server.mails).toHaveLength(2);
    await stage.clock.advanceTo('2026-11-17T09:01:00Z');
    expect(addressees()).toEqual(['ann@acme.example', 'bob@acme.example', 'gus@globex.example']);
  });

  test('asks nobody twice, also where the server took the mail and could not say so', async () => {
    await begin();
    await said('survey start everyone');
    server.breakAfterNext();
    await said('survey send S-1');
    await stage.clock.advance({ hours: 3 });
    await said('survey send S-1');
    await stage.clock.advance({ hours: 3 });
    expect(addressees()).toEqual(['ann@acme.example', 'bob@acme.example', 'gus@globex.example']);
    // Nothing waits to be sent once more.
    const states = (await database().models.delivery.findMany({ where: { kind: 'surveys.ask' } })).map(
      ({ state }) => state,
    );
    expect(states.toSorted()).toEqual(['sent', 'sent', 'unknown']);
    // The champion sees that somebody may never have been asked.
    expect(await said('survey S-1')).toContain(
      '1 person may not have got the mail: it broke off while it was sent. It is not sent again, so that nobody gets two.',
    );
  });

  test('goes also to whoever comes later, until it is stopped', async () => {
    await begin();
    await said('survey start everyone');
    expect(await said('survey send S-1')).toContain('also to whoever comes later');
    await stage.clock.advance({ hours: 1 });
    await stage.say('dana', 'customer Initech contact:"Ida Ince, boss, ida@initech.example"');
    await stage.clock.advance({ days: 1, hours: 1 });
    expect(addressees().at(-1)).toBe('ida@initech.example');
    await said('survey stop S-1');
    await stage.say('dana', 'customer Initrode contact:"Ivo Ipsen, boss, ivo@initrode.example"');
    await stage.clock.advance({ days: 2 });
    expect(server.mails).toHaveLength(4);
  });

  test('remembers an address that is refused for good, and asks there again once it is changed', async () => {
    await begin();
    server.refusals.set('gus@globex.example', { code: 550, words: 'No such user here' });
    await said('survey start everyone');
    await said('survey send S-1');
    await stage.clock.advance({ minutes: 1 });
    expect(addressees()).toEqual(['ann@acme.example', 'bob@acme.example']);
    expect(
      stage
        .inbox('grace')
        .map((card) => text(card))
        .join(),
    ).not.toContain('mail');
    expect(await said('survey start everyone again:0d')).toContain('1 person whose mail comes back');
    await stage.say('dana', 'customer Globex contact:"Gus Gray, cook, gus.gray@globex.example"');
    expect(await said('survey start customer:Globex again:0d')).toContain('of 1 person with a link');
  });

  describe('comes back', () => {
    /** The id of the mail to Gus. */
    const sent = async (): Promise<string> => {
      await begin();
      await said('survey start customer:Globex');
      await said('survey send S-1');
      await stage.clock.advance({ minutes: 1 });
      expect(server.returnPaths).toEqual(['bounces@harbour.example']);
      return server.mails[0]?.messageId ?? '';
    };
    const told = async (body: string, type = 'application/json') => {
      const response = await face.raw('/mail/bounces', { method: 'POST', body, headers: { 'content-type': type } });
      return response.status === 200 ? ((await response.json()) as { noted: number }).noted : response.status;
    };
    const again = () => said('survey start customer:Globex again:0d');

    test.each<[string, (id: string) => string, string]>([
      ['a mail server', dsn('5.1.1'), 'whose mail comes back'],
      ['an address that is spam to somebody', abuse, 'who wants no surveys'],
      [
        'Postmark',
        (id) => JSON.stringify({ RecordType: 'Bounce', Type: 'HardBounce', Email: 'x', Content: `Message-ID: ${id}` }),
        'whose mail comes back',
      ],
      [
        'SendGrid',
        (id) => JSON.stringify([{ event: 'bounce', type: 'bounce', 'smtp-id': id }]),
        'whose mail comes back',
      ],
      ['SendGrid, spam', (id) => JSON.stringify([{ event: 'spamreport', 'smtp-id': id }]), 'who wants no surveys'],
      [
        'Mailgun',
        (id) =>
          JSON.stringify({
            signature: {},
            'event-data': { event: 'failed', severity: 'permanent', message: { headers: { 'message-id': id } } },
          }),
        'whose mail comes back',
      ],
      [
        'Amazon SES',
        (id) =>
          JSON.stringify({
            Type: 'Notification',
            Message: JSON.stringify({
              notificationType: 'Bounce',
              bounce: { bounceType: 'Permanent' },
              mail: { commonHeaders: { messageId: id } },
            }),
          }),
        'whose mail comes back',
      ],
      ['Brevo', (id) => JSON.stringify({ event: 'hard_bounce', 'message-id': id }), 'whose mail comes back'],
    ])('and %s tells us', async (_who, bodyOf, why) => {
      const id = await sent();
      expect(await told(bodyOf(id))).toBe(1);
      // Told again, as services do, it changes nothing.
      expect(await told(bodyOf(id))).toBe(1);
      expect(await again()).toContain(`1 person ${why}`);
    });

    test('but not for good: a full mailbox, a delay, a mail that was opened', async () => {
      const id = await sent();
      for (const body of [
        dsn('5.2.2')(id),
        dsn('4.4.7')(id),
        dsn('5.1.1')(id).replace('Action: failed', 'Action: delayed'),
        JSON.stringify([{ event: 'open', 'smtp-id': id }]),
        JSON.stringify([{ event: 'bounce', type: 'blocked', 'smtp-id': id }]),
        `Message-ID: ${id}\r\n\r\nI am on holiday.`,
      ])
        expect(await told(body)).toBe(0);
      expect(await again()).toContain('of 1 person with a link');
    });

    test('and only with the id of a mail that we sent, to the address that they still have', async () => {
      const id = await sent();
      const other = id.replace(/.(?=@)/, (last) => (last === 'A' ? 'B' : 'A'));
      for (const body of ['', '{', '[1,null]', 'x'.repeat(10_000), dsn('5.1.1')(other), dsn('5.1.1')('<a@b>')])
        expect(await told(body)).toBe(0);
      expect(await told('x'.repeat(2_000_000))).toBe(413);
      const email = 'gus.gray@globex.example';
      await database().models.customerPerson.updateMany({
        where: { name: 'Gus Gray' },
        data: { email, emailKey: email },
      });
      expect(await told(dsn('5.1.1')(id))).toBe(0);
      expect(await again()).toContain('of 1 person with a link');
    });
  });

  test('sends nothing to whoever said no meanwhile, has answered, or after it was stopped', async () => {
    await begin('2026-11-14T12:00:00Z');
    await said('survey start everyone');
    await said('survey send S-1');
    await stage.say('dana', 'customer Acme prefers:"no surveys"');
    await stage.clock.advanceTo('2026-11-16T09:01:00Z');
    expect(addressees()).toEqual(['gus@globex.example']);
    await said('survey start customer:Globex again:0d');
    await said('survey send S-2');
    await said('survey stop S-2');
    await stage.clock.advance({ days: 1 });
    expect(server.mails).toHaveLength(1);
    expect(await said('survey send S-2')).toContain('S-2 has ended');
  });

  test('is put into no header by what somebody typed', async () => {
    await begin();
    await database().models.customerPerson.updateMany({
      where: { name: 'Gus Gray' },
      data: { name: 'Gus\r\nBcc: evil@example.com', email: 'gus@globex.example\r\nBcc: evil@example.com' },
    });
    await database().models.organisation.updateMany({ data: { name: 'Harbour\nBcc: evil@example.com' } });
    await said('survey start everyone');
    await said('survey send S-1');
    await stage.clock.advance({ minutes: 1 });
    expect(server.mails.length).toBeGreaterThan(0);
    for (const mail of server.mails) expect([mail.bcc, mail.headers.get('bcc')]).toEqual([undefined, undefined]);
  });
});

describeOnDatabase('Without a mail server', (database) => {
  test('a survey says how its links are had instead', async () => {
    const stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T10:00:00Z' });
    await stage.say('grace', 'survey start everyone');
    const refused = text(cardOf(await stage.say('grace', 'survey send S-1')));
    expect(refused).toContain('I can’t send mail');
    expect(refused).toContain('survey links S-1');
    await stage.stop();
  });
});

describe('What a failed mail means', () => {
  test.each([
    [
      { responseCode: 550, command: 'RCPT TO', code: 'EENVELOPE' },
      { kind: 'permanent', reason: 'person_gone' },
    ],
    [
      { responseCode: 450, command: 'RCPT TO', code: 'EENVELOPE' },
      { kind: 'retry', reason: 'mail_450', waitSeconds: 60 },
    ],
    [
      { responseCode: 535, command: 'AUTH PLAIN', code: 'EAUTH' },
      { kind: 'retry', reason: 'mail_server', waitSeconds: 600, wantsMending: true },
    ],
    [
      { responseCode: 554, command: 'DATA', code: 'EMESSAGE' },
      { kind: 'permanent', reason: 'mail_refused_554' },
    ],
    [
      { code: 'EDNS', command: 'CONN' },
      { kind: 'retry', reason: 'mail_EDNS', mayHaveArrived: false },
    ],
    [
      { code: 'ECONNECTION', command: 'CONN' },
      { kind: 'retry', reason: 'mail_ECONNECTION', mayHaveArrived: true },
    ],
    [
      { code: 'ESOCKET', command: 'CONN', errno: -111, syscall: 'connect' },
      { kind: 'retry', reason: 'mail_ESOCKET', mayHaveArrived: false },
    ],
    ['what?', { kind: 'retry', reason: 'mail_failed', mayHaveArrived: true }],
  ])('%j', (error, outcome) => {
    expect(outcomeOf(error)).toEqual(outcome);
  });
});

describe('A card as a mail', () => {
  const look = {
    from: { name: 'A & B', colour: 'red;x' },
    wishesUrl: 'https://chair.example/u/T',
    ending: { why: 'From A & B.', out: 'Stop' },
  };
  test('shows every block, leaves out buttons that need a chat, and makes words harmless', () => {
    const mail = renderMail(
      {
        title: 'Hello\r\nBcc: x',
        summary: '',
        blocks: [
          { kind: 'heading', text: '<b>Big</b>' },
          { kind: 'text', line: ['Dear ', bold('"Ann"'), ', hi'] },
          { kind: 'quote', text: '<script>', by: 'Bob' },
          { kind: 'facts', facts: [{ label: 'Score', value: '9' }] },
          { kind: 'list', items: ['one'] },
          { kind: 'row', line: 'Row', action: { kind: 'button', label: 'Press', action: 'a.b', value: '' } },
          { kind: 'divider' },
          {
            kind: 'actions',
            actions: [
              { kind: 'button', label: 'Chat', action: 'a.b', value: '' },
              { kind: 'openLink', label: '9', url: 'https://chair.example/s/T?score=9' },
            ],
          },
        ],
      },
      look,
    );
    expect(mail.subject).toBe('Hello Bcc: x');
    for (const words of ['Ann', 'Score', 'one', 'Row', 'https://chair.example/s/T?score=9', look.wishesUrl]) {
      expect(mail.html).toContain(words);
      expect(mail.text).toContain(words);
    }
    expect(mail.html).toContain('&lt;script&gt;');
    expect(mail.html).not.toMatch(/<script|red;x|Press|Chat/);
    expect(mail.text).not.toMatch(/Press|Chat/);
    expect(mail.text).toContain('A & B');
  });
});
