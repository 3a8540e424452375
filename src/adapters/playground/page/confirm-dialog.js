/** Asks before a press counts. */
import { h } from './dom.js';
import { say } from './say.js';

/** @returns {Promise<boolean>} */
export function confirmed({ title, text, yes }, style) {
  return new Promise((resolve) => {
    const no = h('button', { type: 'button', class: 'quiet' }, say('Cancel'));
    const go = h('button', { type: 'submit', class: style === 'danger' ? 'danger' : 'primary' }, yes);
    const dialog = h(
      'dialog',
      { class: 'dialog', 'aria-labelledby': 'confirm-title', 'aria-describedby': 'confirm-text' },
      h(
        'form',
        { method: 'dialog', onsubmit: () => dialog.close('yes') },
        h('h2', { id: 'confirm-title', dir: 'auto' }, title),
        h('p', { id: 'confirm-text', dir: 'auto' }, text),
        h('div', { class: 'dialog-buttons' }, no, go),
      ),
    );
    no.addEventListener('click', () => dialog.close());
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
