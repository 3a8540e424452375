/** Slack before the contract of a platform: signed requests over real HTTP, and the stand-in Slack behind. */
import { cardToText } from '../../src/chat/plain-text.js';
import { openSmallSlack } from '../adapters/slack/small-slack.js';
import { type Acknowledged, byHttp, createDriver } from '../support/stand-in-slack/driver.js';
import { fillIn } from '../support/stand-in-slack/fill-in.js';
import { organisationOf } from '../support/stand-in-slack/organisation-methods.js';
import type { Json } from '../support/stand-in-slack/payloads.js';
import { readCard } from '../support/stand-in-slack/read-card.js';
import { directChannel, nextTs, type ShownView } from '../support/stand-in-slack/world.js';
import type { BenchOptions, PlatformBench, Who } from './platform-contract.js';

const users: Readonly<Record<Who, string>> = { member: 'U0DANA', stranger: 'U0ZOE' };
const channel = 'C0SUPPORT';

export async function openSlackBench({ database, handle, isImpatient }: BenchOptions): Promise<PlatformBench> {
  const bot = await openSmallSlack({ database, ...(isImpatient && { patienceMs: 1 }) });
  bot.handleWith(handle);
  const { world, slack, adapter } = bot;
  const send = byHttp({ url: () => bot.url, secret: world.signingSecret, now: () => bot.clock.now() });
  let again: () => Promise<Acknowledged> = async () => ({ status: 200, body: '' });
  const driver = createDriver(slack, (kind, json: Json) => {
    again = () => {
      // Slack signs the same body anew.
      bot.clock.moveTo(new Date(bot.clock.now().getTime() + 1_000));
      return send(kind, json);
    };
    return send(kind, json);
  });
  const text = (blocks: readonly unknown[]) => cardToText(readCard(world, blocks));
  const open = (): ShownView | undefined => world.views.at(-1);
  /** Slack answers a form that is wrong in its acknowledgement. */
  let errors: Json = {};
  const writtenBy = (words: string) => {
    const ts = nextTs(world);
    organisationOf(world).written.set(`${channel}/${ts}`, { user: 'U0BEN', text: words });
    return ts;
  };
  const status = async (act: Promise<Acknowledged>) => (await act).status;
  return {
    adapter,
    ids: { workspace: world.team.id, place: channel, member: users.member },
    support: { kind: 'place', placeId: `place-${channel}` },
    inbox: { kind: 'member', memberId: `member-${users.member}` },
    command: (who, line) => status(driver.command(users[who], line, channel)),
    tell: (who, line) => status(driver.write(users[who], line)),
    press: (who, { action: actionId, value }, { channel: on, message: ts }) =>
      status(driver.press(users[who], { actionId, value, on: { channel: on, ts } })),
    async submit(who, values) {
      const shown = open();
      if (!shown) throw new Error('No form is open.');
      const { status: answered, body } = await driver.submit(
        users[who],
        shown,
        fillIn(shown.view, values, (id) => id),
      );
      errors = typeof body === 'object' && body !== null && 'errors' in body ? (body.errors as Json) : {};
      return answered;
    },
    capture: (who, words) =>
      status(driver.capture(users[who], { channel, ts: nextTs(world), user: 'U0BEN', text: words })),
    answer: (who, words, { channel: where, message: threadTs }) =>
      status(driver.write(users[who], words, { channel: where, threadTs })),
    react: (who, words) =>
      status(
        driver.event({
          type: 'reaction_added',
          user: users[who],
          reaction: 'ear',
          item: { type: 'message', channel, ts: writtenBy(words) },
          event_ts: nextTs(world),
        }),
      ),
    repeat: () => status(again()),
    async shown(who) {
      const alone = world.ephemerals.filter(({ userId }) => userId === users[who]);
      const privately = world.messages.filter((each) => each.channel === directChannel(world, users[who]).id);
      const modals = world.views.filter(({ userId, view }) => userId === users[who] && !view.submit);
      return [...alone, ...privately, ...modals.map(({ view }) => view)].map(({ blocks }) => text(blocks));
    },
    async openForm() {
      const view = open()?.view;
      return view?.submit ? [view.title.text, ...Object.values(errors)].join('\n') : null;
    },
    inPlace: async () =>
      world.messages.filter((message) => message.channel === channel).map(({ blocks }) => text(blocks)),
    platformIsAway: (isAway) => slack.faults.rule(isAway ? () => ({ kind: 'reset', arrives: false }) : null),
    close: () => bot.close(),
  };
}
