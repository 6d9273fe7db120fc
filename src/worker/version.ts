import type { WorkerDeploymentVersion } from '@temporalio/common';

export const DEPLOYMENT_NAME_VARIABLE = 'VOD_EVENTS_DEPLOYMENT_NAME';
export const BUILD_ID_VARIABLE = 'VOD_EVENTS_BUILD_ID';

interface VersionSettings {
  deploymentName?: string | undefined;
  buildId?: string | undefined;
}

/** The version of this worker in Temporal; without one it takes whatever work is not given to versions. */
export function versionOf({ deploymentName, buildId }: VersionSettings): WorkerDeploymentVersion | undefined {
  return deploymentName !== undefined && buildId !== undefined ? { deploymentName, buildId } : undefined;
}

/** With one of the two the worker would be unversioned beside versioned ones, and wait for work that is not given to it. */
export function halfAVersionProblem({ deploymentName, buildId }: VersionSettings): string | undefined {
  if ((deploymentName === undefined) === (buildId === undefined)) return undefined;
  return `${DEPLOYMENT_NAME_VARIABLE} and ${BUILD_ID_VARIABLE}: set both or neither`;
}
