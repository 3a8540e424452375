import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Field } from '../../../src/chat/form.js';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { cardOf, createStage, formOf, only, type Stage, text, titles } from '../../support/stage.js';

describeOnDatabase('The form of capturing', (database) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T10:00:00Z' });
  });
  afterEach(() => stage.stop());

  const heldBy = (fields: readonly Field[], name: string) => {
    const field = fields.find((each) => each.name === name);
    return field && 'value' in field ? field.value : undefined;
  };

  test('opens with every detail that was typed, and keeps the score that has no field', async () => {
    const line = 'feedback customer:Acme topic:speed severity:high owner:@ben confidential:yes score:4';
    const form = formOf(await stage.say('dana', line, '#support'));
    const values = { customer: 'Acme', topic: 'speed', severity: 'high', owner: stage.id('ben'), confidential: true };
    for (const [name, value] of Object.entries(values)) expect(heldBy(form.fields, name)).toBe(value);
    await stage.fill('dana', form, { ...values, text: 'So slow.' });
    const card = text(only(stage.inbox('ben')));
    for (const words of ['So slow.', 'Score: 4 of 10', 'Severity: high', 'Topic: speed']) expect(card).toContain(words);
  });

  test('does not open for an owner whom nobody knows', async () => {
    expect(text(cardOf(await stage.say('dana', 'feedback owner:@mayo', '#support')))).toContain('maya');
  });

  test('does not open for a message that is too long, and says by how much', async () => {
    const message = { sourceId: 'C1/1', text: 'x'.repeat(10_001), author: 'Rosa' };
    const reply = cardOf(await stage.interact('maya', { kind: 'capture', message }, '#support'));
    expect(text(reply)).toMatch(/10,001 characters is too long[\s\S]*The limit is 10,000/);
  });

  test('shows problems beside the fields that have them', async () => {
    const form = formOf(await stage.say('dana', 'feedback', '#support'));
    const values = { text: ' ', topic: 'x'.repeat(81), customer: 'y'.repeat(201), severity: 'normal' };
    const reply = await stage.fill('dana', form, values);
    expect(reply.kind === 'fieldErrors' && Object.keys(reply.errors).sort()).toEqual(['customer', 'text', 'topic']);
    const nobody = '00000000-0000-7000-8000-000000000000';
    const unknown = await stage.fill('dana', form, { text: 'Fine', severity: 'normal', owner: nobody });
    expect(unknown.kind === 'fieldErrors' && Object.keys(unknown.errors)).toEqual(['owner']);
    expect(titles(stage.place('#support'))).toEqual([]);
  });

  test('tells whoever captures a message again nothing that was said in confidence', async () => {
    const message = { sourceId: 'C1/17', text: 'The director drinks.', author: 'Rosa' };
    const form = formOf(await stage.interact('dana', { kind: 'capture', message }, '#support'));
    const values = { text: message.text, severity: 'normal', owner: stage.id('maya'), confidential: true };
    await stage.fill('dana', form, values);
    const handOver = formOf(
      await stage.interact('maya', { kind: 'action', action: 'feedback.handOver', value: 'F-1' }),
    );
    await stage.fill('maya', handOver, { to: stage.id('ben'), why: 'Ben knows the director.' });
    const again = cardOf(await stage.fill('ani', form, { ...values, confidential: undefined }));
    expect(again.title).toBe('This was captured before: it is F-1.');
    expect(JSON.stringify(again)).not.toMatch(/director/);
  });
});
