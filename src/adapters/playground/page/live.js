/** Keeps the page in step with the bot: server-sent events, which the browser reconnects by itself. */
import { speak } from './announce.js';
import { say } from './say.js';
import { changed, refreshState, session, setNow } from './session.js';
import { drawStory } from './story-bar.js';
import { sawPast } from './unread.js';

const listeners = new Set();

/** @param {(channel: string, isNew: boolean) => void} listener told of every message that was posted or edited. */
export const onMessage = (listener) => listeners.add(listener);

export function startLive() {
  const stream = new EventSource('/playground/api/events');
  let wasOpen = false;
  stream.addEventListener('open', async () => {
    // After a break, and before the first word, there is no telling what was missed: the story's end, too.
    if (wasOpen || session.state?.story) await catchUp();
    if (document.body.classList.contains('offline')) speak(say('Connected again.'));
    wasOpen = true;
    document.body.classList.remove('offline');
  });
  stream.addEventListener('error', () => {
    if (!document.body.classList.contains('offline')) speak(say('Connecting again …'));
    document.body.classList.add('offline');
  });
  stream.addEventListener('story', (event) => drawStory(JSON.parse(event.data)));
  stream.addEventListener('told', () => void beginAnew());
  stream.addEventListener('posted', (event) => posted(JSON.parse(event.data)));
  stream.addEventListener('clock', (event) => {
    setNow(JSON.parse(event.data).now);
    changed('state');
  });
}

/** The made-up past is complete: all of it has been read. */
async function beginAnew() {
  await refreshState();
  endStory();
  tell(session.channel, false);
}

function endStory() {
  drawStory(null);
  sawPast();
}

async function catchUp() {
  const wasBeingTold = Boolean(session.state.story);
  await refreshState().catch(() => {});
  if (wasBeingTold && !session.state.story) endStory();
  tell(session.channel, false);
}

function posted({ channel, id, isNew }) {
  if (isNew) {
    session.state.newest[channel] = id;
    changed('unread');
  }
  tell(channel, isNew);
}

function tell(channel, isNew) {
  for (const listener of listeners) listener(channel, isNew);
}
