/** What stands beside an export: how its files are read, and a JSON Schema of each table. */
import type { ExportTable } from '../host/host.js';

/** A table that was exported. */
export interface ExportedTable extends ExportTable {
  readonly rowCount: number;
}

interface About {
  readonly name: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly tables: readonly ExportedTable[];
}

/** JSON Schema of a row of each table. */
export function exportSchema({ name, at, tables }: About): object {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `Export of ${name}`,
    description: `By Empty Chair, ${at}. A row of json/TABLE.jsonl fits $defs/TABLE.`,
    $defs: Object.fromEntries(
      tables.map(({ table, about, columns }) => [
        table,
        {
          type: 'object',
          ...(about !== '' && { description: about }),
          required: columns.map((column) => column.name),
          additionalProperties: false,
          properties: Object.fromEntries(columns.map((column) => [column.name, typeOf(column)])),
        },
      ]),
    ),
  };
}

function typeOf({ type, isNullable, about }: ExportedTable['columns'][number]): object {
  const json = jsonTypes.find(([pattern]) => pattern.test(type))?.[1] ?? {};
  const types = 'type' in json && isNullable ? { ...json, type: [json.type, 'null'] } : json;
  return { ...types, ...(about !== '' && { description: about }) };
}

const jsonTypes: readonly (readonly [
  RegExp,
  { readonly type?: string; readonly format?: string; readonly items?: object },
])[] = [
  [/\[\]$/, { type: 'array' }],
  [/^json/, {}],
  [/^bool/, { type: 'boolean' }],
  [/^(?:integer|bigint|smallint)/, { type: 'integer' }],
  [/^(?:double|real|numeric)/, { type: 'number' }],
  [/^timestamp/, { type: 'string', format: 'date-time' }],
  [/^uuid/, { type: 'string', format: 'uuid' }],
  [/./, { type: 'string' }],
];

/** For whoever opens the folder years later. */
export function exportReadme({ name, at, tables }: About): string {
  const rows = tables.map(({ table, about, rowCount }) => `| ${table} | ${rowCount} | ${about.replaceAll('|', '/')} |`);
  return `# ${name}, as Empty Chair kept it

Exported ${at}. Each table is there twice: \`json/TABLE.jsonl\`, one row a line, and \`csv/TABLE.csv\`. \`schema.json\` says what
each column means, as JSON Schema.

- Instants are UTC. Ids are UUIDs; a column \`customer_id\` names a row of \`customers\`, and so on.
- In CSV a cell without quotes is a number, true, false or nothing; words stand in quotes, and JSON in quotes as JSON. Words that a
  spreadsheet would run as a formula have an apostrophe before them. To read them back, take one apostrophe off where it stands
  before one of \`' = + - @\`, a tab or a line break.
- **Confidential** is what \`feedback.confidential\` marks as true, with its rows in \`history\` (\`feedback:ID\`): only its owner, who
  captured it and the champion saw its words.
- Left out: API keys, tokens, codes of invitations and addresses of calendars, because they are secrets; the index by which ideas
  are searched; and what belongs to no organisation.
- Taken while the bot ran, tables may differ by what happened meanwhile. Stop the bot to have all of one moment.

| table | rows | what it holds |
| --- | --- | --- |
${rows.join('\n')}
`;
}
