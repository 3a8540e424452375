/** A second opinion on Slack's look: the renderer that the playground uses, which is not ours, shows what we send. */
import { describe, expect, test } from '@jest/globals';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { type Block, Message } from 'slack-blocks-to-jsx';
import { renderCard } from '../../src/adapters/slack/render/render-card.js';
import { cardGallery, everydayCards, slackLookup } from '../support/gallery.js';
import type { Json } from './json.js';

/** It reads plain text as markup unless it is `verbatim`, and verbatim markup not at all; Slack does neither. */
function forPreview(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(forPreview);
  if (typeof value !== 'object' || value === null) return value;
  const { verbatim: _, ...copy } = Object.fromEntries(
    Object.entries(value as Json).map(([key, part]) => [key, forPreview(part)]),
  );
  return copy.type === 'plain_text' ? { ...copy, verbatim: true } : copy;
}

function preview(blocks: readonly unknown[]): string {
  const users = [
    { id: 'U01MAYA', name: 'Maya' },
    { id: 'W01TOMAS', name: 'Tomás' },
  ];
  const props = { blocks: forPreview(blocks) as Block[], name: 'Empty Chair', logo: 'x:', data: { users } };
  return renderToStaticMarkup(createElement(Message, props));
}

describe('the preview of what is sent to Slack', () => {
  test.each(everydayCards)('shows the mentions and times of the $name as such', ({ card }) => {
    const html = preview(renderCard(card, slackLookup).blocks);
    expect(html).not.toMatch(/&lt;[@!]|date\^|>@U01MAYA/);
    if (JSON.stringify(card).includes('member-maya')) expect(html).toContain('@Maya');
    if (JSON.stringify(card).includes('"time"')) expect(html).toMatch(/day, November 2[234], 2026/);
  });

  test.each(cardGallery.slice(0, 22))('can draw: $name', ({ card }) => {
    expect(preview(renderCard(card, slackLookup).blocks).length).toBeGreaterThan(100);
  });
});
