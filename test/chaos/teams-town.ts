/** The town on the stand-in Teams. */
import type { FormValues } from '../../src/chat/form.js';
import { cardToText } from '../../src/chat/plain-text.js';
import type { Chance } from '../support/chance.js';
import { type Answered, createDriver, type Where } from '../support/stand-in-teams/driver.js';
import { fillIn } from '../support/stand-in-teams/fill-in.js';
import { formData, readCard } from '../support/stand-in-teams/read-card.js';
import { type Fault, openTeams } from '../support/stand-in-teams/server.js';
import { createTeamsWorld, personalChat, type TeamsMessage, type TeamsUser } from '../support/stand-in-teams/world.js';
import { populate } from '../support/teams-stage.js';
import { settingsOfAll, townWorkspace } from './slack-town.js';
import { oneOf, type Standing, see, shownOf, spoiltShare, type Town, tellAgain } from './town.js';

type Json = Readonly<Record<string, unknown>>;

interface OpenForm {
  readonly card: Json;
  readonly where: Where;
}

const faultOf = (chance: Chance): Fault | null =>
  chance.isLucky(spoiltShare)
    ? oneOf<Fault>(chance, [
        { status: 429, retryAfterSeconds: 1 },
        { status: 500 },
        { status: 502, afterDelivery: true },
        { status: 504, isSilent: true },
        { status: 201, isCut: true },
        { status: 200, page: '<html>', afterDelivery: true },
      ])
    : null;

const contentOf = ({ activity }: Pick<TeamsMessage, 'activity'>): Json =>
  ((activity.attachments ?? []) as { readonly content: Json }[])[0]?.content ?? {};

interface Refresh {
  readonly userIds: readonly string[];
  readonly action: { readonly verb: string; readonly data: { readonly mark?: string } };
}
const refreshOf = (message: Pick<TeamsMessage, 'activity'>) => contentOf(message).refresh as Refresh | undefined;

export async function buildTeamsTown(): Promise<Town> {
  let repeating: Chance | null = null;
  const world = createTeamsWorld(() => new Date(Date.now() + town.aheadMs));
  const teams = await openTeams(world);
  const { ids } = populate(teams, townWorkspace);
  const around = (once: (activity: Json) => Promise<Answered>) => (activity: Json) =>
    repeating && activity.type === 'message' ? tellAgain(repeating, () => once(activity)) : once(activity);
  const driver = createDriver(teams, () => town.door(), around);
  const chatOf = (name: string) => ids.get(`#${name}`) ?? name;
  function userOf(handle: string): TeamsUser {
    const found = world.users.get(ids.get(handle) ?? '');
    if (!found) throw new Error(`Nobody here is called ${handle}.`);
    return found;
  }

  function seen(who: string, deed: () => Promise<Answered>, { where, inChat }: { where: Where; inChat?: RegExp }) {
    const user = userOf(who);
    const own = personalChat(world, user.id).id;
    const before = new Set(world.messages);
    let body: unknown = null;
    const isAnswer = ({ onlyFor, conversation }: TeamsMessage) =>
      onlyFor === user.id || (inChat !== undefined && conversation === own);
    return see(
      async () => {
        const answered = await deed();
        body = answered.body;
        return { status: answered.status === 202 ? 200 : answered.status };
      },
      () => {
        const messages = world.messages.filter((message) => !before.has(message) && isAnswer(message));
        const cards = [
          ...cardsIn(body).map((card) => ({ card, where })),
          ...messages.map((message) => ({
            card: contentOf(message),
            where: { ...where, threadId: message.threadId, replyToId: message.id },
          })),
        ];
        const open = cards.findLast(({ card }) => formData(card) !== null) ?? null;
        const texts = cards
          .filter(({ card }) => formData(card) === null)
          .map(({ card }) => cardToText(readCard(card)))
          .filter((text) => !inChat || inChat.test(text));
        return shownOf(texts, open);
      },
    );
  }

  /** A card that was edited carries its mark no more. */
  const postedMark = ({ id }: TeamsMessage) => {
    const post = world.posts.find((each) => each.id === id);
    return (post && refreshOf(post)?.action.data.mark) ?? null;
  };
  const stands = (message: TeamsMessage): Standing & { message: TeamsMessage } => ({
    message,
    channel: message.conversation,
    mark: postedMark(message),
    isInThread: message.threadId !== null,
    card: () => readCard(contentOf(message)),
  });

  const town: Town = {
    settings: {
      env: {
        ...settingsOfAll,
        NODE_ENV: 'production',
        MicrosoftAppId: world.appId,
        MicrosoftAppPassword: 'secret',
        MicrosoftAppTenantId: world.tenantId,
      },
      teams: { issuer: teams.issuer, botToken: teams.botToken },
    },
    personId: (handle) => userOf(handle).aadObjectId,
    now: world.now,
    aheadMs: 0,
    door: () => '',
    deaths: () => 0,
    async meet() {
      for (const { name } of townWorkspace.places) await driver.install(userOf('dana'), chatOf(name));
    },
    type(who, line, channel) {
      const where = { conversation: chatOf(channel) };
      return seen(who, () => driver.write(userOf(who), line, where), { where });
    },
    write: (who, line, inChat) => seen(who, () => driver.write(userOf(who), line), { where: {}, inChat }),
    fill(who, form, values: FormValues) {
      const { card, where } = form as OpenForm;
      const data = fillIn(card, values, (id) => id);
      return seen(who, () => driver.execute(userOf(who), { verb: 'teams.submit', data }, where), { where });
    },
    async press(who, on, { action: verb, value }) {
      const { conversation, threadId, id: replyToId } = (on as ReturnType<typeof stands>).message;
      const where = { conversation, threadId, replyToId };
      let isTaken = false;
      const deed = async () => {
        const answered = await driver.execute(userOf(who), { verb, data: { value } }, where);
        isTaken = answered.status === 200;
        return answered;
      };
      return { shown: await seen(who, deed, { where }), isTaken };
    },
    standing: () => world.messages.filter(({ onlyFor }) => onlyFor === null).map(stands),
    posts: () =>
      world.posts.map((post) => ({
        channel: post.conversation,
        mark: refreshOf(post)?.action.data.mark ?? null,
        card: () => readCard(contentOf(post)),
      })),
    callCount: () => teams.calls.length,
    spoil(chance) {
      teams.fault = () => chance && faultOf(chance);
    },
    repeat(chance) {
      repeating = chance;
    },
    async look() {
      const before = world.messages.length;
      for (const message of [...world.messages]) {
        const { userIds, action } = refreshOf(message) ?? {};
        const viewer = userIds && world.users.get(userIds[0] ?? '');
        if (!action || !viewer) continue;
        const { conversation, threadId, id: replyToId } = message;
        await driver.execute(viewer, action, { conversation, threadId, replyToId });
      }
      return before - world.messages.length;
    },
    close: () => teams.close(),
  };
  return town;
}

/** A card, or a form, in the answer to a button; a living card that shows what was done is none. */
function cardsIn(body: unknown): readonly Json[] {
  const { task, type, value } = (body ?? {}) as {
    readonly task?: { readonly value: { readonly card: { readonly content: Json } } };
    readonly type?: string;
    readonly value?: Json;
  };
  if (task) return [task.value.card.content];
  return type === 'application/vnd.microsoft.card.adaptive' && value && !value.refresh ? [value] : [];
}
