/** Five steps for whoever opens the page for the first time; gone once closed. */
import { prefill } from './composer.js';
import { byId, h } from './dom.js';
import { recall, remember } from './memory.js';
import { open, session } from './session.js';

const example =
  '/customer feedback "We were charged twice for the same booking" customer:"Harbour House" severity:high';

export function startGuide() {
  if (recall('guideClosed')) return;
  const close = h('button', { type: 'button', class: 'quiet', onclick: closeGuide }, 'Got it');
  const capture = h('button', { type: 'button', class: 'link', onclick: () => tryIn(example) }, 'try this one');
  const meeting = h(
    'button',
    { type: 'button', class: 'link', onclick: () => tryIn('/customer meeting now') },
    'open one now',
  );
  byId('guide').replaceChildren(
    h(
      'section',
      { class: 'guide', 'aria-labelledby': 'guide-title' },
      h('h2', { id: 'guide-title' }, 'A customer said something. What happens now?'),
      h(
        'ol',
        {},
        h(
          'li',
          {},
          h('strong', {}, 'Capture it. '),
          'Write what a customer said after ',
          h('code', {}, '/customer feedback'),
          ': ',
          capture,
          '.',
        ),
        h('li', {}, h('strong', {}, 'See whose it is. '), 'The card says who owns it, and why.'),
        h(
          'li',
          {},
          h('strong', {}, 'Move the clock. '),
          'Above: an hour, a morning, a day. Reminders arrive in the inboxes on the left.',
        ),
        h(
          'li',
          {},
          h('strong', {}, 'Resolve it. '),
          'Open the owner’s inbox, press Resolve, and read the news that everybody gets.',
        ),
        h(
          'li',
          {},
          h('strong', {}, 'Meet with the customer. '),
          'Every Monday opens with what was learned: ',
          meeting,
          ', add a learning, close it. Also try ',
          h('code', {}, 'learn'),
          ', ',
          h('code', {}, 'idea'),
          ' and ',
          h('code', {}, 'nps'),
          '.',
        ),
      ),
      close,
    ),
  );
}

function tryIn(line) {
  const [place] = session.state.places;
  if (place && session.channel.startsWith('inbox:')) open(`place:${place.id}`);
  prefill(line);
}

function closeGuide() {
  remember('guideClosed', true);
  byId('guide').replaceChildren();
  byId('line').focus();
}
