/** What SQL is put together from, with bound values; stores know it as `Prisma`, whose pieces are the same. */
export { default as sql, empty, join, raw, Sql } from 'sql-template-tag';
