/**
 * A stand-in for Teams' connector and its token issuer on loopback: it keeps what the bot sends, checks what Teams checks
 * (tokens, sizes, unknown conversations, blocked people, rules of targeted messages), and fails on purpose when asked.
 */
import { createSign, generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Request, type Response } from 'express';
import { nextId, personalChat, type TeamsMessage, type TeamsWorld } from './world.js';

/** What the connector answers instead of doing it, or after it did it. */
export interface Fault {
  readonly status: number;
  readonly code?: string;
  readonly retryAfterSeconds?: number;
  /** No answer ever comes. */
  readonly isSilent?: true;
  /** It was done before it failed. */
  readonly afterDelivery?: true;
  /** What comes instead of an answer. */
  readonly page?: string;
  /** It is done, and half of its answer comes. */
  readonly isCut?: true;
}

export interface StandInTeams {
  readonly world: TeamsWorld;
  /** As activities name it. */
  readonly serviceUrl: string;
  readonly issuer: { readonly name: string; readonly openIdMetadataUrl: string };
  /** A token as Teams sends it, each part of it wrong when asked. */
  token(wrong?: Readonly<Record<string, unknown>>): string;
  /** What the bot has to send along. */
  readonly botToken: string;
  /** Asked at each call that sends; null: no fault. */
  fault: (call: { readonly method: string; readonly conversation: string; readonly nth: number }) => Fault | null;
  /** True: nobody is told who is in a conversation. */
  rosterIsAway: boolean;
  /** Every call that sends, in order. */
  readonly calls: { readonly method: string; readonly path: string }[];
  close(): Promise<void>;
}

/** 100 KB in UTF-16, without pictures. [PLATFORMS T0] */
const largestMessage = 100 * 1024;

/** One for all: the SDK keeps the key of an address for a day, and a later server may stand at the same port. */
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

