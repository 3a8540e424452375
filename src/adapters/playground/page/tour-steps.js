/** The tour's steps: what each shows, which deed ticks it, and how it is done for the visitor. tour.js plays them. */
import { click, getMessages, moveClock, submit, tell } from './api.js';
import { openForm } from './form-dialog.js';
import { goToEnd } from './reading-place.js';
import { phrase, say } from './say.js';
import { become, now, open, session, setNow, showAllAs } from './session.js';
import { weekdayIn } from './time.js';

const line = '/customer feedback "We were charged twice for the same booking" customer:"Harbour House" severity:high';

const place = (name) => session.state.places.find((one) => one.name === name) ?? session.state.places[0];
const goTo = (name, message) => open(`place:${place(name).id}`, message);
const mentions = (item) => (message) => message.author === null && message.text.includes(`${item} ·`);

/** Says a line in a place as the visitor. */
async function sayIn(name, text) {
  goTo(name);
  goToEnd();
  return tell({ as: session.you.id, place: place(name).id, text });
}

/** Whoever has a private card about the item. */
async function ownerOf(item) {
  for (const person of session.state.people) {
    const messages = await getMessages(`inbox:${person.id}`, { limit: 20 });
    const card = messages.findLast((one) => mentions(item)(one) && buttonOf(one, 'feedback.resolve') !== undefined);
    if (card) return { person, card };
  }
  throw new Error(say('Nobody has a card about {item} any more. Skip this step.', { item }));
}

const buttonOf = (message, action) =>
  message.card?.blocks
    .flatMap((block) => (block.kind === 'actions' ? block.actions : (block.action ?? [])))
    .find((one) => one.action === action);

async function visitOwner(item) {
  const { person, card } = await ownerOf(item);
  become(person.id);
  open(`inbox:${person.id}`, card.id);
  return card;
}

const answers = {
  outcome: 'fixed',
  customerTold: 'The second charge is back on your card, with our apology.',
  rootCauseCategory: 'process',
  rootCause: 'The pay button could be pressed twice while the bank was thinking.',
  prevention: 'The button counts once, and a test presses it twice.',
  touches: 'Harbour House, and everybody who arrives after ten at night.',
  delights: '“I walked in, and my room was warm.” Nobody had to wait for a key.',
};

/** A form's fields filled with what fits, and else with what a select offers first. */
function filled({ fields }) {
  const answerTo = (field) =>
    field.value ?? answers[field.name] ?? (field.optional ? undefined : (field.options?.[0]?.value ?? 'As agreed.'));
  return Object.fromEntries(fields.map((field) => [field.name, answerTo(field)]));
}

async function fillIn(reply) {
  if (reply.kind !== 'form') return;
  const answer = await submit({ as: session.you.id, form: reply.form.id, values: filled(reply.form) });
  if (answer.reply.kind === 'fieldErrors') openForm({ ...reply.form, errors: answer.reply.errors });
}

/** `feedback list` and `feedback F-12` show what others captured. */
const captures = /\bfeedback\b(?!\s+(list|[A-Z]+-\d))/i;

const isWeekend = () => ['Sat', 'Sun'].includes(weekdayIn(now(), session.you.timeZone));

