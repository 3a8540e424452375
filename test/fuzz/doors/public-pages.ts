/** What customers and colleagues open by a link, and mails that came back: good addresses and forms among bad ones. */
import fc from 'fast-check';
import { createFullStage } from '../../support/every-room.js';
import { playLines } from '../../support/first-company.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { openPublicFace } from '../../support/public-face.js';
import { recordingLog } from '../../support/recording-log.js';
import { doorOf } from '../door.js';
import { mutated, texts } from '../hostile.js';
import { json, spoiled } from '../json.js';
import { memoryDatabase } from '../memory-database.js';
import { checkPrototypes } from '../promises.js';

const fields = ['score', 'choice', 'answer', 'comment', 'email', 'wants', 'unwanted', 'more', 'form', '__proto__'];
const words = [
  '10',
  '0',
  '11',
  '-1',
  'yes',
  'no',
  'Billing',
  'sue@acme.example',
  '@',
  'nps',
  'surveys',
  'thanks',
  'page',
];
const mailId = `<subscriber.00000000.${'A'.repeat(60)}@chair.example>`;
const bounces = [
  { RecordType: 'Bounce', Type: 'HardBounce', MessageID: mailId },
  { event: 'bounce', type: 'blocked', 'smtp-id': mailId },
  { 'event-data': { event: 'failed', severity: 'permanent', message: { headers: { 'message-id': mailId } } } },
  { Type: 'Notification', Message: JSON.stringify({ notificationType: 'Bounce', mail: { messageId: mailId } }) },
] as const;
const mail = [
  `Message-ID: ${mailId}`,
  ...[
    'Action: failed',
    'Status: 5.1.1',
    'Feedback-Type: abuse',
    'Content-Type: message/delivery-status',
    '=\r\n',
    '\r\n',
  ],
];

type Given =
  | { readonly kind: 'bounce'; readonly body: string }
  | {
      readonly kind: 'opened' | 'sent';
      /** Which of the addresses that the company gave out. */
      readonly address: number;
      /** What is put into it, and where. */
      readonly spoilt: { readonly text: string; readonly at: number; readonly cut: number } | null;
      readonly query: string;
      readonly fields: readonly (readonly [string, string])[];
    };

const safe = (text: string): string =>
  text.length % 2 === 0
    ? encodeURIComponent(text.slice(0, 300).replaceAll(/\p{Surrogate}/gu, ''))
    : text.replaceAll(/[^\x21-\x7e]/gu, '').slice(0, 300);

const inputs: fc.Arbitrary<Given> = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('bounce'),
      body: fc.oneof(
        spoiled(bounces, words).map((each) => JSON.stringify(each)),
        json(['event', 'Type', 'Message', 'MessageID', 'event-data'], words).map((each) => JSON.stringify(each) ?? ''),
        mutated(mail, mail),
        fc.array(fc.constantFrom(...mail), { maxLength: 8 }).map((lines) => lines.join('\r\n')),
      ),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom('opened', 'sent'),
      address: fc.nat(),
      spoilt: fc.option(
        fc.record({ text: texts(['%', '%2f', '%ff', '..', '/', 'A']), at: fc.nat(120), cut: fc.nat(6) }),
        { freq: 3 },
      ),
      query: fc.oneof(
        fc.constant(''),
        texts(['score=', '&', '9', 'thanks=', 'yes', 'signature=', 'until=', 'lang=', 'wants=']).map(safe),
      ),
      fields: fc.array(fc.tuple(fc.constantFrom(...fields), texts(words)), { maxLength: 8 }),
    }),
  },
);

export const publicDoor = doorOf<Given>({
  name: 'public-pages',
  share: 10,
  inputs,
  async open() {
    const database = await memoryDatabase();
    const stage = await createFullStage({ database, workspace: harbourLights, word: 'Zanzibar' });
    const { log, lines } = recordingLog();
    const shown = JSON.stringify([
      await playLines(stage, database),
      stage.messenger.sent,
      stage.mail.mails.map(({ text }) => text),
    ]);
    const given = shown.matchAll(/\/(?:s|u|n|t|wall|home|newsletter|surveys|boards)\/[\w./?=&%-]+/g);
    const addresses = [...new Set([...given].map(([address]) => address)), '/home', '/mail/bounces', '/nothing'];
    const face = await openPublicFace(stage, log);
    return {
      async knock(input) {
        const isBounce = input.kind === 'bounce';
        const { path, init } = isBounce
          ? { path: '/mail/bounces', init: { method: 'POST', body: input.body } }
          : asked(input, addresses[input.address % addresses.length] ?? '');
        const response = await face.raw(path, init);
        const text = await response.text();
        const failed = lines.splice(0).find(({ level }) => level >= 50);
        if (response.status >= 500 || failed) throw new Error(`${response.status} ${JSON.stringify(failed)}`);
        const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? false;
        const policy = response.headers.get('content-security-policy') ?? '';
        if (isPage && !policy.includes("default-src 'none'")) throw new Error(`A page without a policy: ${policy}`);
        if (/\bat \S+ \(|node_modules/.test(text)) throw new Error(`A stack: ${text.slice(0, 300)}`);
        checkPrototypes();
      },
      async close() {
        face.close();
        await stage.stop();
        await database.close();
      },
    };
  },
});

function asked({ kind, spoilt, query, fields: filled }: Exclude<Given, { kind: 'bounce' }>, address: string) {
  const at = spoilt ? 1 + (spoilt.at % address.length) : 0;
  const path = spoilt ? address.slice(0, at) + safe(spoilt.text) + address.slice(at + spoilt.cut) : address;
  const init: RequestInit =
    kind === 'opened'
      ? { method: 'GET' }
      : {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: filled
            .map(([name, value]) => `${name}=${encodeURIComponent(value.replaceAll(/\p{Surrogate}/gu, ''))}`)
            .join('&'),
        };
  return { path: path + (query && (path.includes('?') ? '&' : '?') + query), init };
}
