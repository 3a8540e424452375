/** How a test starts a thread whose code is TypeScript: with the module hooks that the tests themselves run with. */

const hooks = new URL('jest/typescript-hooks.js', import.meta.url).href;

/** Options of Node for the thread. */
export const execArgv = ['--import', `data:text/javascript,import{register}from'node:module';register('${hooks}')`];
