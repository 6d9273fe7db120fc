import { readSettings } from '../../src/worker/settings';

/** A mounted secret often ends with a line end; every call would be refused for it. */
it.each(['TENCENTCLOUD_SECRET_ID', 'TENCENTCLOUD_SECRET_KEY', 'TENCENTCLOUD_SESSION_TOKEN'])(
  '%s with a line end is a problem at the start',
  (name) => {
    const env = { TENCENTCLOUD_SECRET_ID: 'an-id', TENCENTCLOUD_SECRET_KEY: 'a-key', [name]: 'value\n' };
    expect(readSettings(env)).toEqual({
      ok: false,
      problems: [expect.stringMatching(new RegExp(`^${name} .*white space`))],
    });
  },
);
