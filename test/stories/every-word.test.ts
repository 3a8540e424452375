/** Every word that people read is said in their language: a company that reads a made-up one sees no plain letter of ours. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { ButtonAction } from '../../src/chat/card.js';
import type { Field, FormValues } from '../../src/chat/form.js';
import type { Interaction } from '../../src/chat/interaction.js';
import type { Reply } from '../../src/chat/reply.js';
import type { WorkspaceSetup } from '../../src/features/people/index.js';
import { addLanguages } from '../../src/kernel/language/languages.js';
import { inLanguage } from '../../src/kernel/language/reader.js';
import { describeOnDatabase } from '../support/database.js';
import { everyLine } from '../support/every-line.js';
import { plainWords, plainWordsOfCard, plainWordsOfHtml, plainWordsOfReply } from '../support/plain-words.js';
import { pseudo, writePseudoLanguage } from '../support/pseudo-language.js';
import { openPublicFace, type PublicFace } from '../support/public-face.js';
import { refusalsInSource } from '../support/refusals-in-source.js';
import { buttonsIn, createStage, type Stage } from '../support/stage.js';
import { type StandInMail, startMail } from '../support/stand-in-mail.js';
import { removeTemporaryFolders } from '../support/temporary-folder.js';
import { createVisitor } from '../support/visit-pages.js';

const company: WorkspaceSetup = {
  platform: 'playground',
  externalId: 'T1',
  name: 'Огни гавани',
  timeZone: 'Europe/London',
  championExternalId: 'U-grace',
  members: Object.entries({ grace: 'Грейс', maya: 'Майя', ben: 'Бен', ani: 'Ани', dana: 'Дана' }).map(
    ([handle, name]) => ({
      ...{ externalId: `U-${handle}`, handle, name, locale: pseudo, timeZone: 'Europe/London' },
      isAdmin: handle === 'dana',
    }),
  ),
  places: [
    { externalId: 'C-support', name: 'поддержка' },
    { externalId: 'C-news', name: 'новости' },
  ],
};

/** What is set up and begun; the clock does the rest. */
const season = [
  'settings newsletter:#новости',
  'customer Акме segment:Торговля owner:@ben contact:"Анна, закупки, ann@acme.example"',
  'customer Глобус segment:Торговля owner:@maya contact:"Борис, глава, bob@globus.example"',
  'customer Заря owner:@ani contact:"Вера, склад, vera@zarya.example"',
  'feedback "Счета непонятны" customer:Акме owner:@maya severity:high',
  'feedback "Лампа мигает" customer:Глобус owner:@ben',
  'feedback "Это тайна" customer:Заря owner:@ani confidential:yes',
  'feedback "Никто не перезвонил" customer:Заря',
  'score 3 "Очень медленно" customer:Заря',
  'score 9 customer:Акме',
  'score 10 customer:Глобус',
  'idea',
  'learn Они считают коробками customer:Акме',
  'meeting every monday 10:00 lead:15m',
  'follow Позвонить Акме owner:@ben due:friday',
  'metric Отток 4.5 unit:%',
  'newcomers add @ani',
  'life add "Комнаты убирают в полдень."',
  'away until 2026-11-25 delegate:@maya',
  'survey start everyone',
  'survey send S-1',
  'survey start onething link touchpoints:"Покупка; Счета"',
  'survey start expected link touchpoint:Счета',
  'survey guess S-2 Счета',
  'notice Оплата картой может не пройти',
  'notice approve N-1',
  'notice update N-1 Мы нашли причину',
  'trial "Новые счета" until:2026-12-18 segment:Торговля about:"Счета, которые объясняют себя"',
  'trial invite T-1 all',
  'newsletter subscribe mail:grace@home.example',
  'newsletter draft',
  'newsletter approve',
  'home',
  'wall add Кухня',
  'risk',
  'nps',
  'report',
];

/** These answer in the language that is chosen. */
const choosesLanguage = ({ action }: ButtonAction) => action === 'people.chooseLanguage';

/** What these refuse is read by programs of the web API, or by whoever runs the bot. */
const forPrograms =
  /^src\/features\/(?:feedback\/intake|imports\/store\/imports|keys\/revoke-key|leaving\/export\/export)\.ts/u;

test('Every refusal of the code is said', async () => {
  addLanguages(await writePseudoLanguage());
  const refusals = inLanguage(pseudo, refusalsInSource).filter(({ at }) => !forPrograms.test(at));
  addLanguages(null);
  expect(refusals.length).toBeGreaterThan(500);
  expect(refusals.flatMap(({ at, text }) => plainWords(text).map((line) => `${at} ⇒ ${line}`))).toEqual([]);
});

