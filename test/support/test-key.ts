/** What seals secrets in the databases of tests, the same in each of their processes. */
export const testKey = Buffer.alloc(32, 'test').toString('base64');
