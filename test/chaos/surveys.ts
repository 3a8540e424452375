/** The weather in which a survey goes out by mail, and its count. */
import { setTimeout as pause } from 'node:timers/promises';
import { type StandInMail, startMail } from '../support/stand-in-mail.js';
import { type Line, line, type Row } from './account.js';
import type { Sky } from './sky.js';
import { buildSlackTown } from './slack-town.js';
import { hoursUntilTen, say, type Town } from './town.js';

/** Everybody who is to be asked, by customer. */
const customers = Array.from({ length: 15 }, (_, customer) =>
  Array.from({ length: 20 }, (__, person) => `p${person}@c${customer}.example`),
);
const everybody = customers.flat();

/** The town on Slack, with a server that takes mail. */
export async function buildMailTown(): Promise<Town> {
  const [town, mail] = await Promise.all([buildSlackTown(), startMail()]);
  const { settings, close } = town;
  const env = { ...settings.env, SMTP_URL: mail.url, MAIL_FROM: 'hello@harbour.example' };
  return Object.assign(town, {
    ...{ mail, settings: { ...settings, env } },
    async close() {
      await close();
      await mail.close();
    },
  });
}

/** 300 people are asked while copies are killed, and while the mail server breaks off when it has taken a mail. */
export async function surveyMailed(sky: Sky): Promise<void> {
  const { town, fleet, chance, kills, lastsMs, pass } = sky;
  const { mail } = town;
  if (!mail) throw new Error('Nobody takes mail here.');
  await pass(hoursUntilTen(town.now()));
  for (const [at, people] of customers.entries()) {
    const contacts = people.map((address) => `contact:"Person ${address.split('@')[0]}, ${address}"`);
    await say(town, ['dana', `customer "Company ${at}" ${contacts.join(' ')}`], /Company/);
  }
  await say(town, ['grace', 'settings survey-mails:1000'], /1,?000/);
  await say(town, ['grace', 'survey start everyone'], /S-\d/);
  await say(town, ['grace', 'survey send S-1'], /goes out by mail/);
  const endsAt = performance.now() + lastsMs * 2;
  while (performance.now() < endsAt && fleet.figures.killCount < kills && mail.mails.length < everybody.length) {
    const until = mail.mails.length + chance.between(1, 20);
    for (let waitedMs = 0; waitedMs < 5_000 && mail.mails.length < until; waitedMs += 5) await pause(5);
    if (chance.isLucky(0.3)) mail.breakAfterNext();
    await pause(chance.between(0, 60));
    fleet.kill();
  }
}

/** Nobody got two mails; and who got none is one of whom the survey says that nobody knows. */
export async function mailLines(
  rows: (sql: string) => Promise<readonly Row[]>,
  { mails }: StandInMail,
): Promise<readonly Line[]> {
  const got = new Map<string, number>();
  for (const { to } of mails) {
    const address = [to].flat()[0]?.value[0]?.address ?? '';
    got.set(address, (got.get(address) ?? 0) + 1);
  }
  const asked = await rows(
    `SELECT p.email, d.state, a.mail_unsure_at IS NOT NULL AS told FROM customer_people p
       LEFT JOIN survey_askings a ON a.person_id = p.id
       LEFT JOIN deliveries d ON d.payload ->> 'askingId' = a.id::text`,
  );
  const states = new Map(asked.map(({ email, state }) => [String(email), state]));
  const twice = [...got].filter(([, count]) => count > 1).map(([address, count]) => `${address}: ${count} mails`);
  const unsure = everybody.filter((address) => states.get(address) === 'unknown');
  const forgotten = everybody
    .filter((address) => !got.has(address) && states.get(address) !== 'unknown')
    .map((address) => `${address}: no mail, and its order is ${states.get(address)}`);
  const told = new Set(asked.filter((row) => row.told === true).map(({ email }) => String(email)));
  const untold = everybody
    .filter((address) => told.has(address) !== (states.get(address) === 'unknown'))
    .map((address) => `${address}: ${states.get(address)}, and the survey says ${told.has(address)}`);
  const never = unsure.filter((address) => !got.has(address));
  return [
    line('mails: nobody twice', got.size, twice),
    line('mails: nobody forgotten', everybody.length, forgotten),
    line(`mails: ${unsure.length} in doubt, ${never.length} not come`, unsure.length, untold),
  ];
}
