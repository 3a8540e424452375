/** Replies that tests of adapters have a router give. */
import type { Reply } from '../../src/chat/reply.js';

/** A card of one line. */
export const cardReply = (title: string): Reply => ({
  kind: 'card',
  card: { title, summary: title, blocks: [{ kind: 'text', line: title }] },
});

/** A form of two fields about F-1. */
export const formReply: Reply = {
  kind: 'form',
  form: {
    form: 'test.tell',
    subject: 'F-1',
    title: 'Tell us',
    submit: 'Send',
    fields: [
      { kind: 'text', name: 'text', label: 'What?', multiline: true },
      { kind: 'person', name: 'owner', label: 'Who?', optional: true },
    ],
  },
};
