import { setTimeout as sleep } from 'node:timers/promises';

/** What every contender does with every event. */
export const handle = () => sleep(5);

export default { '*': handle };
