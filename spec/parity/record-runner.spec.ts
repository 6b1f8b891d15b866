import { expect } from 'chai';
import { RecordRunner } from './record-runner.js';

const program = new URL('./stuck-process.js', import.meta.url);

describe('RecordRunner', () => {
  it('kills a process that hears no cancelling, and goes on with a new one', async () => {
    await using runner = new RecordRunner({ timeout: 50, grace: 50, program });
    expect(await runner.run({ sql: 'loop' })).to.deep.equal({ kind: 'hang', lines: ['got      nothing within 0.05 s'] });
    expect(await runner.run({ sql: 'answer' })).to.equal(undefined);
  });

  it('reports a process that ends, and goes on with a new one', async () => {
    await using runner = new RecordRunner({ program });
    expect(await runner.run({ sql: 'exit' })).to.deep.equal({ kind: 'crash of the process', lines: ['got      the process ended: 3'] });
    expect(await runner.run({ sql: 'answer' })).to.equal(undefined);
  });

  it('cancels a statement that runs too long, on a session that goes on', async () => {
    await using runner = new RecordRunner({ timeout: 1000, grace: 600_000 });
    const digits = `(VALUES ${Array.from({ length: 30 }, (_, i) => `(${i})`).join(', ')})`;
    const joins = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => `${digits} AS ${name}(x)`).join(' CROSS JOIN ');
    const sum = await runner.run({ sql: `SELECT sum(a.x * b.x - c.x * d.x + e.x * f.x - g.x * h.x) FROM ${joins}`, schema: [], rows: [] });
    expect(sum).to.deep.equal({ kind: 'hang', lines: ['got      nothing within 1 s'] });
    expect(await runner.run({ sql: 'SELECT 1', schema: [['1', 'int']], rows: [[1]] })).to.equal(undefined);
  });
});
