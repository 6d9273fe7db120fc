/** How VOD hands out the events of an application: what DescribeEventConfig tells and ModifyEventConfig changes (version 2018-07-17). */

/** `PULL` fills the queue that this system lives on; with `PUSH` VOD posts events to a URL, and nothing comes into the queue. */
export const EVENT_MODES = ['PULL', 'PUSH'] as const;
export type EventMode = (typeof EVENT_MODES)[number];

/**
 * The events that VOD leaves out until they are switched on, by the member that says so. All other types come anyway.
 * API document ModifyEventConfig.
 */
export const SWITCHED_EVENTS = {
  UploadMediaCompleteEventSwitch: 'NewFileUpload',
  DeleteMediaCompleteEventSwitch: 'FileDeleted',
  PersistenceCompleteEventSwitch: 'PersistenceComplete',
} as const;

export type EventSwitch = keyof typeof SWITCHED_EVENTS;

export const EVENT_SWITCHES = Object.keys(SWITCHED_EVENTS) as readonly EventSwitch[];

/** What an application is set to, as far as VOD tells. A value that is not documented is passed on as it came, one that is missing is left out. */
export type EventConfig = { readonly Mode?: string; readonly NotificationUrl?: string } & {
  readonly [name in EventSwitch]?: string;
};

/** What can be changed. What an absent member does is not documented: give them all. */
export type EventConfigChange = { readonly Mode?: EventMode } & { readonly [name in EventSwitch]?: 'ON' | 'OFF' };

/** Reads the members of an answer of DescribeEventConfig. */
export function readEventConfig(answer: Readonly<Record<string, unknown>>): EventConfig {
  const names = ['Mode', 'NotificationUrl', ...EVENT_SWITCHES] as const;
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = answer[name];
      return typeof value === 'string' && value !== '' ? [[name, value]] : [];
    }),
  );
}
