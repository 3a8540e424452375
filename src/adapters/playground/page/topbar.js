/** The clock and who you are: both change everything else on the page. */
import { attempt, speak } from './announce.js';
import { moveClock } from './api.js';
import { did } from './deeds.js';
import { byId, h } from './dom.js';
import { phrase, say } from './say.js';
import { become, changed, now, onChange, session, setNow } from './session.js';
import { cityOf, dayAndTime, shortDay, timeOfDay } from './time.js';

const moves = [
  { label: phrase('+1 hour'), body: () => ({ advance: 'PT1H' }) },
  {
    label: phrase('Next morning'),
    body: () => ({ nextMorning: session.you.id }),
    title: phrase('9:00 on the next working day'),
  },
  { label: phrase('+1 day'), body: () => ({ advance: 'P1D' }) },
];

export function startTopbar() {
  byId('you').addEventListener('change', (event) => become(event.target.value));
  onChange((change) => (change === 'you' || change === 'state') && draw());
  onChange((change) => change === 'you' && speak(say('You are now {name}.', { name: session.you.name })));
  setInterval(() => session.state && drawTime(), 1000);
}

function draw() {
  const { people, mayMoveClock } = session.state;
  byId('you').replaceChildren(
    ...people.map((person) => h('option', { value: person.id, selected: person.id === session.you.id }, person.name)),
  );
  byId('you').value = session.you.id;
  byId('clock').replaceChildren(h('p', { id: 'now', class: 'now' }), mayMoveClock ? moveButtons() : '');
  drawTime();
}

function drawTime() {
  const zone = session.you.timeZone;
  byId('now').replaceChildren(
    h('strong', {}, timeOfDay(now(), zone)),
    ` ${shortDay(now(), zone)}`,
    h('span', { class: 'city' }, ` · ${cityOf(zone)}`),
  );
}

function moveButtons() {
  const buttons = moves.map(({ label, body, title }) =>
    h(
      'button',
      { type: 'button', class: 'move', title: title && say(title), onclick: () => move(say(label), body()) },
      say(label),
    ),
  );
  return h('div', { class: 'moves', role: 'group', 'aria-label': say('Move the clock') }, buttons);
}

async function move(label, body) {
  const clock = byId('clock');
  if (clock.classList.contains('moving') || session.state.story) return;
  clock.classList.add('moving');
  speak(say('The clock moves: {step}.', { step: label }));
  const answer = await attempt(() => moveClock(body), clock);
  clock.classList.remove('moving');
  if (!answer) return;
  setNow(answer.now);
  drawTime();
  speak(say('It is now {when}.', { when: dayAndTime(now()) }));
  did('moved');
  changed('state');
}
