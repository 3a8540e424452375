/** Offers commands while somebody types one, as a list that arrow keys walk; afterwards shows how to go on. */
import { byId, h } from './dom.js';
import { say } from './say.js';
import { session } from './session.js';

const addressed = /^\s*(?:\/customer\s|@empty chair\s)\s*/i;

/** @returns {{ takes(event: KeyboardEvent): boolean }} whether a key was meant for the list. */
export function startSuggestions(line) {
  const list = byId('suggestions');
  let offered = [];
  let active = -1;

  const hide = () => show([]);
  const mark = (index) => {
    active = index;
    for (const [at, item] of [...list.children].entries()) item.setAttribute('aria-selected', String(at === index));
    if (index >= 0) {
      line.setAttribute('aria-activedescendant', list.children[index].id);
      list.children[index].scrollIntoView({ block: 'nearest' });
    } else line.removeAttribute('aria-activedescendant');
  };
  const show = (commands) => {
    offered = commands;
    list.replaceChildren(...commands.map((command, index) => drawOption(command, index, () => take(index))));
    list.hidden = commands.length === 0;

    mark(-1);
  };
  const take = (index) => {
    line.value = `${isPrivate() ? '' : '/customer '}${offered[index].name} `;
    hide();
    line.focus();
    line.dispatchEvent(new Event('input'));
  };

  line.addEventListener('input', () => {
    show(matching(line.value));
    drawUsage(line.value);
  });
  line.addEventListener('blur', () => setTimeout(hide, 150));
  return {
    takes(event) {
      if (offered.length === 0 || event.isComposing) return false;
      if (event.key === 'ArrowDown') mark((active + 1) % offered.length);
      else if (event.key === 'ArrowUp') mark((active <= 0 ? offered.length : active) - 1);
      else if (event.key === 'Escape') hide();
      else if ((event.key === 'Enter' || event.key === 'Tab') && active >= 0) take(active);
      else return false;
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
  };
}

const isPrivate = () => session.channel.startsWith('inbox:');

/** The commands that the line may become: after `/`, after the address, and for a first word in a private chat. */
function matching(text) {
  const { commands } = session.state;
  if (/^\s*\/[a-z]*$/i.test(text) && '/customer'.startsWith(text.trim().toLowerCase())) return commands;
  const rest = text.replace(addressed, '').replace(/^\s*\//, '');
  const isBare = rest === text;
  const typed = rest.toLowerCase().trimStart();
  if (isBare && (typed === '' || (!isPrivate() && typed.length < 3))) return [];
  return commands.filter(({ name }) => name.startsWith(typed) && name !== typed.trim());
}

/** Once a command is written, how it goes on. */
function drawUsage(text) {
  const typed = text.replace(addressed, '').trimStart().toLowerCase();
  const fits = session.state.commands.filter(({ name }) => `${typed} `.startsWith(`${name} `) && typed !== '');
  const command = fits.sort((one, other) => other.name.length - one.name.length)[0];
  const usage = byId('usage');
  usage.hidden = !command;
  usage.replaceChildren(...(command ? [h('code', {}, command.usage), ` ${say(command.does)}`] : []));
}

function drawOption({ name, usage, does }, index, take) {
  const option = h(
    'div',
    { role: 'option', id: `suggestion-${index}`, 'aria-selected': 'false' },
    h('code', {}, usage || name),
    h('span', {}, say(does)),
  );
  // The press must not take the focus from the box, or the list is gone before it lands.
  option.addEventListener('mousedown', (event) => event.preventDefault());
  option.addEventListener('click', take);
  return option;
}
