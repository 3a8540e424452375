/** `docs/commands.md`, made of the rooms' own help; test/project/docs.test.ts holds the file to it. */
import type { Feature } from '../../src/chat/feature.js';

const head = `# Commands

Made of the rooms' own help; \`WRITE_DOCS=1 npm test -- project/docs\` writes it again.

In Slack and in the playground type them after \`/customer\`, in Teams after \`@Empty Chair\`, and in a private chat with the
bot as they stand. Without its text a command opens its form. Details go anywhere in the line: \`customer:Acme\` or
\`customer:"Acme Ltd"\`. What only champions and admins may do is marked with *.

Questions in plain words are answered too: *what do I owe?*, *what's open?*, *who owns F-3?*, *how are we doing?*, *when is
the next meeting?*
`;

/** The page's text. */
export function commandsPage(features: readonly Feature[]): string {
  const parts = features.flatMap(({ title = 'People and settings', commands = [] }) => {
    if (commands.length === 0) return [];
    const rows = commands.map(
      ({ usage, does, allowed }) =>
        `| \`${usage.replaceAll('|', '\\|')}\` | ${does}${allowed === 'champion' ? ' *' : ''} |`,
    );
    return [`\n## ${title}\n\n| type | and |\n| --- | --- |\n${rows.join('\n')}\n`];
  });
  return head + parts.join('');
}
