/** Places and inboxes on the left, with marks where something is unread. Opening an inbox makes you its person. */
import { byId, h, spoken } from './dom.js';
import { phrase, say } from './say.js';
import { become, now, onChange, open, session } from './session.js';
import { cityOf, timeOfDay } from './time.js';
import { isUnread } from './unread.js';

const roleNames = { champion: phrase('champion'), admin: phrase('admin') };

export function startSidebar() {
  onChange(draw);
  setInterval(() => session.state && drawTimes(), 5000);
  const menu = byId('menu');
  menu.addEventListener('click', () => toggleMenu(menu.getAttribute('aria-expanded') !== 'true'));
  document.addEventListener('keydown', (event) => event.key === 'Escape' && toggleMenu(false));
}

/** On narrow screens the sidebar lies over the page. */
function toggleMenu(isOpen) {
  byId('menu').setAttribute('aria-expanded', String(isOpen));
  document.body.classList.toggle('menu-open', isOpen);
  if (isOpen) byId('sidebar').querySelector('[aria-current]')?.focus();
}

function draw(change) {
  if (change === 'look') return;
  const focused = document.activeElement?.dataset?.channel;
  const { places, people } = session.state;
  byId('sidebar').replaceChildren(
    section('places', say('Places'), places.map(placeItem)),
    section('inboxes', say('Inboxes'), people.map(inboxItem)),
    h('p', { class: 'hint' }, say('Open an inbox to be that person.')),
  );
  if (focused) byId('sidebar').querySelector(`[data-channel="${focused}"]`)?.focus();
  byId('menu').classList.toggle('has-unread', byId('sidebar').querySelector('.unread') !== null);
}

function section(name, title, items) {
  const id = `section-${name}`;
  return h(
    'section',
    {},
    h('h2', { id }, title),
    h(
      'ul',
      { 'aria-labelledby': id },
      items.map((item) => h('li', {}, item)),
    ),
  );
}

function placeItem({ id, name }) {
  const channel = `place:${id}`;
  return item(channel, session.you.id, () => go(channel), [
    h('span', { class: 'glyph', 'aria-hidden': 'true' }, '#'),
    h('span', { class: 'name' }, name),
  ]);
}

function inboxItem(person) {
  const channel = `inbox:${person.id}`;
  const you = person.id === session.you.id && h('span', { class: 'tag' }, say('you'));
  const who = [
    h('span', { class: 'name' }, person.name, you),
    h('span', { class: 'about' }, localTime(person), role(person)),
  ];
  return item(channel, person.id, () => go(channel, person.id), [avatar(person), h('span', { class: 'who' }, who)]);
}

function item(channel, readerId, onclick, label) {
  const unread = isUnread(channel, readerId);
  const current = channel === session.channel && 'page';
  const mark = unread && h('span', { class: 'mark' }, spoken(say('unread')));
  const properties = {
    class: unread ? 'item unread' : 'item',
    type: 'button',
    'aria-current': current,
    'data-channel': channel,
    onclick,
  };
  return h('button', properties, label, mark);
}

function go(channel, personId) {
  toggleMenu(false);
  if (personId) become(personId);
  open(channel);
}

const role = ({ role: name }) => roleNames[name] && ` · ${say(roleNames[name])}`;

function localTime({ timeZone }) {
  const time = h('span', { class: 'zone', 'data-zone': timeZone }, timeOfDay(now(), timeZone));
  return h('span', {}, `${cityOf(timeZone)} `, time);
}

function drawTimes() {
  for (const element of document.querySelectorAll('[data-zone]')) {
    element.textContent = timeOfDay(now(), element.dataset.zone);
  }
}

/** A disc with initials, in a colour that is the person's own. */
export function avatar(person) {
  const people = session.state.people;
  const hue = Math.round((people.findIndex((one) => one.id === person.id) * 360) / people.length);
  const initials = person.name
    .split(/\s+/)
    .map((word) => [...word][0])
    .slice(0, 2)
    .join('');
  return h('span', { class: 'avatar', style: `--hue: ${hue}`, 'aria-hidden': 'true' }, initials);
}
