import { readSettings, SETTINGS } from '../../src/worker/settings';

const MARK = 'AKIDsecret-0123456789';

it.each(Object.values(SETTINGS).map(({ name }) => [name]))('a problem with %s does not repeat the value', (name) => {
  for (const value of [`${MARK} \n`, `https://user:${MARK}@vod.example.com/`, MARK.repeat(20), `${MARK}:99999999`]) {
    const result = readSettings({ TENCENTCLOUD_SECRET_ID: 'an-id', TENCENTCLOUD_SECRET_KEY: 'a-key', [name]: value });
    if (!result.ok) expect(result.problems.join('\n')).not.toContain(MARK);
  }
});
