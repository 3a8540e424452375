/** What is wrong with a question in OData's language; routes.ts answers it in OData's shape. */
import { Problem } from '../../http/problem.js';

/** 400: it can't be read. @param target the option, as it is written: `$filter` */
export const faulty = (target: string, detail: string): Problem =>
  new Problem(400, 'odata.query', detail, { errors: [{ parameter: target, detail }] });

/** 501: it is OData's, and not done here. */
export const notDone = (target: string, detail: string): Problem =>
  new Problem(501, 'odata.notDone', detail, { errors: [{ parameter: target, detail }] });
