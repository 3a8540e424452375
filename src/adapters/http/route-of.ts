/** Which route a request went to, as logs and figures name it. */
import type { Request } from 'express';

/** The pattern of the path, `other` where no route fits: as it was typed, a path may hold names and tokens. */
export function routeOf({ baseUrl, route }: Request): string {
  const path: unknown = route?.path;
  if (Array.isArray(path)) return String(path[0]);
  if (typeof path !== 'string') return 'other';
  // A handler of errors leaves its own base behind.
  return path.startsWith(baseUrl) ? path : `${baseUrl}${path}`;
}
