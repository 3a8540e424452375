/**
 * Finds the words in plain Latin letters in what a reader of the made-up language is shown (pseudo-language.ts) where people
 * and customers write Cyrillic: words that were said past the languages.
 */
import { renderCard as renderForSlack } from '../../src/adapters/slack/render/render-card.js';
import { renderForm as renderSlackForm } from '../../src/adapters/slack/render/render-form.js';
import { renderCard as renderForTeams, toMessage } from '../../src/adapters/teams/render/render-card.js';
import { renderForm as renderTeamsForm } from '../../src/adapters/teams/render/render-form.js';
import type { Card } from '../../src/chat/card.js';
import type { Form } from '../../src/chat/form.js';
import type { NameLookup } from '../../src/chat/messenger.js';
import { cardToText, formToText } from '../../src/chat/plain-text.js';
import type { Reply } from '../../src/chat/reply.js';
import { languages, ownName } from '../../src/kernel/language/languages.js';
import { inLanguage } from '../../src/kernel/language/reader.js';
import { readSlackMessage, readSlackView } from '../contracts/slack-checker.js';
import { readTeamsCard } from '../contracts/teams-checker.js';
import { pseudo } from './pseudo-language.js';

/** What is the same in every language, and why. */
const same: readonly (readonly [why: string, words: RegExp])[] = [
  ['commands, as they are typed', /`[^`]*`|\/customer(?: [\w@#:."=><?%-]+)*|\/invite @[\w-]+/gu],
  ['addresses', /\bhttps?:\/\/\S+|[\w.@-]+\.(?:com|example)\b/gu],
  ['files and zones, by their names', /\b[\w.-]+\.csv\b|\b[A-Z]\w+\/[A-Z]\w+/gu],
  ['kinds of events and scopes of keys, as they are typed', /\b[a-z]+\.[a-z]+\b:?|\b(?:read|capture|act|admin)\b/gu],
  ['details and their values, as they are typed', /\b[a-zX]+:(?:"[^"]*"|[\w.@#%,-]*)/gu],
  ['conditions, as they are typed', /\b[a-z]+ (?:[=<>]|!=|>=|<=) (?:'[^']*'|[\w"]*)|\b[a-zX]+\(['a-z ]*\)/gu],
  ['values, as they are typed', /\b(?:low|normal|high|yes|no|on|off|none|default|turns|load)\b/gu],
  ['notations of settings, as they are typed', /\bmon(?:-fri)? \d+:00|\d+% [a-z]+(?:[, ]+[a-z]+)*/gu],
  ['what programs send', /\{ "[a-z]+": \d+ \}/gu],
  ['signs of reactions', /:\w+:/gu],
  ['people and places, as they are typed', /[@#][\w-]+/gu],
  ['numbers of things: F-12', /\b[A-Z]{1,2}-\d+/gu],
  ['names of products', /\b(?:Empty Chair|Slack|Teams|Mastodon|Bluesky|X)\b/gu],
  ['names of measures and units', /\b(?:NPS|nps|GMT|UTC|Atom|JSON)\b/gu],
  [
    'answers to customers who write English or German',
    /\b(?:I can (?:see|tell)|This can be|Thank you, it|Ich (?:verstehe|sehe)|Das kann|Vielen Dank)\b[^“”]*/gu,
  ],
  ['codes that tell the forgotten apart', /\b[\da-f]{6}\b/gu],
  ['what our checkers put for times, and for what is known at work alone', /\(time\)|\bX+\b/gu],
];

/** A language is called as it calls itself. */
const ownNames = () => new RegExp(languages().map(ownName).join('|'), 'gu');

/** The lines in which plain letters are left. @param typed what the reader typed, which may be repeated to them */
export function plainWords(text: string, typed: readonly string[] = []): readonly string[] {
  const known = typed.filter((each) => each !== '').toSorted((one, other) => other.length - one.length);
  return text.split('\n').flatMap((line) => {
    const said = known.reduce((left, each) => left.replaceAll(each, '·'), line);
    const rest = same.reduce((left, [, words]) => left.replaceAll(words, '·'), said).replaceAll(ownNames(), '·');
    return /[a-z]{2}/iu.test(rest) ? [line.trim()] : [];
  });
}

const nobody: NameLookup = { externalId: () => undefined };

/** Of a card: as text, and as both platforms show it. */
export function plainWordsOfCard(card: Card, typed: readonly string[] = []): readonly string[] {
  const bare = withoutCode(card) as Card;
  const shown = inLanguage(pseudo, () => {
    const [slack, teams] = [renderForSlack(bare, nobody), renderForTeams(bare, nobody)];
    return [
      cardToText(bare),
      unescaped(slack.text),
      readSlackMessage(slack).words,
      readTeamsCard(teams).words,
      toMessage(bare, teams).summary,
    ];
  });
  // The summary is plain text, which has commands in it without any sign.
  return shown.flatMap((text = '') => plainWords(text, [...typed, ...codeIn(card)]));
}

const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** Of an answer: a card, a form, or what is wrong with what was filled in. */
export function plainWordsOfReply(reply: Reply, typed: readonly string[] = []): readonly string[] {
  if (reply.kind === 'card') return plainWordsOfCard(reply.card, typed);
  if (reply.kind === 'form') return plainWordsOfForm(reply.form, typed);
  if (reply.kind === 'done') return [];
  return [reply.message, ...Object.values(reply.errors)].flatMap((text) => plainWords(text, typed));
}

function plainWordsOfForm(form: Form, typed: readonly string[]): readonly string[] {
  const bare = withoutCode(form) as Form;
  // What stands in a field already was typed before, or can be.
  const fields = bare.fields.map((field) =>
    field.kind === 'text' ? { ...field, value: undefined } : field,
  ) as Form['fields'];
  const empty = { ...bare, fields };
  const shown = inLanguage(pseudo, () => [
    formToText(empty),
    readSlackView(renderSlackForm(empty, nobody)).words,
    readTeamsCard(withoutValues(renderTeamsForm(empty))).words,
  ]);
  return shown.flatMap((text) => plainWords(text, typed));
}

/** Of a page or a mail in HTML, with what its attributes say. */
export function plainWordsOfHtml(html: string): readonly string[] {
  const shown = html
    .replaceAll(/<(style|script)\b[\s\S]*?<\/\1>/gu, '')
    .replaceAll(/<(code|strong)>[a-z ]+<\/\1>/gu, '');
  const labels = [...shown.matchAll(/\b(?:alt|aria-label|title|placeholder)="([^"]*)"/gu)].map(
    ([, words = '']) => words,
  );
  const text = shown.replaceAll(/<[^>]*>/gu, '\n').replaceAll(/&#?\w+;/gu, ' ');
  return plainWords([text, ...labels].join('\n'));
}

/** Commands in a card, with and without the bot's name before them. */
const codeIn = (shown: unknown): readonly string[] =>
  [...JSON.stringify(shown).matchAll(/\{"kind":"code","text":("(?:[^"\\]|\\.)*")\}/gu)]
    .map(([, text = '']) => JSON.parse(text) as string)
    .flatMap((text) => [text, text.replace('/customer ', '')]);

/** Commands within lines are typed as they are. */
const withoutCode = (shown: unknown): unknown =>
  changed(shown, (node) => (node.kind === 'code' ? { ...node, text: '·' } : node));

/** What is sent for a choice is not shown. */
const withoutValues = (shown: unknown): unknown =>
  changed(shown, ({ value, ...node }) =>
    'title' in node || 'choices' in node || value === undefined ? node : { ...node, value },
  );

type Node = Readonly<Record<string, unknown>>;

function changed(value: unknown, change: (node: Node) => Node): unknown {
  if (Array.isArray(value)) return value.map((each) => changed(each, change));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(change(value as Node)).map(([key, part]) => [key, changed(part, change)]));
}
