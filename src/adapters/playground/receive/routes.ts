/** The playground's API, one line of story per path; start.ts builds it, tests and scripts may rely on it. */

import { type Request, type Response, Router } from 'express';
import type { Clock } from '../../../kernel/clock.js';
import { InvalidInput, NotAllowed } from '../../../kernel/errors.js';
import { isRightToLeft, languageFor, localeOf, messagesOf } from '../../../kernel/language/languages.js';
import { inLanguage, listening } from '../../../kernel/language/reader.js';
import type { Logger } from '../../../kernel/logger.js';
import { answerProblems, Problem } from '../../http/problem.js';
import { bodyReader, parseJson, requireJson } from '../../http/read-body.js';
import type { MoveClock } from '../clock/move-clock.js';
import { maxBodyBytes } from '../limits.js';
import { northlight } from '../people/company.js';
import type { Finder } from '../people/find.js';
import type { PlatformPerson, PlaygroundDeps } from '../ports.js';
import { pictureOf } from '../render/pictures.js';
import { renderMessage } from '../render/render-message.js';
import type { SlackLook } from '../render/slack-look.js';
import type { AnswerReply } from '../reply/reply.js';
import { inboxChannel, placeChannel, replyChannel } from '../send/channels.js';
import type { Events } from '../send/events.js';
import type { PlaygroundStore } from '../send/store.js';
import type { Telling } from '../story/telling.js';
import { pageRoutes } from './page.js';
import type { Receive, Received } from './receive.js';
import { clickRequest, clockRequest, messagesQuery, parse, sayRequest, submitRequest } from './requests.js';

export interface RoutesDeps extends Pick<PlaygroundDeps, 'database' | 'people' | 'commands' | 'mayMoveClock'> {
  readonly clock: Clock;
  readonly log: Logger;
  readonly store: PlaygroundStore;
  readonly events: Events;
  readonly find: Finder;
  readonly receive: Receive;
  readonly answerReply: AnswerReply;
  /** Loaded when somebody looks for the first time. */
  readonly slackLook: () => Promise<SlackLook>;
  readonly moveClock: MoveClock;
  readonly telling: Telling;
  /** Resolves when everything that is due has been sent, or after a moment when that takes longer. Never rejects. */
  settle(): Promise<void>;
}

const readBody = bodyReader(maxBodyBytes);

/** The playground's page and its API. */
export function createRoutes(deps: RoutesDeps): Router {
  const router = Router();
  router.use(pageRoutes());
  router.use('/playground/api', apiRoutes(deps));
  return router;
}

function apiRoutes(deps: RoutesDeps): Router {
  const api = Router();
  api.get('/state', async (_request, response) => response.json(await stateJson(deps)));
  api.get('/languages/:language', (request, response) => {
    const language = languageFor(String(request.params.language));
    response.json({
      locale: localeOf(language),
      isRightToLeft: isRightToLeft(language),
      messages: Object.fromEntries(messagesOf(language)),
    });
  });
  api.get('/messages', async (request, response) => response.json(await messagesJson(deps, request)));
  api.get('/events', (request, response) => deps.events.connect(request, response));
  api.get('/charts/:message/:place.png', (request, response) => sendPicture(deps, request, response));
  // What somebody does now must not happen in the midst of a past that is being made up.
  api.post('/{*path}', async (request, response, next) => {
    requireJson(request);
    request.body = parseJson(await readBody(request, response));
    await deps.telling.told();
    next();
  });
  api.post('/say', async (request, response) => {
    response.json(await listening(async () => answer(deps, await deps.receive.say(parse(sayRequest, request.body)))));
  });
  api.post('/click', async (request, response) => {
    const click = { ...parse(clickRequest, request.body), origin: originOf(request) };
    response.json(await listening(async () => answer(deps, await deps.receive.click(click))));
  });
  api.post('/submit', async (request, response) => {
    response.json(
      await listening(async () => answer(deps, await deps.receive.submit(parse(submitRequest, request.body)))),
    );
  });
  api.post('/clock', async (request, response) => response.json(await clockJson(deps, request)));
  api.use(({ method, path }) => {
    throw new Problem(404, 'playground.path', `There is no ${method} /playground/api${path.slice(0, 100)}.`);
  });
  api.use(answerProblems(deps));
  return api;
}

