/**
 * The SDK takes a stack trace of every promise that a workflow makes, thirty in a batch, for a query that shows what a workflow waits for. It was a
 * third of the workflow thread's time (profiled, SDK 1.24), and no option switches it off. What ours wait for is in their states. The bundle of our workers
 * preloads this module: it gives an `Error` that is made of nothing, as the SDK makes them for this, no stack. All others have theirs.
 */
const STACKLESS = Object.freeze(Object.create(Error.prototype, { stack: { value: undefined } }) as Error);

function construct(target: ErrorConstructor, args: unknown[], made: unknown): object {
  if (made !== errors) return Reflect.construct(target, args, made as ErrorConstructor) as object;
  if (args.length === 0) return STACKLESS;
  const error = Reflect.construct(target, args) as object;
  // From where it was made, not from in here.
  Error.captureStackTrace(error, construct);
  return error;
}

const errors: ErrorConstructor = new Proxy(Error, { construct });

globalThis.Error = errors;
