import { INGRESS_SETTINGS } from '../../src/ingress/settings';
import { readAll } from '../../src/settings/setting';
import { SETTINGS } from '../../src/worker/settings';

const MARK = 'AKIDsecret-0123456789';

describe.each([
  ['worker', SETTINGS],
  ['ingress', INGRESS_SETTINGS],
])('of the %s', (_command, settings) => {
  it.each(Object.values(settings).map(({ name }) => [name]))('a problem with %s does not repeat the value', (name) => {
    for (const value of [`${MARK} \n`, `https://user:${MARK}@vod.example.com/`, MARK.repeat(20), `${MARK}:99999999`]) {
      const result = readAll(settings, {
        TENCENTCLOUD_SECRET_ID: 'an-id',
        TENCENTCLOUD_SECRET_KEY: 'a-key',
        [name]: value,
      });
      if (!result.ok) expect(result.problems.join('\n')).not.toContain(MARK);
    }
  });
});
