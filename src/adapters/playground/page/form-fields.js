/** One field of a form: its label, its control, its hint and its error, tied together for screen readers. */
import { freshId, h } from './dom.js';
import { say } from './say.js';
import { session } from './session.js';

/** @returns {{ name, element, value(): unknown, focus(): void, showError(sentence?: string): void }} */
export function drawField(field) {
  const id = freshId('field');
  const { control, value, target } = controls[field.kind](field, id);
  const error = h('p', { class: 'error', id: `${id}-error`, hidden: true });
  const hint = field.hint && h('p', { class: 'hint', id: `${id}-hint`, dir: 'auto' }, field.hint);
  const describe = (hasError) => [hasError && `${id}-error`, field.hint && `${id}-hint`].filter(Boolean).join(' ');
  const focusable = target ?? control;
  if (field.hint) focusable.setAttribute('aria-describedby', describe(false));
  return {
    name: field.name,
    element: h('div', { class: `field field-${field.kind}` }, labelled(field, id, control), hint, error),
    value,
    focus: () => focusable.focus(),
    showError(sentence) {
      error.textContent = sentence ?? '';
      error.hidden = !sentence;
      focusable.setAttribute('aria-invalid', String(Boolean(sentence)));
      focusable.setAttribute('aria-describedby', describe(Boolean(sentence)));
    },
  };
}

function labelled(field, id, control) {
  const text = [field.label, field.optional && h('span', { class: 'optional' }, ' ', say('(optional)'))];
  if (field.kind === 'choices') return h('fieldset', {}, h('legend', { dir: 'auto' }, text), control);
  const label = h('label', { for: id, dir: 'auto' }, text);
  return field.kind === 'yesNo' ? h('div', { class: 'tick' }, control, label) : [label, control];
}

const controls = {
  text(field, id) {
    const shared = { id, dir: 'auto', placeholder: field.placeholder };
    const control = field.multiline ? h('textarea', { ...shared, rows: 3 }) : h('input', { ...shared, type: 'text' });
    control.value = field.value ?? '';
    return { control, value: () => control.value };
  },
  choice: (field, id) => choice(id, field, field.options),
  person: (field, id) =>
    choice(
      id,
      field,
      session.state.people.filter((one) => one.id !== field.except).map((one) => ({ value: one.id, label: one.name })),
    ),
  choices(field) {
    const boxes = field.options.map((option) => ({
      option,
      box: h('input', { type: 'checkbox', id: freshId('option') }),
    }));
    for (const { option, box } of boxes) box.checked = field.value?.includes(option.value) ?? false;
    const lines = boxes.map(({ option, box }) =>
      h('div', { class: 'tick' }, box, h('label', { for: box.id, dir: 'auto' }, option.label)),
    );
    const value = () => boxes.filter(({ box }) => box.checked).map(({ option }) => option.value);
    return { control: h('div', {}, lines), value, target: boxes[0]?.box };
  },
  date(field, id) {
    const control = h('input', { id, type: 'date', value: field.value });
    return { control, value: () => control.value };
  },
  yesNo(field, id) {
    const control = h('input', { id, type: 'checkbox' });
    control.checked = field.value ?? false;
    return { control, value: () => control.checked };
  },
};

function choice(id, field, options) {
  const none = h('option', { value: '' }, field.optional ? say('None') : say('Choose…'));
  const control = h(
    'select',
    { id },
    none,
    options.map(({ value, label }) => h('option', { value }, label)),
  );
  control.value = field.value ?? '';
  return { control, value: () => control.value };
}
