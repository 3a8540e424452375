/** The guided tour: a checklist in the corner, one step at a time. It can be made small, and never goes away for good. */
import { attempt, speak } from './announce.js';
import { onDeed } from './deeds.js';
import { byId, h, spoken } from './dom.js';
import { recall, remember } from './memory.js';
import { say } from './say.js';
import { onChange, refreshState, session } from './session.js';
import { steps } from './tour-steps.js';

/** `done` and `skipped` hold ids of steps, `memory` what the steps remember. */
let tour = { done: [], skipped: [], isOpen: true, memory: {} };

export function startTour() {
  tour = { ...tour, ...recall('tour') };
  onDeed(notice);
  onChange((change) => (change === 'state' || change === 'you') && draw());
  byId('help').addEventListener('click', () => {
    tour.isOpen = !tour.isOpen;
    save();
    if (tour.isOpen) byId('tour').querySelector('button')?.focus();
  });
  draw();
}

const isOver = ({ id }) => tour.done.includes(id) || tour.skipped.includes(id);
const current = () => steps.find((step) => !isOver(step));

/** A later step that was done by itself is ticked too, unless it is about what an earlier one makes. */
function notice(deed, detail) {
  if (!session.state || session.state.story) return;
  const ticked = steps.filter((step) => {
    const needsItem = ['owner', 'clock', 'resolve', 'news'].includes(step.id);
    if (isOver(step) || (needsItem && !tour.memory.item)) return false;
    return step.ticks(deed, detail, tour.memory);
  });
  for (const step of ticked) tick(step);
}

function tick({ id, title }) {
  if (tour.done.includes(id)) return;
  tour.done = [...tour.done, id];
  save();
  const next = current();
  const done = { step: say(title) };
  speak(
    next
      ? say('Done: {step}. Next: {next}.', { ...done, next: say(next.title) })
      : say('Done: {step}. That was the tour.', done),
  );
}

function save() {
  remember('tour', tour);
  draw();
}

function draw() {
  byId('help').setAttribute('aria-expanded', String(tour.isOpen));
  const box = byId('tour');
  const hadFocus = box.contains(document.activeElement);
  box.hidden = !tour.isOpen || Boolean(session.state?.story);
  document.body.classList.toggle('touring', !box.hidden);
  if (box.hidden) return box.replaceChildren();
  const step = current();
  const over = steps.filter(isOver).length;
  box.replaceChildren(
    h(
      'header',
      {},
      h(
        'h2',
        { id: 'tour-title' },
        say('Tour'),
        ' ',
        h('span', {}, say('{step} of {count}', { step: Math.min(over + 1, steps.length), count: steps.length })),
      ),
      h(
        'button',
        { type: 'button', class: 'quiet small', onclick: () => close() },
        say('Hide'),
        spoken(` ${say('the tour')}`),
      ),
    ),
    h(
      'ol',
      { class: 'steps' },
      steps.map((one) => stepItem(one, one === step)),
    ),
    step ? actions(step) : ending(),
  );
  if (hadFocus) focusNext();
}

function stepItem(step, isCurrent) {
  const state = tour.done.includes(step.id) ? 'done' : tour.skipped.includes(step.id) ? 'skipped' : 'open';
  const mark = { done: '✓', skipped: '–', open: '' }[state];
  const about = isCurrent && h('p', {}, step.text(tour.memory));
  return h(
    'li',
    { class: `step ${state}`, 'aria-current': isCurrent && 'step' },
    h('span', { class: 'tickmark', 'aria-hidden': 'true' }, mark),
    h(
      'div',
      {},
      h(
        'strong',
        {},
        say(step.title),
        state !== 'open' && spoken(`, ${state === 'done' ? say('done') : say('skipped')}`),
      ),
      about,
    ),
  );
}

function actions(step) {
  const label = say(typeof step.does === 'function' ? step.does() : step.does);
  const act = h('button', { type: 'button', class: 'primary', onclick: () => void doStep(step, act) }, label);
  const skip = h('button', { type: 'button', class: 'quiet', onclick: () => skipStep(step) }, say('Skip'));
  return h('div', { class: 'tour-buttons' }, act, skip);
}

function ending() {
  const again = () => {
    tour = { ...tour, done: [], skipped: [], memory: {} };
    save();
  };
  return h(
    'div',
    { class: 'tour-buttons' },
    h('p', {}, say('That was the tour. Type /customer help to see the rest.')),
    h('button', { type: 'button', class: 'quiet', onclick: again }, say('Start again')),
  );
}

/** Does it for the visitor; what it made is ticked whether or not it is in sight, unless there is more to do. */
async function doStep(step, button) {
  // A second press does nothing. The button stays enabled: one that is not loses the focus, and Tab begins at the top.
  if (button.ariaBusy) return;
  const hadFocus = document.activeElement === button;
  const outcome = await attempt(async () => ((await step.act(tour.memory)) === 'more' ? 'more' : 'done'), button);
  if (outcome === 'done') tick(step);
  if (outcome) await refreshState().catch(() => {});
  draw();
  // A form that it opened may have closed where nothing is left to go back to.
  if (hadFocus && [document.body, null].includes(document.activeElement)) focusNext();
}

/** What leads on: the step's button, or the one that begins anew. */
const focusNext = () => byId('tour').querySelector('.tour-buttons button')?.focus();

function skipStep({ id }) {
  tour.skipped = [...tour.skipped, id];
  save();
}

function close() {
  tour.isOpen = false;
  save();
  byId('help').focus();
  speak(say('The tour is hidden. The question mark above brings it back.'));
}
