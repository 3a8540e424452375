/**
 * `npm run languages`: what each language lacks. `npm run languages -- ur keys`: the messages of a room that it lacks, as
 * JSON to fill in. `npm run languages -- --write ur keys < FILE`: puts these translations into the room's file.
 * `npm run languages -- --tidy`: takes out what is said no more, and sorts.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { lacking, readLanguages, tidy, writeMessages } from './language-files.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { write: { type: 'boolean' }, tidy: { type: 'boolean' } },
});
const [language, room] = positionals;

if (values.tidy) tidy();
if (values.write && language && room) writeMessages(language, room, JSON.parse(readFileSync(0, 'utf8')));
else if (language) print(Object.fromEntries(lacking(language, room).map(({ pattern }) => [pattern, ''])));
else
  for (const { tag, messages } of readLanguages())
    console.log(`${tag}: ${messages.size} messages, ${lackingByRoom(tag)}`);

function print(value: unknown): void {
  console.log(JSON.stringify(value, null, 2));
}

function lackingByRoom(tag: string): string {
  const missing = lacking(tag);
  const rooms = [...new Set(missing.map((message) => message.room))];
  const counts = rooms.map((each) => `${each} ${missing.filter((message) => message.room === each).length}`);
  return missing.length === 0 ? 'complete' : `${missing.length} lacking: ${counts.join(', ')}`;
}