describeOnDatabase('In a made-up language', (database) => {
  let stage: Stage;
  let server: StandInMail;
  let face: PublicFace;
  /** Where plain letters were seen, and in which words. */
  let seen: string[];
  /** Every answer. */
  let shown: Reply[];

  beforeAll(async () => addLanguages(await writePseudoLanguage()));
  beforeEach(async () => {
    seen = [];
    shown = [];
    server = await startMail();
    stage = await createStage({
      ...{ database: database(), workspace: company, mail: server.sender },
      baseUrl: () => 'https://chair.example',
    });
    face = await openPublicFace(stage);
    await stage.say('dana', `settings language:${pseudo}`);
  });
  afterEach(async () => {
    face.close();
    await stage.stop();
    await server.close();
  });
  afterAll(async () => {
    addLanguages(null);
    await removeTemporaryFolders();
  });

  const note = (where: string, words: readonly string[]) =>
    void seen.push(...words.map((each) => `${where} ⇒ ${each}`));

  /** Does it, and looks at the answer. */
  async function act(who: string, interaction: Interaction, where: string): Promise<Reply> {
    const reply = await stage.interact(who, interaction, '#поддержка');
    const typed =
      interaction.kind === 'command'
        ? [interaction.text, ...interaction.text.split(/["\s]+/u).map((word) => `“${word}”`)]
        : [];
    shown.push(reply);
    note(where, plainWordsOfReply(reply, typed));
    return reply;
  }

  /** Opens the form's answer: sent off empty, and filled in. */
  async function fillIn(who: string, reply: Reply, where: string): Promise<void> {
    if (reply.kind !== 'form') return;
    const { form, subject, fields } = reply.form;
    await act(who, { kind: 'submit', form, subject, values: {} }, `${where}, empty`);
    const values = Object.fromEntries(fields.map((field) => [field.name, filled(field)]));
    await act(who, { kind: 'submit', form, subject, values }, `${where}, filled in`);
  }

  function filled(field: Field): FormValues[string] {
    if (field.kind === 'choice') return field.value ?? field.options[0]?.value;
    if (field.kind === 'choices') return field.value ?? [field.options[0]?.value ?? ''];
    if (field.kind === 'date') return field.value ?? '2026-12-24';
    if (field.kind === 'person') return field.value ?? stage.id('maya');
    if (field.kind === 'yesNo') return field.value ?? true;
    return field.value ?? 'Слово';
  }

  /** What went out meanwhile: to people, into places, by mail. */
  function lookAtPosts(): void {
    for (const { card } of stage.messenger.sent) note('A message', plainWordsOfCard(card));
    for (const { subject = '', text = '', html } of server.mails) {
      note('A mail', plainWords(`${subject}\n${text}`));
      note('A mail in HTML', plainWordsOfHtml(String(html)));
    }
  }

  test('every command is answered, with its buttons and forms', async () => {
    for (const line of everyLine) {
      const reply = await act('grace', { kind: 'command', text: line }, line);
      await fillIn('grace', reply, line);
      if (reply.kind !== 'card') continue;
      for (const button of buttonsIn(reply.card).filter((each) => !choosesLanguage(each))) {
        const { action, value, label } = button;
        const answer = await act('grace', { kind: 'action', action, value }, `${line} [${label}]`);
        await fillIn('grace', answer, `${line} [${label}]`);
      }
    }
    lookAtPosts();
    expect([...new Set(seen)]).toEqual([]);
  });

  test('a season is told: mails, pages, meetings, reminders, Home tabs and what they ask', async () => {
    for (const line of season) await fillIn('grace', await act('grace', { kind: 'command', text: line }, line), line);
    const press = newButtons();
    const visitor = createVisitor(face, pseudo);
    let pageCount = 0;
    for (let week = 0; week < 10; week += 1) {
      await stage.clock.advance({ days: 1 });
      for (const [who, where, { action, value }] of press())
        await fillIn(who, await act(who, { kind: 'action', action, value }, where), where);
      for (const who of ['grace', 'maya']) note('The Home tab', plainWordsOfCard(await stage.home(who)));
      const told = [shown, stage.messenger.sent.map(({ card }) => card), server.mails.map(({ text }) => text)];
      for (const { room, html } of await visitor.follow(told)) {
        note(`The page ${room}`, plainWordsOfHtml(html));
        pageCount += 1;
      }
      await stage.clock.advance({ days: 6 });
    }
    lookAtPosts();
    expect([...new Set(seen)]).toEqual([]);
    expect(stage.messenger.sent.length).toBeGreaterThan(300);
    expect(server.mails.length).toBeGreaterThan(5);
    expect(pageCount).toBeGreaterThan(40);
  });

  /** Answers what came since it was asked last: the buttons on new messages, each kind twice, and whoever got them. */
  function newButtons(): () => readonly (readonly [who: string, where: string, ButtonAction])[] {
    const others = ['maya', 'ben', 'ani', 'dana'];
    const pressed = new Map<string, number>();
    let messageCount = 0;
    return () => {
      const fresh = stage.messenger.sent.slice(messageCount);
      messageCount = stage.messenger.sent.length;
      return fresh.flatMap(({ card, to }) => {
        const who = others.find((each) => to?.kind === 'member' && stage.id(each) === to.memberId) ?? 'grace';
        const buttons = buttonsIn(card).filter(({ action }) => {
          const count = pressed.get(action) ?? 0;
          pressed.set(action, count + 1);
          return count < 2;
        });
        return buttons.map((button) => [who, `${card.title} [${button.label}]`, button] as const);
      });
    };
  }
});
