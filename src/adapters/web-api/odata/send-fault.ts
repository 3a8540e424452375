/** A problem in OData's shape (OData JSON 4.0, section 19). */
import type { Response } from 'express';
import type { Problem } from '../../http/problem.js';

export function sendFault(response: Response, { status, code, message, options }: Problem): void {
  const [first] = options.errors ?? [];
  const target = first?.parameter ?? first?.pointer;
  response.status(status).set({ 'OData-Version': '4.0', ...options.headers });
  response.setHeader('Content-Type', 'application/json;odata.metadata=minimal');
  response.end(JSON.stringify({ error: { code, message, ...(target !== undefined && { target }) } }));
}
