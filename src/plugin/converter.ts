import type { DataConverter } from '@temporalio/common';

/** What keeps our codec and failure converter from being added to these; none when they are there already. */
export function converterProblems(own: DataConverter | undefined, ours: DataConverter | undefined): string[] {
  const { payloadCodecs, failureConverterPath } = own ?? {};
  const problems: string[] = [];
  if (ours && payloadCodecs && payloadCodecs.length > 0 && payloadCodecs !== ours.payloadCodecs)
    problems.push(`it has payloadCodecs of its own; ${INSTEAD}`);
  if (ours && failureConverterPath !== undefined && failureConverterPath !== ours.failureConverterPath)
    problems.push(`it has a failureConverterPath of its own; ${INSTEAD}`);
  return problems;
}

const INSTEAD =
  'give the plugin no keys, and encrypt by your own means, or with vodEventsDataConverter of temporal-vod-events/client';
