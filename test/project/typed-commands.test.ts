/** Every command that the bot shows can be typed exactly as it is shown, on every platform. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import ts from 'typescript';
import { parseCommand } from '../../src/chat/command-line.js';
import { address, createTypedHere } from '../../src/chat/typed-here.js';
import { platforms } from '../../src/kernel/person.js';
import { describeOnEmbedded } from '../support/database.js';
import { harbourLights } from '../support/harbour-lights.js';
import { createStage, type Stage } from '../support/stage.js';

const root = new URL('../../src/', import.meta.url).pathname;
const folders = ['features', 'chat', 'reminders', 'delivery', 'adapters/platform'];

/** What stands in code without being a line to the bot. */
const noCommands = [
  /^\/invite @/u, // Slack's own
  /^[a-z]+:(\S+|"[^"]+")?$/u, // a detail
  /^SLACK_CLIENT_ID$/u, // a variable, told to admins
  /^X:?$/u, // computed: the commands' own names and usages, and details
];

/** The texts in code() or between backticks in one source file; what is computed reads `X`. */
function shownIn(path: string): readonly string[] {
  const found: string[] = [];
  const textOf = (node: ts.Node): string | null => {
    if (ts.isStringLiteralLike(node)) return node.text.replaceAll(/\{\w+\}/gu, 'X');
    if (!ts.isTemplateExpression(node)) return null;
    return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('X');
  };
  const visit = (node: ts.Node): void => {
    const text = textOf(node);
    if (text !== null) found.push(...[...text.matchAll(/`([^`\n]+)`/gu)].map(([, inside = '']) => inside));
    if (ts.isCallExpression(node) && node.expression.getText() === 'code') {
      const [argument] = node.arguments;
      const typed = argument && textOf(argument);
      if (typed) found.push(typed);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true));
  return found;
}

describeOnEmbedded('What the bot says to type', (database) => {
  let stage: Stage;
  afterEach(() => stage.stop());

  test('can be typed as it is shown', async () => {
    stage = await createStage({ database: database(), workspace: harbourLights });
    const own = { name: 'help' };
    const commands = [own, ...stage.house.features.flatMap((feature) => feature.commands ?? [])];
    const typedHere = createTypedHere(() => commands);
    const files = folders.flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(root, folder, name)),
    );
    const shown = files
      .filter((name) => name.endsWith('.ts'))
      .flatMap(shownIn)
      .filter((text) => !noCommands.some((pattern) => pattern.test(text)));
    const examples = stage.house.features.flatMap(({ commands: all = [] }) =>
      all.flatMap((each) => each.examples ?? []),
    );
    expect(shown.length).toBeGreaterThan(40);
    const wrong = [...shown, ...examples].filter((text) => parseCommand(text, commands).kind !== 'command');
    expect(wrong).toEqual([]);
    for (const platform of platforms) {
      const { summary } = typedHere.card({ title: '', summary: '`owe`', blocks: [] }, platform);
      expect(summary).toBe(`${address[platform]} owe`);
    }
  });

  test('is what runs: a refusal’s remedy, sent as it is shown in Slack, does what it says', async () => {
    stage = await createStage({ database: database(), workspace: { ...harbourLights, championExternalId: undefined } });
    const refused = await stage.say('ben', 'route add words:x to:@ben');
    const line = /\/customer champion/u.exec(JSON.stringify(refused))?.[0] ?? '';
    const named = await stage.say('ben', `${line} @grace`);
    expect(JSON.stringify(named)).toContain('Grace is the customer champion');
  });
});
