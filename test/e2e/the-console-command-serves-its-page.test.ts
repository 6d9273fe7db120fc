import { CliProcess, runCli } from '../support/processes';

it('at the address that it prints, whether Temporal is there or not, and ends at SIGTERM with 0', async () => {
  const web = new CliProcess(['console'], { TEMPORAL_ADDRESS: '127.0.0.1:1' });
  await web.printed('Ctrl-C');
  const [, origin, token] =
    /The console is at (http:\/\/127\.0\.0\.1:\d+)\/#token=([\w-]{43})$/m.exec(web.stdout) ?? [];
  expect(web.stdout).toContain('read-only');
  const page = await (await fetch(String(origin))).text();
  for (const [, path] of page.matchAll(/(?:src|href)="(\/[^"]+)"/g)) {
    expect((await fetch(`${origin}${path}`)).status).toBe(200);
  }
  const state = await fetch(`${origin}/api/state`, { headers: { authorization: `Bearer ${token}` } });
  expect(await state.json()).toMatchObject({
    allowChanges: false,
    problem: { message: expect.stringContaining('Temporal') },
  });

  const [, port = ''] = /:(\d+)$/.exec(String(origin)) ?? [];
  const second = await runCli(['console', '--port', port]);
  expect(second).toMatchObject({ code: 1, stderr: expect.stringContaining('EADDRINUSE') });

  expect(await web.kill('SIGTERM')).toEqual({ code: 0, signal: null });
  expect(web.stderr).toBe('');
});

it.each([
  [['--port', '70000'], /from 0 to 65535/],
  [['--temporal-ui', 'javascript:alert(1)'], /an address such as/],
])('%j is used wrongly', async (args, told) => {
  const { code, stderr } = await runCli(['console', ...args]);
  expect(code).toBe(2);
  expect(stderr).toMatch(told);
});

it('says what is wrong with its surroundings', async () => {
  const { code, stderr } = await runCli(['console'], { VOD_EVENTS_ENCRYPTION_KEYS: 'short' });
  expect(code).toBe(2);
  expect(stderr).toMatch(/^vod-events console: VOD_EVENTS_ENCRYPTION_KEYS /);
});
