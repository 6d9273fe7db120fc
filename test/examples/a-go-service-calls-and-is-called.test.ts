import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describeService } from './service';
import { go } from './toolchains';

describeService({ language: 'go', toolchain: go, sdk: 'temporal-go' });

it('is formatted as Go code is', () => {
  const folder = join(__dirname, '../../examples/go');
  expect(execFileSync('gofmt', ['-l', folder], { env: { ...process.env, ...go() }, encoding: 'utf8' })).toBe('');
});
