/**
 * `POST /api/v1/commands`: whatever somebody can type, press and fill in, a program does with a key of theirs. The answer is
 * what they alone would see in a private chat with the bot.
 */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { Interaction, InteractionContext } from '../../chat/interaction.js';
import type { ApiClient } from '../../chat/key-book.js';
import type { Reply } from '../../chat/reply.js';
import type { Actor } from '../../kernel/person.js';
import { Problem } from '../http/problem.js';
import { bodyReader, parseJson, requireJson } from '../http/read-body.js';
import { answerRequest } from './answer-request.js';
import { type AuthenticateDeps, authenticate } from './authenticate.js';
import type { IdempotencyDeps } from './idempotency.js';
import { replyJson } from './reply-json.js';
import { verifySignature } from './signatures.js';

export interface CommandRoutesDeps extends AuthenticateDeps, IdempotencyDeps {
  /** As the platforms hand on what people do. */
  readonly handle: (interaction: Interaction, context: InteractionContext) => Promise<Reply>;
}

/** Longer than anything that a platform lets people type. */
const readBody = bodyReader(256 * 1024);

const words = (most: number) =>
  z
    .string()
    .max(most, `This is too long. The limit is ${most.toLocaleString('en-GB')} characters.`)
    .refine((text) => !text.includes('\0'), 'A character of it can’t be kept: U+0000.');
const value = z.union([words(20_000), z.array(words(2_000)).max(100), z.boolean()]);

/** What a program does: it types a line, presses a button, or fills a form in. */
export const commandSchema = z.union([
  z.strictObject({ line: words(20_000).min(1, 'The line is empty.') }),
  z.strictObject({ press: z.strictObject({ action: words(200), value: words(2_000) }) }),
  z.strictObject({
    submit: z.strictObject({ form: words(200), subject: words(2_000), values: z.record(words(100), value) }),
  }),
]);

/** Serves programs that act for a person. */
export function commandRoutes(deps: CommandRoutesDeps): Router {
  const router = Router();
  router
    .route('/api/v1/commands')
    .post((request, response) => run(deps, request, response))
    .all(({ method }) => {
      const detail = `${method} is not possible here: POST does what somebody types, presses or fills in.`;
      throw new Problem(405, 'api.method', detail, { headers: { Allow: 'POST' } });
    });
  return router;
}

async function run(deps: CommandRoutesDeps, request: Request, response: Response): Promise<void> {
  const client = await authenticate(deps, request, { scope: 'act' });
  const { actor } = client;
  if (actor === null) throw systemsKey();
  requireJson(request);
  const body = await readBody(request, response);
  const signed = verifySignature(client, request, { body, now: deps.clock.now() });
  const interaction = toInteraction(parseJson(body));
  const context = { interactionId: '', platform: 'api', actor: asFarAsTheKey(client, actor), place: null } as const;
  response.set('Cache-Control', 'no-store');
  const path = '/api/v1/commands';
  await answerRequest(deps, { client, request, response, body, signed, path }, async () => {
    const reply = await deps.handle(interaction, context);
    return { status: 200, body: JSON.stringify(replyJson(reply)) };
  });
}

/** A key without the scope admin does no more than a member may. */
const asFarAsTheKey = ({ scopes }: ApiClient, actor: Actor): Actor =>
  scopes.includes('admin') ? actor : { ...actor, role: 'member' };

function systemsKey(): Problem {
  const detail =
    'This is a system’s key, and commands are done in a person’s name. Make a key of yours in the chat: key new laptop scope:act';
  return new Problem(403, 'api.systemsKey', detail);
}

function toInteraction(body: unknown): Interaction {
  const read = commandSchema.safeParse(body);
  if (!read.success) throw notACommand();
  const { data } = read;
  if ('line' in data) return { kind: 'command', text: data.line };
  if ('press' in data) return { kind: 'action', ...data.press };
  return { kind: 'submit', ...data.submit };
}

function notACommand(): Problem {
  const detail =
    'The body is one of {"line":"feedback F-12"}, {"press":{"action":…,"value":…}} and {"submit":{"form":…,"subject":…,"values":{…}}}.';
  return new Problem(422, 'api.noCommand', detail, { errors: [{ pointer: '', detail }] });
}
