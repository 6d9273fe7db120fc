import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Client } from './long-polls';

/** The whole body, or `undefined` when it is longer than `maxBytes`. Rejects when the client goes before it is read. */
export function readBody(req: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    req.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      // Read on past the limit, keeping nothing: a client that is still writing would not see an answer.
      if (bytes <= maxBytes) chunks.push(chunk);
      else chunks.length = 0;
    });
    req.once('end', () => resolve(bytes > maxBytes ? undefined : Buffer.concat(chunks)));
    req.once('error', reject);
  });
}

/** The client at the other end of an exchange that is not answered yet. */
export function clientOf(req: IncomingMessage, res: ServerResponse): Client {
  return {
    get gone() {
      return req.socket.destroyed;
    },
    onceGone(callback) {
      res.once('close', callback);
      return () => res.off('close', callback);
    },
  };
}
