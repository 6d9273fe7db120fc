/**
 * The SDK takes a stack trace of every promise that a workflow makes, thirty in a batch, for a query that shows what a workflow waits for. It was a
 * third of the workflow thread's time (profiled, SDK 1.24), and no option switches it off. What ours wait for is in their states. The bundle of our workers
 * preloads this module: it gives an `Error` that is made of nothing, as the SDK makes them for this, no stack. All others have theirs.
 */
const STACKLESS = Object.freeze(Object.create(Error.prototype, { stack: { value: undefined } }) as Error);

const errors: ErrorConstructor = new Proxy(Error, {
  construct: (target, args, made): object =>
    made === errors && args.length === 0 ? STACKLESS : (Reflect.construct(target, args, made) as object),
});

globalThis.Error = errors;
