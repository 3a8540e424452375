/** A form of the bot as a dialog: what was wrong stands beside its field, and the first such field has the focus. */
import { speak, warn } from './announce.js';
import { submit } from './api.js';
import { confirmed } from './confirm-dialog.js';
import { did } from './deeds.js';
import { h } from './dom.js';
import { drawField } from './form-fields.js';
import { say } from './say.js';
import { refreshState, session } from './session.js';

/** @param opener the element that gets the focus back. */
export function openForm(form, opener) {
  const fields = form.fields.map(drawField);
  const problem = h('p', { class: 'problem', role: 'alert', hidden: true });
  const send = h('button', { type: 'submit', class: 'primary' }, form.submit);
  const cancel = h('button', { type: 'button', class: 'quiet', onclick: () => void leave() }, say('Cancel'));
  const written = () => JSON.stringify(fields.map((field) => field.value()));
  /** What somebody wrote is not thrown away without asking. */
  const leave = async () => {
    const isSafe = written() === before || (await confirmed(leaving(), 'danger'));
    if (isSafe) dialog.close();
  };
  const body = h(
    'form',
    { novalidate: true },
    problem,
    fields.map((field) => field.element),
    h('div', { class: 'dialog-buttons' }, cancel, send),
  );
  const dialog = h(
    'dialog',
    { class: 'dialog', 'aria-labelledby': 'form-title' },
    h('h2', { id: 'form-title', dir: 'auto' }, form.title),
    form.intro && h('p', { class: 'intro', dir: 'auto' }, form.intro),
    h('p', { class: 'as' }, say('You fill this in as {name}', { name: session.you.name })),
    body,
  );
  body.addEventListener('submit', (event) => {
    event.preventDefault();
    void sendForm({ form, fields, problem, dialog, send });
  });
  const before = written();
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    void leave();
  });
  dialog.addEventListener('close', () => {
    dialog.remove();
    if (opener?.isConnected) opener.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  fields[0]?.focus();
  if (form.errors) showErrors({ fields, problem }, form.errors, '');
}

const leaving = () => ({
  title: say('Leave this form?'),
  text: say('What you have written in it will be lost.'),
  yes: say('Leave it'),
});

async function sendForm({ form, fields, problem, dialog, send }) {
  // A second press, or Enter, must not send it twice.
  if (send.ariaBusy) return;
  send.setAttribute('aria-busy', 'true');
  const values = Object.fromEntries(fields.map((field) => [field.name, field.value()]));
  try {
    const { reply } = await submit({ as: session.you.id, form: form.id, values });
    if (reply.kind === 'fieldErrors') return showErrors({ fields, problem }, reply.errors, reply.message);
    dialog.close();
    did('submitted', { form: form.id, reply });
    void refreshState().catch(() => {});
    if (reply.kind === 'form') openForm(reply.form);
    else if (reply.kind === 'card') speak(say('Only you see: {text}', { text: reply.text }));
    else speak(say('Done.'));
  } catch (error) {
    warn(error.message);
    showErrors({ fields, problem }, {}, error.message);
  } finally {
    send.removeAttribute('aria-busy');
  }
}

function showErrors({ fields, problem }, errors, message) {
  for (const field of fields) field.showError(errors[field.name]);
  const known = new Set(fields.map((field) => field.name));
  const others = Object.entries(errors)
    .filter(([name]) => !known.has(name))
    .map(([, sentence]) => sentence);
  const first = fields.find((field) => errors[field.name]);
  // What already stands beside its field need not be said twice.
  const general = first && Object.values(errors).includes(message) ? '' : message;
  problem.textContent = [...new Set([general, ...others])].filter(Boolean).join(' ');
  problem.hidden = problem.textContent === '';
  first?.focus();
}
