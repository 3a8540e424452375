import { describe, expect, test } from '@jest/globals';
import { renderForm } from '../../../../src/adapters/teams/render/render-form.js';
import type { Field, Form } from '../../../../src/chat/form.js';
import { maya, teamsLookup, tomas } from '../../../support/gallery.js';

const formOf = (...fields: Field[]): Form => ({ form: 'room.verb', subject: 'F-12', title: 'T', submit: 'Go', fields });
const options = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ value: `v${at}`, label: `Option ${at}` }));
const inputOf = (field: Field) => renderForm(formOf(field), [], teamsLookup).body[1];
const named = { name: 'n', label: 'L' };

describe('a form in Teams', () => {
  test('brings form, subject and the kinds of its fields back, apart from the values', () => {
    const fields: Field[] = [
      { ...named, kind: 'text', name: 'subject' },
      { ...named, kind: 'choices', options: options(2) },
    ];
    expect(renderForm(formOf(...fields)).actions).toEqual([
      {
        type: 'Action.Submit',
        title: 'Go',
        style: 'positive',
        data: { emptyChair: { form: 'room.verb', subject: 'F-12', fields: { subject: 'text', n: 'choices' } } },
      },
    ]);
  });

  test('what is required says so, and what to do', () => {
    expect(inputOf({ ...named, kind: 'text' })).toMatchObject({
      isRequired: true,
      errorMessage: 'Please fill this in.',
    });
    expect(inputOf({ ...named, kind: 'text', optional: true })).not.toHaveProperty('isRequired');
  });

  test('yes or no is a switch that may stay off', () => {
    expect(inputOf({ ...named, kind: 'yesNo' })).toEqual({
      type: 'Input.Toggle',
      id: 'n',
      label: 'L',
      title: 'Yes',
      value: 'false',
    });
  });

  test.each([
    [5, false, 'expanded'],
    [5, true, 'compact'],
    [20, false, 'compact'],
    [200, false, 'filtered'],
  ] as const)('%i options, optional: %s, are shown %s', (count, optional, style) => {
    expect(inputOf({ ...named, kind: 'choice', optional, options: options(count) })).toMatchObject({ style });
  });

  test('several choices in advance are joined as Teams joins them', () => {
    const field: Field = { ...named, kind: 'choices', options: options(3), value: ['v0', 'v2', 'gone'] };
    expect(inputOf(field)).toMatchObject({ isMultiSelect: true, value: 'v0,v2' });
  });

  test('an option whose value holds a comma is refused by name, as it could not be read back', () => {
    const field: Field = { ...named, kind: 'choices', options: [{ value: 'a,b', label: 'A' }] };
    expect(() => inputOf(field)).toThrow(/option "A" of n has a comma/);
  });

  test('a person is searched in the directory, after those that are given', () => {
    const form = formOf({ ...named, kind: 'person', value: maya.id });
    const people = [{ value: tomas.id, label: 'Tomás' }];
    expect(renderForm(form, people, teamsLookup).body[1]).toMatchObject({
      choices: [{ title: 'Tomás', value: tomas.id }],
      'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users' },
      value: '29:1maya_-X',
    });
    expect(renderForm(formOf({ ...named, kind: 'person', value: tomas.id }), people).body[1]).toMatchObject({
      value: tomas.id,
    });
  });

  test('no options are said to be none', () => {
    expect(inputOf({ ...named, kind: 'choices', options: [] })).toMatchObject({
      inlines: [{ text: 'L: there is nothing to choose from yet.' }],
    });
  });

  test('errors stand at their fields, those of no field on top', () => {
    const form = {
      ...formOf({ ...named, kind: 'date', hint: 'Soon.' }),
      errors: { n: 'Choose a day.', other: 'Try again.' },
    };
    const shown = renderForm(form).body.map((element) =>
      'inlines' in element ? element.inlines[0]?.text : element.type,
    );
    expect(shown).toEqual(['TextBlock', '⚠️ Try again.', 'Input.Date', '⚠️ Choose a day.', 'Soon.']);
  });

  test('a text to edit is exactly what was typed', () => {
    const value = '<at>x</at> {{DATE(2026-01-01)}} \u202Eexe';
    expect(inputOf({ ...named, kind: 'text', multiline: true, maxLength: 10_000, value })).toMatchObject({
      value,
      isMultiline: true,
      maxLength: 10_000,
    });
  });

  test('a form too large for a dialog is refused by name', () => {
    const field: Field = { ...named, kind: 'text', value: 'x'.repeat(50_000) };
    expect(() => renderForm(formOf(field))).toThrow(/The form room\.verb has \d+ bytes, a dialog takes 80000/);
  });
});
