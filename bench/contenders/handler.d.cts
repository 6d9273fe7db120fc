export const QUICK_MS: number;
export function handle(taskId: string): Promise<void>;
