/** Who you are, what you look at, and what the server last said; whoever shows any of it subscribes. */
import { getState } from './api.js';
import { readIn } from './language.js';
import { recall, remember } from './memory.js';

export const session = {
  /** `{ now, people, places, commands, newest, mayMoveClock }`, see the API's /state. */
  state: null,
  /** The person that you are, one of `state.people`. */
  you: null,
  /** `place:ID` or `inbox:PERSON`. */
  channel: null,
  /** How all cards are shown unless one is switched by itself: slack, teams, json or text. */
  look: recall('look') ?? 'slack',
  /** How far the bot's clock is ahead of this machine's, in ms. */
  aheadMs: 0,
};

const listeners = new Set();

/** @param {(change: 'you' | 'channel' | 'look' | 'state' | 'unread') => void} listener */
export const onChange = (listener) => listeners.add(listener);

export function changed(what) {
  for (const listener of listeners) listener(what);
}

/** Asks the server anew; on the first time also decides who you are. */
export async function refreshState() {
  const state = await getState();
  session.state = state;
  setNow(state.now);
  const youId = session.you?.id ?? recall('you');
  session.you = state.people.find((person) => person.id === youId) ?? state.people.find(isNewcomer) ?? state.people[0];
  if (!channelExists(session.channel)) session.channel = channelFromAddress() ?? `place:${state.places[0]?.id}`;
  const isOther = await readIn(session.you.language);
  changed('state');
  if (isOther) changed('you');
}

export function setNow(iso) {
  session.aheadMs = Date.parse(iso) - Date.now();
}

export const now = () => new Date(Date.now() + session.aheadMs);

/** From now on everything is as this person: their inbox, the answers that only they see. */
export function become(personId) {
  const you = session.state.people.find((person) => person.id === personId);
  if (!you || you.id === session.you.id) return;
  session.you = you;
  remember('you', you.id);
  if (session.channel.startsWith('inbox:')) session.channel = `inbox:${you.id}`;
  changed('you');
  void readIn(you.language).then((isOther) => isOther && changed('you'));
}

/** @param message id of the one to show; absent: the newest, and a channel that is open stays as it is. */
export function open(channel, message = null) {
  if (!channelExists(channel) || (channel === session.channel && !message)) return;
  session.channel = channel;
  const hash = message ? `#${channel}/${message}` : `#${channel}`;
  // Back leads to the channel before, and forward again.
  if (location.hash !== hash) history.pushState(null, '', hash);
  changed('channel');
}

/** Follows the browser's Back and Forward. */
export function startHistory() {
  addEventListener('popstate', () => {
    const channel = channelFromAddress() ?? `place:${session.state.places[0]?.id}`;
    if (channel === session.channel) return;
    session.channel = channel;
    if (channel.startsWith('inbox:')) changed('you');
    else changed('channel');
  });
}

export function showAllAs(look) {
  session.look = look;
  remember('look', look);
  changed('look');
}

export const personById = (id) => session.state.people.find((person) => person.id === id);
export const placeById = (id) => session.state.places.find((place) => place.id === id);

/** `#support`, `Maya Lindqvist`. */
export function channelName(channel) {
  const [kind, id] = channel.split(':');
  return kind === 'place' ? `#${placeById(id)?.name}` : (personById(id)?.name ?? '');
}

/** A member without special rights sees what most people would. */
const isNewcomer = (person) => person.role === 'member';

function channelExists(channel) {
  const [kind, id] = (channel ?? '').split(':');
  return kind === 'place' ? Boolean(placeById(id)) : kind === 'inbox' && Boolean(personById(id));
}

/** Links to captured messages look like `#place:ID/12`. An inbox is opened by becoming its person. */
function channelFromAddress() {
  const [channel] = decodeURIComponent(location.hash.slice(1)).split('/');
  if (!channelExists(channel)) return null;
  const [kind, id] = channel.split(':');
  if (kind === 'inbox') session.you = personById(id);
  return channel;
}
