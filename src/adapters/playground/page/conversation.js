/** The conversation in the middle: fetches what is said in the channel and what only you were answered there. */
import { attempt, speak } from './announce.js';
import { getMessages } from './api.js';
import { allLooksSwitch } from './card-looks.js';
import { did } from './deeds.js';
import { byId, h } from './dom.js';
import { onMessage } from './live.js';
import { drawList, forgetDrawn } from './message-list.js';
import { goToEnd, goToMessage, isNearEnd, keepPlace, startReadingPlace } from './reading-place.js';
import { say } from './say.js';
import { channelName, onChange, session } from './session.js';
import { markSeen, seenIn } from './unread.js';

const pageSize = 40;
const mostMessages = 500;

/** How many messages are shown, and which. */
let limit = pageSize;
let shownIds = new Set();
/** The newest message that had been read when the channel was opened: a line stands after it. */
let readUpTo = 0;

export function startConversation() {
  onChange((change) => ['you', 'channel', 'look'].includes(change) && void show(change));
  onChange((change) => change === 'look' && did('look', { look: session.look }));
  onMessage((channel, isNew) => [session.channel, `reply:${session.you.id}`].includes(channel) && soon(isNew));
  drawLooks();
  onChange((change) => change === 'you' && drawLooks());
  byId('earlier').addEventListener('click', () => void showEarlier());
  byId('jump').addEventListener('click', () => goToEnd());
  startReadingPlace(() => {
    if (isNearEnd()) byId('jump').hidden = true;
  });
  document.addEventListener('visibilitychange', () => markRead());
}

const drawLooks = () =>
  byId('looks').replaceChildren(h('span', { class: 'looks-label' }, say('Cards as'), ' '), allLooksSwitch());

/**
 * Draws everything anew; only another look keeps the place in the conversation.
 * @param {'start' | 'you' | 'channel' | 'look'} change
 */
export async function show(change) {
  forgetDrawn();
  if (change !== 'look') {
    limit = pageSize;
    readUpTo = seenIn(session.channel, session.you.id);
    drawHead();
    drawWaiting();
  }
  if (!(await load()) || change === 'look') return;
  byId('jump').hidden = true;
  const linked = linkedMessage();
  if (!linked) return goToEnd();
  goToMessage(linked.dataset.message);
  // Who followed a link reads on from there; who pressed something goes on from where it was.
  if (change === 'start') linked.focus({ preventScroll: true });
}

/** Many messages may come within a moment: they are fetched together. */
let timer = 0;
let hasNew = false;
function soon(isNew) {
  hasNew ||= isNew;
  // While a year is written something comes all the time, and looking takes the writer's time.
  if (session.state.story) {
    timer ||= setTimeout(() => void follow(), 2000);
    return;
  }
  clearTimeout(timer);
  timer = setTimeout(() => void follow(), 80);
}

async function follow() {
  timer = 0;
  const readsAlong = isNearEnd();
  const before = shownIds;
  const messages = await load();
  if (!messages || !hasNew) return;
  hasNew = false;
  const added = messages.filter((one) => !before.has(one.id) && one.thread === null);
  // Who asked or said something looks for it, wherever they were reading.
  const own = added.find((one) => one.askedIn !== null || one.author === session.you.id);
  if (own || (readsAlong && added.length > 0)) goToEnd((own ?? added.at(-1)).id);
  else byId('jump').hidden = added.length === 0;
  const last = added.findLast((one) => one.author !== session.you.id);
  if (last)
    speak(say('New in {channel}: {text}', { channel: channelName(session.channel), text: last.text.split('\n')[0] }));
}

async function showEarlier() {
  limit = Math.min(limit + pageSize, mostMessages);
  await load();
}

/** Answers the messages; null when they could not be had, or another channel was opened meanwhile. */
async function load() {
  const channel = session.channel;
  const youId = session.you.id;
  const messages = await attempt(() => fetchBoth(channel, youId));
  if (!messages || channel !== session.channel || youId !== session.you.id) return null;
  drawList(messages, readUpTo);
  keepPlace();
  shownIds = new Set(messages.map((one) => one.id));
  byId('nothing').hidden = messages.length > 0;
  byId('nothing').textContent = channel.startsWith('place:')
    ? say('Nothing was said here yet.')
    : say('Nothing here: nobody waits for you.');
  markRead();
  did('shown', { messages });
  return messages;
}

async function fetchBoth(channel, youId) {
  const [own, replies] = await Promise.all([getMessages(channel, { limit }), getMessages(`reply:${youId}`, { limit })]);
  const isCut = own.length >= limit;
  byId('earlier').hidden = !isCut || limit >= mostMessages;
  const from = isCut ? Number(own[0].id) : 0;
  const answers = replies.filter((one) => one.askedIn === channel && Number(one.id) > from);
  return [...own, ...answers].sort((one, other) => one.id - other.id);
}

function markRead() {
  if (document.visibilityState === 'visible' && session.you) markSeen(session.channel, session.you.id);
}

function drawHead() {
  const isPlace = session.channel.startsWith('place:');
  const name = channelName(session.channel);
  const title = isPlace ? name : say('{name}’s inbox', { name });
  const about = isPlace
    ? say('Everybody at Northlight, the made-up company, reads this.')
    : say('Private: only you and Empty Chair.');
  byId('channel-name').replaceChildren(h('h1', { dir: 'auto' }, title), h('p', {}, about));
  byId('messages').setAttribute('aria-label', say('Messages in {channel}', { channel: title }));
  document.title = `${title} · Empty Chair`;
}

/** Nothing of the channel before stands under another's name, however long the network takes. */
function drawWaiting() {
  drawList([], 0);
  byId('earlier').hidden = true;
  byId('nothing').hidden = false;
  byId('nothing').textContent = say('Loading …');
}

/** The message that the address names, `#place:ID/12`; null when it names none that is shown. */
function linkedMessage() {
  const linked = Number(location.hash.split('/')[1]);
  return linked ? byId('messages').querySelector(`[data-message="${linked}"]`) : null;
}
