/** Ids of workflows, and where Temporal's UI shows them. */

/** @param {{ source: string, key: string }} event */
export const eventWorkflowId = ({ source, key }) => `vod-event/${source}/${key}`;

/**
 * @param {import('../views').StateView['temporal']} temporal
 * @param {string} workflowId
 * @returns {string | undefined} nothing where no UI is known
 */
export function workflowLink({ ui, namespace }, workflowId) {
  if (ui === undefined) return undefined;
  return `${ui}/namespaces/${encodeURIComponent(namespace)}/workflows/${encodeURIComponent(workflowId)}`;
}
