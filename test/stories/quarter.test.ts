/** A quarter of one customer: known before the first word, promised, chased, handed over, told something useful, and counted at its end. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Analytics } from '@segment/analytics-node';
import { createHubspot } from '../../src/adapters/crm/hubspot.js';
import { createKey } from '../../src/features/keys/create-key.js';
import { serve, type WebApiServer } from '../adapters/web-api/web-api-server.js';
import { playOnEachStage } from '../support/each-stage.js';
import { harbourLights } from '../support/harbour-lights.js';
import { cardOf, formOf, type SharedStage, text, titles } from '../support/stage.js';
import { openHubspot, type StandInHubspot } from '../support/stand-in-hubspot.js';

/** Maya calls Ada on 6 October; no word of its title names Acme. */
const mayasCalendar = [
  'BEGIN:VCALENDAR',
  'BEGIN:VEVENT',
  'UID:call-1',
  'SUMMARY:Catching up',
  'DTSTART;TZID=Europe/London:20261006T150000',
  'DURATION:PT30M',
  'ATTENDEE;PARTSTAT=ACCEPTED;CN="Ada Byron":mailto:ada@acme.com',
  'END:VEVENT',
  'END:VCALENDAR',
].join('\r\n');

playOnEachStage('A quarter of one customer', (begin) => {
  let hubspot: StandInHubspot;
  let server: WebApiServer | undefined;
  beforeEach(async () => {
    hubspot = await openHubspot();
    hubspot.add('companies', '7', {
      name: 'Acme',
      domain: 'acme.com',
      industry: 'RETAIL',
      city: 'Leeds',
      country: 'UK',
    });
    hubspot.add(
      'deals',
      '2',
      { dealname: 'Renewal', amount: '45000', deal_currency_code: 'EUR', hs_is_closed: 'false' },
      '7',
    );
  });
  afterEach(async () => {
    await server?.close();
    await hubspot.stop();
  });

  /** As the product's own backend would tell, by Segment's client. */
  async function openSegment({ house, clock }: SharedStage, organisationId: string) {
    const { database, customers, intakes } = house;
    server = await serve({ database, clock, customers, intakes });
    const { key } = await createKey({ database, clock }, { organisationId, name: 'product', signed: false });
    return new Analytics({ writeKey: key, host: server.url, flushAt: 20, maxRetries: 0 });
  }

  test('is told by systems, remembered by people, kept, broken, mended and counted', async () => {
    const { token, apiUrl } = hubspot;
    const stage = await begin(harbourLights, '2026-10-01T08:00:00Z', {
      fetchCalendar: async () => ({ kind: 'fetched', text: mayasCalendar, etag: null, lastModified: null }),
      customerSources: [createHubspot({ token, apiUrl, organisationId: null, allowPrivate: true, timeMs: 20_000 })],
    });
    const { say, press, fill, inbox, place, threads, clock, id, house } = stage;
    const organisationId = (await house.people.actorOf(id('grace')))?.organisationId ?? '';
    const said = async (line: string, who = 'grace', where: string | null = null) =>
      text(cardOf(await say(who, line, where)));
    const whoAcme = async (who = 'maya') => cardOf(await say(who, 'who Acme'));

    // October: the product tells who they are and what they do, before anybody talks with them.
    const failed: unknown[] = [];
    const segment = await openSegment(stage, organisationId);
    segment.on('error', (error) => void failed.push(error));
    const runsPayroll = async () => {
      const timestamp = clock.now();
      for (let count = 0; count < 3; count += 1) segment.track({ userId: 'u-1', timestamp, event: 'Ran payroll' });
      await segment.flush();
      expect(failed).toEqual([]);
    };
    const timestamp = clock.now();
    segment.group({
      ...{ userId: 'u-1', groupId: 'g-1', timestamp },
      traits: { name: 'Acme', domain: 'acme.com', plan: 'enterprise', employees: 80 },
    });
    segment.identify({ userId: 'u-1', timestamp, traits: { name: 'Ada Byron', email: 'ada@acme.com', title: 'CFO' } });
    await runsPayroll();

    await said(`segment add Key when:"plan = enterprise and events('ran payroll') >= 3"`);
    expect(await said('segment test Acme')).toMatch(/Acme is in Key.*✓ events\('ran payroll'\) >= 3 \(it is 3\)/s);
    await said('promise add 4h when:"segment = Key"');
    await said('tip add "Offer the payroll webinar" when:"employees >= 50 and segment = Key" once:90d');
    await said(
      'customer Acme owner:@maya contact:"Bob Stone, COO, bob@acme.com" prefers:"phone, before ten; no surveys"',
    );

    const first = text(await whoAcme());
    for (const words of [
      ...['Key', 'Maya', 'Ada Byron', 'CFO', 'Bob Stone', 'phone, before ten', 'no surveys', 'enterprise'],
      ...[
        'Ran payroll: 3 times in 30 days',
        'Offer the payroll webinar',
        'From HubSpot, just now',
        '1: Renewal, 45,000 EUR',
      ],
    ]) {
      expect(first).toContain(words);
    }
    expect(first).not.toContain('ada@acme.com');
    await said('score 4 customer:Acme', 'dana');

    // Half an hour before Maya calls Ada she reads whom she will speak with. She tells them the tip, which rests then.
    await say('maya', 'brief calendar https://calendar.example/maya.ics');
    await clock.advanceTo('2026-10-06T13:29:00Z');
    expect(inbox('maya').map(text).join()).not.toContain('You meet them');
    await clock.advanceTo('2026-10-06T13:30:00Z');
    const brief = inbox('maya').find((card) => text(card).includes('You meet them at 15:00'));
    if (!brief) throw new Error('There is no brief.');
    for (const words of ['phone, before ten', 'Ada Byron', 'Offer the payroll webinar', 'From HubSpot']) {
      expect(text(brief)).toContain(words);
    }
    await press('maya', 'Told them', brief);
    await say('maya', 'brief off');
    expect(text(await whoAcme())).not.toContain('Offer the payroll webinar');

    // A promise of 4 h is kept. How they sound is for the owner alone, who says that the hint is wrong.
    await clock.advanceTo('2026-10-13T09:00:00Z');
    await say(
      'dana',
      'feedback "The export never came. This is the third time I ask." customer:Acme owner:@maya',
      '#support',
    );
    const mayas = () => inbox('maya').find(({ title }) => title.startsWith('F-1 ')) ?? inbox('maya')[0];
    const asked = mayas();
    expect(text(asked)).toMatch(/Promise: 4 h, by promise 1: segment = Key/);
    expect(text(asked)).toContain('Sounds frustrated (“never came”, “third time”)');
    expect(text(asked)).toContain('begin with: “I can see why this is frustrating.”');
    if (asked) await press('maya', 'Wrong', asked);
    expect(text(mayas())).toContain('Sounds frustrated: marked as wrong');
    expect(text(mayas())).not.toContain('begin with: “I can see why this is frustrating.”');
    const living = (name: string) =>
      place('#support').find(({ title }) => title.startsWith(`${name} `)) ?? place('#support')[0];
    const resolve = async (who: string, name: string, customerTold: string) => {
      const card = living(name);
      if (!card) throw new Error(`${name} stands nowhere.`);
      await fill(who, formOf(await press(who, 'Resolve', card)), {
        ...{ outcome: 'fixed', customerTold, rootCauseCategory: 'product' },
        ...{ rootCause: 'A queue that stood still.', prevention: 'An alarm when it does.' },
      });
    };
    await clock.advance({ hours: 2 });
    await resolve('maya', 'F-1', 'The export is in your mailbox.');

    // After 30 days without a payroll run they are nobody's key customer, until they run it again.
    await clock.advanceTo('2026-11-03T10:00:00Z');
    expect(await said('segment test Acme')).toMatch(/in no segment.*✗ events\('ran payroll'\) >= 3 \(it is 0\)/s);
    await clock.advanceTo('2026-11-17T12:00:00Z');
    await runsPayroll();

    // November: another is broken, handed over, and the next person knows what the last one heard.
    await clock.advanceTo('2026-11-17T13:00:00Z');
    await say('dana', 'feedback "The refund for October is missing" customer:Acme owner:@maya', '#support');
    expect(text(inbox('maya').at(-1))).toContain('Last contact:');
    await clock.advance({ hours: 5 });
    expect(titles(place('#support'))).toContain('F-2 · Acme · overdue');
    const late = living('F-2');
    if (late) {
      const handOver = formOf(await press('maya', 'Hand over', late));
      await fill('maya', handOver, { to: id('ben'), why: 'Ben knows their contract.' });
    }
    const bens = text(inbox('ben').at(-1));
    expect(bens).toMatch(
      /What happened so far.*Captured .* by Dana\..*Nobody has begun.*It was late already: the promise ended/s,
    );
    expect(bens).toContain('phone, before ten');
    expect(bens).toContain('Bob Stone');
    expect(bens).toMatch(/Last contact: .*13 Oct.*F-1/s);
    await clock.advanceTo('2026-11-18T15:00:00Z');
    await resolve('ben', 'F-2', 'Your refund is on its way.');
    await said('score 9 "You called before ten" customer:Acme', 'dana');
    expect(await said('tips')).toMatch(/told once · scores of 1 customer: 4 before, 9 after/);

    // December: was it kept, and where did the time go?
    await clock.advanceTo('2026-12-01T10:00:00Z');
    const report = await said('report period:quarter');
    expect(report).toContain('Resolved: 2, 50 % within the promise');
    expect(report).toContain('Key: 1 of 2, 50 %');
    expect(report).toMatch(/Where the time goes.*The slowest step: .*Hand-overs per item: 0\.5/s);
    const last = text(await whoAcme('ben'));
    for (const words of ['phone, before ten', '“You called before ten”', 'F-2', 'From HubSpot'])
      expect(last).toContain(words);

    for (const shown of [...place('#support'), ...threads('#support')]) {
      expect(text(shown)).not.toMatch(/Sounds|begin with|payroll webinar|HubSpot|phone, before ten/);
    }
  });
});
