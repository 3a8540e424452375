import { describe, expect, test } from '@jest/globals';
import { fieldOf, renderForm } from '../../../../src/adapters/slack/render/render-form.js';
import type { Field, Form } from '../../../../src/chat/form.js';
import { InvalidInput } from '../../../../src/kernel/errors.js';
import { longText, maya, slackLookup } from '../../../support/gallery.js';

const formOf = (...fields: Field[]): Form => ({ form: 'room.verb', subject: 'F-12', title: 'T', submit: 'Go', fields });
const options = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ value: `v${at}`, label: `Option ${at}` }));
const elementOf = (field: Field) => {
  const [block] = renderForm(formOf(field), slackLookup).blocks;
  return block && 'element' in block ? block.element : block;
};

describe('a form in Slack', () => {
  test('is a modal that brings form and subject back', () => {
    const view = renderForm({ ...formOf(), title: 'A title that is longer than a modal takes' });
    expect(view).toMatchObject({
      type: 'modal',
      callback_id: 'room.verb',
      private_metadata: 'F-12',
      title: { text: 'A title that is longer…' },
      submit: { text: 'Go' },
    });
  });

  test('each input carries its field in block_id and its kind in action_id', () => {
    const fields: Field[] = [
      { kind: 'text', name: 'text', label: 'L' },
      { kind: 'choice', name: 'one', label: 'L', options: options(2) },
      { kind: 'choices', name: 'many', label: 'L', options: options(2) },
      { kind: 'person', name: 'who', label: 'L' },
      { kind: 'date', name: 'when', label: 'L' },
      { kind: 'yesNo', name: 'sure', label: 'L' },
    ];
    for (const [at, block] of renderForm(formOf(...fields)).blocks.entries()) {
      expect(block).toMatchObject({
        block_id: fields[at]?.name,
        optional: false,
        element: { action_id: fields[at]?.kind },
      });
    }
  });

  test.each([
    ['a few options are radio buttons', { kind: 'choice', options: options(5) }, 'radio_buttons'],
    ['that may stay empty are a menu', { kind: 'choice', options: options(5), optional: true }, 'static_select'],
    ['more than a few are a menu', { kind: 'choice', options: options(6) }, 'static_select'],
    ['up to ten to tick are boxes', { kind: 'choices', options: options(10) }, 'checkboxes'],
    ['eleven to tick are a menu', { kind: 'choices', options: options(11) }, 'multi_static_select'],
    ['yes or no that must be answered are two radio buttons', { kind: 'yesNo' }, 'radio_buttons'],
    ['yes or no that may stay open is a box', { kind: 'yesNo', optional: true }, 'checkboxes'],
  ] as const)('%s', (_, field, type) => {
    expect(elementOf({ name: 'n', label: 'L', ...field } as Field)).toMatchObject({ type });
  });

  test('what is chosen in advance is chosen', () => {
    const at = { name: 'n', label: 'L' };
    expect(elementOf({ ...at, kind: 'choice', options: options(2), value: 'v1' })).toMatchObject({
      initial_option: { value: 'v1' },
    });
    expect(elementOf({ ...at, kind: 'choices', options: options(3), value: ['v0', 'v2', 'gone'] })).toMatchObject({
      initial_options: [{ value: 'v0' }, { value: 'v2' }],
    });
    expect(elementOf({ ...at, kind: 'person', value: maya.id })).toMatchObject({ initial_user: 'U01MAYA' });
    expect(elementOf({ ...at, kind: 'date', value: '2026-12-01' })).toMatchObject({ initial_date: '2026-12-01' });
    expect(elementOf({ ...at, kind: 'yesNo', value: false })).toMatchObject({ initial_option: { value: 'no' } });
    expect(elementOf({ ...at, kind: 'yesNo', optional: true, value: true })).toMatchObject({
      initial_options: [{ value: 'yes' }],
    });
  });

  test.each(['2026-02-30', '1 December', ''])('a day that does not exist ("%s") is not chosen', (value) => {
    expect(elementOf({ kind: 'date', name: 'n', label: 'L', value })).not.toHaveProperty('initial_date');
  });

  test('200 options are two groups of 100', () => {
    expect(elementOf({ kind: 'choice', name: 'n', label: 'L', options: options(200), value: 'v150' })).toMatchObject({
      option_groups: [{ label: { text: '1 to 100' } }, { label: { text: '101 to 200' } }],
      initial_option: { value: 'v150' },
    });
  });

  test('more options than Slack can show are refused by the field’s name', () => {
    const field: Field = { kind: 'choice', name: 'customer', label: 'Customer', options: options(10_001) };
    expect(() => elementOf(field)).toThrow(InvalidInput);
    expect(() => elementOf(field)).toThrow(/"Customer" has 10,001 choices, and Slack shows 10,000/);
  });

  test('no options are said to be none', () => {
    expect(elementOf({ kind: 'choice', name: 'n', label: 'Topic', options: [] })).toMatchObject({
      type: 'context',
      elements: [{ text: 'Topic: there is nothing to choose from yet.' }],
    });
  });

  test('a text longer than one input goes on in the next, and joined they are the text', () => {
    const value = longText(10_000, 'smile 😀 ');
    const { blocks } = renderForm(formOf({ kind: 'text', name: 'text', label: 'Words', multiline: true, value }));
    const parts = blocks.map((block) => {
      if (!('element' in block) || block.element.type !== 'plain_text_input') throw new Error('not a text input');
      return {
        field: fieldOf(block.block_id ?? ''),
        label: block.label.text,
        value: block.element.initial_value ?? '',
      };
    });
    expect(parts.map(({ field }) => field)).toEqual(['text', 'text', 'text', 'text']);
    expect(parts[1]?.label).toBe('Words (2 of 4)');
    expect(parts.map((part) => part.value).join('')).toBe(value);
  });

  test('an input that takes more than Slack’s says how much fits', () => {
    const [block] = renderForm(
      formOf({ kind: 'text', name: 'n', label: 'L', maxLength: 10_000, hint: 'Their words.' }),
    ).blocks;
    expect(block).toMatchObject({
      hint: { text: 'Their words. At most 3,000 characters here.' },
      element: { max_length: 3000 },
    });
  });

  test('errors stand above their fields, those of no field on top', () => {
    const form = { ...formOf({ kind: 'text', name: 'a', label: 'A' }, { kind: 'text', name: 'b', label: 'B' }) };
    const { blocks } = renderForm({ ...form, errors: { b: 'Say more.', other: 'Try again.' } });
    const notes = blocks.map((block) => ('elements' in block ? JSON.stringify(block.elements[0]) : block.block_id));
    expect(notes).toEqual([expect.stringContaining('Try again.'), 'a', expect.stringContaining('Say more.'), 'b']);
  });

  test('what a room must not carry is refused by name', () => {
    expect(() => renderForm({ ...formOf(), subject: 'x'.repeat(3001) })).toThrow(/subject of room\.verb has 3001/);
    const many = Array.from({ length: 101 }, (_, at): Field => ({ kind: 'date', name: `d${at}`, label: 'D' }));
    expect(() => renderForm(formOf(...many))).toThrow(/101 blocks, Slack takes 100/);
  });
});
