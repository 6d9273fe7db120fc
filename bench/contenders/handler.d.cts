export function handle(taskId: string): Promise<void>;
