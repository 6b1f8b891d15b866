import { expect } from 'chai';
import { AnalysisError, CancelledError, ExecutionError, ParamError } from '#lib/errors.js';
import { fromWireError, toWireError } from '#lib/workers/wire-error.js';

/** There and back as it is between threads. */
const cross = (error: unknown) => fromWireError(structuredClone(toWireError(error)), "Partition 1 failed in 'f'");

describe('fromWireError', () => {
  for (const error of [
    new AnalysisError('COLUMN_NOT_FOUND', 'No column', { sqlState: '42703' }),
    new ExecutionError('CAST_INVALID_INPUT', 'Not a number'),
    new ParamError('maxIter must be an integer >= 0; got -1'),
    new CancelledError('Stopped'),
  ]) {
    it(`gives a ${error.name} back as one, with its condition and words`, () => {
      const back = cross(error);
      expect(back.constructor).to.equal(error.constructor);
      expect([back.message, back.condition, back.sqlState, back.name]).to.deep.equal([
        error.message,
        error.condition,
        error.sqlState,
        error.name,
      ]);
    });
  }

  it('gives a subclass that it does not know as an ExecutionError', () => {
    class OddError extends ExecutionError {}
    expect(cross(new OddError('ODD', 'odd')).constructor).to.equal(ExecutionError);
  });

  it('says where any other error came from, and keeps its name, stack and causes', () => {
    const back = cross(new TypeError('x is not a function', { cause: new RangeError('deeper') }));
    expect(back.message).to.equal("[TASK_FAILED] Partition 1 failed in 'f': x is not a function");
    const cause = back.cause as Error;
    expect([cause.name, cause.message]).to.deep.equal(['TypeError', 'x is not a function']);
    expect(cause.stack).to.contain('wire-error.spec');
    expect((cause.cause as Error).message).to.equal('deeper');
  });

  it('shows what was thrown and is no Error', () => {
    expect(cross('oops').message).to.equal("[TASK_FAILED] Partition 1 failed in 'f': oops was thrown");
    expect(cross(undefined).message).to.contain('undefined was thrown');
  });
});
