/**
 * What tests import as `@jest/globals`. Each test file gets its own of them from jest, and modules that many test files
 * share keep these, which hand every call on to those of the file that runs now.
 */
let current = {};

/** The globals of the test file that is about to run. */
export function setGlobals(globals) {
  current = globals;
}

function forward(name) {
  return new Proxy(() => undefined, {
    apply: (_target, self, args) => Reflect.apply(current[name], self, args),
    get: (_target, key) => current[name][key],
  });
}

export const afterAll = forward('afterAll');
export const afterEach = forward('afterEach');
export const beforeAll = forward('beforeAll');
export const beforeEach = forward('beforeEach');
export const describe = forward('describe');
export const expect = forward('expect');
export const jest = forward('jest');
export const test = forward('test');
