/** What Prometheus would have read: by name, each series with its labels. */
export interface Series {
  labels: Record<string, string>;
  value: number;
}

export async function scraped(address: string): Promise<(name: string) => Series[]> {
  const response = await fetch(`http://${address}/metrics`);
  const lines = (await response.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return (name) =>
    lines.flatMap((line) => {
      const [, found, labels = '', value] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
      return found === name ? [{ labels: labelsOf(labels), value: Number(value) }] : [];
    });
}

function labelsOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, name = '', value = '']) => [name, value]),
  );
}
