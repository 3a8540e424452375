/** The box to type in: Enter sends, and the commands are offered as one types. */
import { attempt } from './announce.js';
import { tell } from './api.js';
import { showReply } from './card-actions.js';
import { did } from './deeds.js';
import { byId } from './dom.js';
import { goToEnd } from './reading-place.js';
import { say } from './say.js';
import { onChange, session } from './session.js';
import { startSuggestions } from './suggestions.js';

export function startComposer() {
  const line = byId('line');
  const suggestions = startSuggestions(line);
  byId('composer').addEventListener('submit', (event) => {
    event.preventDefault();
    send(line);
  });
  line.addEventListener('keydown', (event) => {
    if (suggestions.takes(event)) return;
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send(line);
  });
  line.addEventListener('input', () => grow(line));
  onChange((change) => ['you', 'channel', 'state'].includes(change) && drawPlaceholder(line));
}

/** Lines go out in the order in which they were sent, each as whoever one was then. */
let lastSent = Promise.resolve();

function send(line) {
  const text = line.value;
  if (text.trim() === '') return;
  const [kind, id] = session.channel.split(':');
  const body = { as: session.you.id, place: kind === 'place' ? id : null, text };
  setLine(line, '');
  goToEnd();
  lastSent = lastSent.then(() => deliver(line, body));
}

/** After this long a visitor wonders whether it went out. */
const noticeableMs = 400;

async function deliver(line, body) {
  const label = byId('send');
  const noticed = setTimeout(() => {
    label.textContent = say('Sending …');
  }, noticeableMs);
  const answer = await attempt(() => tell(body), line);
  clearTimeout(noticed);
  label.textContent = say('Send');
  if (answer && !answer.message) {
    showReply(answer.reply, line);
    did('said', { line: body.text, reply: answer.reply });
  }
  // What could not be sent comes back, unless something else is being typed already.
  if (!answer && line.value === '') setLine(line, body.text);
}

function setLine(line, text) {
  line.value = text;
  line.dispatchEvent(new Event('input'));
}

/** As high as its lines, up to the limit that the stylesheet sets. */
function grow(line) {
  line.style.height = 'auto';
  line.style.height = `${line.scrollHeight + 2}px`;
}

function drawPlaceholder(line) {
  const isPlace = session.channel.startsWith('place:');
  line.placeholder = isPlace ? say('Write here, or /customer …') : say('Ask: owe, nps, idea, help …');
}
