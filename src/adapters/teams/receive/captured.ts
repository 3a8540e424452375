/** The message that somebody captures, as the message action's payload has it. Pure; act.ts calls it. */

import { convert, type HtmlToTextOptions } from 'html-to-text';
import { z } from 'zod';
import type { CapturedMessage } from '../../../chat/interaction.js';
import { InvalidInput } from '../../../kernel/errors.js';
import { say } from '../../../kernel/language/say.js';
import type { Tenant } from '../workspace/tenant.js';
import { cardWords } from './card-words.js';

const payload = z.looseObject({
  id: z.string(),
  linkToMessage: z.string().nullish(),
  from: z
    .looseObject({
      user: z.looseObject({ id: z.string().nullish(), displayName: z.string().nullish() }).nullish(),
      application: z.looseObject({ id: z.string().nullish(), displayName: z.string().nullish() }).nullish(),
    })
    .nullish(),
  body: z.looseObject({ contentType: z.string().nullish(), content: z.string().nullish() }).nullish(),
  attachments: z.array(z.looseObject({ contentType: z.string().nullish(), content: z.unknown().optional() })).nullish(),
});

/** @throws InvalidInput for the bot's own cards, and for what has no words */
export function captured(told: unknown, at: Tenant): CapturedMessage {
  const read = payload.safeParse(told).data;
  if (!read) throw unreadable();
  const { id, linkToMessage, from, body, attachments } = read;
  const appId = from?.application?.id;
  if (appId && at.botId.endsWith(appId)) {
    throw InvalidInput.field(
      'teams.captureCard',
      'message',
      say('This is one of my own cards. Capture what a person said.'),
    );
  }
  const words = body?.contentType === 'html' ? plainWords(body.content ?? '') : (body?.content ?? '').trim();
  const text = [words, ...(attachments ?? []).map(({ content }) => cardWords(content))].filter(Boolean).join('\n\n');
  if (text === '') throw unreadable();
  const author = from?.user?.displayName ?? from?.application?.displayName ?? say('somebody');
  const link = linkToMessage?.startsWith('https://') ? linkToMessage : undefined;
  return { sourceId: `${at.conversationId}/${id}`, text, author, ...(link && { link }) };
}

const unreadable = () =>
  InvalidInput.field(
    'teams.noWords',
    'message',
    say('This message has no words that I can read. Type what the customer said instead.'),
  );

/** The words as they were typed: nothing is added to them, and no capital letters are made. */
const asTyped: HtmlToTextOptions = {
  wordwrap: false,
  // People's clients nest a few; a message that nests thousands would end the stack.
  limits: { maxDepth: 500 },
  formatters: {
    /** Teams draws emoji as pictures, and puts the letter beside. */
    emoji: ({ attribs }, _walk, builder) => builder.addInline(attribs?.alt ?? ''),
  },
  selectors: [
    { selector: 'img', format: 'skip' },
    { selector: 'img[itemtype*="Emoji"]', format: 'emoji' },
    { selector: 'emoji', format: 'emoji' },
    { selector: 'hr', format: 'skip' },
    { selector: 'ul', options: { itemPrefix: '- ' } },
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'blockquote', options: { trimEmptyLines: true }, format: 'block' },
    { selector: 'codeblock', format: 'pre' },
    { selector: 'table', format: 'dataTable', options: { uppercaseHeaderCells: false } },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
};

const plainWords = (html: string): string =>
  convert(html, asTyped)
    .replaceAll(/\n[^\S\n]*(?:\n[^\S\n]*)+\n/g, '\n\n')
    .trim();
