/** Teams before the contract of a platform: activities with real tokens over real HTTP, and the stand-in Teams behind. */
import { cardToText } from '../../src/chat/plain-text.js';
import { openSmallTeams } from '../adapters/teams/small-teams.js';
import type { Answered } from '../support/stand-in-teams/driver.js';
import { formData, readCard, readForm } from '../support/stand-in-teams/read-card.js';
import { nextId, personalChat, type TeamsMessage } from '../support/stand-in-teams/world.js';
import type { Json } from './json.js';
import type { BenchOptions, PlatformBench, Who } from './platform-contract.js';

interface Invoked {
  readonly task?: { readonly value?: { readonly card?: { readonly content: Json } } };
  readonly type?: string;
  readonly value?: unknown;
}

export async function openTeamsBench({ database, handle, isImpatient }: BenchOptions): Promise<PlatformBench> {
  const bot = await openSmallTeams({ database, ...(isImpatient && { tuning: { patienceMs: 1 } }) });
  bot.handleWith(handle);
  const { world, driver, teams, users, channel } = bot;
  const people = { member: users.dana, stranger: users.gus } as const;
  let again: () => Promise<Answered> = async () => ({ status: 200, body: null });
  /** What a client shows in a dialog or in the place of a card, besides messages. */
  const answers: { readonly who: Who; readonly card: Json }[] = [];
  /** The form that came in an answer, and how many messages were there before it. */
  let open: { readonly card: Json | null; readonly after: number } = { card: null, after: 0 };

  async function act(who: Who, deed: () => Promise<Answered>): Promise<number> {
    const answered = await deed();
    again = driver.repeat;
    const { task, type, value } = (answered.body ?? {}) as Invoked;
    const isCard = type === 'application/vnd.microsoft.card.adaptive';
    const card = task?.value?.card?.content ?? (isCard ? (value as Json) : null);
    if (card) show(who, card);
    return answered.status;
  }
  function show(who: Who, card: Json): void {
    if (formData(card)) open = { card, after: world.messages.length };
    else answers.push({ who, card });
  }

  const cardOf = ({ activity }: TeamsMessage): Json =>
    ((activity.attachments ?? []) as { content: Json }[])[0]?.content ?? {};
  const text = (card: Json): string => cardToText(readCard(card));
  const isForAlone = (who: Who) => {
    const { id } = people[who];
    const privately = personalChat(world, id).id;
    return ({ onlyFor, conversation }: TeamsMessage) => onlyFor === id || conversation === privately;
  };
  const latestForm = (): Json | null =>
    world.messages
      .slice(open.after)
      .map(cardOf)
      .findLast((card) => formData(card) !== null) ?? open.card;
  const here = { conversation: channel };

  return {
    adapter: bot.adapter,
    ids: { workspace: world.tenantId, place: channel, member: users.dana.aadObjectId },
    support: { kind: 'place', placeId: `place-${channel}` },
    inbox: { kind: 'member', memberId: `member-${users.dana.aadObjectId}` },
    command: (who, line) => act(who, () => driver.write(people[who], line, here)),
    tell: (who, line) => act(who, () => driver.write(people[who], line)),
    press: (who, { action: verb, value }, { message }) =>
      act(who, () => driver.execute(people[who], { verb, data: { value } }, { ...here, replyToId: message })),
    submit(who, values) {
      const form = latestForm();
      if (!form) throw new Error('No form is open.');
      const data = { ...values, ...formData(form) };
      return act(who, () => driver.execute(people[who], { verb: 'teams.submit', data }, here));
    },
    capture(who, words) {
      const messagePayload = {
        id: nextId(world),
        from: { user: { id: users.ben.aadObjectId, displayName: 'Ben' } },
        body: { contentType: 'text', content: words },
      };
      const value = { commandId: 'capture', commandContext: 'message', messagePayload };
      return act(who, () => driver.invoke(people[who], 'composeExtension/fetchTask', value, here));
    },
    answer: (who, words, { message: threadId }) =>
      act(who, () => driver.write(people[who], words, { ...here, threadId })),
    repeat: async () => (await again()).status,
    async shown(who) {
      const alone = world.messages.filter(isForAlone(who)).map(cardOf);
      const inAnswers = answers.filter((each) => each.who === who).map(({ card }) => card);
      return [...alone, ...inAnswers].map(text);
    },
    async openForm() {
      const form = latestForm();
      if (!form) return null;
      const { title, errors = {} } = readForm(form);
      return [title, ...Object.values(errors)].join('\n');
    },
    inPlace: async () =>
      world.messages
        .filter(({ conversation, onlyFor }) => conversation === channel && onlyFor === null)
        .map((message) => text(cardOf(message))),
    platformIsAway(isAway) {
      teams.fault = () => (isAway ? { status: 503 } : null);
    },
    close: () => bot.close(),
  };
}
