import { z } from 'zod';
import { checked } from './errors';

/**
 * What the API documents leave open. A consumer must work under every setting: which one the service follows is not known.
 * The first value of each is the default.
 */
export interface Switches {
  /**
   * A ConfirmEvents call with a handle that is late or unknown: `failsCall` refuses the whole call with InvalidParameterValue and
   * confirms nothing; `ignored` confirms the good handles and answers success. A call without one good handle fails either way,
   * since the documents say that a late confirm is an error.
   */
  readonly badHandle: 'failsCall' | 'ignored';
  /** A handle confirmed a second time, within one window of the first: a bad handle (`error`), or accepted without effect (`ok`). */
  readonly confirmTwice: 'error' | 'ok';
  /** PullEvents with nothing to deliver: the API error, `EventSet: null`, no `EventSet` at all, or `EventSet: []`. */
  readonly empty: 'ResourceNotFound' | 'null' | 'missing' | 'emptyList';
  /** A redelivered event comes with a `new` handle, its old ones being void, or with the `same`, which is then valid again. */
  readonly redeliveredHandle: 'new' | 'same';
  /**
   * PullEvents while the application is in mode PUSH: the answer of an empty queue after the time it is held for (`empty`) or at once
   * (`emptyAtOnce`), or the API error FailedOperation.
   */
  readonly pullInPushMode: 'empty' | 'emptyAtOnce' | 'FailedOperation';
  /** A switch that ModifyEventConfig does not name stays as it is, or goes to its documented default. */
  readonly omittedSwitch: 'unchanged' | 'OFF';
}

/** Every value of every switch, defaults first. */
export const SWITCH_VALUES = {
  badHandle: ['failsCall', 'ignored'],
  confirmTwice: ['error', 'ok'],
  empty: ['ResourceNotFound', 'null', 'missing', 'emptyList'],
  redeliveredHandle: ['new', 'same'],
  pullInPushMode: ['empty', 'emptyAtOnce', 'FailedOperation'],
  omittedSwitch: ['unchanged', 'OFF'],
} as const satisfies { readonly [K in keyof Switches]: readonly Switches[K][] };

export const switchesSchema = z
  .strictObject({
    badHandle: z.enum(SWITCH_VALUES.badHandle),
    confirmTwice: z.enum(SWITCH_VALUES.confirmTwice),
    empty: z.enum(SWITCH_VALUES.empty),
    redeliveredHandle: z.enum(SWITCH_VALUES.redeliveredHandle),
    pullInPushMode: z.enum(SWITCH_VALUES.pullInPushMode),
    omittedSwitch: z.enum(SWITCH_VALUES.omittedSwitch),
  })
  .partial();

/** The settings a fresh emulator has: what the documents and public consumers suggest, strict where they say nothing. */
export const DEFAULT_SWITCHES: Switches = {
  badHandle: 'failsCall',
  confirmTwice: 'error',
  empty: 'ResourceNotFound',
  redeliveredHandle: 'new',
  pullInPushMode: 'empty',
  omittedSwitch: 'unchanged',
};

/** `current` with the switches of `change` set. Throws {@link InvalidEmulatorInputError} on an unknown switch or value. */
export function withSwitches(current: Switches, change: unknown): Switches {
  return { ...current, ...checked('switches', switchesSchema, change) };
}

/** All 32 combinations of those that matter to a queue in mode PULL, the default first: run a suite under each with `describe.each(everySwitchSetting())`. */
export function everySwitchSetting(): Switches[] {
  const { badHandle, confirmTwice, empty, redeliveredHandle } = SWITCH_VALUES;
  return badHandle.flatMap((bad) =>
    confirmTwice.flatMap((twice) =>
      empty.flatMap((none) =>
        redeliveredHandle.map((handle) => ({
          ...DEFAULT_SWITCHES,
          badHandle: bad,
          confirmTwice: twice,
          empty: none,
          redeliveredHandle: handle,
        })),
      ),
    ),
  );
}
