/** The header by which a program says that a request is the same as one before. Routes that do something read it. */
import type { Request } from 'express';
import { Problem } from '../http/problem.js';

/** null: none is given. A signed request then goes by its signature, so that one caught on the way can't be replayed. */
export function idempotencyKey(request: Request): string | null {
  const key = request.get('idempotency-key');
  if (key === undefined || /^[!-~ ]{1,255}$/.test(key)) return key ?? null;
  const detail = 'An Idempotency-Key has 1 to 255 ASCII characters; a UUID does well.';
  throw new Problem(400, 'api.idempotencyKey', detail, { errors: [{ parameter: 'Idempotency-Key', detail }] });
}
