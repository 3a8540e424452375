/** The box to type in: Enter sends, and the commands are offered as one types. */
import { attempt } from './announce.js';
import { say } from './api.js';
import { showReply } from './card-actions.js';
import { byId } from './dom.js';
import { channelName, onChange, session } from './session.js';
import { startSuggestions } from './suggestions.js';

export function startComposer() {
  const line = byId('line');
  const suggestions = startSuggestions(line);
  byId('composer').addEventListener('submit', (event) => {
    event.preventDefault();
    void send(line);
  });
  line.addEventListener('keydown', (event) => {
    if (suggestions.takes(event)) return;
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void send(line);
  });
  line.addEventListener('input', () => grow(line));
  onChange((change) => ['you', 'channel', 'state'].includes(change) && drawPlaceholder(line));
}

/** Puts a line into the box for somebody to look at and send. */
export function prefill(text) {
  const line = byId('line');
  line.value = text;
  grow(line);
  line.focus();
  line.dispatchEvent(new Event('input'));
}

async function send(line) {
  const text = line.value;
  if (text.trim() === '' || line.getAttribute('aria-busy')) return;
  const [kind, id] = session.channel.split(':');
  const answer = await attempt(() => say({ as: session.you.id, place: kind === 'place' ? id : null, text }), line);
  if (!answer) return;
  if (line.value === text) line.value = '';
  line.dispatchEvent(new Event('input'));
  if (!answer.message) showReply(answer.reply, line);
}

/** As high as its lines, up to the limit that the stylesheet sets. */
function grow(line) {
  line.style.height = 'auto';
  line.style.height = `${line.scrollHeight + 2}px`;
}

function drawPlaceholder(line) {
  const isPlace = session.channel.startsWith('place:');
  line.placeholder = isPlace
    ? `Write to ${channelName(session.channel)}, or /customer …`
    : 'Ask Empty Chair: feedback, owe, help …';
}
