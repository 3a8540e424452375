/** A card as data: the neutral card that a room made, and what each platform gets. */
import { freshId, h, spoken } from './dom.js';
import { phrase, say } from './say.js';

const kinds = [
  ['card', phrase('The card')],
  ['slack', phrase('For Slack')],
  ['teams', phrase('For Teams')],
];

export function drawJson(message) {
  const code = h('pre', { class: 'json', tabindex: '0', 'aria-label': 'JSON' }, jsonOf(message.card));
  const name = freshId('json');
  const choices = kinds.map(([kind, label], index) => {
    const onchange = () => {
      code.textContent = jsonOf(message[kind]);
    };
    return h(
      'label',
      {},
      h('input', { type: 'radio', name, checked: index === 0, onchange }),
      h('span', {}, say(label)),
    );
  });
  return h('div', {}, h('fieldset', { class: 'switch' }, h('legend', {}, spoken(say('Which JSON'))), choices), code);
}

const jsonOf = (value) => JSON.stringify(value, null, 2);
