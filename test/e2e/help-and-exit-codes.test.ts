import { version } from '../../package.json';
import { INGRESS_SETTINGS } from '../../src/ingress/settings';
import { SETTINGS } from '../../src/worker/settings';
import { commandLine } from '../support/command-line';
import { runCli } from '../support/processes';

describe('--help', () => {
  it.each([[[]], [['worker']], [['ingress']], [['parked']], [['console']], [['doctor']], [['emulator']]])(
    'of %j exits with 0 and shows its usage',
    async (command) => {
      const { code, stdout, stderr } = await commandLine([...command, '--help']);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain(`Usage: ${['vod-events', ...command].join(' ')}`);
    },
  );

  it('names every command', async () => {
    const { stdout } = await commandLine(['--help']);
    for (const command of [
      'worker',
      'ingress',
      'doctor',
      'status',
      'pause',
      'resume',
      'parked',
      'events',
      'trace',
      'submit',
      'console',
      'emulator',
      'completion',
    ])
      expect(stdout).toMatch(new RegExp(`^ +${command}\\b`, 'm'));
    expect(stdout).toMatch(/^Exit codes: 0 done; 1 .*; 2 /m);
  });

  it.each([
    ['worker', SETTINGS],
    ['ingress', INGRESS_SETTINGS],
  ])('of the %s explains every environment variable and gives an example', async (command, settings) => {
    const { stdout } = await commandLine([command, '--help']);
    for (const { name } of Object.values(settings)) expect(stdout).toMatch(new RegExp(`^ +${name} +\\S`, 'm'));
    expect(stdout).toContain('TEMPORAL_');
    expect(stdout).toMatch(new RegExp(`^Examples?:[^]* vod-events ${command}`, 'm'));
  });
});

describe('vod-events', () => {
  it('prints its version', async () => {
    expect(await runCli(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n` });
  });

  it('without a command shows its help and exits with 2', async () => {
    const { code, stderr } = await runCli([]);
    expect(code).toBe(2);
    expect(stderr).toContain('Usage: vod-events');
  });
});
