import { closeSync, openSync } from 'node:fs';

/**
 * Calls `reload` on SIGHUP. Closing a terminal says the same, and means that what ran in it is to end: a worker that went on would take
 * events with nobody to see it. What runs without a terminal has none to lose.
 */
export function onHangUp(reload: () => void): void {
  const isOnTerminal = process.stdout.isTTY && hasTerminal();
  process.on('SIGHUP', () => {
    if (isOnTerminal && !hasTerminal()) process.kill(process.pid, 'SIGTERM');
    else reload();
  });
}

function hasTerminal(): boolean {
  try {
    closeSync(openSync('/dev/tty', 'r'));
    return true;
  } catch {
    return false;
  }
}
