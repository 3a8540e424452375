/** Several routers as one; start.ts joins what comes by HTTP. */
import express, { type Router } from 'express';

/** null: there are none. */
export function joinRoutes(all: readonly (Router | null | undefined)[]): Router | null {
  const given = all.filter((each) => each != null);
  if (given.length === 0) return null;
  const routes = express.Router();
  for (const each of given) routes.use(each);
  return routes;
}
