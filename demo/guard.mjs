// Ends the demo's processes when the demo is gone, however it went: even a SIGKILL closes the channel to this process.
const alive = new Set();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

process.on('message', ({ started, ended }) => {
  if (started) alive.add(started);
  if (ended) alive.delete(ended);
});

process.on('disconnect', () => {
  for (const pid of alive) {
    try {
      // Each leads a process group of its own, which Windows does not have.
      process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
    } catch {
      // It has ended meanwhile.
    }
  }
  process.exit();
});
