/**
 * Failures that a person can put right. The runner prints their message alone, without a stack.
 * Every message says what happened, to what, and what to do.
 */
export class BootstrapError extends Error {
  name = this.constructor.name;
}

/** This Node.js is older than `engines.node` in package.json. */
export class NodeTooOldError extends BootstrapError {
  constructor(found, needed) {
    super(
      `This project needs Node.js ${needed} or newer; this is ${found}. ` +
        'Install a newer one (https://nodejs.org, or `nvm install` in this folder) and run the command again.',
    );
    this.found = found;
    this.needed = needed;
  }
}

/** `npm ci` did not succeed. */
export class InstallFailedError extends BootstrapError {
  constructor(root, problem, outputTail) {
    super(
      [
        `Installing the dependencies failed: ${problem}`,
        ...(outputTail ? ['The end of the output:', indent(outputTail)] : []),
        'What to do: see that the npm registry can be reached (`npm ping`; behind a proxy, `npm config get proxy`),',
        `then run \`npm ci\` in ${root} to see everything. If package.json and package-lock.json disagree: \`npm install\`.`,
      ].join('\n'),
    );
  }
}

/** TEMPORAL_ADDRESS names a server that cannot be reached. Nothing else is tried: the address was chosen on purpose. */
export class TemporalUnreachableError extends BootstrapError {
  constructor(address, reason) {
    super(
      `TEMPORAL_ADDRESS is set to ${address}, but no connection could be made: ${reason}. ` +
        'Start that server, correct the address (host:port), or unset TEMPORAL_ADDRESS to have a local server started.',
    );
    this.address = address;
  }
}

/** No way to a Temporal server worked. `attempts` holds `{ way, reason }` in the order they were tried. */
export class TemporalNotFoundError extends BootstrapError {
  constructor(attempts) {
    super(
      [
        'No Temporal server could be had. Tried, in this order:',
        ...attempts.map(({ way, reason }) => `  - ${way}: ${reason}`),
        'Do one of these, then run the command again:',
        '  - macOS, or Linux with Homebrew: brew install temporal',
        '  - Linux, macOS, Windows: download the archive from https://docs.temporal.io/cli/setup-cli, unpack it, and put',
        '    the folder with temporal (temporal.exe on Windows) on PATH',
        '  - start a server anywhere and set TEMPORAL_ADDRESS to its host:port',
        '    (Windows PowerShell: $env:TEMPORAL_ADDRESS = "127.0.0.1:7233")',
      ].join('\n'),
    );
    this.attempts = attempts;
  }
}

/** A test needs programs that are not there, and Debian's package of them could not be installed. */
export class DebianPackageError extends BootstrapError {
  constructor(programs, debianPackage, reason) {
    super(
      `Not on PATH: ${programs.join(', ')}. They could not be installed: ${reason}\n` +
        `What to do: apt-get update && apt-get install -y --no-install-recommends ${debianPackage} (Debian or Ubuntu, as root); ` +
        'elsewhere install them by hand and put them on PATH.',
    );
    this.programs = programs;
    this.debianPackage = debianPackage;
    this.reason = reason;
  }
}

/** A signal arrived before the task itself was started. */
export class InterruptedError extends BootstrapError {
  constructor(signalName) {
    super(`Interrupted by ${signalName}.`);
    this.signalName = signalName;
  }
}

function indent(text) {
  return text.replace(/^/gm, '  ');
}
