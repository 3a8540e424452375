/** What is kept of a message that somebody captures in Teams: its words, and nothing that its formatting made of them. */
import { expect, test } from '@jest/globals';
import { captured } from '../../../src/adapters/teams/receive/captured.js';

const at = {
  tenantId: 't',
  serviceUrl: 'https://smba.example/',
  botId: '28:bot',
  conversationId: '19:c@thread.tacv2',
  name: 'Teams',
};
const words = (content: string) => captured({ id: '1', body: { contentType: 'html', content } }, at).text;

test.each([
  ['a heading keeps its letters', '<h1>The Lamp</h1><p>it hums</p>', 'The Lamp\n\nit hums'],
  ['empty lines are one', '<p>one</p><p>&nbsp;</p><p>&nbsp;</p><p>two</p>', 'one\n\ntwo'],
  ['a list', '<ul><li>one</li><li>two</li></ul>', '- one\n- two'],
  [
    'emoji, new and old',
    '<p>Great <emoji id="s" alt="🙂"></emoji> <img alt="😀" itemtype="http://schema.skype.com/Emoji"></p>',
    'Great 🙂 😀',
  ],
  ['a picture has no words', '<p>Look <img alt="image" src="x"> here</p>', 'Look here'],
  [
    'a table',
    '<table><tr><th>Name</th><th>Sum</th></tr><tr><td>Ada</td><td>3</td></tr></table>',
    'Name   Sum\nAda    3',
  ],
  ['a quotation', '<blockquote>said</blockquote><p>and so</p>', 'said\n\nand so'],
  ['code', '<codeblock class="Python"><code>if a:<br>  b</code></codeblock>', 'if a:\n  b'],
  ['a line between', '<p>a</p><hr><p>b</p>', 'a\n\nb'],
  [
    'somebody who is mentioned, in code too',
    '<p>Hi <at id="0">Maya Lopez</at> <code><at>Ben</at></code></p>',
    'Hi Maya Lopez Ben',
  ],
  ['signs', '<p>a &lt;b&gt; &amp; c</p>', 'a <b> & c'],
])('%s', (_, html, expected) => {
  expect(words(html)).toBe(expected);
});

test('what nests without end is read without harm', () => {
  expect(words(`<p>a${'<b>'.repeat(20_000)}deep`)).toBe('a...');
});