/** `act` answers 'more' where the step is not done yet. `memory.item` is the feedback that the visitor captured, `memory.at` when. */
export const steps = [
  {
    id: 'capture',
    title: phrase('Capture what a customer said'),
    text: () => say('In #support, write it after /customer feedback. Anybody can, in ten seconds.'),
    does: phrase('Capture an example'),
    act: async (memory) => notice(memory, (await sayIn('support', line)).reply),
    ticks: (deed, { line: said, form, reply }, memory) =>
      ((deed === 'said' && captures.test(said)) || (deed === 'submitted' && /capture|feedback/i.test(form))) &&
      notice(memory, reply),
  },
  {
    id: 'owner',
    title: phrase('See who owns it, and why'),
    text: ({ item }) =>
      item
        ? say('{item} has one owner. Open that person’s inbox: the card says why it is theirs.', { item })
        : say('It has one owner. Open that person’s inbox: the card says why it is theirs.'),
    does: phrase('Open the owner’s inbox'),
    act: ({ item }) => visitOwner(item),
    ticks: (deed, { messages }, { item }) =>
      deed === 'shown' && session.channel.startsWith('inbox:') && messages.some(mentions(item)),
  },
  {
    id: 'clock',
    title: phrase('Move the clock and be reminded'),
    text: () =>
      isWeekend()
        ? say(
            'It is the weekend: the promise stands still and nobody is reminded, so +1 hour brings nothing. Go to Monday 9:00.',
          )
        : say('The owner has a working day. Press Next morning and +1 day above: reminders come to the owner’s inbox.'),
    does: () => (isWeekend() ? phrase('Monday 9:00') : phrase('Move on until one comes')),
    async act({ item, at }) {
      await visitOwner(item);
      // At a weekend the button names one morning, and goes no further.
      const days = isWeekend() ? 1 : 4;
      for (let day = 0; day < days; day += 1) {
        const { now: present } = await moveClock({ nextMorning: session.you.id });
        setNow(present);
        const messages = await getMessages(session.channel, { limit: 20 });
        const reminder = messages.find((one) => isReminder(one, item, at));
        if (reminder) return open(session.channel, reminder.id);
      }
      return 'more';
    },
    ticks: (deed, { messages }, { item, at }) =>
      deed === 'shown' &&
      session.channel.startsWith('inbox:') &&
      messages.some((message) => isReminder(message, item, at)),
  },
  {
    id: 'resolve',
    title: phrase('Resolve it'),
    text: () => say('In the owner’s inbox press Resolve. It asks what the customer was told, and how to prevent it.'),
    does: phrase('Resolve it'),
    async act({ item }) {
      const card = await visitOwner(item);
      const { value } = buttonOf(card, 'feedback.resolve');
      const { reply } = await click({ as: session.you.id, message: card.id, action: 'feedback.resolve', value });
      await fillIn(reply);
    },
    ticks: (deed, { messages }, { item }) =>
      deed === 'shown' && messages.some((one) => mentions(item)(one) && buttonOf(one, 'feedback.reopen') !== undefined),
  },
  {
    id: 'news',
    title: phrase('Read the news'),
    text: () => say('Everybody hears how it ended, good or bad: open #marketing.'),
    does: phrase('Open #marketing'),
    async act({ item }) {
      const messages = await getMessages(`place:${place('marketing').id}`, { limit: 20 });
      goTo('marketing', messages.findLast(mentions(item))?.id);
    },
    ticks: (deed, { messages }, { item }) =>
      deed === 'shown' && session.channel === `place:${place('marketing').id}` && messages.some(mentions(item)),
  },
  {
    id: 'meeting',
    title: phrase('Open the meeting'),
    text: () =>
      say('Write /customer meeting now in #marketing. The first points are what customers said, not the budget.'),
    does: phrase('Open it'),
    act: () => sayIn('marketing', '/customer meeting now'),
    ticks: (deed, { line: said }) => deed === 'said' && /meeting now/i.test(said),
  },
  {
    id: 'idea',
    title: phrase('Answer Amazon’s two questions'),
    text: () => say('Write /customer idea. Every idea says which customers it touches, and why it would delight them.'),
    does: phrase('Propose an example'),
    async act() {
      const { reply } = await sayIn('marketing', '/customer idea A warm room for those who come late');
      await fillIn(reply);
    },
    ticks: (deed, { form }) => deed === 'submitted' && /idea/i.test(form),
  },
  {
    id: 'number',
    title: phrase('Read the number'),
    text: () => say('Write /customer nps: the score, how sure one can be of it, and how the year went.'),
    does: phrase('Show the number'),
    act: () => sayIn('marketing', '/customer nps'),
    ticks: (deed, { line: said }) => deed === 'said' && /\bnps\b/i.test(said),
  },
  {
    id: 'teams',
    title: phrase('See it as Teams shows it'),
    text: () => say('Above the messages choose Teams: these are the very cards that Microsoft Teams gets.'),
    does: phrase('Show Teams’ look'),
    act: () => showAllAs('teams'),
    ticks: (deed, { look }) => deed === 'look' && look === 'teams',
  },
];

/** Remembers which feedback the visitor captured; false when it was refused. */
function notice(memory, reply) {
  const [item] = /\bF-\d+\b/.exec(reply?.text ?? '') ?? [];
  if (!item) return false;
  Object.assign(memory, { item, at: now().toISOString() });
  return true;
}

/** More than half an hour after it was captured, and about it. */
function isReminder(message, item, at) {
  const laterMs = Date.parse(message.postedAt) - Date.parse(at ?? 0);
  return mentions(item)(message) && laterMs > 30 * 60_000 && message.askedIn === null;
}
