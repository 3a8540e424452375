/** What a company does in the rooms that fill with time: learned from customers, mailed, found, promised and told to others. */
import { doorsIn } from './doors-in.js';
import { createStage, type Stage, type StageOptions } from './stage.js';
import { type StandInMail, startMail } from './stand-in-mail.js';

export interface FullStage extends Stage {
  readonly mail: StandInMail;
}

/** A stage on which a company can use every room: with mail, webhooks and calendars of this machine. Stops both. */
export async function createFullStage(options: StageOptions & { readonly word: string }): Promise<FullStage> {
  const mail = await startMail();
  const { word } = options;
  const events = ['BEGIN:VEVENT', 'UID:1', `SUMMARY:${word}`, 'DTSTART:20261124T100000Z', 'DURATION:PT30M'];
  const attendee = `ATTENDEE;PARTSTAT=ACCEPTED:mailto:zoe@${word.toLowerCase()}.example`;
  const calendar = ['BEGIN:VCALENDAR', ...events, attendee, 'END:VEVENT', 'END:VCALENDAR'].join('\r\n');
  const stage = await createStage({
    mail: mail.sender,
    webhooks: { post: async () => ({ kind: 'answered', status: 500 }), allowsHttp: true },
    fetchCalendar: async () => ({ kind: 'fetched', text: calendar, etag: null, lastModified: null }),
    ...options,
  });
  return {
    ...stage,
    mail,
    async stop() {
      await stage.stop();
      await mail.close();
    },
  };
}

const dayMs = 86_400_000;

