/**
 * Shows commands exactly as they are typed on a platform: rooms write `route add` in code or in backticks, and people
 * read `/customer route add` in Slack and `@Empty Chair route add` in Teams.
 */
import { type Block, type Card, code, type Inline, inlines, type Line } from './card.js';
import type { CommandSpec } from './command-line/shape.js';
import { beginsWithCommand, parseCommand } from './command-line.js';
import type { Through } from './interaction.js';
import { leadsSomewhere } from './local-links.js';
import type { Reply } from './reply.js';

/** How a line to the bot begins where people type it. */
export const address: Readonly<Record<Through, string>> = {
  slack: '/customer',
  teams: '@Empty Chair',
  playground: '/customer',
  // Programs send the line alone.
  api: '',
};

/** Turns what rooms write into what people type there. */
export interface TypedHere {
  card(card: Card, platform: Through): Card;
  reply(reply: Reply, platform: Through): Reply;
}

/** @param commands all that can be typed; asked late, since rooms are built after what sends */
export function createTypedHere(commands: () => readonly CommandSpec[]): TypedHere {
  /** null: no command. */
  function typed(text: string, platform: Through): string | null {
    const line = text.replace(/^\/customer\s+/u, '');
    const parsed = parseCommand(line, commands());
    if (parsed.kind !== 'command' && parsed.kind !== 'invalid') return null;
    // `customer:Acme` is a detail, though the command customer could be read out of it.
    return beginsWithCommand(line, parsed.command.name) ? `${address[platform]} ${line}`.trimStart() : null;
  }

  /** Plain text has no code: the command stands in it as it is typed. */
  const words = (text: string, platform: Through) =>
    text.replaceAll(inBackticks, (whole, line: string) => typed(line, platform) ?? whole);

  function inlinesOf(part: Inline, platform: Through): readonly Inline[] {
    if (typeof part !== 'string') {
      return part.kind === 'code' ? [code(typed(part.text, platform) ?? part.text)] : [part];
    }
    // Every second piece stood between backticks. What is no command stays as it was written.
    return part.split(inBackticks).flatMap((piece, index): Inline[] => {
      if (index % 2 === 0) return piece === '' ? [] : [piece];
      const line = typed(piece, platform);
      return [line === null ? `\`${piece}\`` : code(line)];
    });
  }

  function line(given: Line, platform: Through): Line {
    const parts = inlines(given).flatMap((part) => inlinesOf(part, platform));
    return parts.some((part) => typeof part !== 'string' && part.kind === 'code') ? parts : given;
  }

  function block(given: Block, platform: Through): Block {
    switch (given.kind) {
      case 'text':
      case 'note':
        return { ...given, line: line(given.line, platform) };
      case 'list':
        return { ...given, items: given.items.map((item) => line(item, platform)) };
      case 'row': {
        const { action, detail: below, ...row } = given;
        const detail = below === undefined ? {} : { detail: line(below, platform) };
        const button = action && leadsSomewhere(action, platform) ? { action } : {};
        return { ...row, line: line(given.line, platform), ...detail, ...button };
      }
      case 'actions':
        return { ...given, actions: given.actions.filter((action) => leadsSomewhere(action, platform)) };
      case 'facts':
        return { ...given, facts: given.facts.map((fact) => ({ ...fact, value: line(fact.value, platform) })) };
      default:
        return given;
    }
  }

  const card = (given: Card, platform: Through): Card => ({
    ...given,
    title: words(given.title, platform),
    summary: words(given.summary, platform),
    blocks: given.blocks.map((each) => block(each, platform)),
    ...(given.rest !== undefined && { rest: line(given.rest, platform) }),
  });

  return {
    card,
    reply(given, platform) {
      if (given.kind === 'card') return { ...given, card: card(given.card, platform) };
      if (given.kind !== 'fieldErrors') return given;
      const errors = Object.entries(given.errors).map(([field, message]) => [field, words(message, platform)]);
      return { ...given, message: words(given.message, platform), errors: Object.fromEntries(errors) };
    },
  };
}

const inBackticks = /`([^`\n]{1,300})`/gu;
