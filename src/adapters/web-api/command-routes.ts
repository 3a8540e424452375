/**
 * `POST /api/v1/commands`: whatever somebody can type, press and fill in, a program does with a key of theirs. The answer is
 * what they alone would see in a private chat with the bot, or what the channel would see that they name as `place`.
 */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { Interaction, InteractionContext } from '../../chat/interaction.js';
import type { ApiClient } from '../../chat/key-book.js';
import type { Reply } from '../../chat/reply.js';
import type { Actor, PlaceRef } from '../../kernel/person.js';
import { inOrganisation } from '../../storage/scope.js';
import { Problem } from '../http/problem.js';
import { bodyReader, parseJson, requireJson } from '../http/read-body.js';
import { answerRequest } from './answer-request.js';
import { type AuthenticateDeps, authenticate } from './authenticate.js';
import type { IdempotencyDeps } from './idempotency.js';
import { keptReply, replyJson } from './reply-json.js';
import { verifySignature } from './signatures.js';

export interface CommandRoutesDeps extends AuthenticateDeps, IdempotencyDeps {
  /** As the platforms hand on what people do. */
  readonly handle: (interaction: Interaction, context: InteractionContext) => Promise<Reply>;
  /** Where people write, and who is there. */
  readonly people: {
    /** `#news`, `news` or its id. Throws InvalidInput on `field`. */
    findPlace(organisationId: string, typed: string, field: string): Promise<PlaceRef>;
    /** Member ids by place id; a place that is missing is one of which nobody knows. */
    whoIsIn(
      organisationId: string,
      of: { readonly placeIds: readonly string[]; readonly memberIds: readonly string[] },
    ): Promise<ReadonlyMap<string, ReadonlySet<string>>>;
  };
}

/** Longer than anything that a platform lets people type. */
const readBody = bodyReader(256 * 1024);

const words = (most: number) =>
  z
    .string()
    .max(most, `This is too long. The limit is ${most.toLocaleString('en-GB')} characters.`)
    .refine((text) => !text.includes('\0'), 'A character of it can’t be kept: U+0000.');
const value = z.union([words(20_000), z.array(words(2_000)).max(100), z.boolean()]);

const place = words(200)
  .min(1)
  .optional()
  .meta({ description: 'As if it were done in this channel: its name or id. Only where the person is there.' });

/** What a program does: it types a line, presses a button, or fills a form in. */
export const commandSchema = z.union([
  z.strictObject({ line: words(20_000).min(1, 'The line is empty.'), place }),
  z.strictObject({ press: z.strictObject({ action: words(200), value: words(2_000) }), place }),
  z.strictObject({
    place,
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
  const command = readCommand(parseJson(body));
  const there = command.place === undefined ? null : await placeOf(deps, actor, command.place);
  const context = { interactionId: '', platform: 'api', actor: asFarAsTheKey(client, actor), place: there } as const;
  response.set('Cache-Control', 'no-store');
  const path = '/api/v1/commands';
  await answerRequest(deps, { client, request, response, body, signed, path }, async () => {
    const reply = await deps.handle(toInteraction(command), context);
    const body = (shown: Reply) => JSON.stringify(replyJson(shown));
    return { status: 200, body: body(reply), keptBody: body(keptReply(reply)) };
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

/** A channel in which this person is. Nobody acts in another, not even where nobody can say who is there. */
async function placeOf({ people }: CommandRoutesDeps, actor: Actor, typed: string): Promise<PlaceRef> {
  const { organisationId, id } = actor;
  return inOrganisation(organisationId, async () => {
    const found = await people.findPlace(organisationId, typed, 'place');
    const present = await people.whoIsIn(organisationId, { placeIds: [found.id], memberIds: [id] });
    if (present.get(found.id)?.has(id)) return found;
    const detail = `${actor.name} is not in #${found.name}, as far as the platform says. Join it, or name a channel that they are in.`;
    throw new Problem(403, 'api.notInPlace', detail, { errors: [{ pointer: '/place', detail }] });
  });
}

type Command = z.output<typeof commandSchema>;

function readCommand(body: unknown): Command {
  const read = commandSchema.safeParse(body);
  if (read.success) return read.data;
  throw notACommand();
}

function toInteraction(command: Command): Interaction {
  if ('line' in command) return { kind: 'command', text: command.line };
  if ('press' in command) return { kind: 'action', ...command.press };
  return { kind: 'submit', ...command.submit };
}

function notACommand(): Problem {
  const detail =
    'The body is one of {"line":"feedback F-12"}, {"press":{"action":…,"value":…}} and {"submit":{"form":…,"subject":…,"values":{…}}}; beside it "place" may name a channel.';
  return new Problem(422, 'api.noCommand', detail, { errors: [{ pointer: '', detail }] });
}
