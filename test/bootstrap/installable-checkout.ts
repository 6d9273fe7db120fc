import { Checkout } from './checkout';

const lock = (version: string) => ({
  packages: {
    '': { name: 'checkout' },
    'node_modules/dependency': { version, integrity: `sha512-${version}` },
    'node_modules/for-another-system': { version: '1.0.0', integrity: 'sha512-other', optional: true },
  },
});

const installed = (version: string) => ({
  packages: { 'node_modules/dependency': { version, integrity: `sha512-${version}` } },
});

/** A checkout with dependencies, which a stand-in for `npm ci` installs while it notes every call in npm-calls. */
export class InstallableCheckout extends Checkout {
  constructor() {
    super();
    this.write('package.json', { engines: { node: '>=20.3' }, bin: { command: 'lib/command.js' } });
    this.lockDependency('1.0.0');
    this.tool(
      'npm',
      `echo "$@" >> npm-calls
       rm -rf node_modules/.*.json
       mkdir -p node_modules
       cp to-install.json node_modules/.package-lock.json`,
    );
  }

  lockDependency(version: string): void {
    this.write('package-lock.json', lock(version));
    this.write('to-install.json', installed(version));
  }

  /** What `npm ci` by hand would leave. */
  installByHand(version: string): void {
    this.write('node_modules/.package-lock.json', installed(version));
  }
}
