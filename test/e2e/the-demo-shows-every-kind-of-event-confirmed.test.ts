import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** What `npm run demo` starts once its set-up is done, against the server of this test run. */
describe('the demo', () => {
  it('feeds, shows figures, drains by itself and exits with 0', () => {
    const root = join(__dirname, '../..');
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', 'demo/main.ts', '--seconds', '8', '--rate', '20'],
      {
        cwd: root,
        encoding: 'utf8',
        timeout: 55_000,
      },
    );
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^ +Console +http:\/\/127\.0\.0\.1:\d+\/#token=\S{40,}$/m);
    expect(stdout).toMatch(/^ +\d+ s {2}pulled \d+ {2}done \d+/m);
    expect(stdout).toMatch(/Sent (\d+) events, confirmed \1, 0 of them delivered more than once/);
    expect(stdout).toMatch(/temporal workflow signal .* --workflow-id vod-event\/demo-\d+\/[0-9a-f]{32} --name retry/);
    expect(stdout).toMatch(/Nothing was lost, late or delivered twice/);
    expect(status).toBe(0);
  });
});
