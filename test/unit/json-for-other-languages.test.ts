import * as fc from 'fast-check';
import { jsonProblem } from '../../src/core/json-problem';

class Money {
  constructor(readonly amount: number) {}
  toJSON(): string {
    return String(this.amount);
  }
}

it('what is JSON, or has members that are undefined, is no problem', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => jsonProblem(value, 'args') === undefined));
  expect(jsonProblem({ a: undefined }, 'args')).toBeUndefined();
});

const endless: unknown[] = [];
endless.push(endless);

it.each([
  [[undefined], 'args[0] is missing'],
  [[Number.NaN], 'args[0] is no finite number'],
  [[{ at: new Date(0) }], 'args[0].at is a Date'],
  [[{ a: [new Map()] }], 'args[0].a[0] is a Map'],
  [[Buffer.from('a')], 'args[0] is a Uint8Array'],
  [[new Money(7)], 'args[0] is an object with a toJSON'],
  [[() => 7], 'args[0] is of type function'],
  [[7n], 'args[0] is of type bigint'],
  [[Symbol('secret')], 'args[0] is of type symbol'],
  [endless, /^args(\[0\])+ is nested too deep, or holds itself$/],
])('what another language would not receive as it was meant is named: %#', (value, problem) => {
  expect(jsonProblem(value, 'args')).toEqual(typeof problem === 'string' ? problem : expect.stringMatching(problem));
});
