import { messageOf } from '../../src/grpc';
import { INVALID_ARGUMENT, serverError, UNAVAILABLE } from './support';

describe('what a log line says of a refused start', () => {
  it('is what the server said', () => {
    expect(messageOf(serverError(INVALID_ARGUMENT, 'Blob data size exceeds limit.'))).toBe(
      'Blob data size exceeds limit.',
    );
  });

  it('is the code when the server said nothing, as when its disk is full', () => {
    expect(messageOf(serverError(UNAVAILABLE, ''))).toBe(`${UNAVAILABLE}`);
    const real = Object.assign(new Error('14 UNAVAILABLE: '), { code: 14, details: '', metadata: {} });
    expect(messageOf(real)).toBe('14 UNAVAILABLE');
  });

  it('is the message of an error that is not of the server', () => {
    expect(messageOf(new Error('no'))).toBe('no');
    expect(messageOf('text')).toBe('text');
  });
});
