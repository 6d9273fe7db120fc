/**
 * Whether a worker has our workflows. One bundle has one entry module, so a plugin cannot add them; it can only tell that they are missing,
 * before a poller would wait for ever.
 */
import { readFileSync } from 'node:fs';
import type { WorkerOptions } from '@temporalio/worker';
import { UndecipherablePayload } from '../codec/errors';
import { POLLER_WORKFLOW } from '../core/contract';
import { PluginConflictError, WorkflowsMissingError, workerOf } from './errors';

type WebpackConfig = Parameters<NonNullable<NonNullable<WorkerOptions['bundlerOptions']>['webpackConfigHook']>>[0];
type WebpackPlugin = NonNullable<WebpackConfig['plugins']>[number];

/** Exported names survive minification. In quotes it is only the name, which every bundle of the plugin has among what workflows share. */
const EXPORTED = new RegExp(`${POLLER_WORKFLOW}(?!['"\`])`);
const hasThem = (code: string): boolean => EXPORTED.test(code);

/** Of our failure converter: the name of an error that nothing else in a bundle knows. */
const encryptsFailures = (code: string): boolean => code.includes(UndecipherablePayload.name);

/**
 * Checks a prebuilt bundle at once; of workflows that the worker bundles itself it returns options that check them when they are bundled.
 * @throws WorkflowsMissingError
 * @throws PluginConflictError when a prebuilt bundle would leave the failures of workflows readable, though there are keys.
 */
export function withWorkflowsChecked(options: WorkerOptions, encrypted: boolean): WorkerOptions {
  const { workflowBundle, workflowsPath, bundlerOptions } = options;
  const taskQueue = options.taskQueue ?? '';
  if (workflowBundle) {
    const code = 'code' in workflowBundle ? workflowBundle.code : readFileSync(workflowBundle.codePath, 'utf8');
    const from = 'code' in workflowBundle ? 'workflowBundle' : workflowBundle.codePath;
    if (!hasThem(code)) throw new WorkflowsMissingError(taskQueue, from);
    if (encrypted && !encryptsFailures(code)) {
      const problem = `its ${from} was built without the plugin, and failures of workflows would not be encrypted; build it with`;
      throw new PluginConflictError(workerOf(taskQueue), [`${problem} bundleWorkflowCode({ plugins: [plugin], … })`]);
    }
    return options;
  }
  if (workflowsPath === undefined) throw new WorkflowsMissingError(taskQueue, 'no workflowsPath and no workflowBundle');
  const check = modulesCheck(() => new WorkflowsMissingError(taskQueue, workflowsPath));
  const webpackConfigHook = (config: WebpackConfig): WebpackConfig => {
    const hooked = bundlerOptions?.webpackConfigHook?.(config) ?? config;
    return { ...hooked, plugins: [...(hooked.plugins ?? []), check] };
  };
  return { ...options, bundlerOptions: { ...bundlerOptions, webpackConfigHook } };
}

/** Fails the build when no module exports our poller. */
function modulesCheck(missing: () => Error): WebpackPlugin {
  return (compiler) => {
    compiler.hooks.thisCompilation.tap('VodEventsPlugin', (compilation) => {
      compilation.hooks.finishModules.tap('VodEventsPlugin', (modules) => {
        for (const module of modules) if (hasThem(String(module.originalSource()?.source() ?? ''))) return;
        throw missing();
      });
    });
  };
}