export async function openTeams(world: TeamsWorld): Promise<StandInTeams> {
  const web = express();
  web.use(express.json({ limit: '1mb' }));
  const server = createServer(web);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const calls: StandInTeams['calls'] = [];
  const serviceUrl = `${url}/amer/`;
  const issuerName = 'https://api.botframework.com';
  const teams: StandInTeams = {
    world,
    serviceUrl,
    issuer: { name: issuerName, openIdMetadataUrl: `${url}/openid` },
    botToken: 'token-of-the-bot',
    fault: () => null,
    rosterIsAway: false,
    calls,
    token(wrong = {}) {
      const seconds = Math.floor(Date.now() / 1_000);
      const claims = {
        iss: issuerName,
        aud: world.appId,
        nbf: seconds - 60,
        exp: seconds + 3_600,
        serviceurl: serviceUrl,
      };
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
      const signed = `${part({ alg: 'RS256', typ: 'JWT', kid: 'key-1' })}.${part({ ...claims, ...wrong })}`;
      return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey).toString('base64url')}`;
    },
    close: () => new Promise<void>((resolve) => void server.close(() => resolve()).closeAllConnections()),
  };

  web.get('/openid', (_request, response) => {
    response.json({ issuer: issuerName, jwks_uri: `${url}/keys`, id_token_signing_alg_values_supported: ['RS256'] });
  });
  web.get('/keys', (_request, response) => {
    const key = publicKey.export({ format: 'jwk' });
    response.json({ keys: [{ ...key, kid: 'key-1', use: 'sig', endorsements: ['msteams', 'directline', 'webchat'] }] });
  });

  web.use('/amer/v3/conversations', (request, response, next) => {
    if (request.get('authorization') !== `Bearer ${teams.botToken}`) return refuse(response, 401, 'Unauthorized');
    next();
  });
  web.post('/amer/v3/conversations', (request, response) => {
    const userId = request.body.members?.[0]?.id;
    const user = world.users.get(userId);
    if (!user || request.body.tenantId !== world.tenantId) return refuse(response, 400, 'BadArgument');
    if (user.isClosed) return refuse(response, 403, 'MessageWritesBlocked');
    response.status(201).json({ id: personalChat(world, user.id).id });
  });
  web.post(
    '/amer/v3/conversations/:id/activities',
    sending((request) => post(world, request)),
  );
  // As Microsoft's own client answers an activity.
  web.post(
    '/amer/v3/conversations/:id/activities/:message',
    sending((request) => post(world, request)),
  );
  web.put(
    '/amer/v3/conversations/:id/activities/:message',
    sending((request) => update(world, request)),
  );
  web.delete(
    '/amer/v3/conversations/:id/activities/:message',
    sending((request) => remove(world, request)),
  );
  web.put(
    '/amer/v3/conversations/:id/activities/:message/reactions/:type',
    sending(({ params }) => {
      const [conversation, message, type] = [params.id, params.message, params.type].map(String);
      if (!conversation || !message || !type || !world.chats.has(conversation)) {
        return { status: 404, code: 'ConversationNotFound' };
      }
      world.reactions.push({ conversation, message, type });
      return { status: 200, id: message };
    }),
  );
  web.get('/amer/v3/conversations/:id/members/:user', (request, response) => {
    const chat = world.chats.get(request.params.id);
    const user = [...world.users.values()].find(
      ({ id, aadObjectId }) => id === request.params.user || aadObjectId === request.params.user,
    );
    if (!chat || !user || !chat.members.includes(user.id)) return refuse(response, 404, 'MemberNotFoundInConversation');
    response.json(rosterOf(world, [user.id])[0]);
  });
  web.get('/amer/v3/conversations/:id/pagedmembers', (request, response) => {
    const chat = world.chats.get(request.params.id);
    if (teams.rosterIsAway) return refuse(response, 403, 'BotNotInConversationRoster');
    if (!chat) return refuse(response, 404, 'ConversationNotFound');
    const from = Number(request.query.continuationToken ?? 0);
    const until = from + Number(request.query.pageSize ?? 200);
    const more = until < chat.members.length ? { continuationToken: String(until) } : {};
    response.json({ members: rosterOf(world, chat.members.slice(from, until)), ...more });
  });
  return teams;

  function sending(work: (request: Request) => Answered) {
    return (request: Request, response: Response) => {
      const conversation = String(request.params.id).split(';')[0] ?? '';
      calls.push({ method: request.method, path: request.originalUrl });
      const fault = teams.fault({ method: request.method, conversation, nth: calls.length });
      if (fault?.isSilent) return;
      if (fault && !fault.afterDelivery && !fault.isCut) return failed(response, fault);
      const answer = work(request);
      if (fault?.isCut) return cut(response, answer);
      if (fault) return failed(response, fault);
      if ('code' in answer) return refuse(response, answer.status, answer.code);
      response.status(answer.status).json({ id: answer.id });
    };
  }
}

type Answered = { readonly status: number; readonly id: string } | { readonly status: number; readonly code: string };

function post(world: TeamsWorld, request: Request): Answered {
  const [conversation = '', threadId = null] = String(request.params.id).split(';messageid=');
  const chat = world.chats.get(conversation);
  if (!chat) return { status: 404, code: 'ConversationNotFound' };
  const problem = sizeProblem(request.body);
  if (problem) return problem;
  const isTargeted = request.query.isTargetedActivity === 'true';
  const onlyFor = isTargeted ? String(request.body.recipient?.id ?? '') : null;
  if (onlyFor !== null && chat.kind === 'personal') return { status: 400, code: 'BadArgument' };
  if (onlyFor !== null && !chat.members.includes(onlyFor)) return { status: 403, code: 'BotNotInConversationRoster' };
  if (chat.kind === 'personal' && world.users.get(chat.members[0] ?? '')?.isClosed) {
    return { status: 403, code: 'MessageWritesBlocked' };
  }
  if (threadId !== null && !world.messages.some(({ id }) => id === threadId)) {
    return { status: 404, code: 'ActivityNotFoundInConversation' };
  }
  const message: TeamsMessage = {
    id: nextId(world),
    conversation,
    threadId,
    onlyFor,
    activity: request.body as Record<string, unknown>,
    editCount: 0,
  };
  world.messages.push(message);
  world.posts.push({ ...message });
  return { status: 201, id: message.id };
}

function update(world: TeamsWorld, request: Request): Answered {
  const found = world.messages.find(
    ({ id, conversation }) => id === request.params.message && conversation === request.params.id,
  );
  const isTargeted = request.query.isTargetedActivity === 'true';
  if (found && isTargeted !== (found.onlyFor !== null)) return { status: 400, code: 'BadArgument' };
  if (!found) return { status: 404, code: 'ActivityNotFoundInConversation' };
  const problem = sizeProblem(request.body);
  if (problem) return problem;
  found.activity = request.body as Record<string, unknown>;
  found.editCount += 1;
  return { status: 200, id: found.id };
}

function remove(world: TeamsWorld, { params }: Request): Answered {
  const at = world.messages.findIndex(({ id, conversation }) => id === params.message && conversation === params.id);
  if (at < 0) return { status: 404, code: 'ActivityNotFoundInConversation' };
  world.messages.splice(at, 1);
  return { status: 200, id: String(params.message) };
}

function sizeProblem(body: unknown): Answered | null {
  return JSON.stringify(body).length * 2 > largestMessage ? { status: 413, code: 'MessageSizeTooBig' } : null;
}

function rosterOf({ users }: TeamsWorld, ids: readonly string[]) {
  return ids.flatMap((id) => {
    const user = users.get(id);
    if (!user) return [];
    const { aadObjectId, name, tenantId, userRole } = user;
    return [{ id, aadObjectId, objectId: aadObjectId, name, tenantId, userRole }];
  });
}

function refuse(response: Response, status: number, code: string): void {
  response.status(status).json({ error: { code, message: code } });
}

function cut(response: Response, answer: Answered): void {
  const text = JSON.stringify(answer);
  response.writeHead(answer.status, { 'content-type': 'application/json', 'content-length': String(text.length) });
  response.write(text.slice(0, text.length / 2), () => response.destroy());
}

function failed(response: Response, { status, code = 'ServiceError', retryAfterSeconds, page }: Fault): void {
  if (page !== undefined) return void response.status(status).send(page);
  if (retryAfterSeconds !== undefined) response.set('retry-after', String(retryAfterSeconds));
  refuse(response, status, code);
}
