/** What Temporal's server said, which its client wraps in errors of its own. */
import { isGrpcServiceError } from '@temporalio/client';

const NOT_FOUND = 5;
/** INVALID_ARGUMENT (too large, above all), NOT_FOUND, PERMISSION_DENIED, UNAUTHENTICATED: the server will not have it however often it is asked. */
const FINAL_CODES = new Set<number>([3, NOT_FOUND, 7, 16]);

/** Whether a failed start is not worth another attempt. The client wraps the server's error in one of its own. */
export function isFinal(error: unknown): boolean {
  const inner = grpcError(error);
  return inner !== undefined && FINAL_CODES.has(inner.code);
}

/** The status code of gRPC; `undefined` when it is no answer of a server. */
export const codeOf = (error: unknown): number | undefined => grpcError(error)?.code;

/** There is nothing of that name that could be asked. */
export function isNotFound(error: unknown): boolean {
  return codeOf(error) === NOT_FOUND;
}

/** The server's own words, or at least the code, where there are any: the client's say only what it tried. */
export function messageOf(error: unknown): string {
  const inner = grpcError(error);
  if (inner) return inner.details || inner.message.replace(/:\s*$/, '');
  return error instanceof Error ? error.message : String(error);
}

function grpcError(error: unknown): { code: number; details: string; message: string } | undefined {
  if (isGrpcServiceError(error)) return error;
  return error instanceof Error && isGrpcServiceError(error.cause) ? error.cause : undefined;
}
