/**
 * Every refusal that the code can make, in each of its branches: the fault comes first, then the remedy, and each command
 * in it can be typed exactly as it is shown, on every platform.
 */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { renderCard as renderForSlack } from '../../src/adapters/slack/render/render-card.js';
import { renderCard as renderForTeams } from '../../src/adapters/teams/render/render-card.js';
import { expectedErrorCard } from '../../src/chat/answers.js';
import type { Card } from '../../src/chat/card.js';
import type { CommandSpec } from '../../src/chat/command-line/shape.js';
import { parseCommand } from '../../src/chat/command-line.js';
import { cardToText } from '../../src/chat/plain-text.js';
import { address, createTypedHere, type TypedHere } from '../../src/chat/typed-here.js';
import { NotFound } from '../../src/kernel/errors.js';
import { type Platform, platforms } from '../../src/kernel/person.js';
import { describeOnEmbedded } from '../support/database.js';
import { harbourLights } from '../support/harbour-lights.js';
import { type Refusal, refusalsInSource } from '../support/refusals-in-source.js';
import { createStage, type Stage } from '../support/stage.js';

const nobody = { externalId: () => undefined };

/** The pieces of a message that a platform sets as code: what people type as it stands there. */
const setAsCode: Readonly<Record<Platform, (card: Card) => readonly string[]>> = {
  slack: (card) => piecesIn(renderForSlack(card, nobody).blocks, ({ style }) => Reflect.get(Object(style), 'code')),
  teams: (card) => piecesIn(renderForTeams(card, nobody), ({ fontType }) => fontType === 'Monospace'),
  playground: (card) => piecesIn(card, ({ kind }) => kind === 'code'),
};

function piecesIn(value: unknown, isCode: (part: Record<string, unknown>) => unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const part = value as Record<string, unknown>;
  if (typeof part.text === 'string' && isCode(part)) return [part.text];
  return Object.values(value).flatMap((inner) => piecesIn(inner, isCode));
}

/** A remedy in the place of the fault. */
const asksFirst = /^(Write|Type|Name|Choose|Say|Fill|Use|Give|Put|Send|Pick|Ask|Open|Press|Add|Enter|Begin|Try)\b/u;
const inBackticks = /`([^`]+)`/gu;

describeOnEmbedded('A refusal', (database) => {
  const refusals = refusalsInSource();
  let stage: Stage;
  let commands: readonly CommandSpec[];
  let typedHere: TypedHere;
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights });
    commands = [{ name: 'help' }, ...stage.house.features.flatMap((feature) => feature.commands ?? [])];
    typedHere = createTypedHere(() => commands);
  });
  afterEach(() => stage.stop());

  /** Whether the whole piece is a line to the bot that its own parser takes. */
  const canBeTyped = (shown: string, platform: Platform): boolean => {
    if (!shown.startsWith(`${address[platform]} `)) return false;
    return parseCommand(shown.slice(address[platform].length + 1), commands).kind === 'command';
  };

  /** `champion @name` in plain words, where nothing says how it is typed. */
  const bareCommands = (text: string, platform: Platform): readonly string[] => {
    const names = commands.map(({ name }) => name).join('|');
    const lines = new RegExp(`(?<!${address[platform]} )\\b(${names}) (?=[@#]\\w|[FIA]-\\d|[a-z]+:\\S)`, 'gu');
    return [...text.matchAll(lines)].map(([line]) => line);
  };

  function faultsOf({ at, text }: Refusal, platform: Platform): readonly string[] {
    const card = typedHere.card(expectedErrorCard(new NotFound('walked.by', text), null), platform);
    const said = cardToText(card);
    const lines = [...text.matchAll(inBackticks)].length;
    const pieces = setAsCode[platform](card);
    const form = typedHere.reply({ kind: 'fieldErrors', message: text, errors: { field: text } }, platform);
    return [
      ...(asksFirst.test(card.title) ? ['begins with the remedy'] : []),
      ...(card.title.includes(address[platform]) ? ['has the remedy in its title'] : []),
      ...(pieces.length === lines ? [] : [`shows ${pieces.length} of ${lines} commands as code`]),
      ...pieces.filter((piece) => !canBeTyped(piece, platform)).map((piece) => `can’t be typed: ${piece}`),
      ...bareCommands(said, platform).map((line) => `does not say how to type: ${line}`),
      ...(/`/u.test(said) || JSON.stringify(form).includes('`') ? ['shows a backtick'] : []),
      ...(/\bnpm\b/u.test(said) ? ['sends people in a chat to a terminal'] : []),
    ].map((fault) => `${at} on ${platform}: “${text}” ${fault}`);
  }

  test('says the fault first and a remedy that can be typed as it is shown, whatever it refuses', () => {
    // As many as there are rooms times what each can refuse: the reader has not lost its way.
    expect(refusals.length).toBeGreaterThan(300);
    expect(new Set(refusals.map(({ at }) => at.split('/')[2])).size).toBeGreaterThan(6);
    expect(platforms.flatMap((platform) => refusals.flatMap((refusal) => faultsOf(refusal, platform)))).toEqual([]);
  });

  test('of any command, provoked, shows only what can be typed', async () => {
    const ways = (name: string) => [name, `${name} zz:1`, `${name} "never closed`, `${name} X-999`, `${name} @nobody`];
    const shown: string[] = [];
    for (const { name } of commands) {
      for (const line of ways(name)) {
        const reply = await stage.say('ben', line);
        const card = reply.kind === 'card' && reply.card.tone === 'warning' ? reply.card : null;
        if (!card) continue;
        shown.push(line);
        const rest = { ...card, blocks: card.blocks.filter(({ kind }) => kind === 'text' || kind === 'list') };
        const wrong = setAsCode.playground(rest).filter((piece) => !canBeTyped(piece, 'playground'));
        expect({ line, title: card.title, wrong }).toEqual({ line, title: card.title, wrong: [] });
        expect(card.title).not.toMatch(asksFirst);
      }
    }
    expect(shown.length).toBeGreaterThan(commands.length);
  });
});
