/** A card with its switch: as Slack shows it, as Teams shows it, the JSON, the plain text. */
import { freshId, h, spoken } from './dom.js';
import { drawJson } from './json-look.js';
import { phrase, say } from './say.js';
import { session, showAllAs } from './session.js';
import { drawSlack } from './slack-look.js';
import { drawTeams } from './teams-look.js';

const looks = {
  slack: { label: 'Slack', draw: drawSlack },
  teams: { label: 'Teams', draw: drawTeams },
  json: { label: 'JSON', draw: drawJson },
  text: {
    label: phrase('Text'),
    draw: (message) => h('pre', { class: 'plain', dir: 'auto', tabindex: '0' }, message.text),
  },
};

/** Cards that were switched by themselves, by message id: they stay so when they are brought up to date. */
const switched = new Map();

/** @param head the line with author and time, on which the switch stands. */
export function drawCard(message, head) {
  const look = switched.get(message.id) ?? session.look;
  const body = h('div', { class: `look look-${look}` });
  const show = (name) => {
    switched.set(message.id, name);
    body.className = `look look-${name}`;
    body.replaceChildren(drawn(name, message));
  };
  body.replaceChildren(drawn(look, message));
  const tone = message.card.tone ?? 'neutral';
  return h(
    'div',
    { class: `card tone-${tone}` },
    h('div', { class: 'card-head' }, head, lookSwitch(say('Show this card as'), look, show)),
    body,
  );
}

/** The chart's picture leads to itself: on a small screen its letters are small, and alone it can be enlarged. */
function drawn(look, message) {
  const shown = looks[look].draw(message);
  for (const picture of shown.querySelectorAll('img[src*="/charts/"]')) {
    const name = say('Enlarge the chart: {chart}', { chart: picture.alt });
    const link = h('a', { class: 'picture', href: picture.src, target: '_blank', rel: 'noopener', 'aria-label': name });
    picture.replaceWith(link);
    link.append(picture, h('span', { class: 'enlarge', 'aria-hidden': 'true' }, say('Enlarge')));
  }
  return shown;
}

/** The same switch for all cards at once, which also takes back what single cards were switched to. */
export function allLooksSwitch() {
  return lookSwitch(say('Show all cards as'), session.look, (name) => {
    switched.clear();
    showAllAs(name);
  });
}

/** Radio buttons, so that arrow keys and screen readers know what to do. */
function lookSwitch(legend, chosen, choose) {
  const name = freshId('look');
  const options = Object.entries(looks).map(([value, { label }]) => {
    const input = h('input', { type: 'radio', name, value, checked: value === chosen, onchange: () => choose(value) });
    return h('label', {}, input, h('span', {}, say(label)));
  });
  return h('fieldset', { class: 'switch' }, h('legend', {}, spoken(legend)), options);
}
