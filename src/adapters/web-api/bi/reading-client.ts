/** Whose key asks to read the views of analysts: as Bearer, or as the password that Excel and Power BI ask people for. */
import type { Request } from 'express';
import type { ApiClient } from '../../../chat/key-book.js';
import { Problem } from '../../http/problem.js';
import { type AdmitDeps, admit } from '../signatures.js';

/** Both ways; a tool that knows people asks them when it sees the first. */
const ways = 'Basic realm="empty-chair", charset="UTF-8", Bearer realm="empty-chair"';

/** @throws Problem 401, 403 without the scope `read`, 429 */
export async function readingClient(deps: AdmitDeps, request: Request): Promise<ApiClient> {
  try {
    return await admit(deps, request, 'read', { basic: 'password' });
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 401) throw error;
    const { status, code, message, options } = error;
    throw new Problem(status, code, message, { ...options, headers: { ...options.headers, 'WWW-Authenticate': ways } });
  }
}
