/** Which methods of Slack's Web API the adapter calls, read out of its source: what is promised of each is held against all. */
import { readdir, readFile } from 'node:fs/promises';

const folder = new URL('../../../src/adapters/slack/', import.meta.url);
const families =
  'admin|apps|auth|bookmarks|bots|canvases|chat|conversations|dnd|emoji|files|lists|oauth|pins|reactions|reminders|search|team|usergroups|users|views';

export async function calledMethods(): Promise<ReadonlySet<string>> {
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.ts'));
  const source = (await Promise.all(files.map((name) => readFile(new URL(name, folder), 'utf8')))).join('\n');
  // A long call begins its line with the dot.
  const calls = source.matchAll(new RegExp(`\\b((?:${families})(?:\\s*\\.\\w+)+)\\(`, 'g'));
  const methods = [...calls].map(([, method = '']) => method.replaceAll(/\s/g, ''));
  const others = /\.(parse|safeParse|get|set|has|map|join|test|length|then|catch)$/;
  const ours = /^auth\.test$|\.profile\.get$/;
  return new Set(methods.filter((method) => ours.test(method) || !others.test(method)));
}