/** Plays it. @param word stands in all that the company writes @returns everything that was shown */
export async function playRooms(stage: FullStage, word: string, organisationId: string): Promise<readonly unknown[]> {
  const { house, clock, mail } = stage;
  const shown: unknown[] = [];
  const say = async (who: string, line: string, place: string | null = null) =>
    void shown.push(await stage.say(who, line, place));
  const fill = async (who: string, form: string, subject: string, values: Record<string, string | string[]>) =>
    void shown.push(await stage.interact(who, { kind: 'submit', form, subject, values }, '#support'));
  const press = async (who: string, action: string, value: string, place: string | null = '#support') =>
    void shown.push(await stage.interact(who, { kind: 'action', action, value }, place));
  const domain = `${word.toLowerCase()}.example`;
  const customer = `${word} Ltd`;

  // People at customers, what systems say of them, and names that may be one.
  await say('grace', `customer "${customer}" contact:"Zoe ${word}, buyer, zoe@${domain}" attribute:domain=${domain}`);
  await say('grace', `customer "${word} Limited Trading"`);
  await say('grace', `customer "${word} Limited Trade"`);
  await house.customers.takeFacts(
    [
      { type: 'group', groupId: `g-${word}`, traits: { name: customer, plan: word } },
      { type: 'track', event: `Visited ${word}`, groupId: `g-${word}`, userId: `u-${word}` },
      { type: 'identify', userId: `u-${word}`, traits: { name: `Una ${word}`, email: `una@${domain}` } },
    ] as never,
    { organisationId, source: 'crm' } as never,
  );
  await say('grace', 'settings page-colour:#123456 ask-solved:mail honours-month:#news');
  for (const line of ['customer fields', 'customer pairs', 'segment list', 'tips', `who ${customer}`])
    await say('grace', line);

  // What many say, and what comes of it.
  const said = ['The login fails', 'The login is slow', 'I can not find the login', 'Login again'];
  const words = said.flatMap((text, at) => [1, 8, 15].map((days) => ({ text, days: days + at / 10 })));
  await house.feedback.intake(
    words.map(({ text, days }, at) => ({
      ...{ text: `${text}, says ${word}`, customer, sourceId: `said-${at}` },
      capturedAt: new Date(clock.now().getTime() - days * dayMs).toISOString(),
    })),
    { organisationId, source: 'test', surface: 'api', actorId: null },
  );
  await say('grace', 'themes find');
  await clock.advance({ minutes: 1 });
  for (const line of ['themes', 'themes TH-1', 'theme hide TH-1', 'theme show TH-1']) await say('grace', line);
  const idea = {
    ...{ title: `Boats for ${word}`, touches: 'Everybody', delights: `${word} sails` },
    ...{ evidence: 'F-1', customers: customer, access: 'early' },
  };
  await fill('ani', 'ideas.post', '', idea);
  await press('ben', 'ideas.support', 'I-1');
  for (const line of ['idea I-1', 'ideas']) await say('grace', line);
  await press('grace', 'ideas.try', 'I-1');
  const trying = { change: `One boat to ${word}.`, metric: 'Riders', valueBefore: '40', endsOn: '2026-11-24' };
  await fill('ani', 'ideas.try', 'I-1', trying);

  // What is chased.
  await say('grace', 'settings scores:#news sharers:@dana news:#news');
  await say('grace', 'meeting every tuesday 10:00', '#news');
  await say('grace', 'meeting now', '#support');
  await say('maya', 'brief calendar https://calendar.example/private.ics');
  await say('grace', `life add "${word} opens at six."`);
  await say('grace', 'newcomers add @ben');
  await say('grace', `webhook add https://hooks.example.com/${word}`);
  for (const line of ['webhooks', 'webhook WH-1']) await say('grace', line);
  await say('grace', 'key new laptop scope:read,capture');
  await say('grace', 'key');
  await say('grace', `newsletter subscribe mail:reader@${domain}`);
  await say('ben', 'honours off');
  await say('ben', 'honours');
  await say('grace', `score 9 customer:"${customer}" date:2026-10-01`);
  await say('grace', `score 1 "${word} is awful, I am furious" customer:"${customer}"`);
  await say('grace', 'retention 24 months');
  await say('grace', 'survey start everyone');
  await say('grace', 'survey send S-2');
  const notice = { touches: `${word} is mailed`, why: 'Works', to: 'everyone', where: ['mail', 'page'] };
  await fill('grace', 'notices.write', '', notice);
  // What is resolved is thanked for, asked about and prevented.
  await say('grace', `feedback "${word} was billed twice" customer:"${customer}" owner:@ben`, '#support');
  const numbers = [...JSON.stringify(shown.at(-1)).matchAll(/F-\d+/g)].map(([number]) => number);
  const resolution = {
    ...{ outcome: 'fixed', customerTold: `${word} has its money.`, rootCauseCategory: 'process' },
    ...{
      rootCause: `${word} was there twice.`,
      prevention: `One ${word}.`,
      designedRight: 'yes',
      doneAsDesigned: 'no',
    },
  };
  for (const number of new Set(numbers)) await fill('ben', 'feedback.resolve', number, resolution);
  const { buttons } = doorsIn(stage.messenger.sent);
  const meetings = buttons.flatMap(({ action, value }) => (action === 'meetings.addFollowUp' ? value : []));
  for (const id of new Set(meetings))
    await fill('grace', 'meetings.addFollowUp', id, {
      ...{ text: `Call ${word}`, owner: stage.id('maya'), due: '2026-12-01' },
    });
  for (const line of ['follow', 'follow A-1', 'tips', `who ${customer}`, `metric Riders 40`, `metric Riders 50`])
    await say('grace', line, '#support');
  // Customers subscribe by the page, colleagues by the link of their mail.
  const pages = new Set([...JSON.stringify(shown).matchAll(/\/n\/([\w-]{60})/g)].map(([, token]) => token ?? ''));
  for (const token of pages) await house.notices.pages.subscribe(token, `sue@${domain}`);
  await clock.advance({ minutes: 1 });
  for (const { text = '' } of mail.mails) {
    const [, kind, token = ''] = /\/(n|newsletter)\/by-mail\/([\w-]+)/.exec(text) ?? [];
    if (kind === 'n') await house.notices.pages.settle(token, true);
    if (kind === 'newsletter') await house.newsletter.pages.settle(token, true);
  }
  await say('grace', `trial invite T-1 customer:"${customer}"`);
  for (const line of ['survey links S-2', 'newsletter draft', 'newsletter approve', 'notices', 'notice N-1'])
    await say('grace', line);
  await clock.advance({ days: 4 });
  for (const line of ['risk', 'owe', 'brief', 'newcomers', 'honours month', 'audit', 'follow', 'webhook WH-1'])
    await say('grace', line);
  return shown;
}
