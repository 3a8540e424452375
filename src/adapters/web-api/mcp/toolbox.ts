/** What every tool has in common: its deadline, its log entry, and how a refusal or a defect is said. */
import type { CallToolResult, McpServer } from '@modelcontextprotocol/server';
import type { z } from 'zod';
import { apologyText, expectedErrorCard } from '../../../chat/answers.js';
import type { AssistantDesk } from '../../../chat/assistant-desk.js';
import type { Card } from '../../../chat/card.js';
import { logDefect } from '../../../chat/defect.js';
import type { ApiClient, Scope } from '../../../chat/key-book.js';
import type { TypedHere } from '../../../chat/typed-here.js';
import { expired, withDeadline } from '../../../kernel/deadline.js';
import { ExpectedError } from '../../../kernel/errors.js';
import type { Logger } from '../../../kernel/logger.js';
import type { Actor, Platform } from '../../../kernel/person.js';
import { refusedAnswer } from './answer.js';
import { cardText, framed } from './frame.js';

/** What the tools are given of the bot. */
export interface ToolboxDeps {
  readonly log: Logger;
  readonly assistants: AssistantDesk;
  /** Commands as people type them on each platform. */
  readonly typedHere: () => TypedHere;
  /** Where this person reads the bot; null: nowhere yet. */
  platformOf(memberId: string): Promise<Platform | null>;
  /** How long a tool may take, in ms. Default: 20 seconds. */
  readonly patienceMs?: number;
}

/** A person's key, and the bot as they may ask it. */
export interface Toolbox extends ToolboxDeps {
  readonly client: ApiClient;
  readonly actor: Actor;
  /** A card as it is typed where this person reads the bot. */
  cardText(card: Card): Promise<string>;
}

/** One tool. */
export interface Tool<Input extends z.ZodObject> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** The key has to be for this. */
  readonly scope: Scope;
  readonly input: Input;
  readonly output?: z.ZodObject;
  readonly isDestructive?: true;
  answer(box: Toolbox, input: z.output<Input>): Promise<CallToolResult>;
}

/** Fits the types of one tool together. */
export const tool = <Input extends z.ZodObject>(each: Tool<Input>): Tool<z.ZodObject> => each as Tool<z.ZodObject>;

export function toolbox(deps: ToolboxDeps, client: ApiClient, actor: Actor): Toolbox {
  return {
    ...deps,
    ...{ client, actor },
    async cardText(card) {
      const platform = (await deps.platformOf(actor.id)) ?? 'slack';
      return cardText(deps.typedHere().card(card, platform));
    },
  };
}

/** Makes a tool known to the server of one request. */
export function register(server: McpServer, box: Toolbox, each: Tool<z.ZodObject>): void {
  const { name, title, description, scope, input, output, isDestructive = false } = each;
  const isRead = scope === 'read';
  server.registerTool(
    name,
    {
      ...{ title, description, inputSchema: input },
      ...(output && { outputSchema: output }),
      annotations: {
        title,
        readOnlyHint: isRead,
        openWorldHint: false,
        ...(!isRead && { destructiveHint: isDestructive }),
      },
    },
    (given) => answerOf(box, each, given),
  );
}

async function answerOf(box: Toolbox, { name, answer }: Tool<z.ZodObject>, input: Record<string, unknown>) {
  const { actor, client, patienceMs = 20_000 } = box;
  const about = { tool: name, organisationId: actor.organisationId, actorId: actor.id, keyId: client.keyId };
  const started = performance.now();
  const told = (outcome: string) => {
    box.log.info({ ...about, outcome, ms: Math.round(performance.now() - started) }, 'assistant answered');
  };
  try {
    const answered = await withDeadline(answer(box, input), patienceMs);
    told(answered === expired ? 'expired' : 'answered');
    return answered === expired ? refusedAnswer(tooSlow(patienceMs)) : answered;
  } catch (thrown) {
    if (!(thrown instanceof ExpectedError))
      return refusedAnswer(apologyText(logDefect(box.log, thrown, 'assistant failed', about)));
    told(thrown.code);
    // It may name a customer as somebody wrote them.
    return refusedAnswer(
      `Refused. People read this then:\n${framed(await box.cardText(expectedErrorCard(thrown, null)))}`,
    );
  }
}

const tooSlow = (ms: number): string =>
  `The answer took longer than ${Math.round(ms / 1_000)} seconds. Ask for less at once, or try again in a minute.`;