async function stateJson({ clock, people, commands, mayMoveClock, store, telling }: RoutesDeps) {
  const [members, places, newest] = await Promise.all([people.members(), people.places(), store.newest()]);
  return {
    now: clock.now().toISOString(),
    people: inCompanyOrder(members),
    places,
    mayMoveClock,
    story: telling.progress(),
    commands: commands().map(({ name, usage, does }) => ({ name, usage, does })),
    newest: Object.fromEntries(newest.map(({ channel, id }) => [channel, id])),
  };
}

/** Whoever the company names first comes first, as a visitor becomes the first of them. */
function inCompanyOrder(members: readonly PlatformPerson[]): readonly PlatformPerson[] {
  const order = northlight.people.map(({ handle }) => handle);
  const place = ({ handle }: PlatformPerson) => order.indexOf(handle) + 1 || order.length + 1;
  return members
    .map(({ language, id, name, handle, role, timeZone }) => ({
      ...{ id, name, handle, role, timeZone },
      language: languageFor(language),
    }))
    .sort((one, other) => place(one) - place(other));
}

async function messagesJson({ store, find, people, slackLook }: RoutesDeps, request: Request) {
  const { limit, before, view, ...whose } = parse(messagesQuery, { ...request.query });
  const messages = await store.list(await channelAsked(find, whose), { limit, before });
  const look = view ? await slackLook() : undefined;
  const reader = whose.inbox ?? whose.reply;
  const language =
    reader === undefined ? await people.languageOfPlaces() : (await find.person(reader, 'inbox')).language;
  return inLanguage(language, () => messages.map((message) => renderMessage(message, look)));
}

async function channelAsked(find: Finder, whose: { place?: string; inbox?: string; reply?: string }): Promise<string> {
  if (Object.values(whose).filter((one) => one !== undefined).length === 1) {
    if (whose.place !== undefined) return placeChannel((await find.place(whose.place, 'place')).id);
    if (whose.inbox !== undefined) return inboxChannel((await find.person(whose.inbox, 'inbox')).id);
    if (whose.reply !== undefined) return replyChannel((await find.person(whose.reply, 'reply')).id);
  }
  const sentence = 'Ask for one of them: place=ID, inbox=PERSON or reply=PERSON.';
  throw new InvalidInput('playground.channel', sentence, { place: sentence, inbox: sentence, reply: sentence });
}

/** Its address changes with the card, so it may be kept. */
async function sendPicture({ store }: RoutesDeps, { params }: Request, response: Response): Promise<void> {
  const message = String(params.message);
  const stored = /^\d{1,18}$/.test(message) ? await store.byId(message) : null;
  const png = await pictureOf(stored, String(params.place));
  response.type('png').set('Cache-Control', 'private, max-age=86400').send(png);
}

/** Answers when what the deed caused stands in the channels, so that scripts need not wait and ask again. */
async function answer({ answerReply, settle }: RoutesDeps, { reply, asked, said }: Received) {
  await settle();
  return { reply: await answerReply(reply, asked), ...(said && { message: said.id }) };
}

async function clockJson({ mayMoveClock, moveClock, find }: RoutesDeps, request: Request) {
  if (!mayMoveClock) throw new NotAllowed('playground.clockFixed', 'In production the clock can’t be moved.');
  const { nextMorning, ...move } = parse(clockRequest, request.body);
  const zone = nextMorning === undefined ? undefined : (await find.person(nextMorning, 'nextMorning')).timeZone;
  const now = await moveClock({ ...move, ...(zone && { nextMorningIn: zone }) });
  return { now: now.toISOString() };
}

/** The page's own address as the browser wrote it; only letters that a host may have. */
function originOf(request: Request): string {
  const host = request.get('host') ?? '';
  return `${request.protocol}://${/^[\w.:[\]-]+$/.test(host) ? host : 'localhost'}`;
}
