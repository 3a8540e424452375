/** The tables of `docs/analysts.md`, made of the views' own description; the test beside the views holds the file to them. */
import type { ColumnType, View } from '../../src/adapters/web-api/bi/view.js';

export const begin = '<!-- the views: made of their description -->';
export const end = '<!-- the end of the views -->';

const types: Readonly<Record<ColumnType, string>> = {
  ...{ uuid: 'id', text: 'text', int: 'whole number', bigint: 'whole number', number: 'number', boolean: 'yes or no' },
  ...{ instant: 'instant', date: 'day' },
};

export function tablesOf(views: readonly View[]): string {
  return [begin, ...views.map(tableOf), end].join('\n\n');
}

function tableOf({ name, entitySet, kind, about, key, columns }: View): string {
  const rows = columns.map((column) => {
    const holds = `${types[column.type]}${column.isNullable ? ', or empty' : ''}${column === key ? ', the key' : ''}`;
    return `| \`${column.name}\` | ${holds} | ${column.about} |`;
  });
  return `### bi_${name}\n\n${about}. A ${kind}; in OData \`${entitySet}\`.\n\n| column | holds | meaning |\n| --- | --- | --- |\n${rows.join('\n')}`;
}
