/** What SQL is put together from, with bound values: sql`… ${value}`, and parts that stand in others. */
import tag, { empty, join, raw, Sql as SqlPart } from 'sql-template-tag';

/** `raw` takes a text as it is, so nothing that somebody typed may be in it. */
export const sql = Object.assign((...all: Parameters<typeof tag>) => tag(...all), { empty, join, raw });
export { SqlPart };
