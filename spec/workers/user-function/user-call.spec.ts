import net from 'node:net';
import { expect } from 'chai';
import { ParamError } from '#lib/errors.js';
import * as t from '#lib/types/data-type.js';
import { CaptureError } from '#lib/workers/closure/capture-error.js';
import { userCall } from '#lib/workers/user-function/user-call.js';

const scale = (factor: number) => (x: number) => x * factor;

describe('userCall', () => {
  const options = { name: 'scale', returns: t.double, mode: 'row' as const };
  const column = { kind: 'column' as const, parts: ['x'] };

  it('is plain frozen data that clones', () => {
    const call = userCall(scale(2), options, [column]);
    expect(call).to.be.frozen;
    expect(structuredClone(call)).to.deep.equal(call);
    expect(call).to.deep.include({ kind: 'user', name: 'scale', args: [column], type: t.double, nullable: true, deterministic: true });
  });
  it('gives equal functions with equal captures one key, and others another', () => {
    const key = (factor: number, extra = {}): string => userCall(scale(factor), { ...options, ...extra }, []).task.key;
    expect(key(2)).to.equal(key(2));
    expect(
      new Set([
        key(2),
        key(3),
        key(2, { returns: t.float }),
        key(2, { longs: 'bigint' }),
        key(2, { timeout: 5 }),
        key(2, { name: 'other' }),
      ]).size,
    ).to.equal(6);
  });
  it('takes captures when it is called', () => {
    const box = { factor: 2 };
    const fn = (x: number): number => x * box.factor;
    const before = userCall(fn, options, []).task.key;
    box.factor = 3;
    expect(userCall(fn, options, []).task.key).not.to.equal(before);
  });
  it('refuses at once what cannot travel', () => {
    const socket = new net.Socket();
    expect(() => userCall(() => socket, options, [])).to.throw(CaptureError, /'socket'/);
  });
  it('refuses a timeout that is none', () => {
    expect(() => userCall(scale(2), { ...options, timeout: 0 }, [])).to.throw(ParamError, /> 0; got 0/);
    expect(() => userCall(scale(2), { ...options, mode: 'arrow', timeout: 5 }, [])).to.throw(ParamError, /whole batches/);
  });
  it('takes the name of the function, or udf', () => {
    const named = (x: number): number => x;
    expect(userCall(named, { returns: t.double, mode: 'row' }, []).name).to.equal('named');
    expect(userCall((0, eval)('(x) => x') as Function, { returns: t.double, mode: 'row' }, []).name).to.equal('udf');
  });
});
