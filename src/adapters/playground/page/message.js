/** One message: who, when, the words or the card in the chosen look, and its thread. */
import { attempt } from './announce.js';
import { tell } from './api.js';
import { capture, showReply } from './card-actions.js';
import { drawCard } from './card-looks.js';
import { h, spoken } from './dom.js';
import { say } from './say.js';
import { personById, session } from './session.js';
import { avatar } from './sidebar.js';
import { dayAndTime, timeOfDay } from './time.js';

/** @param replies of its thread; absent: it stands in a thread itself. */
export function drawMessage(message, replies = null, isThreadOpen = false) {
  const isReply = message.askedIn !== null;
  const properties = {
    class: ['message', message.author ? 'talk' : 'from-bot', isReply && 'only-you'].filter(Boolean).join(' '),
    'data-message': message.id,
    tabindex: '-1',
    'aria-label': `${authorName(message)}, ${timeOfDay(new Date(message.postedAt))}`,
  };
  return h(
    'article',
    properties,
    face(message),
    h(
      'div',
      { class: 'message-body' },
      isReply && onlyYou(message),
      message.card ? drawCard(message, head(message)) : talk(message),
      thread(replies ?? [], isThreadOpen),
      replies && isOwnMail(message) && replyBox(message),
    ),
  );
}

const authorName = ({ author }) => (author ? (personById(author)?.name ?? say('Somebody who left')) : 'Empty Chair');

function face({ author }) {
  const person = author && personById(author);
  return person
    ? avatar(person)
    : h('img', { class: 'avatar', src: '/playground/page/chair.svg', alt: '', width: 36, height: 36 });
}

function head(message) {
  const posted = new Date(message.postedAt);
  const isEdited = message.card && message.updatedAt !== message.postedAt;
  return h(
    'p',
    { class: 'message-head' },
    h('strong', { dir: 'auto' }, authorName(message)),
    ' ',
    h('time', { datetime: message.postedAt, title: dayAndTime(posted) }, timeOfDay(posted)),
    isEdited &&
      h(
        'span',
        { class: 'edited', title: say('Brought up to date {when}', { when: dayAndTime(new Date(message.updatedAt)) }) },
        ' · ',
        say('updated'),
      ),
  );
}

function onlyYou({ asked, askedIn }) {
  const isInPlace = askedIn.startsWith('place:');
  const question = asked && [isInPlace ? say('you asked') : say('You asked'), ' ', h('code', { dir: 'auto' }, asked)];
  const note = [isInPlace && say('Only you see this'), isInPlace && asked && ' · ', question];
  return (isInPlace || asked) && h('p', { class: 'only-you-note' }, note.flat());
}

function talk(message) {
  const label = say('Capture feedback: what {name} wrote', { name: authorName(message) });
  const button = h(
    'button',
    {
      type: 'button',
      class: 'quiet capture',
      'aria-label': label,
      onclick: (event) => void capture(message, event.currentTarget),
    },
    say('Capture feedback'),
  );
  return [
    h('div', { class: 'talk-head' }, head(message), button),
    h('p', { class: 'words', dir: 'auto' }, message.text),
  ];
}

/** What the bot wrote into the private chat that is open: in a place, people talk among themselves. */
const isOwnMail = ({ author, askedIn }) => !author && askedIn === null && session.channel.startsWith('inbox:');

/** An answer to this very message; opened by whoever wants to write one. */
function replyBox(message) {
  const line = h('input', { type: 'text', dir: 'auto', 'aria-label': say('Your answer'), autocomplete: 'off' });
  const form = h('form', { class: 'reply-box' }, line, h('button', { type: 'submit' }, say('Reply')));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (line.value.trim() !== '') void sendReply(message, line);
  });
  const box = h('details', { class: 'reply' }, h('summary', {}, say('Reply')), form);
  box.addEventListener('toggle', () => box.open && line.focus());
  return box;
}

async function sendReply(message, line) {
  const answer = await attempt(() => tell({ as: session.you.id, text: line.value, thread: message.id }), line);
  if (!answer) return;
  line.value = '';
  showReply(answer.reply, line);
}

function thread(replies, isOpen) {
  if (replies.length === 0) return null;
  const last = replies.at(-1);
  const count = say('Replies: {count}', { count: replies.length });
  const summary = h(
    'summary',
    {},
    count,
    h(
      'span',
      { class: 'thread-last' },
      ` · ${say('last {when}', { when: dayAndTime(new Date(last.postedAt), session.you.timeZone) })}`,
    ),
    spoken(` ${say('in the thread')}`),
  );
  const details = h('details', { class: 'thread', open: isOpen }, summary);
  // Drawn when somebody looks: most threads stay closed.
  const fill = () =>
    details.children.length === 1 &&
    details.append(
      h(
        'ol',
        {},
        replies.map((one) => h('li', {}, drawMessage(one))),
      ),
    );
  if (isOpen) fill();
  details.addEventListener('toggle', fill);
  return details;
}
