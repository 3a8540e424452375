/**
 * Jest's module loading, replaced by Node's own. In its sandbox jest would load everything anew for each test file:
 * Prisma, PGlite with its 10 MB of WebAssembly, Bolt and 600 files of src, which took more time than the tests.
 */
const { register } = require('node:module');
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');

const here = pathToFileURL(join(__dirname, '/'));
register(new URL('typescript-hooks.js', here));
process.setSourceMapsEnabled(true);
endAtOnce();

const timeout = Symbol.for('TEST_TIMEOUT_SYMBOL');
const eventHandlers = Symbol.for('EVENT_HANDLERS');

module.exports = class NativeRuntime {
  #environment;
  #globals;

  constructor(_config, environment) {
    this.#environment = environment;
    delete globalThis[timeout];
  }

  /** Of jest-circus, whose state belongs to one test file: loaded anew for each. */
  requireInternalModule(file) {
    delete globalThis[eventHandlers];
    delete require.cache[require.resolve(file)];
    // Jest has put in its own, which knows no source maps but those of its transforms.
    Error.prepareStackTrace = undefined;
    return require(file);
  }

  requireModule(file) {
    return require(file);
  }

  unstable_shouldLoadAsEsm() {
    return true;
  }

  async unstable_importModule(file) {
    const { setGlobals } = await import(new URL('jest-globals.js', here));
    setGlobals(this.#globals);
    await import(pathToFileURL(file));
  }

  setGlobalsForRuntime(globals) {
    const { moduleMocker, fakeTimersModern: timers } = this.#environment;
    const jest = {
      advanceTimersByTimeAsync: (ms) => timers.advanceTimersByTimeAsync(ms),
      fn: (implementation) => moduleMocker.fn(implementation),
      getTimerCount: () => timers.getTimerCount(),
      restoreAllMocks: () => moduleMocker.restoreAllMocks(),
      setSystemTime: (now) => timers.setSystemTime(now),
      setTimeout: (ms) => {
        globalThis[timeout] = ms;
      },
      spyOn: (object, key) => moduleMocker.spyOn(object, key),
      useFakeTimers: (config) => timers.useFakeTimers(config),
      useRealTimers: () => timers.useRealTimers(),
    };
    this.#globals = { ...globals, jest };
  }

  getSourceMaps() {
    return new Map();
  }

  getAllCoverageInfoCopy() {
    return undefined;
  }

  enterTestCode() {}
  leaveTestCode() {}
  teardown() {}
};

/** When jest says that all is done, a worker ends: what PGlite holds and compiles would keep it for seconds. */
function endAtOnce() {
  const end = 2;
  if (process.send) process.on('message', ([kind]) => kind === end && process.exit());
}
